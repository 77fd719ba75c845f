"""What is said where: reports on standard output or in a file, everything else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reconcile.errors import InputError

if TYPE_CHECKING:
    from reconcile.pipeline import Progress


@dataclass(frozen=True)
class _Voice:
    quiet: bool = False
    verbose: bool = False
    color: bool = True


STDIN = "-"  # as the name of a file
_AT_ONCE = 1 << 18  # characters that are written in one go
_USUAL = _Voice()
_VOICE: ContextVar[_Voice] = ContextVar("_VOICE", default=_USUAL)


def speak(*, quiet: bool, verbose: bool, no_color: bool) -> None:
    """Set how much is said, and whether in colour, for the rest of the run."""
    color = not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    _VOICE.set(_Voice(quiet=quiet, verbose=verbose, color=color))


def tell(message: str) -> None:
    """Something worth knowing, unless the run is quiet."""
    if not _VOICE.get().quiet:
        complain(message)


def complain(message: str) -> None:
    """What went wrong, in one line on standard error however quiet the run is; where that is closed, nowhere."""
    if sys.stderr is not None:  # print would take standard output, where the report goes
        with suppress(OSError):
            print(f"reconcile: {_shown(message)}", file=sys.stderr)


def tell_more(message: str) -> None:
    """A detail, if the run is verbose."""
    if _VOICE.get().verbose:
        tell(message)


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def has_color() -> bool:
    """Whether standard output takes colours."""
    return on_terminal() and _VOICE.get().color


def width() -> int:
    """Columns of the terminal, 100 where there is none."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns if on_terminal() else 100


def write(text: str, output: Path | None = None) -> None:
    """Write a text that is there as a whole, as `written` does."""
    with written(output) as put:
        put((text,))


@contextmanager
def written(output: Path | None) -> Iterator[Callable[[Iterable[str]], None]]:
    """What takes reports in pieces, and writes each as it comes: no report is in memory as a whole.

    They go to a file, or to standard output as UTF-8 whatever the locale. A file is opened when there is something to
    write, so that a run that makes no report leaves it as it is. A reader of standard output that closes early (head,
    less) has seen enough: no fault, and no other exit code. Raises InputError when the file or standard output cannot
    be written.
    """
    with ExitStack() as stack:
        file: BinaryIO | None = None

        def put(pieces: Iterable[str]) -> None:
            nonlocal file
            for text in _gathered(pieces):
                data = text.encode("utf-8", "backslashreplace")
                if output is None:
                    _print(data)
                    continue
                if file is None:
                    file = stack.enter_context(_open(output))
                with _told(output):
                    file.write(data)
                    file.flush()

        yield put


def standard_input() -> BinaryIO:
    """Standard input as bytes. Raises InputError when the program was started without one (`<&-`)."""
    if sys.stdin is None:
        raise InputError("standard input is closed: give files in place of -")
    return sys.stdin.buffer


def read_text(file: Path, what: str) -> str:
    """The text of a file that the user named as `what`.

    Raises InputError when it cannot be read or is not UTF-8.
    """
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{file}: the {what} cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise InputError(f"{file}: the {what} is not UTF-8") from None


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar on standard error while it is a terminal, else nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    voice = _VOICE.get()
    console = Console(stderr=True, no_color=not voice.color)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    hidden = voice.quiet or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as bar:
        tasks: dict[str, TaskID] = {"": bar.add_task("loading", total=None, rate="")}

        def tell_stage(stage: str, done: int, total: int) -> None:
            """A line a stage, so that rate and time left are those of the stage."""
            if "" in tasks:
                bar.remove_task(tasks.pop(""))
            task = tasks.setdefault(stage, TaskID(-1))
            if task == TaskID(-1):
                task = tasks[stage] = bar.add_task(stage, total=total, rate="")
            speed = bar.tasks[bar.task_ids.index(task)].speed
            bar.update(task, completed=done, total=total, rate=f"{speed:.3g}/s" if speed else "")

        yield tell_stage


def _shown(message: str) -> str:
    """The message in one line; what it quotes may hold what a terminal or the log of a job would obey."""
    from reconcile.report.check import quiet
    from reconcile.report.escape import one_line

    return quiet(one_line(message))


def _print(data: bytes) -> None:
    if sys.stdout is None:
        raise InputError("standard output: cannot be written (it is closed)")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        drop_output()
    except OSError as error:
        drop_output()
        raise InputError(f"standard output: cannot be written ({error.strerror})") from None


def drop_output() -> None:
    """Send what is still to come to nowhere, so that the interpreter does not fail to write it at its end, too."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _gathered(pieces: Iterable[str]) -> Iterator[str]:
    """The same text in pieces that are worth a call to the system."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= _AT_ONCE:
            yield "".join(waiting)
            waiting, length = [], 0
    if waiting:
        yield "".join(waiting)


@contextmanager
def _open(output: Path) -> Iterator[BinaryIO]:
    with _told(output):
        file = output.open("wb")
    try:
        yield file
    finally:
        with _told(output):
            file.close()


@contextmanager
def _told(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror})") from None
