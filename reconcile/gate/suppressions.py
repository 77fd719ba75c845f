"""Findings that somebody decided to live with: by fingerprint, or by patterns for their kind and their articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from reconcile.models import Finding, Frozen
from reconcile.outcome import Concern, Notice

Pattern = Annotated[str, StringConstraints(min_length=1)]


class Suppression(Frozen):
    """Holds back the findings that fit all of its patterns, up to and including the day `expires`.

    Patterns are those of file names (`*`, `?`, `[…]`). `kind` fits "conflict" and, where the finding has an aspect,
    "conflict:time"; `article` fits the path of at least one of the finding's articles.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] = Field(
        description="why; printed with the report"
    )
    fingerprint: Pattern | None = None
    kind: Pattern | None = None
    article: Pattern | None = None
    expires: dt.date | None = Field(None, description="the last day on which it holds")

    @model_validator(mode="after")
    def _names_something(self) -> Suppression:
        if not (self.fingerprint or self.kind or self.article):
            raise ValueError("say what is suppressed: fingerprint, kind or article")
        return self

    def fits(self, finding: Finding, paths: Iterable[str]) -> bool:
        """Whether the finding, whose claims are in the articles at `paths`, is meant."""
        names = [finding.kind.value, f"{finding.kind.value}:{finding.aspect}"]
        return (
            (self.fingerprint is None or fnmatchcase(finding.fingerprint, self.fingerprint))
            and (self.kind is None or any(fnmatchcase(name, self.kind) for name in names))
            and (self.article is None or any(fnmatchcase(path, self.article) for path in paths))
        )

    def has_expired(self, today: dt.date) -> bool:
        return self.expires is not None and today > self.expires

    def describe(self) -> str:
        """The patterns in one line."""
        parts = (("fingerprint", self.fingerprint), ("kind", self.kind), ("article", self.article))
        return ", ".join(f"{name} {value}" for name, value in parts if value)


def tidy_up(suppressions: Sequence[Suppression], used: Collection[Suppression], today: dt.date) -> list[Notice]:
    """Notices about suppressions that have expired or that hold nothing back."""
    notices = []
    for item in suppressions:
        if item.has_expired(today):
            text = f"suppression ({item.describe()}) expired after {item.expires}: renew or remove it ({item.reason})"
            notices.append(Notice(concern=Concern.EXPIRED, text=text))
        elif item not in used:
            text = f"suppression ({item.describe()}) holds nothing back: remove it ({item.reason})"
            notices.append(Notice(concern=Concern.UNUSED, text=text))
    return notices
