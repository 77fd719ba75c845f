"""The language pipeline: what it does before the model, and what it says when it cannot be loaded."""

import pytest
import spacy
import spacy.language

from reconcile.errors import ModelError
from reconcile.extract.language import load_language, read_articles
from reconcile.models import Article


def read(*texts: str) -> list[list[tuple[str, bool]]]:
    """Each text's tokens with their white space, and whether they begin a sentence."""
    articles = [Article(id=f"a{i}", path="1.txt", text=text) for i, text in enumerate(texts)]
    docs = read_articles(spacy.blank("en"), articles)
    return [[(token.text_with_ws, bool(token.is_sent_start)) for token in doc] for _, doc in docs]


def tokens(text: str) -> list[str]:
    return [word.strip() for word, _ in read(text)[0]]


def test_a_glued_name_is_split_when_its_half_is_a_word_of_the_article() -> None:
    text = "Daniel KritenbrinkBlinken will go to China. Blinken leaves today."
    assert tokens(text)[:4] == ["Daniel", "Kritenbrink", "Blinken", "will"]
    assert "".join(word for word, _ in read(text)[0]) == text


@pytest.mark.parametrize("text", ["LeBron James scored.", "He works for YouTube and MasterCard.", "McDonald left."])
def test_other_words_with_an_inner_capital_stay_whole(text: str) -> None:
    assert tokens(text) == [token.text for token in spacy.blank("en")(text)]


def starts(text: str) -> list[str]:
    """The first words of sentences, but for the first of all."""
    return [word.strip() for word, begins in read(text)[0][1:] if begins]


def test_a_line_break_begins_a_sentence() -> None:
    assert starts("Minister quits\n\nThe minister resigned\n  He left.") == ["The", "He"]


def sentences(nlp: spacy.language.Language, text: str) -> list[str]:
    articles = read_articles(nlp, [Article(id="a", path="1.txt", text=text)])
    (found,) = [[sentence.text.strip() for sentence in doc.sents] for _, doc in articles]
    return found


@pytest.mark.parametrize(
    "text",
    [
        "At a lunch on Thursday, Sens. Sheldon Whitehouse and Dick Durbin urged them to hold the line.",
        "Contra nativist Rep. Steve King, the only proven way is this.",
        "The suit was filed by Atty. Gen. Jon Bruning in Lincoln.",
        "A Quinnipiac University poll released Wednesday indicated 71% of voters were dissatisfied.",
        "He fell behind in the polls for being too loud, too little … commanding.",
    ],
)
def test_a_title_or_a_small_letter_is_inside_a_sentence(nlp: spacy.language.Language, text: str) -> None:
    assert sentences(nlp, text) == [text]


def test_what_ends_a_sentence_still_does(nlp: spacy.language.Language) -> None:
    assert sentences(nlp, "Sales fell in May! iPhone sales fell, too. “Why?” she asked. He left.") == [
        "Sales fell in May!",
        "iPhone sales fell, too.",
        "“Why?” she asked.",
        "He left.",
    ]


def test_a_dateline_ends_before_a_sentence() -> None:
    assert starts("WASHINGTON (AP) — The minister resigned.\nLONDON - Talks failed.") == ["The", "LONDON", "Talks"]


def test_texts_come_back_in_order() -> None:
    found = ["".join(word for word, _ in words) for words in read("One.", "", "Two.", *["More."] * 40)]
    assert found == ["One.", "", "Two.", *["More."] * 40]


def test_a_pipeline_that_is_not_installed_is_told_in_one_line() -> None:
    with pytest.raises(ModelError, match="language_model: no_such_pipeline") as told:
        load_language("no_such_pipeline")
    assert "\n" not in str(told.value)


def test_a_pipeline_without_a_parser_is_refused(tmp_path: object) -> None:
    spacy.blank("en").to_disk(str(tmp_path))
    with pytest.raises(ModelError, match="no ner and no parser"):
        load_language(str(tmp_path))
