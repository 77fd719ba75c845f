"""Stage and certainty: planned, expected or possible on one side, done on the other."""

from __future__ import annotations

from reconcile.compare.base import Comparison, Level, Pair
from reconcile.models import Claim, Status

_DONE = {Status.HAPPENED, Status.ONGOING}
_STAGE = {Status.PLANNED, Status.EXPECTED, Status.DEMANDED}
_CERTAINTY = {Status.POSSIBLE, Status.HYPOTHETICAL}


def compare_status(pair: Pair) -> Comparison:
    """`differs` when one claim reports as done what the other holds planned, expected or possible.

    Aspect `stage` when something still lies ahead on one side, `certainty` when only the assurance differs.
    """
    a, b = pair.a.status, pair.b.status
    if a == b:
        level, aspect, reason = Level.SAME, None, "the same stage"
    elif (a in _DONE) != (b in _DONE) and {a, b} & (_STAGE | _CERTAINTY):
        aspect = "certainty" if {a, b} & _CERTAINTY else "stage"
        level, reason = Level.DIFFERS, _reason(pair)
    else:
        level, aspect, reason = Level.COMPATIBLE, None, "stages that go together"
    return Comparison(
        level=level,
        aspect=aspect,
        a=pair.a.status_cue,
        b=pair.b.status_cue,
        a_value=a.value,
        b_value=b.value,
        reason=reason,
    )


def _reason(pair: Pair) -> str:
    done, ahead = (pair.a, pair.b) if pair.a.status in _DONE else (pair.b, pair.a)
    return f"{_stage(ahead)} in one article, {_stage(done)} in the other"


def _stage(claim: Claim) -> str:
    return "reported as done" if claim.status is Status.HAPPENED else claim.status.value
