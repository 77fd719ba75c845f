"""Reports read back from their JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from reconcile.errors import InputError
from reconcile.models import Article, Report


def parse_report(text: str, where: str) -> Report:
    """The report in `text`, as `reconcile report` or `reconcile check` write it with `--format json`.

    The articles' text is not in there and stays empty. Raises InputError, with `where` it came from, for anything else.
    """
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        hint = "several reports: give one of its lines" if "Extra data" in str(error) else "no JSON"
        raise InputError(f"{where}: {hint}: make it with reconcile report --format json") from None
    if isinstance(data, dict) and str(data.get("schema")).startswith("reconcile.check/"):
        data = data.get("report")
    if not isinstance(data, dict) or data.get("schema") != Report.model_fields["schema_"].default:
        raise InputError(f"{where}: no report of this version: make it with reconcile report --format json")
    articles = data.get("articles")
    if isinstance(articles, list):
        data = data | {"articles": [a | {"text": ""} if isinstance(a, dict) else a for a in articles]}
    try:
        report = Report.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"{where}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    _refuse_loose_ends(report, where)
    return report


def with_texts(report: Report, articles: Sequence[Article]) -> Report:
    """The report with the text of those articles that are the same as when it was made: every claim is in its place."""
    text = {article.path: article.text for article in articles}
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for claim in report.claims:
        spans.setdefault(claim.article_id, []).append((claim.start, claim.end, claim.text))

    def filled(article: Article) -> Article:
        found = text.get(article.path, "")
        same = all(found[start:end] == words for start, end, words in spans.get(article.id, ()))
        return article.model_copy(update={"text": found}) if same else article

    return report.model_copy(update={"articles": tuple(map(filled, report.articles))})


def _refuse_loose_ends(report: Report, where: str) -> None:
    """Ids that lead nowhere would be faults of the renderers, which rely on them."""
    articles, claims = {a.id for a in report.articles}, {c.id for c in report.claims}
    lost = [c.id for c in report.claims if c.article_id not in articles]
    lost += [f.id for f in report.findings if not f.claim_ids or not claims.issuperset(f.claim_ids)]
    if lost:
        raise InputError(f"{where}: {lost[0]!r} names something that is not in the report: make the report anew")
