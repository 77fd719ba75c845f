"""What came of comparing an event, as bytes and back: so that an archive can keep it.

Articles and claims are told by their place among those compared, not by their ids, which change from run to run; the
claims themselves are not written again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.compare.verdict import Verdict
from reconcile.models import Claim, Cluster
from reconcile.prepared import Case, Compared, slim


def record_key(digest: str, articles: Sequence[str], wanted: Sequence[int] = ()) -> str:
    """SHA-256 in hex of what the comparison depends on.

    The keys of the articles in order, what compares them, and the places of those that every pair has one of.
    """
    return hashlib.sha256(json.dumps([digest, list(articles), list(wanted)]).encode()).hexdigest()


def to_record(case: Case, compared: Compared) -> bytes:
    """JSON, in ASCII."""
    place = {claim.id: i for i, claim in enumerate(_claims(case))}
    record = {
        "clusters": [
            [cluster.id.removeprefix(case.event.id), cluster.topic, [place[name] for name in cluster.claim_ids]]
            for cluster in compared.clusters
        ],
        "verdicts": [_placed(verdict, place) for verdict in compared.verdicts],
    }
    return json.dumps(record, separators=(",", ":")).encode()


def from_record(case: Case, record: bytes) -> Compared | None:
    """The opposite of `to_record`, under the ids of this case; None for what is no record of such a case."""
    claims, event = _claims(case), case.event.id
    try:
        told = json.loads(record)
        clusters = tuple(
            Cluster(id=f"{event}{number}", event_id=event, topic=topic, claim_ids=tuple(claims[i].id for i in members))
            for number, topic, members in told["clusters"]
        )
        verdicts = tuple(_verdict(fields, claims) for fields in told["verdicts"])
    except (ValueError, TypeError, KeyError, IndexError):  # pydantic's ValidationError is a ValueError
        return None
    return Compared(slim(clusters), slim(verdicts))


def _claims(case: Case) -> list[Claim]:
    return [claim for member in case.members for claim in member.claims]


def _placed(verdict: Verdict, place: Mapping[str, int]) -> dict[str, Any]:
    fields = verdict.model_dump(mode="json", exclude={"claims"})
    fields["claims"] = [place[claim.id] for claim in verdict.claims]
    for evidence in fields["evidence"]:
        evidence["claim_id"] = place[evidence["claim_id"]]
    return fields


def _verdict(fields: dict[str, Any], claims: Sequence[Claim]) -> Verdict:
    evidence = [part | {"claim_id": claims[part["claim_id"]].id} for part in fields["evidence"]]
    return Verdict(**fields | {"claims": tuple(claims[i] for i in fields["claims"]), "evidence": evidence})
