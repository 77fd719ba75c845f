"""A run of its own that stores articles, for tests that kill it or let it meet another.

    python -m tests.archive.writer FOLDER FIRST LAST SIZE [MODE...]

adds the articles FIRST to LAST, SIZE at a time, once a line came in; prints the number of each batch that is stored.
Modes: "bare" leaves the vectors out, "compact" tidies up after each batch.
"""

from __future__ import annotations

import sys

from reconcile.archive import Archive
from tests.archive.articles import several


def main() -> None:
    folder, first, last, size = sys.argv[1], *map(int, sys.argv[2:5])
    modes = sys.argv[5:]
    with Archive(folder, "d1") as archive:
        print("ready", flush=True)
        sys.stdin.readline()
        for start in range(first, last, size):
            archive.add(several(*range(start, min(last, start + size)), vectors="bare" not in modes))
            print(start, flush=True)
            if "compact" in modes:
                archive.compact()


if __name__ == "__main__":
    main()
