"""The stage that a headline tells without a finite verb: "Blinken to visit Beijing", "Senate Set to Vote".

Parsers are trained on sentences: of a headline in title case they take verbs for names. So its grammar is read off the
words instead, on the line alone: a subject, and behind it a bare infinitive (planned), a participle or
adjective without its copula ("expected to"), or a verb of intent in the present ("vows to"). The plain present
("Senate Overrides Veto") reports what is done and needs no rule.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from reconcile.extract.lexicon import words
from reconcile.models import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from reconcile.extract.clauses import Clause

_LONGEST = 30  # words on the line; what is longer is a sentence
_ENDS = frozenset({".", "!", "?", "…", "..."})
_CLOSING = frozenset("\"'”’»)]")
_BREAKS = frozenset({":", ";", "|", "•"})
_DASHES = frozenset({"—", "–", "--", "-"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VB", "MD"})
_QUESTION = frozenset({"WRB", "WP", "WDT"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
# "Bill that will be signed", "after", "because": a clause of its own, whose verb is not the headline's.
_SUBORDINATE = frozenset({"IN", "WDT", "WP", "WRB", "CC", ",", ":", "``", "''", "."})
# What no subject holds: "calls for Congress to act", "bets on Iran to yield", "apps like Maps to track", "team up to".
_UNFIT = frozenset({"for", "on", "like", "if", "to", "everything", "how"})
_PARTICLES = frozenset({"up", "down", "out", "off", "over", "back", "away", "around"})


def headline_status(clause: Clause) -> tuple[Status, Token] | None:
    """The stage and the word that tells it; None outside headlines and where the headline has a verb that tells it."""
    line = _line(clause.head)
    if line is None:
        return None
    own = {token.i for token in clause.tokens}
    for at, token in enumerate(line):
        if token.i in own and (found := _at(line, at)) is not None:
            return found
    return None


def _line(token: Token) -> list[Token] | None:
    """The words of the line the token is on; None if it ends like a sentence or is as long as one."""
    left = list(takewhile(_is_inside, _steps(token, -1)))
    right = list(takewhile(_is_inside, _steps(token, 1)))
    line = [word for word in (*reversed(left), token, *right) if not word.is_space]
    last = next((word.text for word in reversed(line) if word.text not in _CLOSING), ".")
    return None if len(line) > _LONGEST or last in _ENDS else line


def _steps(token: Token, step: int) -> Iterator[Token]:
    doc = token.doc
    end = max(-1, token.i - _LONGEST - 1) if step < 0 else min(len(doc), token.i + _LONGEST + 1)
    return (doc[i] for i in range(token.i + step, end, step))


def _is_inside(token: Token) -> bool:
    return not (token.is_space and "\n" in token.text)


def _at(line: Sequence[Token], at: int) -> tuple[Status, Token] | None:
    """The stage told at one place of the line."""
    subject = _subject(line, at)
    if not subject:
        return None
    token = line[at]
    following = line[at + 1] if at + 1 < len(line) else None
    if following is None:
        return None
    if following.lower_ == "to" and (_is_infinitive(line, at + 2) or _opens_infinitive(token, line, at + 2)):
        status = _pending(token) or _intended(token, subject)
        if status is not None:
            return status, token
    if following.lower_ == "for" and token.lower_ in words("headlines", "pending_for"):
        return _pending(token) or Status.PLANNED, token
    if token.lower_ == "plans" and _is_name(subject[-1]) and _is_object(line, at + 1):
        return Status.PLANNED, token
    if token.lower_ != "to" or not _is_infinitive(line, at + 1) or _is_advice(line, at + 1):
        return None
    acts = _can_act(subject) and not _hides_verb(subject) and _is_last_verb(line, at + 1)
    return (Status.PLANNED, token) if acts else None


def _is_break(line: Sequence[Token], at: int) -> bool:
    """A mark between two headlines on one line; the hyphen of "Ex-Trump" is none."""
    if line[at].text in _DASHES:
        return at > 0 and bool(line[at - 1].whitespace_)
    return line[at].text in _BREAKS


def _subject(line: Sequence[Token], at: int) -> Sequence[Token]:
    """The words between the last break and the place, if none of them is a verb or asks a question."""
    start = at
    while start > 0 and not _is_break(line, start - 1):
        start -= 1
    found = line[start:at]
    if not any(token.pos_ in _NOMINAL for token in found):
        return ()
    if any(token.tag_ in _FINITE | _QUESTION or token.lower_ in _UNFIT for token in found):
        return ()
    return found


def _pending(token: Token) -> Status | None:
    if token.lower_ in words("headlines", "expected"):
        return Status.EXPECTED
    return Status.PLANNED if token.lower_ in words("headlines", "planned") else None


def _opens_infinitive(token: Token, line: Sequence[Token], at: int) -> bool:
    """Whether "to" behind the word begins an infinitive whatever its verb was taken for ("Ready to Authorize")."""
    opens = token.lower_ != "due" and _pending(token) is not None
    return opens and at < len(line) and line[at].pos_ in ("NOUN", "PROPN", "VERB")


def _intended(token: Token, subject: Sequence[Token]) -> Status | None:
    """A verb of intent behind its subject; after "Trump's" or "the" the same word is a noun."""
    lower = token.lower_
    if (
        subject[-1].tag_ in ("POS", "PRP$", "DT", "JJ")
        or _hides_verb(subject)
        or lower not in words("headlines", "intent")
    ):
        return None
    plural = subject[-1].tag_ in ("NNS", "NNPS")
    return Status.PLANNED if lower.endswith("s") != plural else None


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.tag_ == "NN"


def _is_object(line: Sequence[Token], at: int) -> bool:
    """Whether nothing but a noun phrase follows, so that the word before it is the verb."""
    rest = [line[i] for i in takewhile(lambda i: not _is_break(line, i), range(at, len(line)))]
    return bool(rest) and not any(token.tag_ in _FINITE or token.tag_ == "VBN" for token in rest)


def _is_infinitive(line: Sequence[Token], at: int) -> bool:
    if at >= len(line):
        return False
    if line[at].tag_ == "RB" and at + 1 < len(line):  # "to formally end"
        at += 1
    token = line[at]
    if token.tag_ in ("VB", "VBP") or token.lower_ == "be":
        return True
    # Title case makes a name of the verb; some words are as often one as the other.
    follows = line[at + 1] if at + 1 < len(line) else None
    return token.lower_ in words("headlines", "verbs") and (follows is None or follows.text not in (":", ","))


def _is_advice(line: Sequence[Token], at: int) -> bool:
    """ "Five races to watch" is for the reader; "Obama to troops: We never forget you" is speech."""
    speech = next((i for i in range(at + 1, len(line) - 1) if line[i].text == ":"), None)
    if speech is not None and (line[speech + 1].tag_ == "PRP" or line[speech + 1].lower_ == "if"):
        return True
    ends = at + 1 >= len(line) or _is_break(line, at + 1) or line[at + 1].tag_ in _SUBORDINATE
    return ends and line[at].lower_ in words("headlines", "advice")


def _can_act(subject: Sequence[Token]) -> bool:
    """Whether the infinitive is the subject's act and no complement: "decision to leave", "first woman to lead"."""
    last = subject[-1]
    if last.pos_ not in _NOMINAL or last.lower_ in _PARTICLES or last.lower_.endswith("ed"):
        return False
    if any(token.tag_ == "JJS" or token.lower_ in words("headlines", "ranks") for token in subject):
        return False
    return not {last.lower_, last.lemma_.lower()} & words("headlines", "nouns")


def _hides_verb(subject: Sequence[Token]) -> bool:
    """Whether some word was taken for a noun and may be the verb: "Trump orders plants to open".

    English compounds have no plural inside, so that a form in -s between two nouns is a verb, or the next word is one
    ("voters press Congress to act"); so is a participle behind a noun ("officer accused", "group using").
    """
    for i, token in enumerate(subject[:-1]):
        following = subject[i + 1]
        if _demands(token) and i:
            return True
        if _has_s(token) and (following.pos_ in _NOMINAL | {"ADJ", "VERB", "ADV", "DET"} or following.tag_ == "VBN"):
            return True
        if i and token.tag_ in ("VBN", "VBG") and subject[i - 1].pos_ in _NOMINAL | {"ADV", "PUNCT"}:
            return True
    return subject[0].tag_ == "VBG" and subject[0].dep_ != "amod"


def _demands(token: Token) -> bool:
    """ "Netanyahu Urges Congress to Block Deal": the infinitive is the content."""
    return token.lower_.endswith("s") and token.lower_[:-1] in words("status", "demanded_verbs")


def _has_s(token: Token) -> bool:
    """Whether the word has the ending of a plural or of the third person; names in -s (James, Texas) have not."""
    text = token.text
    if token.pos_ not in _NOMINAL | {"VERB"} or not text.endswith("s") or text.isupper() or text.endswith("ss"):
        return False
    return token.tag_ != "NNP" or not token.ent_type_


def _is_last_verb(line: Sequence[Token], at: int) -> bool:
    """Whether no finite verb follows in the same clause: in "Man to watch wins race" the infinitive is a relative."""
    for i, token in enumerate(line[at + 1 :], at + 1):
        if _is_break(line, i) or token.tag_ in _SUBORDINATE:
            return True
        if token.tag_ in ("VBZ", "VBD"):
            return False
    return True
