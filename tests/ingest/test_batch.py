from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reconcile.ingest import Ingested, iter_articles, read
from reconcile.models import Article, Skipped

ONE = {"title": "Talks begin", "text": "Blinken began his visit.", "date": "2023-06-19", "source": "The Daily"}


def reasons(result: Ingested) -> dict[str, str]:
    return {entry.path: entry.reason for entry in result.skipped}


@pytest.fixture
def event(write, tmp_path):
    write("ev/1.txt", " date 2023-06-20 Biden praised Blinken.")
    write("ev/2.txt", "No date here.")
    write("ev/3.json", ONE)
    write("ev/gold.json", {"event": "x", "pairs": []})
    write("ev/b.jsonl", "\n".join([json.dumps(ONE), "broken", json.dumps(ONE | {"date": None})]))
    return tmp_path


def test_articles_are_sorted_by_date_then_path_and_numbered(event):
    result = read(["ev"], cwd=event)
    assert [(a.id, a.path, a.published) for a in result.articles] == [
        ("a1", "ev/3.json", "2023-06-19"),
        ("a2", "ev/b.jsonl#1", "2023-06-19"),
        ("a3", "ev/1.txt", "2023-06-20"),
        ("a4", "ev/2.txt", None),
        ("a5", "ev/b.jsonl#3", None),
    ]
    assert set(reasons(result)) == {"ev/b.jsonl:2", "ev/gold.json"}
    assert reasons(result)["ev/gold.json"].startswith("no article fields")


def test_the_result_does_not_depend_on_the_order_of_arguments(event):
    arguments = ["ev/1.txt", "ev/2.txt", "ev/b.jsonl", "ev", "missing.txt", "ev/*.json"]
    expected = read(arguments, cwd=event)
    for turn in range(len(arguments)):
        shuffled = arguments[turn:][::-1] + arguments[:turn]
        assert read(shuffled, cwd=event).model_dump_json() == expected.model_dump_json()


def test_equal_paths_of_different_folders_are_ordered_by_content(write, tmp_path, tmp_path_factory):
    write("x/ev/1.txt", "Zulu text")
    write("y/ev/1.txt", "Alpha text")
    arguments = [str(tmp_path / "x/ev"), str(tmp_path / "y/ev")]
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    one, other = read(arguments, cwd=elsewhere), read(arguments[::-1], cwd=elsewhere)
    assert one == other
    assert [a.path for a in one.articles] == ["ev/1.txt", "ev/1.txt"]


def test_no_path_is_absolute(event, tmp_path_factory):
    result = read([str(event / "ev"), str(event / "gone.txt")], cwd=tmp_path_factory.mktemp("elsewhere"))
    paths = [a.path for a in result.articles] + [s.path for s in result.skipped]
    assert len(paths) == 8
    assert all(path.startswith(("ev/", "gone.txt")) for path in paths)


def test_plain_text_reproduces_the_file_and_sidecars_leave_it_alone(write, tmp_path):
    data = "\ufeff date 2023-06-20 “Quoted”\r\n\ttext \U0001f600 \n".encode()
    path = write("ev/1.txt", data)
    write("ev/sources.json", [{"file": "1.txt", "source": "The Daily", "title": "Headline", "published": "2023-06-21"}])
    (article,) = read(["ev"], cwd=tmp_path).articles
    assert article.text == path.read_bytes().decode("utf-8")
    assert (article.source, article.title, article.published) == ("The Daily", "Headline", "2023-06-21")


def test_a_sidecar_serves_files_named_singly(write, tmp_path):
    write("ev/1.txt", "Text")
    write("ev/sources.json", [{"file": "1.txt", "source": "The Daily"}])
    result = read(["ev/1.txt"], cwd=tmp_path)
    assert [(a.path, a.source) for a in result.articles] == [("ev/1.txt", "The Daily")]
    assert result.skipped == ()


def test_a_malformed_sidecar_is_told_once_and_the_articles_are_read(write, tmp_path):
    write("ev/1.txt", "Text")
    write("ev/2.txt", "Text")
    write("ev/sources.json", "[{")
    result = read(["ev", "ev/sources.json"], cwd=tmp_path)
    assert len(result.articles) == 2
    assert [s.path for s in result.skipped] == ["ev/sources.json"]
    assert "malformed JSON" in result.skipped[0].reason


def test_a_sidecar_of_the_working_folder_is_shown_without_a_folder(write, tmp_path):
    write("1.txt", "Text")
    write("sources.json", "{")
    assert [s.path for s in read(["1.txt"], cwd=tmp_path).skipped] == ["sources.json"]


def test_hostile_files_cost_only_themselves(write, tmp_path):
    bad = {
        "nul.txt": b"a\0b",
        "latin.txt": b"caf\xe9",
        "wide.txt": "text".encode("utf-16"),
        "empty.txt": b"",
        "blank.md": b" \n",
        "cut.json": b'{"text": "a',
        "bomb.json": b"[" * 300_000,
        "cut.txt.gz": gzip.compress(b"text" * 100)[:-9],
        "huge.txt": b"x" * 500_001,
        "deep.html": b"<div>" * 60_000,
        "lone.json": b'{"title": "\\ud800", "text": "\\udc00 text"}',
        "good.txt": b"Good text.",
    }
    for name, data in bad.items():
        write(f"d/{name}", data)
    result = read(["d"], cwd=tmp_path, max_bytes=500_000)
    assert [a.path for a in result.articles] == ["d/good.txt", "d/lone.json"]
    assert len(result.skipped) == len(bad) - 2
    assert all(s.reason and "\n" not in s.reason for s in result.skipped)
    result.model_dump_json().encode()


def test_compressed_files_are_read(write, tmp_path):
    write("1.txt.gz", gzip.compress(b" date 2023-06-19 Text"))
    write("2.jsonl.gz", gzip.compress("\n".join([json.dumps(ONE)] * 2).encode()))
    write("3.json.gz", gzip.compress(json.dumps(ONE).encode()))
    result = read(["."], cwd=tmp_path)
    assert [a.path for a in result.articles] == ["1.txt.gz", "2.jsonl.gz#1", "2.jsonl.gz#2", "3.json.gz"]
    assert result.articles[0].published == "2023-06-19"


def test_a_file_that_vanishes_is_told(event, monkeypatch):
    real = Path.open

    def vanish(self, *args, **kwargs):
        if self.name == "1.txt":
            self.unlink()
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", vanish)
    result = read(["ev/1.txt", "ev/2.txt"], cwd=event)
    assert "vanished" in reasons(result)["ev/1.txt"]
    assert [a.path for a in result.articles] == ["ev/2.txt"]


def test_a_file_that_may_not_be_read_is_told(event, monkeypatch):
    def deny(self, *args, **kwargs):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", deny)
    assert reasons(read(["ev/1.txt"], cwd=event)) == {"ev/1.txt": "cannot be read: Permission denied"}


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        (b" date 2023-06-19 Text", ["-"]),
        (json.dumps(ONE).encode(), ["-"]),
        (json.dumps([ONE, ONE]).encode(), ["-#1", "-#2"]),
        (f"{json.dumps(ONE)}\n{json.dumps(ONE)}".encode(), ["-#1", "-#2"]),
        (b"<p>Blinken began his visit to Beijing on Monday.</p>", ["-"]),
    ],
)
def test_standard_input_tells_its_type_by_content(data, paths, tmp_path):
    result = read(["-"], stdin=io.BytesIO(data), cwd=tmp_path)
    assert [a.path for a in result.articles] == paths
    assert result.skipped == ()


@pytest.mark.parametrize(
    "data", [b"", b" \n", b"\xff\xfe\0", b"a\0", b'{"text": "cut', b'{"a":' * 60_000, b"x" * 400_000]
)
def test_unreadable_standard_input_is_one_entry(data, tmp_path):
    result = read(["-"], stdin=io.BytesIO(data), cwd=tmp_path, max_bytes=350_000)
    assert result.articles == ()
    assert [s.path for s in result.skipped] == ["-"]


def test_standard_input_is_read_once_and_beside_files(event):
    result = read(["-", "ev/2.txt", "-"], stdin=io.BytesIO(b" date 2020-01-01 Text"), cwd=event)
    assert [a.path for a in result.articles] == ["-", "ev/2.txt"]


def test_standard_input_is_left_alone_unless_named(event):
    stdin = io.BytesIO(b"Text")
    read(["ev"], stdin=stdin, cwd=event)
    assert stdin.tell() == 0


def test_a_named_pipe_is_read_by_content(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(json.dumps(ONE),))
    writer.start()
    (article,) = read(["pipe"], cwd=tmp_path).articles
    writer.join()
    assert article.title == "Talks begin"


def test_relative_paths_start_from_the_current_folder_by_default(event, monkeypatch):
    monkeypatch.chdir(event)
    assert read(["ev/1.txt"]) == read(["ev/1.txt"], cwd=event)


def test_the_generator_yields_the_same_articles_and_skips(event):
    items = list(iter_articles(["ev", "gone"], cwd=event))
    whole = read(["ev", "gone"], cwd=event)
    articles = [item for item in items if isinstance(item, Article)]
    assert [a.id for a in articles] == [f"a{i}" for i in range(1, 6)]
    assert {a.path: a.text for a in articles} == {a.path: a.text for a in whole.articles}
    assert {item for item in items if isinstance(item, Skipped)} == set(whole.skipped)


def test_the_generator_reads_lazily(write, tmp_path):
    for i in range(50):
        write(f"{i:02}.txt", "Text")
    items = iter_articles(["."], cwd=tmp_path)
    next(items)
    (tmp_path / "49.txt").unlink()
    assert isinstance(list(items)[-1], Skipped)


def test_nothing_at_all_is_nothing_at_all(tmp_path):
    assert read([], cwd=tmp_path) == Ingested(articles=(), skipped=())


def test_importing_the_stage_loads_nothing_heavy():
    heavy = "('trafilatura', 'lxml', 'dateparser', 'regex', 'torch', 'spacy')"
    code = f"import sys, reconcile.ingest; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.stdout.strip(), run.stderr) == ("[]", "")
