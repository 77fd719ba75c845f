"""Where an archive lies: what may be taken for one, and who is using it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reconcile.errors import ArchiveError

TABLE = "articles"
_FOLDER = f"{TABLE}.lance"
_LOCK = "in-use.lock"
_HALF_WRITTEN = re.compile(r"\.tmp\w+$|[^#]+#\d+$")  # by Lance itself, and by the object store beneath it


class Place:
    """A folder, or a URL that is handed to LanceDB as it is.

    Raises ArchiveError when the folder holds something else than an archive; it is left as it is.
    """

    def __init__(self, where: str, *, create: bool) -> None:
        self.where = where
        self.folder = _folder(where)
        self._lock: int | None = None
        if self.folder is None:
            return
        try:
            self._examine(self.folder, create)
        except OSError as error:
            raise ArchiveError(f"{where}: the archive cannot be opened ({error.strerror})") from None
        self._lock = _shared_lock(self.folder / _LOCK)

    @property
    def uri(self) -> str | Path:
        """What LanceDB connects to."""
        return self.folder or self.where

    @property
    def size(self) -> int | None:
        """Bytes of all files; None when it is not a folder."""
        if self.folder is None:
            return None
        total = 0
        for root, _, files in os.walk(self.folder):
            for name in files:
                with suppress(FileNotFoundError):  # another run may be tidying up
                    total += (Path(root) / name).lstat().st_size
        return total

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Keep other users out for a while; gives False, and keeps nobody out, when there are some or none can tell."""
        if self._lock is None:
            yield False
            return
        import fcntl

        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            fcntl.flock(self._lock, fcntl.LOCK_SH)  # the attempt gave up the lock held before
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_SH)

    def sweep(self) -> None:
        """Remove what killed runs have left half written. Only for who is `alone` there.

        Lance gives a file its name when it is complete and overlooks the others when it cleans up.
        """
        for file in self.folder.glob("*.lance/**/*") if self.folder else ():
            if _HALF_WRITTEN.match(file.name) and file.is_file() and not file.is_symlink():
                file.unlink()

    def close(self) -> None:
        """Let others know that nobody is here any more."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _examine(self, folder: Path, create: bool) -> None:
        if not folder.exists():
            if not create:
                raise ArchiveError(f"{self.where}: there is no archive")
            folder.mkdir(parents=True)
            return
        if not folder.is_dir():
            raise ArchiveError(f"{self.where}: is a file: an archive is a folder")
        names = {entry.name for entry in folder.iterdir()}
        if _FOLDER in names or (create and names <= {_LOCK}):
            return
        if names <= {_LOCK}:
            raise ArchiveError(f"{self.where}: there is no archive")
        raise ArchiveError(f"{self.where}: is a folder of something else: give an empty or a new one")


def _folder(where: str) -> Path | None:
    if "://" not in where:
        return Path(where).absolute()
    parts = urlsplit(where)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def _shared_lock(file: Path) -> int | None:
    """An open file with a shared lock, which ends with the process at the latest; None where there are no locks.

    Waits while another run tidies up.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    for flags in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):  # the second for archives that may only be read
        try:
            handle = os.open(file, flags | os.O_CLOEXEC, 0o666)
        except OSError:
            continue
        try:
            fcntl.flock(handle, fcntl.LOCK_SH)
        except OSError:
            os.close(handle)
            return None
        return handle
    return None
