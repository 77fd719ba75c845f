from __future__ import annotations

from reconcile.models import Kind, Severity
from reconcile.report.layout import Index


def articles(draft, count, words="one two three"):
    for number in range(1, count + 1):
        draft.article(f"a{number}", words)


def ids(findings):
    return [finding.id for finding in findings]


def test_kinds_come_in_order_of_importance_whatever_else_they_have(draft):
    articles(draft, 2)
    pair = [draft.claim("a1", "one"), draft.claim("a2", "one")]
    for kind in reversed(Kind):
        draft.finding(kind, pair, severity=Severity.LOW if kind is Kind.CONFLICT else Severity.HIGH)
    index = Index(draft.report())
    kinds = [finding.kind for finding in sorted(index.report.findings, key=index.weight)]
    assert kinds == ["conflict", "quote", "status", "attribution", "framing", "agreement", "single_source"]


def test_within_a_kind_severity_then_confidence_then_position_decide(draft):
    articles(draft, 2)
    early, late = ([draft.claim(a, words) for a in ("a1", "a2")] for words in ("one", "three"))
    draft.finding(Kind.CONFLICT, late, severity=Severity.MEDIUM, confidence=0.7)
    draft.finding(Kind.CONFLICT, early, severity=Severity.MEDIUM, confidence=0.7)
    draft.finding(Kind.CONFLICT, late, severity=Severity.MEDIUM, confidence=0.9)
    draft.finding(Kind.CONFLICT, late, severity=Severity.HIGH, confidence=0.5)
    index = Index(draft.report())
    assert ids(sorted(index.report.findings, key=index.weight)) == ["f4", "f3", "f2", "f1"]


def test_topics_stand_in_the_order_of_their_weightiest_finding(draft):
    articles(draft, 2)
    pair = [draft.claim("a1", "one"), draft.claim("a2", "one")]
    draft.finding(Kind.AGREEMENT, pair, topic="mild")
    draft.finding(Kind.AGREEMENT, pair, topic="grave")
    draft.finding(Kind.STATUS, pair, topic="mild")
    draft.finding(Kind.CONFLICT, pair, topic="grave")
    index = Index(draft.report())
    topics = [(index.clusters[topic].topic, ids(about)) for topic, about in index.topics(index.report.findings)]
    assert topics == [("grave", ["f4", "f2"]), ("mild", ["f3", "f1"])]


def test_findings_on_the_same_claims_share_a_row(draft):
    articles(draft, 2)
    pair = [draft.claim("a1", "one"), draft.claim("a2", "two")]
    draft.finding(Kind.CONFLICT, pair, "number")
    draft.finding(Kind.CONFLICT, pair[::-1], "time")
    rows = Index(draft.report()).rows(draft.findings)
    assert [ids(row.findings) for row in rows] == [["f1", "f2"]]
    assert {article: [c.text for c in claims] for article, claims in rows[0].claims.items()} == {
        "a1": ["one"],
        "a2": ["two"],
    }


def test_three_articles_that_differ_pairwise_make_one_row_in_article_order(draft):
    articles(draft, 3)
    a, b, c = draft.claim("a1", "one"), draft.claim("a2", "two"), draft.claim("a3", "three")
    for pair in ([c, b], [a, c], [a, b]):
        draft.finding(Kind.CONFLICT, pair)
    rows = Index(draft.report()).rows(draft.findings)
    assert [ids(row.findings) for row in rows] == [["f1", "f2", "f3"]]
    assert list(rows[0].claims) == ["a1", "a2", "a3"]


def test_another_claim_of_the_same_article_needs_another_row(draft):
    articles(draft, 2)
    draft.finding(Kind.CONFLICT, [draft.claim("a1", "one"), draft.claim("a2", "one")])
    draft.finding(Kind.CONFLICT, [draft.claim("a1", "two"), draft.claim("a2", "one")])
    draft.finding(Kind.CONFLICT, [draft.claim("a1", "one"), draft.claim("a2", "one")])
    rows = Index(draft.report()).rows(draft.findings)
    assert [ids(row.findings) for row in rows] == [["f1", "f3"], ["f2"]]


def test_agreements_and_differences_never_share_a_row(draft):
    articles(draft, 3)
    a, b, c = (draft.claim(article, "one") for article in ("a1", "a2", "a3"))
    draft.finding(Kind.CONFLICT, [a, b])
    draft.finding(Kind.AGREEMENT, [b, c])
    rows = Index(draft.report()).rows(draft.findings)
    assert [ids(row.findings) for row in rows] == [["f1"], ["f2"]]


def test_claims_that_agree_only_through_a_third_stand_in_two_rows(draft):
    articles(draft, 3)
    a, b, c = draft.claim("a1", "one"), draft.claim("a2", "two"), draft.claim("a3", "three")
    for pair in ([a, b], [b, c]):
        draft.finding(Kind.AGREEMENT, pair)
    rows = Index(draft.report()).rows(draft.findings)
    assert [ids(row.findings) for row in rows] == [["f1"], ["f2"]]
    draft.finding(Kind.AGREEMENT, [c, a])
    rows = Index(draft.report()).rows(draft.findings)
    assert [ids(row.findings) for row in rows] == [["f1", "f2", "f3"]]


def test_a_finding_with_several_claims_of_one_article_keeps_them_in_text_order(draft):
    articles(draft, 2)
    claims = [draft.claim("a1", "three"), draft.claim("a2", "one"), draft.claim("a1", "one")]
    draft.finding(Kind.FRAMING, claims)
    (row,) = Index(draft.report()).rows(draft.findings)
    assert [claim.text for claim in row.claims["a1"]] == ["one", "three"]


def test_tables_have_at_most_the_columns_allowed_and_only_those_in_use(draft):
    articles(draft, 5)
    claim = {n: draft.claim(f"a{n}", "one") for n in range(1, 6)}
    two = {n: draft.claim(f"a{n}", "two") for n in range(1, 6)}
    for pair in ([claim[1], claim[2]], [two[4], two[5]], [two[1], two[3]]):
        draft.finding(Kind.CONFLICT, pair)
    index = Index(draft.report())
    sheets = index.sheets(index.rows(draft.findings), columns=3)
    assert [(s.article_ids, [ids(strip.row.findings) for strip in s.strips]) for s in sheets] == [
        (("a1", "a2", "a3"), [["f1"], ["f3"]]),
        (("a4", "a5"), [["f2"]]),
    ]


def test_a_row_too_wide_goes_on_in_the_next_table(draft):
    articles(draft, 7)
    draft.finding(Kind.AGREEMENT, [draft.claim(f"a{n}", "one") for n in range(1, 8)])
    index = Index(draft.report())
    sheets = index.sheets(index.rows(draft.findings), columns=3)
    assert [sheet.article_ids for sheet in sheets] == [("a1", "a2", "a3"), ("a4", "a5", "a6"), ("a7",)]
    assert [strip.continued for sheet in sheets for strip in sheet.strips] == [False, True, True]


def test_articles_of_one_name_are_told_apart(draft):
    draft.article("a1", "x", source="Reuters")
    draft.article("a2", "x", source="Reuters")
    draft.article("a3", "x", path="inbox/third.txt")
    assert Index(draft.report()).names == {"a1": "Reuters (a1)", "a2": "Reuters (a2)", "a3": "third.txt"}
