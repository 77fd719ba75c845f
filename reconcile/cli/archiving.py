"""Commands about an archive: what it holds, tidying it up, and removing articles from it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reconcile.cli.app import archive_app, command
from reconcile.cli.console import tell, write
from reconcile.cli.options import Config, Model, one_of
from reconcile.cli.running import pipeline, tell_settings
from reconcile.errors import InputError

if TYPE_CHECKING:
    from reconcile.archive import Archive, Stats

Where = Annotated[str, typer.Argument(metavar="DIR", help="The archive's folder or object-store URL.")]
Before = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Articles published before this day (YYYY-MM-DD); those without a day stay."),
]
Patterns = Annotated[
    list[str] | None,
    typer.Option("--path", metavar="PATTERN", help="Articles whose path fits, as in 'feed/*.txt'; may be repeated."),
]
Stale = Annotated[
    bool, typer.Option("--stale", help="What other settings, models or versions made than those in force now.")
]

_HASH = 12  # hex digits that tell digests apart for a reader


@command(archive_app)
def stats(
    where: Where,
    format: Annotated[
        str, typer.Option("--format", metavar="text|json", help="Form.", callback=one_of(lambda: ["text", "json"]))
    ] = "text",
) -> None:
    """Say how many articles and claims are stored, from when, by which settings, and in how many bytes."""
    with _open(where) as archive:
        found = archive.stats()
    if format == "json":
        write(json.dumps(asdict(found), default=str, indent=2) + "\n")
        return
    write(_told(found))


@command(archive_app)
def compact(where: Where) -> None:
    """Join the files of many small runs, and free the space that no article uses any more."""
    with _open(where) as archive:
        done = archive.compact()
    tell(f"{where}: {_size(done.before)} before, {_size(done.after)} now")
    if not done.complete:
        tell("what another run may be reading was kept for a day: compact again when none is running")


@command(archive_app)
def forget(
    where: Where,
    before: Before = None,
    path: Patterns = None,
    stale: Stale = False,
    model: Model = None,
    config: Config = None,
) -> None:
    """Remove the articles that fit all the conditions given; at least one is needed."""
    if before is None and not path and not stale:
        raise InputError("say what to forget: --before DATE, --path PATTERN or --stale")
    day = _day(before) if before is not None else None
    digest = _digest(config, model) if stale else ""
    with _open(where, digest) as archive:
        gone = archive.forget(before=day, other_digests=stale, paths=path or ())
    tell(f"{where}: {_count(gone, 'article')} forgotten")
    if gone:
        tell(f"to free their space: reconcile archive compact {where}")


def _open(where: str, digest: str = "") -> Archive:
    from reconcile.archive import Archive

    return Archive(where, digest, create=False)


def _digest(config: Path | None, model: str | None) -> str:
    """What names the settings and models in force."""
    from reconcile.cli.settings import resolve

    effective = resolve(config, {"model": model})
    tell_settings(effective)
    with pipeline(effective.settings) as stages:
        return stages.digest


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day: want YYYY-MM-DD", param_hint="--before") from None


def _told(found: Stats) -> str:
    """The figures, one a line."""
    day = "unknown"
    if found.oldest and found.newest:
        day = f"{found.oldest} to {found.newest}"
    rows = [
        ("articles", f"{found.articles:,}"),
        ("claims", f"{found.claims:,}"),
        ("published", day),
        ("size", f"{_size(found.size)}, {_size(found.live)} of it in use"),
        *(("made by", f"{name[:_HASH]} ({_count(entries, 'article')})") for name, entries in found.digests),
    ]
    return "".join(f"{name:<9}  {value}\n" for name, value in rows)


def _count(number: int, what: str) -> str:
    """ "1 article", "2,000 articles"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _size(number: int) -> str:
    """Bytes as a person reads them."""
    value, unit = float(number), "B"
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if value < 1000 or unit == "TB":
            break
        value /= 1000
    return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
