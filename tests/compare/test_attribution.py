"""The same said by other sources, or told in the outlet's own voice."""

from collections.abc import Callable
from typing import Any

import pytest

from reconcile.compare.attribution import compare_attribution
from reconcile.compare.base import Level, Pair
from reconcile.compare.speakers import compare_speakers
from reconcile.models import Span, Speaker

Said = dict[str, Any]


def speaker(name: str | None, role: str | None = None, cue: str = "said", text: str | None = None) -> Speaker:
    words = text or name or ""
    return Speaker(start=0, end=len(words), text=words, name=name, role=role, cue=cue)


SPEAKERS = [
    ("the same name", speaker("Donald Trump"), speaker("Trump", "President"), Level.SAME),
    ("two names", speaker("Mason Tvert"), speaker("Brian Vicente"), Level.DIFFERS),
    (
        "who speaks for a person",
        speaker("Ben LaBolt", "Obama's campaign press secretary"),
        speaker("Obama"),
        Level.COMPATIBLE,
    ),
    ("somebody's unnamed lawyer", speaker("lawyer", text="his lawyer"), speaker("Michael Grimm"), Level.COMPATIBLE),
    ("police and a sergeant of it", speaker("police"), speaker("Smith", "sergeant of the police"), Level.COMPATIBLE),
    ("a paper that carries it", speaker("China Daily"), speaker("chief designer"), Level.COMPATIBLE),
    ("a statement", speaker("statement"), speaker("Jane Smith"), Level.COMPATIBLE),
    ("two bodies", speaker("Oslo Police"), speaker("Transport Ministry"), Level.DIFFERS),
    ("a pronoun", speaker(None, text="he"), speaker("Jane Smith"), Level.MISSING),
    ("no speaker at all", speaker("fatalities"), speaker("Jane Smith"), Level.MISSING),
    ("one office, two persons", speaker("Xi Jinping", "president"), speaker("Joe Biden", "president"), Level.DIFFERS),
]


@pytest.mark.parametrize(("a", "b", "level"), [case[1:] for case in SPEAKERS], ids=[case[0] for case in SPEAKERS])
def test_speakers(a: Speaker, b: Speaker, level: Level) -> None:
    assert compare_speakers(a, b) is compare_speakers(b, a) is level
    assert compare_speakers(a, None) is Level.MISSING


INFLUX = "The influx of marijuana had led to more arrests and higher jail costs"
PARAPHRASE = "Police are making more arrests for the influx of marijuana, with higher costs"


def claim(text: str, who: Speaker | None = None, quote: str | None = None) -> Said:
    at = text.index(quote) if quote else 0
    quotes = (Span(start=at, end=at + len(quote), text=quote),) if quote else ()
    return {"text": text, "speaker": who, "quotes": quotes}


CASES = [
    (
        "another speaker",
        claim(INFLUX, speaker("Jon Bruning")),
        claim(PARAPHRASE, speaker("Scott Pruitt")),
        Level.DIFFERS,
        "speaker",
    ),
    ("a contested claim told as fact", claim(INFLUX, speaker("Jon Bruning", cue="claims")), claim(PARAPHRASE),
     Level.DIFFERS, "voice"),
    ("a denial itself", claim("Jon Bruning denies the influx of marijuana and higher jail costs",
     speaker("Jon Bruning", cue="denies")), claim("Bruning did not see an influx of marijuana or higher jail costs"),
     Level.COMPATIBLE, "voice"),
    ("a report told as fact", claim(INFLUX, speaker("Jon Bruning")), claim(PARAPHRASE), Level.COMPATIBLE, "voice"),
    ("the same speaker", claim(INFLUX, speaker("Jon Bruning")), claim(PARAPHRASE, speaker("Bruning")), Level.SAME,
     "speaker"),
    ("other speakers on other matters", claim(INFLUX, speaker("Jon Bruning")),
     claim("The court will hear the case in May", speaker("Scott Pruitt")), Level.MISSING, "speaker"),
    ("nobody speaks", claim(INFLUX), claim(PARAPHRASE), Level.MISSING, None),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "level", "aspect"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_levels(make_pair: Callable[..., Pair], a: Said, b: Said, level: Level, aspect: str | None) -> None:
    one, other = compare_attribution(make_pair(a, b)), compare_attribution(make_pair(b, a))
    assert one.level is other.level is level
    assert one.aspect == other.aspect == aspect
    assert one.scores == other.scores


def test_one_quotation_word_for_word_has_one_speaker(make_pair: Callable[..., Pair]) -> None:
    text = "The container will send potatoes and silkworm eggs to the Moon"
    company = claim(text, speaker("Chongqing University"), text)
    designer = claim(text, speaker("chief designer of the container"), text)
    assert compare_attribution(make_pair(company, designer)).level is Level.COMPATIBLE
    one, other = claim(text, speaker("Zhang Yuanxun"), text), claim(text, speaker("Liu Hanlong"), text)
    assert compare_attribution(make_pair(one, other)).level is Level.DIFFERS
