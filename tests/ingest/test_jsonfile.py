from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.errors import IngestError
from reconcile.ingest import Flaw, RawArticle
from reconcile.ingest.inputs import stream_input
from reconcile.ingest.jsonfile import JsonLinesReader, JsonReader

ONE = {"title": "Talks begin", "text": "Blinken began his visit.", "date": "2023-06-19"}
GOLD = {"event": "Blinken in Beijing", "pairs": [{"kind": "conflict", "a": {"file": "1.txt", "quote": "x"}}]}


def dumps(value: object) -> str:
    return json.dumps(value)


def test_an_object_is_one_article_without_a_part(results):
    (article,) = results(JsonReader(), dumps(ONE))
    assert (article.part, article.title, article.published) == ("", "Talks begin", "2023-06-19")


def test_an_array_is_many_articles_told_apart_by_their_place(results):
    got = results(JsonReader(), dumps([ONE, {"title": "no text"}, ONE]))
    assert [(type(r), r.part) for r in got] == [(RawArticle, "#1"), (Flaw, "#2"), (RawArticle, "#3")]


@pytest.mark.parametrize("key", ["articles", "items", "@graph", "data"])
def test_an_object_that_holds_the_array(results, key):
    got = results(JsonReader(), dumps({"status": "ok", "totalResults": 1, key: [ONE]}))
    assert [r.part for r in got] == ["#1"]


def test_a_byte_order_mark_before_json_does_no_harm(results):
    assert len(results(JsonReader(), b"\xef\xbb\xbf" + dumps(ONE).encode())) == 1
    assert len(results(JsonLinesReader(), b"\xef\xbb\xbf" + dumps(ONE).encode())) == 1


@pytest.mark.parametrize(
    "value", [GOLD, {"name": "x", "dependencies": {}}, [], {}, [1, 2], ["text"], "text", 3, None, [[]], [GOLD, GOLD]]
)
def test_json_without_articles_has_no_article_fields(results, value):
    with pytest.raises(IngestError, match=r"^no article fields"):
        results(JsonReader(), dumps(value))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (dumps(ONE)[:-10], "malformed JSON"),
        ('{"text": "a",}', "malformed JSON"),
        ("", "empty"),
        (" \n", "white space"),
        ("[" * 200_000, "nested too deeply"),
        ('{"a":' * 200_000, "nested too deeply"),
        ('{"text": "a", "n": ' + "9" * 10_000 + "}", "too long"),
        (dumps(ONE).encode("utf-16"), "UTF-16"),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        (b'{"text": "a\0b"}', "NUL"),
    ],
)
def test_what_cannot_be_parsed_is_refused_in_one_line(results, data, words):
    with pytest.raises(IngestError) as caught:
        results(JsonReader(), data)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_place_of_a_mistake_is_told(results):
    with pytest.raises(IngestError, match=r"line 2, column"):
        results(JsonReader(), '{"text": "a"\n "b"}')


def test_lines_are_articles_numbered_by_line_and_blank_lines_count(results):
    got = results(JsonLinesReader(), f"\n{dumps(ONE)}\r\n\n{dumps(ONE)}")
    assert [r.part for r in got] == ["#2", "#4"]


def test_a_malformed_line_is_one_flaw_and_the_others_are_read(results):
    got = results(JsonLinesReader(), "\n".join([dumps(ONE), '{"text": ', dumps(ONE)]))
    assert [r.part for r in got] == ["#1", ":2", "#3"]
    assert isinstance(got[1], Flaw)
    assert "malformed JSON" in got[1].reason
    assert "line 1" not in got[1].reason


def test_flaws_before_the_first_article_are_told_too(results):
    got = results(JsonLinesReader(), "\n".join(["nonsense"] * 10 + [dumps(ONE)]))
    assert [r.part for r in got] == [f":{i}" for i in range(1, 11)] + ["#11"]


def test_a_file_of_nothing_but_nonsense_is_one_entry(results):
    with pytest.raises(IngestError, match=r"none of its 50 records is an article; the first \(:1\): malformed JSON"):
        results(JsonLinesReader(), "nonsense\n" * 50)


def test_lines_without_article_fields_are_one_entry(results):
    with pytest.raises(IngestError, match=r"^no article fields"):
        results(JsonLinesReader(), "\n".join([dumps(GOLD)] * 50))


def test_hostile_lines_do_not_stop_the_others(results):
    lines = [b"[" * 200_000, b'{"text": "caf\xe9"}', b'"\0"', dumps(ONE).encode(), b'{"text": "' + b"x" * 5000 + b'"}']
    got = results(JsonLinesReader(), b"\n".join(lines), max_bytes=300_000)
    assert [r.part for r in got] == [":1", ":2", ":3", "#4", "#5"]


def test_a_line_above_the_limit_is_passed_over_and_the_rest_read(results):
    got = results(JsonLinesReader(), "\n".join([dumps(ONE), "x" * 5000, dumps(ONE)]), max_bytes=200)
    assert [r.part for r in got] == ["#1", ":2", "#3"]
    assert "max_file_bytes" in got[1].reason


def test_json_lines_under_the_name_json_are_read_as_lines(results):
    got = results(JsonReader(), f"{dumps(ONE)}\nbroken\n{dumps(ONE)}\n")
    assert [r.part for r in got] == ["#1", ":2", "#3"]


def test_a_pretty_printed_array_is_not_mistaken_for_lines(results):
    got = results(JsonReader(), f"[\n{dumps(ONE)}\n]")
    assert [r.part for r in got] == ["#1"]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["text", "body", "title", "date", "source", "url", "articles"]), inner)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(JSON_VALUES)
def test_any_json_gives_articles_with_text_or_one_clear_line(value):
    source = stream_input(io.BytesIO(dumps(value).encode()), 100_000)
    try:
        got = list(JsonReader().read(source))
    except IngestError as error:
        got = [Flaw("", str(error))]
    assert got
    assert all(r.text.strip() if isinstance(r, RawArticle) else r.reason for r in got)
