"""Any text as inline Markdown that renders as exactly that text.

Article text is hostile: it may hold Markdown, HTML, links, names that GitHub would notify, or characters that reorder
or hide what a reader sees. Backslash escapes do for whatever the Markdown parser itself reads. They do nothing
against what GitHub finds afterwards in the rendered text (e-mail addresses, @names, #numbers, :emoji:), because by
then the backslash, like an entity, has become the plain character again. There the character is put into an element
of its own, `<span>@</span>`: it looks and copies the same, and no pattern reaches across the element's edge.

References: CommonMark 0.31 (backslash escapes, emphasis delimiter runs), the GitHub Flavored Markdown specification
(tables, strikethrough, extended autolinks).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Controls other than white space (as `str.isspace` has it), bidirectional controls, deprecated and interlinear format
# controls, the tag characters (a known way to hide text) and lone surrogates. Joiners and soft hyphens stay: scripts
# need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")

_SPECIAL = re.compile(
    r"""
      (?P<pipe>   \| )                          # an entity: how `\|` is read inside a cell depends on the parser
    | (?P<apart>  @                             # e-mail addresses, mentions
                | \#(?=[0-9])                   # issue references, also as GH-12
                | (?:(?<=\bgh)|(?<=_gh))-(?=[0-9])
                | :(?=(?:[0-9]{0,4}[a-z_+-][a-z0-9_+-]{0,40}|100|1234):)  # :emoji:, but no 10:30:00
      )
    | [\\`*_~<\[\]\#]                           # code, emphasis, strikethrough, HTML, links, headings
    | &(?=[#0-9a-z])                            # entities
    | \$(?![0-9])                               # mathematics: `$5 … $6` is none, as a digit follows both
    | :(?=//) | (?<=www)\.                    # extended autolinks
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What opens a block at the start of a line: lists, rulers, underlined headings, block quotes.
_BLOCK_START = re.compile(r"[-+=](?=[-+=\s]|$)|>|[0-9]{1,9}(?=[.)](?:\s|$))")


def visible(text: str) -> str:
    """Show control, bidirectional and other unseen characters as `⟨U+202E⟩`."""
    return _UNSEEN.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", text)


def one_line(text: str) -> str:
    """The text with unseen characters shown and every run of white space made one space."""
    return _SPACE.sub(" ", visible(text)).strip()


def inline(text: str) -> str:
    """Markdown that renders as `one_line(text)`, safe in a paragraph, heading, list item or table cell."""
    return _block_safe(_escape(one_line(text)))


def code(text: str) -> str:
    """The text as a code span, which stays easy to read raw; as plain text where a code span could not hold it."""
    line = one_line(text)
    return f"`{line}`" if line and not set("`|") & set(line) else inline(line)


def emphasise(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`inline(text)` with `spans` (code points in `text`, end exclusive) in bold.

    Spans are clipped, trimmed of white space, and joined where nothing else is between them. A span over the whole
    text marks nothing and is left out. `**` is used wherever CommonMark is sure to read it as bold, `<strong>`
    elsewhere.
    """
    pieces: list[str] = []
    done = 0
    for start, end in _marks(text, spans):
        pieces += [_part(text[done:start]), _part(text[start:end])]
        done = end
    pieces.append(_part(text[done:]))
    pieces[-1] = pieces[-1].rstrip()
    pieces[0] = _block_safe(pieces[0].lstrip())
    return "".join(
        _bold(piece, before=pieces[i - 1][-1:], after=pieces[i + 1][:1]) if i % 2 else piece
        for i, piece in enumerate(pieces)
    )


def _escape(line: str) -> str:
    def replace(match: re.Match[str]) -> str:
        if match["pipe"]:
            return "&#124;"
        return f"<span>{match[0]}</span>" if match["apart"] else "\\" + match[0]

    return _SPECIAL.sub(replace, line)


def _block_safe(line: str) -> str:
    match = _BLOCK_START.match(line)
    if match is None:
        return line
    at = match.end() if match[0][0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def _part(text: str) -> str:
    """A stretch of a text: escaped, with a space at its edges where the text has white space there."""
    return _escape(_SPACE.sub(" ", visible(text)))


def _marks(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    marks: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(len(text), end)) for start, end in spans):
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start >= end:
            continue
        if marks and not text[marks[-1][1] : start].strip():
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    whole = (len(text) - len(text.lstrip()), len(text.rstrip()))
    return [] if marks == [whole] else marks


def _bold(inner: str, before: str, after: str) -> str:
    """`inner` in bold between the characters `before` and `after` ("" at the edge of the text).

    CommonMark opens or closes bold at `**` only if the delimiter run is flanking: letters and digits inside it always
    are, but “**“right track”** and” closes while `**5%**of` does not. `<strong>` has no such condition, though it
    reads worse raw. Unicode symbols count as punctuation in CommonMark 0.31 and not in GitHub's parser, so only
    what both read alike is trusted.
    """
    opens = inner[0].isalnum() or _separates(before)
    closes = inner[-1].isalnum() or _separates(after)
    return f"**{inner}**" if opens and closes else f"<strong>{inner}</strong>"


def _separates(char: str) -> bool:
    """Whether every version of CommonMark takes the character next to a delimiter run for a space or punctuation."""
    # An asterisk here would be an escaped one; fine for the specification, but some renderers join the run with it.
    return not char or char == " " or (char != "*" and unicodedata.category(char).startswith("P"))
