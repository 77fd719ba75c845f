"""The measuring of speed: which articles are taken, and what a command costs."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.speed_runs import BLOCK, best, blocks, claims_of, in_order, run, write


def articles(count: int) -> list[dict[str, Any]]:
    return [{"id": f"n{i:04}", "published": f"2020-01-{1 + i % 28:02}", "text": "x"} for i in range(count)]


def test_blocks_keep_neighbours_together_and_span_the_whole() -> None:
    every = articles(1000)
    chosen = blocks(every, 4 * BLOCK)
    assert len(chosen) == 4 * BLOCK
    places = [every.index(article) for article in chosen]
    assert places[:BLOCK] == list(range(BLOCK))
    assert places[-1] > 750
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("count", [1, 7, BLOCK, BLOCK + 1, 999, 1000])
def test_blocks_give_as_many_as_there_are_room_for(count: int) -> None:
    chosen = blocks(articles(1000), count)
    assert count - BLOCK < len(chosen) <= count
    assert len({article["id"] for article in chosen}) == len(chosen)


def test_articles_come_by_date(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", [{"id": "b", "published": "2020-02-01"}, {"id": "a", "published": "2020-01-01"}])
    assert [article["id"] for article in in_order(file)] == ["a", "b"]


def test_a_command_that_computes_costs_processor_time_and_memory() -> None:
    idle, busy = best(
        (sys.executable, "-c", "pass"),
        (sys.executable, "-c", "x = bytearray(80_000_000); sum(range(20_000_000))"),
        times=1,
    )
    assert busy.cpu > idle.cpu
    assert busy.peak > 80  # what it holds; Linux counts what its parent held before, too


def test_a_command_that_fails_ends_the_benchmark_with_what_it_said() -> None:
    with pytest.raises(SystemExit, match="no such article"):
        run((sys.executable, "-c", "import sys; print('no such article', file=sys.stderr); sys.exit(2)"))


def test_a_check_that_found_something_has_not_failed() -> None:
    assert run((sys.executable, "-c", "raise SystemExit(1)")).wall > 0


def test_the_claims_of_a_report_are_the_texts_to_embed(tmp_path: Path) -> None:
    report = tmp_path / "r.json"
    report.write_text(json.dumps({"claims": [{"text": "One."}, {"text": "Two."}]}), encoding="utf-8")
    file, number = claims_of(report, tmp_path)
    assert (json.loads(file.read_text(encoding="utf-8")), number) == (["One.", "Two."], 2)
