"""The whole way through, with a stand-in for the embedding model."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from reconcile import comparing, intake, worker
from reconcile.compare.axes import load_axes
from reconcile.config import Settings
from reconcile.errors import InputError, ModelError
from reconcile.extract.claims import extract_claims
from reconcile.group.events import opening
from reconcile.ingest import read
from reconcile.models import Article, Kind, Report
from reconcile.pipeline import Pipeline
from reconcile.report import RENDERERS
from tests.conftest import SEEDS, WordEncoder, WordEntailment
from tests.shelf import Shelf

FLOOD = "The flood killed 12 people in Alessandria on Monday. Officials said the river rose by two metres overnight."

FLOOD_TOO = "The flood killed 30 people in Alessandria on Monday. Officials said help for the town was on its way."
MILK = "Milk prices rose again in May. Farmers said that fodder had become dearer since the war began."


@pytest.fixture
def seeds(encoder: object, entailment: object) -> Report:
    found = read([str(SEEDS)])
    return Pipeline(encoder=encoder, entailment=entailment).report(found.articles, found.skipped)  # type: ignore[arg-type]


def test_every_span_reproduces_its_text(seeds: Report) -> None:
    text = {article.id: article.text for article in seeds.articles}
    claims = {claim.id: claim for claim in seeds.claims}
    assert len(claims) > 15
    for claim in seeds.claims:
        inside = [claim, *claim.times, *claim.quantities, *claim.quotes, *claim.entities]
        inside += [cue for cue in (claim.status_cue, claim.polarity_cue, claim.speaker) if cue]
        assert all(text[claim.article_id][s.start : s.end] == s.text for s in inside)
    for finding in seeds.findings:
        for evidence in finding.evidence:
            assert evidence.claim_id in finding.claim_ids
            assert text[claims[evidence.claim_id].article_id][evidence.start : evidence.end] == evidence.text


def test_debris_of_the_seeds_makes_no_claim(seeds: Report) -> None:
    said = [claim.text for claim in seeds.claims]
    assert not any("newsletter" in text or "Facebook" in text or "date 2023" in text for text in said)
    assert sum("lowering expectations" in text for text in said) == 1


def test_ids_resolve_and_every_finding_has_a_topic(seeds: Report) -> None:
    claims, topics = {c.id for c in seeds.claims}, {c.id for c in seeds.clusters}
    assert len(claims) == len(seeds.claims)
    for finding in seeds.findings:
        assert set(finding.claim_ids) <= claims
        assert finding.cluster_id in topics
    assert len({f.fingerprint for f in seeds.findings}) == len(seeds.findings)


def test_findings_but_single_source_span_two_articles(seeds: Report) -> None:
    article = {claim.id: claim.article_id for claim in seeds.claims}
    for finding in seeds.findings:
        articles = {article[claim_id] for claim_id in finding.claim_ids}
        assert len(articles) == (1 if finding.kind is Kind.SINGLE_SOURCE else 2)


@pytest.mark.parametrize("format", sorted(RENDERERS))
def test_bytes_are_equal_across_runs_and_order(encoder: object, entailment: object, format: str) -> None:
    paths = sorted(str(path) for path in SEEDS.glob("*.txt"))
    pipeline = Pipeline(encoder=encoder, entailment=entailment)  # type: ignore[arg-type]
    once, again, turned = (
        RENDERERS[format](pipeline.report(read(order).articles)) for order in (paths, paths, paths[::-1])
    )
    assert once == again == turned


@pytest.mark.parametrize("format", sorted(RENDERERS))
def test_one_article_has_claims_and_nothing_to_compare(
    encoder: object, entailment: object, make_article: Callable[..., Article], format: str
) -> None:
    report = Pipeline(encoder=encoder, entailment=entailment).report([make_article(FLOOD)])  # type: ignore[arg-type]
    assert report.claims
    assert (report.clusters, report.findings) == ((), ())
    assert RENDERERS[format](report)


def test_an_article_of_debris_is_no_fault(
    encoder: object, entailment: object, make_article: Callable[..., Article]
) -> None:
    articles = [make_article("Facebook\nSubscribe"), make_article(FLOOD, id="a2", path="2.txt")]
    report = Pipeline(encoder=encoder, entailment=entailment).report(articles)  # type: ignore[arg-type]
    assert {claim.article_id for claim in report.claims} == {"a2"}


def test_a_cap_that_bites_is_in_the_report(
    encoder: object, entailment: object, make_article: Callable[..., Article]
) -> None:
    report = Pipeline(Settings(max_claims=1), encoder=encoder, entailment=entailment).report([make_article(FLOOD)])  # type: ignore[arg-type]
    assert len(report.claims) == 1
    assert "max_claims" in report.skipped[0].reason


def test_progress_is_told_stage_by_stage(
    encoder: object, entailment: object, make_article: Callable[..., Article]
) -> None:
    told: list[str] = []
    pipeline = Pipeline(encoder=encoder, entailment=entailment, progress=lambda stage, done, total: told.append(stage))  # type: ignore[arg-type]
    pipeline.report([make_article(FLOOD)])
    assert list(dict.fromkeys(told)) == ["reading", "comparing"]


def test_what_a_run_does_not_need_is_not_used(make_article: Callable[..., Article]) -> None:
    report = Pipeline(encoder=Unusable()).report([make_article(FLOOD)])
    assert report.claims


@pytest.fixture
def flood(make_article: Callable[..., Article]) -> list[Article]:
    """Two articles on a flood, one on something else."""
    return [
        make_article(FLOOD, id="a1", path="1.txt", title="Flood in Alessandria"),
        make_article(FLOOD_TOO, id="a2", path="2.txt", title="Flood in Alessandria kills"),
        make_article(MILK, id="a3", path="3.txt", title="Milk prices"),
    ]


def pipeline(settings: Settings | None = None, encoder: Any = None, **options: Any) -> Pipeline:
    return Pipeline(settings, encoder=encoder or WordEncoder(), entailment=WordEntailment(), **options)


def test_batches_change_no_byte(monkeypatch: pytest.MonkeyPatch, flood: list[Article]) -> None:
    settings = Settings(grouping="always")
    once = pipeline(settings).report(flood)
    for name in ("_ARTICLES", "_OPENINGS"):
        monkeypatch.setattr(intake, name, 1)
    monkeypatch.setattr(comparing, "_CLAIMS", 1)
    assert RENDERERS["json"](pipeline(settings).report(flood)) == RENDERERS["json"](once)
    assert [event.article_ids for event in once.events] == [("a1", "a2"), ("a3",)]
    assert once.findings


def test_few_articles_are_one_event_and_many_are_not(flood: list[Article]) -> None:
    few = Settings(one_event_up_to=2)
    assert len(pipeline().report(flood).events) == 1
    assert len(pipeline(few).report(flood).events) == 2
    assert len(pipeline(few.model_copy(update={"grouping": "never"})).report(flood).events) == 1


def test_articles_weeks_apart_must_be_more_alike_to_be_on_one_event(flood: list[Article]) -> None:
    one, other = WordEncoder().encode([opening(article) for article in flood[:2]])
    settings = Settings(grouping="always", event_cosine=float(one @ other) - 0.05)

    def events(published: str | None) -> int:
        return len(pipeline(settings).events([flood[0], flood[1].model_copy(update={"published": published})]).events)

    assert (events("2023-06-24"), events("2023-07-20"), events(None)) == (1, 2, 1)


def test_an_article_that_breaks_the_analysis_is_skipped_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch, flood: list[Article]
) -> None:
    monkeypatch.setattr(worker, "extract_claims", _breaking_on("Milk"))
    report = pipeline().report(flood)
    assert [article.id for article in report.articles] == ["a1", "a2"]
    assert [(s.path, "RuntimeError: Milk" in s.reason) for s in report.skipped] == [("3.txt", True)]
    assert report.findings == pipeline().report(flood[:2]).findings


def test_a_run_of_which_nothing_is_left_says_so(monkeypatch: pytest.MonkeyPatch, flood: list[Article]) -> None:
    monkeypatch.setattr(worker, "extract_claims", _breaking_on(""))
    with pytest.raises(InputError, match=r"1\.txt"):
        pipeline().report(flood)


def test_what_the_user_can_mend_stops_the_run(flood: list[Article]) -> None:
    with pytest.raises(ModelError):
        pipeline(Settings(language_model="no_such_pipeline")).report(flood)


def test_a_thousand_copies_are_read_once_and_speak_with_one_voice(
    monkeypatch: pytest.MonkeyPatch, flood: list[Article]
) -> None:
    read: list[int] = []

    def counting(articles: Sequence[Article], *rest: Any) -> Any:
        read.append(len(articles))
        return extract_claims(articles, *rest)

    monkeypatch.setattr(worker, "extract_claims", counting)
    copies = [flood[0].model_copy(update={"id": f"c{i}", "path": f"c{i}.txt"}) for i in range(1000)]
    report = pipeline().report([*copies, flood[1]])
    assert sum(read) == 2
    assert {article.origin_id for article in report.articles} == {"oc0", "oa2"}
    assert len({claim.id for claim in report.claims}) == len(report.claims) > 2000
    assert {claim_id.split(".")[0] for finding in report.findings for claim_id in finding.claim_ids} == {"c0", "a2"}
    assert any("max_compared" in skipped.reason for skipped in report.skipped)


def test_engine_and_batch_size_are_no_part_of_the_result() -> None:
    shown = pipeline(Settings(batch_size=8, engine="local")).claims([]).settings
    assert shown == pipeline(Settings(batch_size=9)).claims([]).settings
    assert {"language_model", "embedding_model", "entailment_model", "event_days"} <= set(shown)


def test_a_second_run_with_an_archive_uses_no_model(monkeypatch: pytest.MonkeyPatch, flood: list[Article]) -> None:
    shelf = Shelf()
    first = pipeline().report(flood, archive=shelf)
    monkeypatch.setattr(worker, "extract_claims", _breaking_on(""))
    again = pipeline()
    monkeypatch.setattr(again.worker, "axes", load_axes(WordEncoder()), raising=False)
    again.worker.encoder.encode = Unusable().encode  # type: ignore[method-assign]
    assert RENDERERS["json"](again.report(flood, archive=shelf)) == RENDERERS["json"](first)


def test_with_an_archive_the_report_is_the_same_as_without(flood: list[Article]) -> None:
    for settings in (Settings(), Settings(grouping="always")):
        assert pipeline(settings).report(flood, archive=Shelf()) == pipeline(settings).report(flood)


def test_what_an_archive_knows_takes_on_the_ids_and_paths_of_the_run(flood: list[Article]) -> None:
    shelf = Shelf()
    capped = Settings(max_claims=1)
    pipeline(capped).report(flood, archive=shelf)
    renamed = [a.model_copy(update={"id": f"n{i}", "path": f"new/{i}.txt"}) for i, a in enumerate(flood)]
    with_archive = pipeline(capped).report(renamed, archive=shelf)
    assert with_archive == pipeline(capped).report(renamed)
    assert {s.path for s in with_archive.skipped} == {a.path for a in renamed}


def test_new_articles_are_compared_with_what_is_stored_on_their_event(flood: list[Article]) -> None:
    shelf = Shelf()
    first, new, other = flood
    pipeline(Settings(grouping="always")).report([first, other], archive=shelf)
    new = new.model_copy(update={"id": "a1"})  # ids of the stored run mean nothing
    report = pipeline().report_new([new], [], shelf)
    assert [article.path for article in report.articles] == ["2.txt", "1.txt"]
    assert [len(event.article_ids) for event in report.events] == [2]
    assert any(finding.kind is Kind.CONFLICT for finding in report.findings)
    of = {claim.id: claim.article_id for claim in report.claims}
    assert all("a1" in {of[claim_id] for claim_id in finding.claim_ids} for finding in report.findings)
    assert [finding.id for finding in report.findings] == [f"f{i + 1}" for i in range(len(report.findings))]
    assert len(shelf.entries) == 3


def test_the_same_check_again_gives_the_same_report(flood: list[Article]) -> None:
    shelf = Shelf()
    pipeline().report(flood[:1], archive=shelf)
    once, again = (pipeline().report_new(flood[1:], [], shelf) for _ in range(2))
    assert once == again


def test_new_articles_on_nothing_that_is_stored_have_no_findings(flood: list[Article]) -> None:
    shelf = Shelf()
    pipeline().report(flood[:2], archive=shelf)
    report = pipeline().report_new(flood[2:], [], shelf)
    assert [article.id for article in report.articles] == ["a3"]
    assert report.findings == ()


class Unusable:
    """An encoder that nobody must use."""

    def encode(self, texts: Sequence[str]) -> Any:
        raise AssertionError(f"embeds {len(texts)} texts")

    def describe(self) -> dict[str, str]:
        return {"name": "words", "sha256": ""}


def _breaking_on(word: str) -> Callable[..., Any]:
    def extract(articles: Sequence[Article], *rest: Any) -> Any:
        for article, found in zip(articles, extract_claims(articles, *rest), strict=True):
            if word in article.text:
                raise RuntimeError(f"{word}\nand more")
            yield found

    return extract
