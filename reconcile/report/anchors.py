"""The place of a finding on a page: made of its fingerprint, so that a link to it outlives later runs."""

from __future__ import annotations

import re

from reconcile.models import Finding


def permalink(finding: Finding) -> str:
    """The id of the finding's place, of letters, digits, `_` and `-` alone."""
    return f"f-{re.sub('[^A-Za-z0-9_-]', '-', finding.fingerprint)}"


def anchor(finding: Finding) -> str:
    """The place itself, as Markdown."""
    return f'<a id="{permalink(finding)}"></a>'


def link(finding: Finding, text: str) -> str:
    """A link to the place; `text` is Markdown already."""
    return f"[{text}](#{permalink(finding)})"


def anchors(text: str) -> int:
    """How many findings have their place in a Markdown text that is escaped otherwise."""
    return text.count('<a id="f-')
