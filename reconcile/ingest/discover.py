"""From arguments to files: folders (recursively), patterns, single files; each file once, in an order of its own."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reconcile.ingest.paths import shown_child, shown_root
from reconcile.ingest.registry import READERS, reader_for
from reconcile.ingest.sources import SIDECAR
from reconcile.models import Skipped

STDIN = "-"
_KINDS = ", ".join(sorted(filter(None, READERS)))
_ABOUT_THE_FOLDER = {"readme", "license", "licence", "copying", "notice", "changelog", "contributing"}


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it is, and how it is shown."""

    path: Path
    shown: str


def discover(arguments: Sequence[str], cwd: Path) -> tuple[tuple[Found, ...], tuple[Skipped, ...]]:
    """The files that `arguments` stand for, sorted by shown path, and what was left out.

    In folders, hidden entries and types that are not read are passed over; a link to a folder is not followed. A file
    reached in several ways is read once. Standard input (`-`) is not this function's business.
    """
    found: dict[str, Found] = {}
    skipped: list[Skipped] = []
    for argument in arguments:
        if argument == STDIN:
            continue
        for item in _resolve(argument, cwd):
            if isinstance(item, Skipped):
                skipped.append(item)
                continue
            key = os.path.realpath(item.path)
            found[key] = min(found.get(key, item), item, key=_preference)
    skipped += _lonely_sidecars(found.values())
    articles = [item for item in found.values() if item.path.name != SIDECAR]
    return tuple(sorted(articles, key=lambda item: (item.shown, str(item.path)))), tuple(skipped)


def _preference(item: Found) -> tuple[bool, str, str]:
    return item.path.is_symlink(), item.shown, str(item.path)


def _resolve(argument: str, cwd: Path) -> Iterator[Found | Skipped]:
    """What one argument stands for."""
    try:
        yield from _expanded(argument, cwd)
    except OSError as error:
        yield Skipped(path=shown_root(argument, cwd), reason=f"cannot be read: {_told(error)}")


def _expanded(argument: str, cwd: Path) -> Iterator[Found | Skipped]:
    if _exists(cwd / argument) and argument:
        yield from _named(argument, cwd)
    elif glob.has_magic(argument):
        matches = _matches(argument, cwd)
        for match in matches:
            yield from _named(match, cwd)
        if not matches:
            yield Skipped(path=shown_root(argument, cwd), reason="no file matches this pattern")
    else:
        yield Skipped(path=shown_root(argument, cwd), reason="no such file or folder: check the path")


def _matches(pattern: str, cwd: Path) -> list[str]:
    """The paths that match, as a shell would put them in place of the pattern, but with `**` for any depth."""
    parts = list(Path(pattern).parts)
    while parts and parts[-1] == "**":  # a folder is searched to any depth anyway
        parts.pop()
    plain = next((i for i, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    start, rest = Path(*parts[:plain]), parts[plain:]
    if not rest:
        return [str(start)] if _exists(cwd / start) else []
    top = cwd / start
    hidden = any(part.startswith(".") for part in rest)
    try:
        # Not glob.glob: its `**` follows links, and two that lead upwards make it run for ever.
        found = [path.relative_to(top) for path in top.glob(str(Path(*rest)))]
    except (ValueError, NotImplementedError, OSError, RecursionError):
        return []
    return sorted(str(start / path) for path in found if hidden or not _is_hidden(path))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _exists(path: Path) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:  # a NUL character inside
        return False


def _named(argument: str, cwd: Path) -> Iterator[Found | Skipped]:
    """What one existing path stands for."""
    path, shown = cwd / argument, shown_root(argument, cwd)
    if path.is_dir():
        items = list(_walk(path, shown))
        yield from items
        if not items:
            yield Skipped(path=shown, reason=f"no articles in this folder: it is searched for {_KINDS}")
    elif not path.exists():
        yield Skipped(path=shown, reason="a link to something that does not exist")
    elif path.is_file() and reader_for(path.name) is None:
        yield Skipped(path=shown, reason=f"unknown file type: {_KINDS} are read; convert it, or pipe its text in as -")
    else:
        yield Found(path, shown)


def _walk(top: Path, shown: str) -> Iterator[Found | Skipped]:
    """The readable files below `top`, without recursion, so that no depth of folders is too much."""
    waiting = [(top, shown)]
    while waiting:
        folder, name = waiting.pop()
        try:
            with os.scandir(folder) as scan:
                entries = sorted((e for e in scan if not e.name.startswith(".")), key=lambda e: e.name)
        except OSError as error:
            yield Skipped(path=name, reason=f"the folder cannot be read: {_told(error)}")
            continue
        for entry in entries:
            child = shown_child(name, entry.name)
            try:
                item = (Path(entry.path), child) if entry.is_dir(follow_symlinks=False) else _entry(entry, child)
            except OSError as error:  # a link that leads back to itself, or into a folder that may not be read
                item = Skipped(path=child, reason=f"cannot be read: {_told(error)}")
            if isinstance(item, tuple):
                waiting.append(item)
            elif item is not None:
                yield item


def _told(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _entry(entry: os.DirEntry[str], shown: str) -> Found | Skipped | None:
    if entry.is_dir():
        return Skipped(path=shown, reason="a link to a folder is not followed: name that folder to read it")
    if reader_for(entry.name) is None:
        return None
    if not entry.is_file():
        return Skipped(path=shown, reason="a broken link, or no regular file")
    if entry.name.split(".")[0].lower() in _ABOUT_THE_FOLDER:
        return Skipped(path=shown, reason="its name says that it is about the folder: name the file to read it")
    return Found(Path(entry.path), shown)


def _lonely_sidecars(found: Iterable[Found]) -> Iterator[Skipped]:
    files = list(found)
    described = {item.path.parent for item in files if item.path.name != SIDECAR}
    for item in files:
        if item.path.name == SIDECAR and item.path.parent not in described:
            yield Skipped(path=item.shown, reason="describes the files beside it and is no article: name those files")
