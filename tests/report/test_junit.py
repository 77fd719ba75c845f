from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import HealthCheck, given, settings

from reconcile.models import Kind
from reconcile.report.junit import to_junit
from tests.report.hostile import hostile
from tests.report.outcomes import outcome


def suite_of(checked):
    root = ET.fromstring(to_junit(checked).encode("utf-8"))  # noqa: S314 - what we wrote ourselves
    assert root.tag == "testsuites"
    (suite,) = root.findall("testsuite")
    assert root.get("failures") == suite.get("failures") == str(len(suite.findall("testcase/failure")))
    assert suite.get("tests") == str(len(suite.findall("testcase")))
    assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))
    return suite


def test_a_new_finding_is_a_failure_with_both_claims(two_articles):
    (case,) = suite_of(outcome(two_articles(explanation="one denies it", fingerprint="abc"))).findall("testcase")
    assert dict(case.attrib) == {
        "classname": "reconcile.conflict",
        "name": "conflict abc",
        "file": "a1.txt",
        "line": "1",
    }
    failure = case.find("failure")
    assert (failure.get("message"), failure.get("type")) == ("one denies it", "conflict")
    assert failure.text == "a1.txt:1:1: “The dam holds.”\na2.txt:1:1: “The dam broke.”"


def test_known_and_suppressed_findings_are_skipped_with_the_reason(seed_draft):
    suite = suite_of(outcome(seed_draft.report(), known=("0001",), suppressed=("0002",)))
    said = [element.get("message") for element in suite.findall("testcase/skipped")]
    assert said == ["in the baseline", "suppressed: as the desk <said>"]
    assert suite.get("failures") == "2"


def test_a_check_without_findings_is_a_case_that_passed(two_articles):
    (case,) = suite_of(outcome(two_articles(kind=Kind.AGREEMENT))).findall("testcase")
    assert list(case) == []


def test_names_do_not_depend_on_where_a_finding_stands(seed_draft):
    def names(report):
        return {case.get("name") for case in suite_of(outcome(report)).findall("testcase")}

    report = seed_draft.report()
    assert names(report) == names(report.model_copy(update={"findings": report.findings[::-1]}))


def test_stale_entries_are_in_the_output(two_articles):
    assert "stale: baseline entry gone" in suite_of(outcome(two_articles(), known=("gone",))).find("system-out").text


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile)
def test_any_text_loads_in_an_ordinary_parser(two_articles, text):
    suite = suite_of(outcome(two_articles(f"x{text}\ufffe\x00y", explanation=text)))
    assert "\x1b" not in "".join(suite.itertext())


def test_a_file_name_gives_no_order_to_the_runner_of_a_job(two_articles):
    report = two_articles()
    named = [a.model_copy(update={"path": "::error::pwned.txt"}) for a in report.articles]
    written = to_junit(outcome(report.model_copy(update={"articles": tuple(named)})))
    assert "error::pwned.txt" in written
    assert not any(line.lstrip().startswith("::") for line in written.splitlines())
