"""The colours of the page, held against WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for lines that matter (1.4.11)."""

from __future__ import annotations

import re
from importlib import resources
from itertools import product

import pytest

from reconcile.models import Kind

STYLE = resources.files("reconcile.report").joinpath("templates", "style.css").read_text(encoding="utf-8")
HEX = "#[0-9a-f]{6}"
PAIRS = {name: pair for name, *pair in re.findall(rf"--([\w-]+): light-dark\(({HEX}), ({HEX})\)", STYLE)}
FALLBACKS = dict(re.findall(rf"--([\w-]+): ({HEX});", STYLE))
KINDS = [kind.value for kind in Kind]
SURFACES = ["paper", "card", "sunken"]


def luminance(color: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_knows_the_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_colour_has_a_light_and_a_dark_form_and_the_light_one_is_the_fallback() -> None:
    assert len(PAIRS) > 20
    assert {name: pair[0] for name, pair in PAIRS.items()} == FALLBACKS


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *product(["ink", "soft", "link"], SURFACES),
        *product(KINDS, ["paper", "card", "sunken"]),
        *product(["ink"], ["mark", *(f"heat{n}" for n in range(5)), *(f"fill{n}" for n in range(1, 5))]),
    ],
)
def test_text_can_be_read_on_its_ground(text: str, ground: str, theme: int) -> None:
    assert contrast(PAIRS[text][theme], PAIRS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("line", "ground"), [*product(["edge", "link", "target"], ["paper", "card"]), ("mark-line", "card")]
)
def test_lines_that_matter_can_be_seen(line: str, ground: str, theme: int) -> None:
    assert contrast(PAIRS[line][theme], PAIRS[ground][theme]) >= 3
