"""The page as a reader meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reconcile.models import Kind, Report, Severity
from reconcile.report.html import render_html
from tests.browser.conftest import DESKTOP, PHONE, wait_until
from tests.report.conftest import Draft

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> ](javascript:alert(3)) {{ 7*7 }} \u202edlof \x07\x1b[31m |"
)

FOCUSED = """(() => {
  const focused = document.activeElement;
  const name = focused.id || focused.name || focused.textContent.trim().slice(0, 20);
  return [`${focused.tagName} ${name}`, getComputedStyle(focused).outlineStyle];
})()"""

Show = Callable[..., Any]


@pytest.fixture
def flood() -> Draft:
    """Three articles: two conflicts, a status, an agreement, and what each says alone."""
    draft = Draft()
    draft.event("e1", "Flood in the valley")
    draft.article(
        "a1", "Forty people died on Monday. The dam holds. Help came early. Café owners left.", source="Morning Post"
    )
    draft.article(
        "a2",
        "Some 52 people died on Tuesday. The dam may break. Help came early.",
        source="Evening Star",
        url="https://example.org/2",
    )
    draft.article("a3", "Forty people died. The mayor resigned.", source="x" * 80)
    forty = draft.claim("a1", "Forty people died on Monday.")
    some = draft.claim("a2", "Some 52 people died on Tuesday.")
    also = draft.claim("a3", "Forty people died.")
    marked = [(forty, "Forty"), (some, "52")]
    draft.finding(Kind.CONFLICT, [forty, some], "number", "Deaths", marked, Severity.HIGH, 0.9, "40 against 52", "beef")
    marked = [(some, "52"), (also, "Forty")]
    draft.finding(
        Kind.CONFLICT, [some, also], "number", "Deaths", marked, Severity.MEDIUM, 0.8, "52 against 40", "cafe"
    )
    dams = [draft.claim("a1", "The dam holds."), draft.claim("a2", "The dam may break.")]
    draft.finding(Kind.STATUS, dams, "certainty", "The dam", severity=Severity.MEDIUM, explanation="sure or not")
    helped = [draft.claim("a1", "Help came early."), draft.claim("a2", "Help came early.")]
    draft.finding(Kind.AGREEMENT, helped, topic="The dam", severity=Severity.LOW)
    draft.finding(Kind.SINGLE_SOURCE, [draft.claim("a1", "Café owners left.")], topic="The dam", severity=Severity.LOW)
    draft.finding(Kind.SINGLE_SOURCE, [draft.claim("a3", "The mayor resigned.")], topic="Mayor", severity=Severity.LOW)
    return draft


def many(articles: int = 10, topics: int = 40, per_topic: int = 50) -> Report:
    """As many findings as topics times `per_topic`, most of them of one article only."""
    draft = Draft()
    draft.event("e1", "A long week")
    for n in range(1, articles + 1):
        sentences = [f"In matter {t} the paper {n} reports item {i}." for t in range(topics) for i in range(per_topic)]
        draft.article(f"a{n}", " ".join(sentences), source=f"Paper {n}")
    kinds = [kind for kind in Kind if kind is not Kind.SINGLE_SOURCE]
    for t in range(topics):
        for i in range(per_topic):
            a, b = 1 + i % articles, 1 + (i + 1) % articles
            first = draft.claim(f"a{a}", f"In matter {t} the paper {a} reports item {i}.")
            if i % 4:
                draft.finding(Kind.SINGLE_SOURCE, [first], topic=f"Matter {t}", severity=Severity.LOW)
            else:
                second = draft.claim(f"a{b}", f"In matter {t} the paper {b} reports item {i}.")
                draft.finding(kinds[i % len(kinds)], [first, second], topic=f"Matter {t}")
    return draft.report()


def shown(page: Any) -> list[str]:
    """Ids of the findings that are neither filtered out nor folded away, in page order."""
    return page.evaluate("[...document.querySelectorAll('.finding')].filter(f => f.checkVisibility()).map(f => f.id)")


def overflow(page: Any) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def offers(page: Any, name: str) -> Any:
    return page.get_by_role("checkbox", name=name)


class TestFilters:
    def test_by_kind(self, show: Show, flood: Draft) -> None:
        page = show(flood.report())
        offers(page, "conflict").check()
        assert shown(page) == ["f1", "f2"]
        assert page.locator("#shown").inner_text() == "2 of 6"
        assert not page.get_by_role("heading", name="The dam").is_visible()

    def test_kinds_add_up_and_folded_ones_are_unfolded(self, show: Show, flood: Draft) -> None:
        page = show(flood.report())
        assert "f4" not in shown(page)
        offers(page, "agreement").check()
        offers(page, "status").check()
        assert shown(page) == ["f3", "f4"]

    def test_by_severity(self, show: Show, flood: Draft) -> None:
        page = show(flood.report())
        offers(page, "medium").check()
        assert shown(page) == ["f2", "f3"]

    def test_by_article_several_meaning_between_them(self, show: Show, flood: Draft) -> None:
        page = show(flood.report())
        offers(page, "Morning Post").check()
        assert shown(page) == ["f1", "f3", "f4", "f5"]
        offers(page, "Evening Star").check()
        assert shown(page) == ["f1", "f3", "f4"]

    def test_by_words_whatever_their_case_and_accents(self, show: Show, flood: Draft) -> None:
        page = show(flood.report())
        page.get_by_role("searchbox").fill("CAFE left")
        wait_until(page, "document.getElementById('shown').textContent === '1 of 6'")
        assert shown(page) == ["f5"]

    def test_by_the_words_of_the_topic_and_by_id(self, show: Show, flood: Draft) -> None:
        page = show(flood.report())
        page.get_by_role("searchbox").fill("deaths f2")
        wait_until(page, "document.getElementById('shown').textContent !== '6'")
        assert shown(page) == ["f1", "f2"]  # one row: its columns belong to both

    def test_when_nothing_matches_the_page_says_so_and_offers_a_way_back(self, show: Show, flood: Draft) -> None:
        page = show(flood.report())
        before = shown(page)
        offers(page, "conflict").check()
        offers(page, "low").check()
        assert shown(page) == []
        page.locator("#nothing").get_by_role("button", name="Clear the filters").click()
        assert shown(page) == before
        assert not offers(page, "low").is_checked()

    def test_folds_are_as_before_once_the_filters_are_cleared(self, show: Show, flood: Draft) -> None:
        page = show(flood.report())
        folds = "[...document.querySelectorAll('.fold')].map(f => f.open)"
        before = page.evaluate(folds)
        offers(page, "single source").check()
        assert page.evaluate(folds) != before
        page.locator("form .clear").click()
        assert page.evaluate(folds) == before


class TestLinks:
    @pytest.mark.parametrize("anchor", ["#f6", "#f-0006"])
    def test_a_link_to_a_finding_unfolds_it_and_scrolls_to_it(self, show: Show, flood: Draft, anchor: str) -> None:
        page = show(flood.report(), anchor, viewport={"width": 1280, "height": 300})
        wait_until(page, "scrollY > 0")
        finding = page.locator("#f6")
        box = finding.bounding_box()
        assert 0 <= box["y"] < 300
        wait_until(page, "document.activeElement.id === 'f6'")

    def test_a_link_to_a_finding_that_is_filtered_out_clears_the_filters(self, show: Show, flood: Draft) -> None:
        page = show(flood.report())
        offers(page, "agreement").check()
        page.evaluate("location.hash = 'f1'")
        wait_until(page, "document.getElementById('f1').checkVisibility()")
        assert not offers(page, "agreement").is_checked()

    def test_the_overview_leads_to_the_finding(self, show: Show, flood: Draft) -> None:
        page = show(flood.report())
        page.locator(".first a").first.click()
        assert page.url.endswith("#f1")
        assert 0 <= page.locator("#f1").bounding_box()["y"] < DESKTOP["height"]

    @pytest.mark.parametrize("anchor", ["#no-such", "#%E0%A4%A", "#<script>"])
    def test_an_address_that_leads_nowhere_does_no_harm(self, show: Show, flood: Draft, anchor: str) -> None:
        page = show(flood.report(), anchor)
        assert "f1" in shown(page)


class TestHostileText:
    @pytest.fixture
    def hostile(self) -> Report:
        draft = Draft()
        draft.event("e1", HOSTILE)
        for n in (1, 2):
            draft.article(
                f"a{n}", f"{HOSTILE} text {n}.", source=f"{HOSTILE}{n}", title=HOSTILE, url="javascript:alert(4)"
            )
        claims = [draft.claim(f"a{n}", f"{HOSTILE} text {n}.", said_by=("Eve<b>", HOSTILE)) for n in (1, 2)]
        draft.finding(Kind.CONFLICT, claims, HOSTILE, HOSTILE, [(claims[0], "<img src=x")], explanation=HOSTILE)
        return draft.report()

    def test_it_is_shown_as_text_and_nothing_of_it_runs(self, show: Show, hostile: Report) -> None:
        page = show(hostile)  # a dialog, an error or a request would fail the test when it ends
        words = page.locator("#f1 >> xpath=ancestor::div[contains(@class,'row')] >> css=.words").first.inner_text()
        seen = HOSTILE
        for code in ("202E", "0007", "001B"):
            seen = seen.replace(chr(int(code, 16)), f"⟨U+{code}⟩")
        assert words == f"{seen} text 1."
        assert page.locator("main img, main script, b").count() == 0
        assert page.locator("a[href^=javascript]").count() == 0

    @pytest.mark.parametrize("policy", [True, False])
    def test_the_policy_would_stop_it_had_it_got_through(
        self, browser: Any, hostile: Report, tmp_path: Path, policy: bool
    ) -> None:
        text = render_html(hostile).replace("<main ", "<script>window.ran = true</script><main ")
        if not policy:
            text = text.replace("Content-Security-Policy", "no-policy")
        file = tmp_path / "broken.html"
        file.write_text(text, encoding="utf-8")
        page = browser.new_page()
        page.goto(file.as_uri())
        assert page.evaluate("window.ran === true") is not policy
        page.close()


class TestLayout:
    @pytest.mark.parametrize("width", [320, PHONE["width"], 768, 1024])
    def test_no_width_makes_the_page_scroll_sideways(self, show: Show, flood: Draft, width: int) -> None:
        page = show(flood.report(), viewport={"width": width, "height": 800})
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert overflow(page) <= 0

    def test_columns_stand_side_by_side_and_stack_on_a_phone(self, show: Show, flood: Draft) -> None:
        sides = "[...document.querySelector('#f1').closest('.row').querySelectorAll('.side')].map(s => s.offsetLeft)"
        assert len(set(show(flood.report()).evaluate(sides))) == 3
        assert len(set(show(flood.report(), viewport=PHONE).evaluate(sides))) == 1

    @pytest.mark.parametrize("table", [".heat", ".coverage"])
    def test_the_tables_of_two_articles_fit_a_phone_whatever_the_files_are_called(self, show: Show, table: str) -> None:
        draft = Draft()
        draft.event("e1", "Flood")
        for n in (1, 2):
            draft.article(f"a{n}", f"Some {n} people died.", path=f"{n}{'0123456789abcdef' * 2}.txt")
        claims = [draft.claim(f"a{n}", f"Some {n} people died.") for n in (1, 2)]
        draft.finding(Kind.CONFLICT, claims, topic="How many people died in the flood of the valley on Monday")
        page = show(draft.report(), viewport=PHONE)
        hidden = "s => s.parentNode.scrollWidth - s.parentNode.clientWidth"
        assert page.locator(table).evaluate(hidden) <= 0

    def test_filters_are_folded_on_a_phone_and_stay_at_hand(self, show: Show, flood: Draft) -> None:
        page = show(flood.report(), "#about", viewport=PHONE)
        assert not page.get_by_role("searchbox").is_visible()
        page.locator("#filters > summary").click()
        assert page.get_by_role("searchbox").is_visible()

    def test_the_theme_follows_the_system_and_can_be_set(self, show: Show, flood: Draft) -> None:
        ground = "getComputedStyle(document.body).backgroundColor"
        light = show(flood.report(), color_scheme="light").evaluate(ground)
        page = show(flood.report(), color_scheme="dark")
        dark = page.evaluate(ground)
        assert dark != light
        page.get_by_role("button", name="Theme: auto").click()
        assert page.evaluate(ground) == light
        page.get_by_role("button", name="Theme: light").click()
        assert page.evaluate(ground) == dark

    def test_on_paper_everything_is_unfolded_but_the_controls_are_gone(self, show: Show, flood: Draft) -> None:
        page = show(flood.report())
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert shown(page) == ["f1", "f2", "f3", "f4", "f5", "f6"]
        assert page.locator("#f1 .explanation").is_visible()
        assert not page.get_by_role("searchbox").is_visible()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")
        assert "f6" not in shown(page)


def test_every_control_can_be_reached_by_keyboard_and_shows_it(show: Show, flood: Draft) -> None:
    page = show(flood.report())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the findings"
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        state = page.evaluate(FOCUSED)
        if state[0].startswith("BODY"):
            break
        reached.add(state[0])
        assert state[1] != "none", state[0]
    for control in ("BUTTON theme", "INPUT search", "INPUT kind", "INPUT severity", "INPUT article"):
        assert control in reached
    assert any(name.startswith("SUMMARY") for name in reached)


def test_without_scripts_all_findings_are_there_and_no_dead_controls(show: Show, flood: Draft) -> None:
    page = show(flood.report(), java_script_enabled=False)
    assert not page.get_by_role("searchbox").is_visible()
    assert not page.locator("#theme").is_visible()
    for fold in page.locator(".fold").all():
        fold.locator("> summary").click()
    for number in range(1, 7):
        assert page.locator(f"#f{number}").is_visible()
    page.locator(".context > summary").first.click()
    assert page.locator(".paragraph").first.is_visible()


def test_two_thousand_findings_of_ten_articles_can_be_filtered_and_linked(show: Show) -> None:
    report = many()
    assert len(report.findings) == 2000
    page = show(report, "#f1999", viewport=PHONE)
    box = page.locator("#f1999").bounding_box()
    assert 0 <= box["y"] < PHONE["height"]
    assert overflow(page) <= 0
    page.locator("#filters > summary").click()
    page.get_by_role("searchbox").fill("item 49.")
    wait_until(page, "document.getElementById('shown').textContent === '40 of 2000'")
