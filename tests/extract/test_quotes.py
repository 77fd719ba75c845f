"""The words inside quotation marks."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.extract.quotes import find_quotes, find_utterances


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said that “he did a hell of a job.”", ["he did a hell of a job."]),
        ('He said: "No."', ["No."]),
        ("«Jamais», dit-elle.", ["Jamais"]),
        ("« Jamais », dit-elle.", ["Jamais"]),
        ("Er sagte: „Niemals“ und ging. Sie sagte: „Doch“.", ["Niemals", "Doch"]),
        ("»Niemals«, sagte er. Und: »Doch.«", ["Niemals", "Doch."]),
        ("‹Jamais›, dit-elle, ›Niemals‹, sagte er.", ["Jamais", "Niemals"]),
        ("The ``surge'' is over, he said.", ["surge"]),
        ("”We lost,” he said, and “we won“ the day after.", ["We lost,", "we won"]),
        ("She called it ‘a very dark day for us’ on Friday.", ["a very dark day for us"]),
        ("'We go on,' he said, 'with all the workers' unions.'", ["We go on,", "with all the workers' unions."]),
        ('" It is dead , " he said .', ["It is dead ,"]),
        ("The bill is ‘dead’.", ["dead"]),
        ('He said ("not yet") on Friday—"perhaps" soon.', ["not yet", "perhaps"]),
        ("“We will not go,” she said. “We’ll stay.”", ["We will not go,", "We’ll stay."]),
        ('"It was 2012," he said. "I was in the class of 2012".', ["It was 2012,", "I was in the class of 2012"]),
        ("He said “no,” and then ‘yes,’ and then \"maybe.\"", ["no,", "yes,", "maybe."]),
    ],
)  # fmt: skip
def test_every_style_of_marks_is_read(text: str, inside: list[str]) -> None:
    assert [quote.text for quote in find_quotes(text)] == inside


@pytest.mark.parametrize(
    "text",
    [
        "It’s the minister’s view, and the workers’ too.",
        "The workers' and the farmers' unions met.",
        "In the ’90s, rock ’n’ roll was dead, and the '60s were far.",
        'A 5" pipe.',
        "The suspect is 5'9\" tall.",
        "He lit the fire’ and left.",
        "“ ”",
        "He wrote ‘til he died.",
    ],
)
def test_apostrophes_and_measures_are_no_quotation_marks(text: str) -> None:
    assert find_quotes(text) == ()


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“She told me ‘never’ twice,” he said.", ["She told me ‘never’ twice,"]),
        ("‘She told me “never” twice,’ he said.", ["She told me “never” twice,"]),
        ('"She told me "never" twice," he said.', ['She told me "never" twice,']),
        ("“The suspect is 6'2\" tall,” police said.", ["The suspect is 6'2\" tall,"]),
        ('"The suspect is 6\'2" tall," police said.', ["The suspect is 6'2\" tall,"]),
        ("“It is the voters’ choice,” he said.", ["It is the voters’ choice,"]),
    ],
)
def test_a_quotation_inside_another_belongs_to_the_outer_one(text: str, inside: list[str]) -> None:
    assert [quote.text for quote in find_quotes(text)] == inside


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“This goes on.\n“And on,” he said.", ["This goes on.", "And on,"]),
        ("“This goes on.\n\n“And on.\n\n“To the end.”\n\nNo more.", ["This goes on.", "And on.", "To the end."]),
        ("‘This goes on.\n\n‘And on,’ he said.", ["This goes on.", "And on,"]),
        ('"This goes on.\n\nAnd on," he said.', ["This goes on.", "And on,"]),
        ("“She said “no”. It goes on. \n\n“And on,” he said.", ["She said “no”. It goes on.", "And on,"]),
        ("“This was never closed, he said.\n\nThe end.", ["This was never closed, he said."]),
        ("“A slip, he said. “But this is closed,” she said.\n\nThe end.", ["But this is closed,"]),
        ("‘A slip, he said.\n\nThe workers’ end.", []),
    ],
)
def test_a_quotation_that_goes_on_gives_a_span_for_each_paragraph(text: str, inside: list[str]) -> None:
    assert [quote.text for quote in find_quotes(text)] == inside


@pytest.mark.parametrize("unit", ["“", "”", '"a', "‘a ", "“‘", "“»", "“\n", "‘\n", "a’ ", '"', "‘a\n\n", "5'2\""])
def test_time_grows_with_the_length_only(unit: str) -> None:
    began = time.process_time()
    find_quotes(unit * 15_000)
    assert time.process_time() - began < 3


@given(st.text(alphabet=st.characters() | st.sampled_from("“”\"‘’«»'\n. a5`"), max_size=200))
def test_any_text_goes_through_and_spans_hold(text: str) -> None:
    end = 0
    for quote in find_quotes(text):
        assert text[quote.start : quote.end] == quote.text
        assert "\n" not in quote.text
        assert quote.start >= end
        end = quote.end


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("“I have nothing to hide,” she told a local radio station, “and nowhere to run.”", 1),
        ("“We are ready.”\n\n“So are we,” he said.", 2),
        ("“We are ready,” he said. The other side, which had left the talks on Monday, only answered: “So are we.”", 2),
    ],
    ids=["interrupted by the speaker", "another paragraph", "another speaker"],
)
def test_quotations_with_no_more_than_a_reporting_clause_between_are_one_utterance(text: str, groups: int) -> None:
    found = find_utterances(text)
    assert len(found) == groups
    assert [quote for group in found for quote in group] == list(find_quotes(text))
