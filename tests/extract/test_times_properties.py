"""Times: what holds for any text, however odd."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract.times import find_times
from reconcile.models import Time

NLP = spacy.blank("en")
_WORDS = (
    "June May Sept. March 18 18th 2023 2019 1990s 18/06/2023 2023-06-18 31 29 Feb. Monday Friday today"
    " tonight yesterday last next this the a first two twenty-one half few days day-long year-old years"
    " weeks month century decade hours ago later earlier before after since until by from to and between -"
    " – — , . ' ’ ( ) “ in on at of for 5:10 5 a.m. p.m. 0510 GMT noon midnight o'clock morning night"
    " early mid-June late end spring fall Christmas Eve Easter quarter Q3 fiscal aged 54 Smith will was is"
    " meets said scheduled plans 1,000 3.5 ½ 9/11 attacks 'til 99 0 00:00 9999 1066"
).split(" ")
_SPACES = st.sampled_from([" ", "  ", "\n", " \t", "\u00a0", "\u2009", "\r\n"])
_DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([dt.date.min, dt.date.max, dt.date(2024, 2, 29)]))
_SENTENCES = [
    "The meeting was held on Sunday , June 18 , 2023 at 5:10 a.m. in Beijing .",
    "He will appear in court on Friday morning , two days after Christmas .",
    "It took more than two and a half years , from May to September 2021 .",
    "The 54 years old man was held for the first time in five years since early March 2018 .",
    "Talks resume at the end of next month , no later than July 3 , between Monday and Wednesday .",
    "On the night of June 18 he left ; the past 24 hours were quiet .",
]


def _check(text: str, published: dt.date | None) -> tuple[Time, ...]:
    doc = NLP(text)
    times = find_times(doc[:], published)
    end = 0
    for time in times:
        assert doc.text[time.start : time.end] == time.text
        assert time.text
        assert time.start >= end
        end = time.end
        for value in (time.first, time.last):
            if value is not None:
                if value.startswith("T"):
                    dt.time.fromisoformat(value)
                else:
                    dt.datetime.fromisoformat(value)
        if time.first and time.last and not time.first.startswith("T"):
            assert time.first <= time.last
        if time.seconds and None not in time.seconds:
            assert time.seconds[0] <= time.seconds[1]  # type: ignore[operator]
    return times


@settings(max_examples=300, deadline=None)
@given(st.text(), _DAYS)
def test_any_text_gives_exact_spans_in_order(text: str, published: dt.date | None) -> None:
    _check(text, published)


@settings(max_examples=600, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(["", " ", " ", " ", "-", "\n\n"])), max_size=14), _DAYS
)
def test_any_jumble_of_time_words_gives_exact_spans_in_order(
    words: list[tuple[str, str]], published: dt.date | None
) -> None:
    _check("".join(word + gap for word, gap in words), published)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(_SENTENCES), st.data())
def test_white_space_does_not_change_the_reading(sentence: str, data: st.DataObject) -> None:
    words = sentence.split(" ")
    spaced = "".join(word + data.draw(_SPACES) for word in words)
    published = dt.date(2023, 6, 20)
    plain, odd = _check(sentence, published), _check(spaced, published)
    where = {"start", "end", "text"}
    assert [time.model_dump(exclude=where) for time in odd] == [time.model_dump(exclude=where) for time in plain]
    assert [" ".join(time.text.split()) for time in odd] == [" ".join(time.text.split()) for time in plain]
    assert plain


@pytest.mark.parametrize("sentence", _SENTENCES)
def test_the_same_sentence_is_always_read_the_same(sentence: str) -> None:
    assert _check(sentence, dt.date(2023, 6, 20)) == _check(sentence, dt.date(2023, 6, 20))
