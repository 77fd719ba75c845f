"""The language pipeline: what it does before the model, and what it says when it cannot be loaded."""

import pytest
import spacy

from reconcile.errors import ModelError
from reconcile.extract.language import load_language, read_texts


def tokens(text: str) -> list[str]:
    return [token.text for token in next(read_texts(spacy.blank("en"), [text]))]


def test_a_glued_name_is_split_when_its_half_is_a_word_of_the_article() -> None:
    text = "Daniel KritenbrinkBlinken will go to China. Blinken leaves today."
    assert tokens(text)[:4] == ["Daniel", "Kritenbrink", "Blinken", "will"]
    assert "".join(token.text_with_ws for token in next(read_texts(spacy.blank("en"), [text]))) == text


@pytest.mark.parametrize("text", ["LeBron James scored.", "He works for YouTube and MasterCard.", "McDonald left."])
def test_other_words_with_an_inner_capital_stay_whole(text: str) -> None:
    assert tokens(text) == [token.text for token in spacy.blank("en")(text)]


def test_a_line_break_begins_a_sentence() -> None:
    doc = next(read_texts(spacy.blank("en"), ["Minister quits\n\nThe minister resigned\nHe left."]))
    assert [token.text for token in doc[1:] if token.is_sent_start] == ["The", "He"]


def test_texts_come_back_in_order() -> None:
    assert [doc.text for doc in read_texts(spacy.blank("en"), ["One.", "", "Two."])] == ["One.", "", "Two."]


def test_a_pipeline_that_is_not_installed_is_told_in_one_line() -> None:
    with pytest.raises(ModelError, match="language_model: no_such_pipeline") as told:
        load_language("no_such_pipeline")
    assert "\n" not in str(told.value)


def test_a_pipeline_without_a_parser_is_refused(tmp_path: object) -> None:
    spacy.blank("en").to_disk(str(tmp_path))
    with pytest.raises(ModelError, match="no ner and no parser"):
        load_language(str(tmp_path))
