"""Speed and memory of extraction on real articles, on one core.

    python benchmarks/extraction.py [ARTICLES.jsonl] [--articles 500]

Prints words a second for the whole extraction and for the spaCy pipeline alone (words as white space parts them), and
the peak memory after a fifth of the articles and after all of them: streaming keeps it flat.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from reconcile.config import Settings
from reconcile.extract.claims import extract_claims
from reconcile.extract.language import load_language, read_articles
from reconcile.ingest import iter_articles
from reconcile.models import Article

DATA = Path("../shared/data/article-bias-prediction/articles_8000.jsonl")


def articles(path: Path, count: int) -> Iterator[Article]:
    found = (item for item in iter_articles([str(path)]) if isinstance(item, Article))
    return islice(found, count)


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, nargs="?", default=DATA)
    parser.add_argument("--articles", type=int, default=500)
    args = parser.parse_args()
    # One core, as the figure promises, whatever the machine has.
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    nlp = load_language()
    words = claims = 0
    early = 0.0
    start = time.perf_counter()
    for number, (found, _) in enumerate(extract_claims(articles(args.path, args.articles), nlp, Settings()), start=1):
        claims += len(found)
        if number == args.articles // 5:
            early = peak_megabytes()
    whole = time.perf_counter() - start
    start = time.perf_counter()
    for article, _ in read_articles(nlp, articles(args.path, args.articles)):
        words += len(article.text.split())
    pipeline = time.perf_counter() - start
    print(f"articles {number}, words {words}, claims {claims}")
    print(f"extraction      {words / whole:9,.0f} words/s")
    print(f"spaCy alone     {words / pipeline:9,.0f} words/s")
    print(f"peak memory     {early:,.0f} MB after {args.articles // 5} articles, {peak_megabytes():,.0f} MB after all")


if __name__ == "__main__":
    main()
