"""Whom a phrase means: names, pronouns and role names, resolved inside the article.

Pronouns go to the nearest compatible antecedent: a subject of the same sentence that stands above the pronoun, else a
subject of the sentences before, else the only person named there (the ranking of Lappin and Leass 1994, cut down to
grammatical role and recency). Where two persons compete, nobody is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.extract import labels
from reconcile.extract.people import People, Person, by_office
from reconcile.extract.roles import countries, is_role, lists, offices, singular
from reconcile.models import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_OTHER_PRONOUNS = frozenset(
    """i me my mine we us our ours you your yours it its they them their theirs who whom whose which that this these
    those one everyone everybody someone somebody anyone anybody nobody no-one none others another each both all many
    some most few several what""".split()
)
_GENDERED = {"man": "m", "woman": "f", "boy": "m", "girl": "f", "businessman": "m", "businesswoman": "f"}
_DEFINITE = frozenset({"the", "this", "that"})
_AGED = ("-year-old", "year-old")
_REACH = 3  # sentences that a pronoun looks back
_HOLDERS = 100  # persons of one article with the same office; where more have it, the office names nobody


@dataclass(frozen=True)
class Identity:
    """Who a phrase means: the fullest name or the noun phrase, None for what stays unresolved; and the role."""

    name: str | None = None
    role: str | None = None


@dataclass(frozen=True)
class _Entry:
    i: int
    name: str
    rank: int  # 0 subject of the main clause, 1 another subject, 2 anything else


class References:
    """What the phrases of one document refer to."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], quotes: Sequence[Span] = ()) -> None:
        self.people = People(doc, mentions)
        self._offices = by_office(self.people.persons.values())
        self._by_age: dict[str | None, list[str]] = defaultdict(list)
        for person in self.people.persons.values():
            self._by_age[person.age].append(person.name)
        self._quoted = _quoted_tokens(doc, quotes)
        self._antecedents: dict[int, str] = {}
        if doc.has_annotation("SENT_START"):
            self._resolve_in_order(doc)

    def resolve(self, phrase: Sequence[Token]) -> Identity:
        """The identity of a noun phrase, given by its tokens in order."""
        if not phrase:
            return Identity()
        head = _head(phrase)
        name = self._named(head, phrase) or self._antecedents.get(head.i)
        if name is not None:
            person = self.people.persons.get(name)
            return Identity(name, person.role if person else None)
        if head.lower_ in _PRONOUNS or head.lower_ in _OTHER_PRONOUNS or head.pos_ == "PRON":
            return Identity()
        text = _normalised(phrase)
        return Identity(text or None, text if is_role(head.text) and text else None)

    def _named(self, head: Token, phrase: Sequence[Token]) -> str | None:
        """The name in a phrase, if it is what the phrase is about."""
        mention = self.people.mention_at.get(head.i)
        if mention is not None:
            return mention.name
        if head.i in self.people.named_by_role:
            return self.people.named_by_role[head.i]
        for token in phrase:
            if (
                token.head == head
                and token.dep_ in ("flat", "flat:name", "appos")
                and token.i in self.people.mention_at
            ):
                return self.people.mention_at[token.i].name
        return None

    def _resolve_in_order(self, doc: Doc) -> None:
        """Pronouns and role names from the first to the last: what is resolved is an antecedent itself."""
        before: list[list[_Entry]] = []
        for sentence in doc.sents:
            entries: list[_Entry] = []
            for token in sentence:
                name = self._antecedent(token, entries, before)
                if name is not None:
                    self._antecedents[token.i] = name
                elif (mention := self.people.mention_at.get(token.i)) and mention.label == "PER":
                    name = mention.name if mention.start == token.idx and token.tag_ != "NNPS" else None
                if name is not None and not self._quoted[token.i]:
                    entries.append(_Entry(token.i, name, _rank(token)))
            before.append(entries)
            del before[:-_REACH]

    def _antecedent(self, token: Token, entries: list[_Entry], before: list[list[_Entry]]) -> str | None:
        lower = token.lower_
        if lower in _PRONOUNS and token.pos_ in ("PRON", "DET"):
            return self._for_pronoun(token, _PRONOUNS[lower], entries, before)
        if token.i in self.people.mention_at or token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
            return None
        is_aged = lower.endswith(_AGED) or lower == "old"
        if not (is_aged or lower in _GENDERED or is_role(lower)) or not _is_definite(token):
            return None
        if token.i in self.people.named_by_role:
            return None
        if is_aged or lower in _GENDERED:
            return self._for_description(token, _GENDERED.get(lower), entries, before)
        return self._for_role(token)

    def _for_pronoun(
        self, token: Token, gender: str | None, entries: list[_Entry], before: list[list[_Entry]]
    ) -> str | None:
        above = [entry for entry in entries if entry.rank < 2 and not _is_clause_mate(token, token.doc[entry.i])]
        chosen = self._choose(above, gender)
        if chosen or (above and self._compatible(above, gender)):
            return chosen
        near = before[-1] if before else []
        groups = [[e for e in near if e.rank == 0], [e for e in near if e.rank == 1]]
        groups += [[e for e in entries if e.rank == 2 and not _is_clause_mate(token, token.doc[e.i])], near]
        for sentence in reversed(before[:-1]):
            groups += [[e for e in sentence if e.rank == 0], [e for e in sentence if e.rank == 1]]
        for group in groups:
            if self._compatible(group, gender):
                return self._choose(group, gender)
        return None

    def _for_description(
        self, token: Token, gender: str | None, entries: list[_Entry], before: list[list[_Entry]]
    ) -> str | None:
        """ "the 54-year-old", "the woman": whose age that is, else as a pronoun."""
        age = next((t.text.split("-")[0] for t in token.subtree if t.text[:1].isdigit()), None)
        if age is not None:
            aged = self._by_age.get(age)
            if aged:
                return aged[0] if len(aged) == 1 else None
        elif gender is None:
            return None
        return self._for_pronoun(token, gender, entries, before)

    def _for_role(self, token: Token) -> str | None:
        """The only person named before whose role fits, as "the American leader" fits the US president."""
        words = [t.text for t in token.subtree if t.dep_ not in labels.RELATIVE]
        wanted = _wanted(token, words)
        if any(len(self._offices.get(office, ())) > _HOLDERS for office in wanted):
            return None
        holders = {person.name: person for office in sorted(wanted) for person in self._offices.get(office, ())}
        where = countries(words)
        fitting = [p for p in holders.values() if p.first < token.i and self._fits(token, p, where)]
        return fitting[0].name if len(fitting) == 1 else None

    def _fits(self, token: Token, person: Person, where: frozenset[str]) -> bool:
        if where and not where & person.countries:
            return False
        proper = {
            t.lower_
            for t in token.subtree
            if t.pos_ == "PROPN" and t.i != token.i and not countries([t.text]) and t.lower_ not in lists().titles
        }
        return proper <= person.words | set(person.name.lower().split())

    def _compatible(self, entries: Sequence[_Entry], gender: str | None) -> list[_Entry]:
        return [entry for entry in entries if self._gender(entry.name) in (None, gender) or gender is None]

    def _choose(self, entries: Sequence[_Entry], gender: str | None) -> str | None:
        """The one person among the compatible ones; those known to have the gender go first."""
        compatible = self._compatible(entries, gender)
        known = [entry for entry in compatible if gender and self._gender(entry.name) == gender]
        for group in (known, compatible):
            for rank in (0, 1, 2):
                names = {entry.name for entry in group if entry.rank == rank}
                if names:
                    return names.pop() if len(names) == 1 else None
        return None

    def _gender(self, name: str) -> str | None:
        person = self.people.persons.get(name)
        return person.gender if person else None


def _quoted_tokens(doc: Doc, quotes: Sequence[Span]) -> list[bool]:
    quoted = [False] * len(doc)
    k = 0
    for token in doc:
        while k < len(quotes) and quotes[k].end <= token.idx:
            k += 1
        quoted[token.i] = k < len(quotes) and quotes[k].start <= token.idx
    return quoted


def _head(phrase: Sequence[Token]) -> Token:
    """The token of the phrase that hangs on none of the others."""
    inside = {token.i for token in phrase}
    return next((token for token in phrase if token.head.i not in inside or token.head.i == token.i), phrase[0])


def _rank(token: Token) -> int:
    """The rank of a name or pronoun by the grammatical role of the phrase it stands in."""
    here = token
    for _ in range(3):
        if here.dep_ in labels.SUBJECT:
            return 0 if here.head.dep_ in ("ROOT", "root") else 1
        if here.dep_ not in ("flat", "compound", "nmod:desc", "appos") or here.head.i == here.i:
            return 2
        here = here.head
    return 2


def _is_clause_mate(pronoun: Token, other: Token) -> bool:
    """Whether an object pronoun and a name hang on the same verb: "Biden praised him" is not about himself."""
    return (
        pronoun.dep_ not in labels.SUBJECT
        and pronoun.lower_ in ("him", "her")
        and pronoun.dep_ != "nmod:poss"
        and other.head.i == pronoun.head.i
    )


def _is_definite(token: Token) -> bool:
    """Whether the phrase points at somebody known: it has "the" or "this", and the noun is singular."""
    if token.tag_ in ("NNS", "NNPS") or "Plur" in token.morph.get("Number", []):
        return False
    return any(child.lower_ in _DEFINITE and child.i < token.i for child in token.children)


def _wanted(token: Token, words: Sequence[str]) -> frozenset[str]:
    """The offices that a role name can stand for."""
    noun = singular(token.text)
    lower = {word.lower() for word in words}
    if noun in ("head", "chief", "boss") or (noun == "diplomat" and lower & {"top", "chief", "highest-ranking"}):
        fields = [lists().heads_of[word] for word in sorted(lower) if word in lists().heads_of]
        if fields:
            return frozenset().union(*fields)
    named = {office for office in offices([t.text for t in _modifiers(token)] + [token.text]) if office.endswith(noun)}
    longer = {
        office for office in named if office != noun and office.split("-")[0] in ("vice", "deputy", "prime", "foreign")
    }
    return frozenset(longer) or frozenset({noun}) | lists().covers.get(noun, frozenset())


def _modifiers(token: Token) -> Iterator[Token]:
    return (child for child in token.children if child.i < token.i)


def _normalised(phrase: Sequence[Token]) -> str:
    """A noun phrase without the article in front, and without the conjunction that a sentence begins with."""
    tokens = list(phrase)
    while tokens and (tokens[0].lower_ in ("the", "a", "an") or tokens[0].is_punct or tokens[0].dep_ == "cc"):
        tokens.pop(0)
    return " ".join("".join(token.text_with_ws for token in tokens).split()).rstrip(" ,;:")
