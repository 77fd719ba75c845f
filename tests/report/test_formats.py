"""What holds for every format there is: a pure function whose bytes depend on the report alone."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from reconcile.models import Report, Severity
from reconcile.outcome import Outcome
from reconcile.report import CHECK_RENDERERS, RENDERERS
from tests.conftest import ROOT
from tests.report.outcomes import outcome

FORMATS = [*(("report", name) for name in RENDERERS), *(("check", name) for name in CHECK_RENDERERS)]

ELSEWHERE = """
import hashlib, pathlib, pickle, sys
sys.path[:0] = [sys.argv[1]]
from reconcile.report import CHECK_RENDERERS, RENDERERS
outcome = pickle.loads(pathlib.Path(sys.argv[2]).read_bytes())
for name in sorted(RENDERERS, reverse=True):
    print("report", name, hashlib.sha256(RENDERERS[name](outcome.report).encode()).hexdigest())
for name in sorted(CHECK_RENDERERS, reverse=True):
    print("check", name, hashlib.sha256(CHECK_RENDERERS[name](outcome).encode()).hexdigest())
"""


def written(group: str, name: str, subject: Outcome) -> str:
    return RENDERERS[name](subject.report) if group == "report" else CHECK_RENDERERS[name](subject)


@pytest.fixture
def subject(seed_draft) -> Outcome:
    """A check in which something is new, known, held back and stale."""
    return outcome(seed_draft.report(), known=("0002", "gone"), suppressed=("0003",))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """The digests of all formats as another process writes them: other hashes, place, time zone and locale."""
    made: dict[str, dict[tuple[str, str], str]] = {}

    def digests(subject: Outcome, seed: str, **environment: str) -> dict[tuple[str, str], str]:
        if seed not in made:
            folder: Path = tmp_path_factory.mktemp("elsewhere")
            (folder / "outcome").write_bytes(pickle.dumps(subject))
            env = os.environ | {"PYTHONHASHSEED": seed} | environment
            command = [sys.executable, "-c", ELSEWHERE, str(ROOT), str(folder / "outcome")]
            done = subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            lines = [line.split() for line in done.stdout.splitlines()]
            made[seed] = {(group, name): digest for group, name, digest in lines}
        return made[seed]

    return digests


@pytest.mark.parametrize(("group", "name"), FORMATS)
def test_the_same_report_gives_the_same_bytes_and_stays_as_it_was(group, name, subject):
    before = subject.model_dump_json()
    first = written(group, name, subject)
    assert written(group, name, subject) == first
    assert subject.model_dump_json() == before
    assert first.endswith("\n")
    assert not first.endswith("\n\n")
    first.encode("utf-8")


@pytest.mark.parametrize(("group", "name"), FORMATS)
def test_a_report_that_was_written_and_read_gives_the_same_bytes(group, name, subject):
    copy = Outcome.model_validate_json(subject.model_dump_json(by_alias=True))
    assert copy is not subject
    assert written(group, name, copy) == written(group, name, subject)


@pytest.mark.parametrize(("group", "name"), FORMATS)
def test_neither_hash_seed_nor_surroundings_change_a_byte(group, name, subject, elsewhere):
    one = elsewhere(subject, "1", TZ="Pacific/Auckland", LC_ALL="C", COLUMNS="40", NO_COLOR="1")
    two = elsewhere(subject, "2", TZ="America/Lima", LC_ALL="C.UTF-8", GITHUB_ACTIONS="true", FORCE_COLOR="1")
    assert one[group, name] == two[group, name]


@pytest.mark.parametrize(("group", "name"), FORMATS)
def test_another_report_gives_other_bytes(group, name, subject):
    """The tests above could not fail for a format that ignores what it is given."""
    report = subject.report
    first = report.findings[0].model_copy(update={"severity": Severity.LOW, "explanation": "quite another reason"})
    changed: Report = report.model_copy(update={"findings": (first, *report.findings[1:])})
    other = outcome(changed, known=("0002", "gone"), suppressed=("0003",))
    assert written(group, name, other) != written(group, name, subject)
