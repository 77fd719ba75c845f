from __future__ import annotations

from reconcile.ingest.base import RawArticle
from reconcile.ingest.sources import Details, load_sidecar

MAX = 100_000


def test_details_by_file(write, tmp_path):
    write("1.txt", "Text")
    write(
        "sources.json",
        [{"file": "1.txt", "source": "The Daily", "published": "2023-06-19", "title": "Talks", "repo": "ignored"}],
    )
    sidecar = load_sidecar(tmp_path, MAX)
    assert sidecar.details == {"1.txt": Details("Talks", "The Daily", "2023-06-19", None)}
    assert sidecar.problems == ()


def test_what_is_stated_goes_first_and_null_leaves_what_was_found(write, tmp_path):
    write("1.txt", "Text")
    write("sources.json", [{"file": "1.txt", "source": None, "published": "2023-06-20", "title": None}])
    found = RawArticle("Text", title="Found", source="Found Daily", published="2023-06-19")
    assert load_sidecar(tmp_path, MAX).applied(found, "1.txt") == RawArticle(
        "Text", title="Found", source="Found Daily", published="2023-06-20"
    )


def test_other_files_are_left_alone(write, tmp_path):
    write("1.txt", "Text")
    write("sources.json", [{"file": "1.txt", "source": "The Daily"}])
    found = RawArticle("Text")
    assert load_sidecar(tmp_path, MAX).applied(found, "2.txt") is found


def test_no_sidecar_is_no_problem(tmp_path):
    sidecar = load_sidecar(tmp_path, MAX)
    assert (sidecar.details, sidecar.problems) == ({}, ())


def test_a_malformed_sidecar_is_one_problem_and_no_details(write, tmp_path):
    write("1.txt", "Text")
    for content in ("{", '{"1.txt": "The Daily"}', "", "[" * 100_000, b"\xff", "3", b"[\0]"):
        write("sources.json", content)
        sidecar = load_sidecar(tmp_path, MAX)
        assert sidecar.details == {}, content
        assert len(sidecar.problems) == 1, content
        assert "\n" not in sidecar.problems[0]


def test_a_faulty_entry_costs_only_itself(write, tmp_path):
    for name in ("1.txt", "2.txt"):
        write(name, "Text")
    write(
        "sources.json",
        [
            7,
            {"source": "The Daily"},
            {"file": "9.txt", "source": "The Daily"},
            {"file": "../../etc/passwd\0\n", "source": "x"},
            {"file": "1.txt", "source": "The Daily", "published": "one of these days"},
            {"file": "2.txt", "source": "The Herald", "published": "2023-06-19"},
        ],
    )
    sidecar = load_sidecar(tmp_path, MAX)
    assert sidecar.details["1.txt"] == Details(None, "The Daily", None, None)
    assert sidecar.details["2.txt"] == Details(None, "The Herald", "2023-06-19", None)
    assert [problem.split(" ", 2)[1].strip(":") for problem in sidecar.problems] == ["1", "2", "3", "4", "5"]
    assert all("\n" not in problem for problem in sidecar.problems)
