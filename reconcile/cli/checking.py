"""The gate on the command line: fail on findings that are new, and write down those that are known."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from reconcile.cli.app import app, baseline_app, command
from reconcile.cli.console import read_text, tell, tell_more, write
from reconcile.cli.options import (
    ArchiveDir,
    Baseline,
    CheckFormat,
    CheckOutputs,
    Config,
    EngineName,
    EntailmentModel,
    FailOn,
    Grouping,
    MaxSkipped,
    MinConfidence,
    MinSeverity,
    Model,
    Paths,
    RayAddress,
    grouping,
)
from reconcile.cli.running import opened, pipeline, read_articles, tell_settings
from reconcile.errors import InputError
from reconcile.report import CHECK_RENDERERS

if TYPE_CHECKING:
    from reconcile.archive import Archive
    from reconcile.cli.settings import Effective
    from reconcile.gate.baseline import Baseline as Known
    from reconcile.ingest import Ingested
    from reconcile.models import Report, Skipped
    from reconcile.outcome import Outcome
    from reconcile.pipeline import Pipeline

BASELINE = "reconcile-baseline.json"

# How the reasons begin for what is left out on purpose: nothing was lost that a check should have seen.
_NO_LOSS = (
    "no article fields",
    "its name says that it is about the folder",
    "describes the files beside it",
    "a link to a folder is not followed",
)


@command(app)
def check(
    paths: Paths,
    baseline: Baseline = None,
    fail_on: FailOn = None,
    min_severity: MinSeverity = None,
    min_confidence: MinConfidence = None,
    max_skipped: MaxSkipped = None,
    format: CheckFormat = "text",
    output: CheckOutputs = None,
    group: Grouping = None,
    archive: ArchiveDir = None,
    model: Model = None,
    entailment_model: EntailmentModel = None,
    engine: EngineName = None,
    ray_address: RayAddress = None,
    config: Config = None,
) -> None:
    """Compare the articles and exit with 1 if there are findings that nobody has accepted yet.

    With --archive the articles are compared with each other and with what is stored on their events.
    """
    targets = [_target(item) for item in output or []]
    effective = _settings(
        config,
        fail_on=fail_on,
        min_severity=min_severity,
        min_confidence=min_confidence,
        max_skipped=max_skipped,
        baseline=str(baseline) if baseline else None,
        model=model,
        entailment_model=entailment_model,
        grouping=grouping(group),
        engine=engine,
        ray_address=ray_address,
    )
    known = _read_baseline(effective, must_exist=effective.policy.baseline is not None)
    outcome = _check(paths, effective, known, archive)
    for name, file in targets:
        write(CHECK_RENDERERS[name](outcome), file)
    write(CHECK_RENDERERS[format](outcome))
    if "github" in {format, *(name for name, _ in targets)}:
        _summarise(outcome)
    raise typer.Exit(int(outcome.failed))


@command(baseline_app, "update")
def update(
    paths: Paths,
    baseline: Baseline = None,
    fail_on: FailOn = None,
    min_severity: MinSeverity = None,
    min_confidence: MinConfidence = None,
    max_skipped: MaxSkipped = None,
    group: Grouping = None,
    archive: ArchiveDir = None,
    model: Model = None,
    entailment_model: EntailmentModel = None,
    engine: EngineName = None,
    ray_address: RayAddress = None,
    config: Config = None,
) -> None:
    """Accept every finding that fails a check of these articles now; only new ones will fail from then on."""
    from reconcile.gate import update_baseline, write_baseline

    effective = _settings(
        config,
        fail_on=fail_on,
        min_severity=min_severity,
        min_confidence=min_confidence,
        max_skipped=max_skipped,
        baseline=str(baseline) if baseline else None,
        model=model,
        entailment_model=entailment_model,
        grouping=grouping(group),
        engine=engine,
        ray_address=ray_address,
    )
    old = _read_baseline(effective, must_exist=False)
    outcome = _check(paths, effective, old, archive)
    made = update_baseline(outcome, old)
    file = _baseline_file(effective)
    write(write_baseline(made.baseline), file)
    tell(f"{file}: {made.added} added, {made.kept} kept, {made.removed} removed")


def _settings(config: Path | None, **flags: Any) -> Effective:
    from reconcile.cli.settings import resolve

    effective = resolve(config, flags)
    tell_settings(effective)
    return effective


def _check(paths: list[str], effective: Effective, known: Known, archive: str | None) -> Outcome:
    from reconcile.gate import check

    if archive is not None and effective.settings.grouping == "never":
        raise InputError("--one-event does not go with --archive: new articles are sorted into the events stored there")
    found = read_articles(paths, effective.settings.max_file_bytes)
    _refuse_losses(found.skipped, effective.policy.max_skipped)
    with pipeline(effective.settings) as stages, opened(archive, stages) as stored:
        report = _report(stages, found, stored)
    _refuse_losses([*found.skipped, *_faults(report)], effective.policy.max_skipped)
    today = dt.datetime.now(dt.UTC).date()
    outcome = check(report, effective.policy, baseline=known, suppressions=effective.suppressions, today=today)
    for notice in outcome.notices:
        tell_more(f"{notice.concern.value}: {notice.text}")
    return outcome


def _report(stages: Pipeline, found: Ingested, stored: Archive | None) -> Report:
    """Of the articles alone, or of them against the events that are stored."""
    if stored is None:
        return stages.report(found.articles, found.skipped)
    return stages.report_new(found.articles, found.skipped, stored)


def _faults(report: Report) -> list[Skipped]:
    """What broke the analysis."""
    from reconcile.intake import FAULT

    return [item for item in report.skipped if FAULT in item.reason]


def _refuse_losses(skipped: Sequence[Skipped], most: int) -> None:
    """Raise InputError when more files could not be read than the policy allows: a check of the rest proves nothing."""
    lost = [item for item in skipped if not item.reason.startswith(_NO_LOSS)]
    if len(lost) > most:
        first = f"{lost[0].path}: {lost[0].reason}"
        raise InputError(f"{len(lost)} could not be read, --max-skipped allows {most} ({first})")


def _baseline_file(effective: Effective) -> Path:
    """The baseline's file: a setting in a file counts from that file's folder, anything else from the working one."""
    named, origin = effective.policy.baseline, effective.origins["baseline"]
    if named is None:
        return Path(BASELINE)
    in_file = effective.file is not None and origin == effective.file.name
    return effective.file.parent / named if in_file and effective.file else Path(named)


def _read_baseline(effective: Effective, *, must_exist: bool) -> Known:
    from reconcile.gate import parse_baseline
    from reconcile.gate.baseline import Baseline as Known

    file = _baseline_file(effective)
    if not file.exists():
        if must_exist:
            named = effective.origins["baseline"]
            raise InputError(f"{file} ({named}): no such baseline: make it with reconcile baseline update")
        return Known()
    tell_more(f"known findings from {file}")
    return parse_baseline(read_text(file, "baseline"), str(file))


def _target(item: str) -> tuple[str, Path]:
    name, equals, file = item.partition("=")
    if not equals or not file or name not in CHECK_RENDERERS:
        raise typer.BadParameter(f"{item!r}: want FORMAT=FILE, where FORMAT is one of {', '.join(CHECK_RENDERERS)}")
    return name, Path(file)


def _summarise(outcome: Outcome) -> None:
    """Append all new findings to the summary of the GitHub job, as annotations are limited in number."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    from reconcile.report.github_summary import to_summary

    try:
        with Path(file).open("a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(to_summary(outcome))
    except OSError as error:
        tell(f"the job summary cannot be written ({error.strerror})")
