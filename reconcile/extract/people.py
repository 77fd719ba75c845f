"""The persons of an article: their names, the roles it gives them, their gender and age.

Roles come from titles in front of a name ("US Secretary of State Anthony Blinken") and from appositions on either side
of it ("the foreign minister, Qin Gang", "Wang Wenbin, a spokesman for the ministry").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reconcile.extract.reporting import is_reporting
from reconcile.extract.roles import bare, countries, gender_of, gender_of_name, lists, offices, singular
from reconcile.models import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ROLE_WORDS = 14  # a longer title or apposition is more than a role
_JOINTS = frozenset({"of", "for", "to", "at", "in", "on"})
_INSIDE = frozenset({"and", "&", "-", "–", "'s", "’s", "the", "'", "’", "/"})
_MODIFIERS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_CLOSING = frozenset({",", ".", ";", ":", ")", "—", "–", "-", "--", "”", '"'})
_AGE = re.compile(r"1?\d?\d")


@dataclass
class Person:
    """A person as far as the article tells; `roles` in the order in which they are given."""

    name: str
    gender: str | None = None
    age: str | None = None
    roles: list[str] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    first: int = 0  # the token where the person is first named

    @property
    def role(self) -> str | None:
        """The role that the article gives first."""
        return self.roles[0] if self.roles else None


class People:
    """The persons of one document, and which tokens name them."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        self.persons: dict[str, Person] = {}
        self.mention_at: dict[int, Mention] = {}
        self.named_by_role: dict[int, str] = {}
        """Tokens of a title or apposition, and whose it is."""
        starts = {token.idx: token.i for token in doc}
        self._spans: list[tuple[int, int, Mention]] = []
        for mention in mentions:
            first = starts.get(mention.start)
            if first is None:
                continue
            last = first
            while last + 1 < len(doc) and doc[last + 1].idx < mention.end:
                last += 1
            self._spans.append((first, last + 1, mention))
            self.mention_at.update(dict.fromkeys(range(first, last + 1), mention))
        for first, end, mention in self._spans:
            if mention.label == "PER":
                self._add(doc, first, end, mention.name)
            elif mention.label == "ORG":
                self._add_kind(doc, first, mention.name)

    def _add(self, doc: Doc, first: int, end: int, name: str) -> None:
        person = self.persons.setdefault(name, Person(name, first=first))
        person.gender = person.gender or _gender(doc, first, name)
        if (
            end + 2 < len(doc)
            and doc[end].text == ","
            and _AGE.fullmatch(doc[end + 1].text)
            and doc[end + 2].text in _CLOSING
        ):
            person.age = person.age or doc[end + 1].text
            end += 2
        self._add_title(doc, first, name)
        self._add_role(name, _apposition(doc, end, self.mention_at))
        self._add_role(name, _dislocated(doc, first, end))

    def _add_title(self, doc: Doc, first: int, name: str) -> None:
        self._add_role(name, _title(doc, first, self.mention_at))

    def _add_kind(self, doc: Doc, first: int, name: str) -> None:
        """What a body is ("the chip maker" Micron); with a preposition the noun is somebody who belongs to it."""
        tokens = _title(doc, first, self.mention_at)
        if not any(token.lower_ in _JOINTS for token in tokens):
            self._add_role(name, tokens)

    def _add_role(self, name: str, tokens: list[Token]) -> None:
        if not tokens:
            return
        person = self.persons.setdefault(name, Person(name, first=tokens[0].i))
        words = [token.text for token in tokens]
        text = "".join(token.text_with_ws for token in tokens).rstrip()
        if any(bare(word) not in lists().courtesy for word in words) and text not in person.roles:
            person.roles.append(text)
        person.offices |= offices(words)
        person.countries |= countries(words)
        person.words.update(word.lower() for word in words)
        person.gender = person.gender or next((g for word in words if (g := gender_of(word))), None)
        self.named_by_role.update((token.i, name) for token in tokens)

    def of(self, tokens: Iterable[Token]) -> Mention | None:
        """The mention that names what the tokens, a head first, are about."""
        return next((self.mention_at[token.i] for token in tokens if token.i in self.mention_at), None)


def _gender(doc: Doc, first: int, name: str) -> str | None:
    before = gender_of(doc[first - 1].text) if first else None
    return before or gender_of_name(name.split()[0])


def _title(doc: Doc, first: int, mention_at: dict[int, Mention]) -> list[Token]:
    """The role in front of a name, with or without a comma between: "US House Speaker" (Nancy Pelosi)."""
    i = first - 1
    comma = i > 0 and doc[i].text == "," and not doc[first].is_sent_start
    if comma:
        i -= 1
    start = i + 1
    while start > 0 and i + 1 - start < _ROLE_WORDS and _may_be_title(doc[start - 1], mention_at):
        start -= 1
    tokens = [doc[j] for j in range(start, i + 1)]
    if not tokens or tokens[-1].lower_ in _JOINTS or tokens[-1].text in ("'s", "’s"):
        return []
    # The part that ends in a role noun right before a joint or the name is the title, with what hangs on it.
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if _is_joint(token):
            parts.append([token])
        else:
            parts[-1].append(token)
    for k in range(len(parts) - 1, -1, -1):
        part = _without_lead(parts[k][1:] if k or (parts[k] and parts[k][0].lower_ in _JOINTS) else parts[k])
        if part and (_is_office(part[-1]) or _is_office(_hyphened(part))):
            role = part + [token for rest in parts[k + 1 :] for token in rest]
            return role if not comma or _is_set_off(doc, first, mention_at) else []
    return []


def _is_joint(token: Token) -> bool:
    """Whether a preposition opens a phrase; the "in" of "editor-in-chief" does not."""
    return token.lower_ in _JOINTS and not _is_hyphened(token)


def _is_hyphened(token: Token) -> bool:
    before = token.doc[token.i - 1] if token.i else None
    return before is not None and before.text == "-" and not before.whitespace_


def _hyphened(part: list[Token]) -> Token:
    """The noun in front of the preposition in "attorney-at-law", else the last one."""
    return part[-5] if len(part) > 4 and part[-3].lower_ in _JOINTS and _is_hyphened(part[-3]) else part[-1]


def _is_office(token: Token) -> bool:
    """Whether a noun in the singular is a role; titles that are also common words count with a capital only."""
    if _is_plural(token):
        return False
    noun = singular(token.text)
    return (
        noun in lists().nouns
        or noun in lists().bodies
        or (token.text[0].isupper() and bare(token.text) in lists().titles)
    )


def _is_plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS")


def _is_set_off(doc: Doc, first: int, mention_at: dict[int, Mention]) -> bool:
    """Whether a mark closes the name after "the foreign minister, "; "…, Smith said" does not name the minister."""
    mention = mention_at[first]
    i = first
    while i < len(doc) and mention_at.get(i) is mention:
        i += 1
    return i >= len(doc) or doc[i].text in _CLOSING or doc[i].is_space


def _may_be_title(token: Token, mention_at: dict[int, Mention]) -> bool:
    mention = mention_at.get(token.i)
    if mention is not None and mention.label == "PER":
        return False
    if token.is_space or (token.pos_ == "VERB" and token.is_lower) or any(c.isdigit() for c in token.text):
        return False
    lower = token.lower_
    return token.pos_ in _MODIFIERS or lower in _JOINTS or lower in _INSIDE or bare(token.text) in lists().titles


def _without_lead(tokens: list[Token]) -> list[Token]:
    """Without what stands before an article, and without conjunctions and marks in front."""
    start = max((i for i, token in enumerate(tokens) if token.lower_ in ("the", "a", "an")), default=0)
    while start < len(tokens) and tokens[start].lower_ in _INSIDE:
        start += 1
    return tokens[start:]


def _apposition(doc: Doc, end: int, mention_at: dict[int, Mention]) -> list[Token]:
    """The role after a name and a comma, up to the mark that closes it."""
    if end + 1 >= len(doc) or doc[end].text not in (",", "(") or doc[end + 1].is_space:
        return []
    i = end + 1
    if doc[i].pos_ == "DET" or doc[i].lower_ in ("a", "an", "the", "his", "her", "their"):
        i += 1
    start, head = i, None
    while i < len(doc) and i - start < _ROLE_WORDS:
        token = doc[i]
        mention = mention_at.get(i)
        if token.text in _CLOSING and token.text != "-":
            break
        if token.is_space or (mention is not None and mention.label == "PER" and head is None):
            return []
        if token.pos_ in ("VERB", "AUX", "PRON", "SCONJ"):
            break
        if head is None and _is_joint(token):
            return []
        if head is None and _is_office(token) and not _goes_on(doc, i):
            head = i
        i += 1
    if head is None or i >= len(doc) or (doc[i].text not in _CLOSING and doc[i].pos_ not in ("VERB", "AUX", "PRON")):
        return []
    stop = i if doc[i].text in _CLOSING else head + 1
    return [doc[j] for j in range(start, stop)]


def _dislocated(doc: Doc, first: int, end: int) -> list[Token]:
    """The role that a name set between commas, or between a comma and another name, stands too far behind.

    "As the deputy minister reported this week, Daniel Smith the president will go": an apposition after the verb.
    """
    if first < 2 or doc[first - 1].text != "," or end >= len(doc) or doc[end].pos_ not in ("PROPN", "DET"):
        return []
    verb = next((i for i in range(first - 2, max(0, first - _ROLE_WORDS), -1) if is_reporting(doc[i])), None)
    if verb is None:
        return []
    start = next((i for i in range(verb - 1, max(-1, verb - _ROLE_WORDS), -1) if doc[i].lower_ == "the"), None)
    if start is None:
        return []
    tokens = [doc[i] for i in range(start + 1, verb)]
    joint = next((k for k, token in enumerate(tokens) if token.lower_ in _JOINTS), len(tokens))
    return tokens if joint and _is_office(tokens[joint - 1]) else []


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether the noun is followed by another that heads the phrase: "president" in "the president’s lawyer"."""
    if i + 1 >= len(doc):
        return False
    after = doc[i + 1]
    if after.text == "-" and i + 2 < len(doc) and doc[i + 2].lower_ in _JOINTS:
        return False  # "attorney-at-law"
    return after.text in ("'s", "’s", "-") or (after.pos_ in ("NOUN", "PROPN") and after.lower_ not in _JOINTS)


def by_office(people: Iterable[Person]) -> dict[str, list[Person]]:
    """The persons who hold each office."""
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for office in sorted(person.offices):
            found[office].append(person)
    return found
