"""Named persons, organisations and places, each with the fullest form of its name in the article.

The recogniser's spans are cleaned: articles, possessive endings and titles are no part of a name ("President Biden" is
the name Biden with a role). Names it saw once are found again where it missed them.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reconcile.extract.roles import bare, countries, gender_of, gender_of_name, is_role, lists
from reconcile.models import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LABELS = {
    **dict.fromkeys(("PER", "PERSON"), "PER"),
    **dict.fromkeys(("ORG",), "ORG"),
    **dict.fromkeys(("LOC", "GPE", "FAC"), "LOC"),
}
_ENDINGS = frozenset({"'s", "’s", "'", "’", "s"})
_LINKS = frozenset({"of", "for", "and", "the", "de", "la", "&"})  # not counted in an acronym
_NAME_WORDS = 3
_NAMESAKES = 50  # names of one article that share a word; where more do, none is the full form of another
_FULL_NAME = 4  # a first name beside it tells more of what a word names than this many mentions of the word alone
_Tokens = tuple["Token", ...]


def find_mentions(doc: Doc) -> tuple[Mention, ...]:
    """The named entities of a document in order; no two overlap."""
    found: dict[int, tuple[_Tokens, str]] = {}
    for ent in doc.ents:
        label = LABELS.get(ent.label_)
        for part in _split_glued(list(ent)) if label else ():
            tokens, kind = _clean(part, label)
            if tokens and kind:
                found[tokens[0].i] = (tokens, kind)
    _find_titled(doc, found)
    _find_missed(doc, found)
    ordered = [found[i] for i in sorted(found)]
    names = _names(doc, ordered)
    return tuple(
        Mention(
            start=tokens[0].idx,
            end=tokens[-1].idx + len(tokens[-1]),
            text=doc[tokens[0].i : tokens[-1].i + 1].text,
            name=name,
            label=label,
        )
        for (tokens, label), name in zip(ordered, names, strict=True)
    )


def _split_glued(tokens: list[Token]) -> list[list[Token]]:
    """Two names without a space between them are two names."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        before = parts[-1][-1] if parts[-1] else None
        if before is not None and not before.whitespace_ and before.is_alpha and token.is_title:
            parts.append([])
        parts[-1].append(token)
    return parts


def _clean(tokens: list[Token], label: str | None) -> tuple[_Tokens, str | None]:
    """The tokens that are the name, and its label: what stands behind a title is a person's name."""
    cut = next((i for i, t in enumerate(tokens) if i and (t.is_space or (label == "PER" and t.text == ","))), None)
    tokens = tokens[:cut]
    while tokens and (
        tokens[-1].text in _ENDINGS or (not tokens[-1].text[-1].isalnum() and len(tokens) > 1 and tokens[-1].is_punct)
    ):
        tokens.pop()
    after = max((i + 1 for i, t in enumerate(tokens) if _is_title(t)), default=0)
    if label == "PER" or (after and _is_before_name(tokens, after)):
        label = "PER"
        if after and len(tokens) > after + 2 and tokens[after].lower_ == "of":  # "Secretary of State"
            after += 2
        tokens = tokens[after:]
        if tokens and _is_department(tokens[0]):
            tokens = tokens[1:]
    elif tokens and after == len(tokens):
        return (), label
    while tokens and (not tokens[0].text[0].isalnum() or _is_lead(tokens[0])):
        tokens.pop(0)
    return (tuple(tokens) if any(t.text[0].isupper() for t in tokens) else ()), label


def _is_before_name(tokens: list[Token], after: int) -> bool:
    """Whether a title inside a span is followed by what can be a first name and a surname."""
    rest = tokens[after:]
    return (
        len(rest) in (2, 3)
        and all(t.pos_ == "PROPN" and t.is_title for t in rest)
        and bool(gender_of_name(rest[0].text))
    )


def _is_department(token: Token) -> bool:
    """Whether the word is what is left of "Secretary of State" in front of a name."""
    doc, i = token.doc, token.i
    return (
        token.lower_ in lists().departments
        and i > 1
        and doc[i - 1].lower_ == "of"
        and bare(doc[i - 2].text) in lists().titles
    )


def _is_title(token: Token) -> bool:
    return bare(token.text) in lists().titles or (token.is_lower and is_role(token.text))


def _is_lead(token: Token) -> bool:
    return token.lower_ in ("the", "a", "an", "this", "these") and not (
        token.text == "The" and token.i + 1 < len(token.doc) and token.nbor().text == "Hague"
    )


def _find_titled(doc: Doc, found: dict[int, tuple[_Tokens, str]]) -> None:
    """Add or relabel the names behind a person's title or role: "Foreign Minister Qin Gang"."""
    taken = {token.i: first for first, (tokens, _) in found.items() for token in tokens}
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN") or not is_role(token.text):
            continue
        first = token.i + 1
        set_off = first < len(doc) and doc[first].text == ","
        first += set_off
        end = first
        while end < len(doc) and taken.get(end, first) == first and _is_name_word(doc[end]):
            end += 1
        least = 2 if set_off or token.is_lower else 1
        if not least <= end - first <= _NAME_WORDS or taken.get(end, -1) in range(token.i, end):
            continue
        if not set_off or end == len(doc) or doc[end].is_punct:
            found[first] = (tuple(doc[i] for i in range(first, end)), "PER")


def _is_name_word(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text.istitle() and not _is_title(token)


def _find_missed(doc: Doc, found: dict[int, tuple[_Tokens, str]]) -> None:
    """Add the names of persons where the recogniser passed over them, or took them for something else."""
    taken = {token.i for tokens, _ in found.values() for token in tokens}
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for tokens, label in found.values():
        labels[tokens[-1].text][label] += _FULL_NAME if label == "PER" and len(tokens) > 1 else 1
    surnames = {
        word
        for word, seen in labels.items()
        if 2 * seen["PER"] > seen.total() and len(word) > 2 and word[0].isupper() and not countries([word])
    }
    for i, (tokens, label) in found.items():
        if label != "PER" and len(tokens) == 1 and tokens[0].text in surnames:
            found[i] = (tokens, "PER")
    for token in doc:
        if token.text not in surnames or token.i in taken or _is_inside_name(token):
            continue
        found[token.i] = ((token,), "PER")


def _is_inside_name(token: Token) -> bool:
    """Whether the word beside it is capitalised too, as in "Trump Tower" or "Mount Biden"."""
    i, doc = token.i, token.doc
    after = doc[i + 1] if i + 1 < len(doc) else None
    before = doc[i - 1] if i else None
    if after is not None and after.pos_ == "PROPN" and after.text[:1].isupper():
        return True
    return before is not None and before.pos_ == "PROPN" and not before.is_sent_start and not _is_title(before)


def _names(doc: Doc, found: Sequence[tuple[_Tokens, str]]) -> Iterator[str]:
    """The fullest form of each name."""
    people = _full_names(tokens for tokens, label in found if label == "PER")
    bodies = [words for tokens, label in found if label != "PER" for words in [_words(tokens)] if len(words) > 1]
    short = _short_forms(doc, found, list(dict.fromkeys(bodies)))
    for tokens, label in found:
        words = _words(tokens)
        if label == "PER":
            yield _fullest(tokens, words, people)
        else:
            yield " ".join(short.get(words, words))


def _words(tokens: _Tokens) -> tuple[str, ...]:
    """The words of a name as they stand; tokens without space between them are one word."""
    return tuple("".join(t.text_with_ws for t in tokens).split())


def _full_names(names: Iterator[_Tokens]) -> dict[str, dict[tuple[str, ...], int]]:
    """For each word of a name, the names of two words and more that hold it, with their first position."""
    found: dict[str, dict[tuple[str, ...], int]] = defaultdict(dict)
    for tokens in names:
        words = _words(tokens)
        if len(words) > 1:
            for word in words:
                found[word].setdefault(words, tokens[0].i)
    return found


def _fullest(tokens: _Tokens, words: tuple[str, ...], people: dict[str, dict[tuple[str, ...], int]]) -> str:
    """The longest name in the article that this is a part of; the name itself where several persons have that part."""
    namesakes = people.get(words[-1], {})
    if len(namesakes) > _NAMESAKES:
        return " ".join(words)
    holders = {
        full: first
        for full, first in namesakes.items()
        if set(words) <= set(full) and _agree(_stated_gender(tokens), gender_of_name(full[0]))
    }
    longest = {full for full in holders if not any(_is_short_for(full, other) for other in holders)}
    if len(words) == 1:
        longest = _without_juniors(longest, holders, namesakes, tokens[0].i)
    if len(longest) > 1 and len(words) == 1:
        before = {full for full in longest if holders[full] <= tokens[0].i}
        longest = before or longest
    return " ".join(next(iter(longest))) if len(longest) == 1 else " ".join(words)


def _is_short_for(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a name is part of a longer one; "Donald Trump" is somebody else than "Donald Trump Jr."."""
    return set(one) < set(other) and not (len(one) > 1 and all(_is_suffix(word) for word in set(other) - set(one)))


def _is_suffix(word: str) -> bool:
    return bare(word) in lists().suffixes


def _without_juniors(
    longest: set[tuple[str, ...]], holders: Mapping[tuple[str, ...], int], namesakes: Iterable[tuple[str, ...]], i: int
) -> set[tuple[str, ...]]:
    """Without a "Jr." whose surname, at token `i`, is rather somebody else's.

    A surname before the first mention of a "Jr." is his only where the article names nobody else of that surname.
    """
    juniors = {full for full in longest if _is_suffix(full[-1])}
    if not juniors:
        return longest
    left_out = {full for full in juniors if any(set(other) < set(full) for other in longest)}
    others = {full for full in namesakes if not any(set(full) <= set(junior) for junior in juniors)}
    left_out |= {full for full in juniors if others and holders[full] > i}
    return longest - left_out


def _stated_gender(tokens: _Tokens) -> str | None:
    """The gender that the title in front of a name tells."""
    return gender_of(tokens[0].nbor(-1).text) if tokens[0].i else None


def _agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _short_forms(
    doc: Doc, found: Sequence[tuple[_Tokens, str]], bodies: Sequence[tuple[str, ...]]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Short names of bodies and places that the article links to a longer one.

    By brackets after the long name ("the Federal Reserve (Fed)"), by its initials ("US", "FBI"), or by leaving out
    a company's ending ("Micron" for "Micron Technology").
    """
    short: dict[tuple[str, ...], tuple[str, ...]] = {}
    by_initials: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for body in bodies:
        capitals = [word for word in body if word.lower() not in _LINKS]
        if len(capitals) > 1:
            by_initials["".join(word[0] for word in capitals)].add(body)
        if all(bare(word) in lists().company_endings for word in body[1:]):
            short[body[:1]] = body
    for tokens, _ in found:
        words = _words(tokens)
        holders = by_initials.get(words[0].replace(".", "")) if len(words) == 1 else None
        if holders and len(holders) == 1 and words[0].isupper():
            short[words] = next(iter(holders))
    for (long, _), (brief, _) in itertools.pairwise(found):
        i = long[-1].i + 1
        if (
            i + 2 < len(doc)
            and doc[i].text == "("
            and brief[0].i == i + 1
            and doc[brief[-1].i + 1 : brief[-1].i + 2].text == ")"
        ):
            short[_words(brief)] = _words(long)
    return short
