"""The page as a reader without a browser can judge it: what is on it, where it leads, and what it may load."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from lxml.html import HtmlElement

from reconcile.models import (
    Event,
    Kind,
    Polarity,
    Quantity,
    Report,
    Severity,
    Skipped,
    Span,
    Status,
    Time,
)
from reconcile.report.escape import one_line, visible
from reconcile.report.html import render_html
from tests.report.conftest import Draft
from tests.report.hostile import hostile

LOADING = ("src", "srcset", "data", "poster", "background", "formaction", "action", "ping", "manifest")


def parse(page: str) -> HtmlElement:
    return lxml.html.document_fromstring(page)


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def one(element: HtmlElement, path: str) -> HtmlElement:
    found = element.xpath(path)
    assert len(found) == 1, f"{path}: {len(found)}"
    return found[0]


def by_class(name: str) -> str:
    return f"//*[contains(concat(' ', @class, ' '), ' {name} ')]"


def row_of(page: HtmlElement, finding_id: str) -> HtmlElement:
    return one(page, f"//*[@id='{finding_id}']/ancestor-or-self::*[contains(concat(' ', @class, ' '), ' row ')]")


def outline(page: HtmlElement) -> list[str]:
    return [text(heading) for heading in page.xpath("//main//h2 | //main//h3 | //main//h4")]


def test_every_finding_can_be_reached_by_its_id_and_by_its_fingerprint(seed_draft: Draft) -> None:
    report = seed_draft.report()
    page = parse(render_html(report))
    for finding in report.findings:
        row = row_of(page, finding.id)
        assert one(row, f".//*[@id='f-{finding.fingerprint}']") is not None
        assert row.xpath(f".//a[@href='#f-{finding.fingerprint}']")


def test_every_claim_is_on_the_page(seed_draft: Draft) -> None:
    report = seed_draft.report()
    words = {text(element) for element in parse(render_html(report)).xpath(by_class("words"))}
    assert {" ".join(claim.text.split()) for claim in report.claims} <= words


def test_no_two_elements_have_the_same_id_and_every_link_inside_the_page_leads_somewhere(seed_draft: Draft) -> None:
    page = parse(render_html(seed_draft.report()))
    ids = Counter(page.xpath("//@id"))
    assert ids.most_common(1)[0][1] == 1
    assert {href[1:] for href in page.xpath("//@href") if href.startswith("#")} <= set(ids)


def test_a_finding_marks_the_differing_words_in_each_articles_column(seed_draft: Draft) -> None:
    page = parse(render_html(seed_draft.report()))
    sides = row_of(page, "f1").xpath("." + by_class("side"))
    assert [text(one(side, "." + by_class("badge"))) for side in sides] == ["a1", "a2"]
    assert [text(one(side, "." + by_class("words") + "//mark")) for side in sides] == ["June 18", "this morning"]


def test_a_claim_opens_to_its_paragraph_with_the_claim_and_the_marked_words_inside(draft: Draft) -> None:
    draft.article("a1", "Title.\n\nIt rained. Forty people died on Monday, officials said. Help came.\n\nThe end.")
    draft.article("a2", "Fifty people died.")
    claims = [draft.claim("a1", "Forty people died on Monday"), draft.claim("a2", "Fifty people died.")]
    draft.finding(Kind.CONFLICT, claims, "number", marked=[(claims[0], "Forty"), (claims[1], "Fifty")])
    row = row_of(parse(render_html(draft.report())), "f1")
    first = row.xpath("." + by_class("paragraph"))[0]
    assert text(first) == "It rained. Forty people died on Monday, officials said. Help came."
    assert "".join(part.text_content() for part in first.xpath("." + by_class("here"))) == "Forty people died on Monday"
    assert text(one(first, ".//mark")) == "Forty"


def test_very_long_paragraphs_are_cut_between_words_and_say_so(draft: Draft) -> None:
    draft.article("a1", "before " * 500 + "Forty died." + " after" * 500)
    draft.finding(Kind.SINGLE_SOURCE, [draft.claim("a1", "Forty died.")])
    context = text(one(parse(render_html(draft.report())), by_class("paragraph")))
    assert re.fullmatch(r"…( before)+ Forty died\.( after)+ …", context)
    assert len(context) < 1400


def test_what_was_read_from_a_claim_is_told(draft: Draft) -> None:
    draft.article("a1", "was not hit by 1,200 shells on Monday")
    claim_id = draft.claim("a1", "was not hit by 1,200 shells on Monday")
    draft.claims[claim_id] = draft.claims[claim_id].model_copy(
        update={
            "proposition": "the dam was not hit by 1,200 shells on Monday",
            "status": Status.EXPECTED,
            "status_cue": Span(start=0, end=3, text="was"),
            "polarity": Polarity.NEGATIVE,
            "polarity_cue": Span(start=4, end=7, text="not"),
            "quantities": (Quantity(start=15, end=20, text="1,200", low=1200, high=None, counted="shells"),),
            "times": (
                Time(start=31, end=37, text="Monday", kind="point", grain="day", first="2024-05-06", last="2024-05-06"),
            ),
        }
    )
    draft.finding(Kind.SINGLE_SOURCE, [claim_id])
    details = one(parse(render_html(draft.report())), by_class("context"))
    read = [(text(item[0]), text(item[1])) for item in details.xpath(".//dl/div")]
    assert read == [
        ("read as", "the dam was not hit by 1,200 shells on Monday"),
        ("status", "expected (“was”)"),
        ("polarity", "negative (“not”)"),
        ("time", "“Monday” = 2024-05-06"),
        ("number", "“1,200” = 1,200 to … shells"),
    ]


def test_a_finding_tells_its_rule_its_words_and_its_scores_with_their_thresholds(two_articles) -> None:
    report = two_articles(explanation="it cannot be both", aspect="polarity", severity=Severity.HIGH, confidence=0.7)
    signals = {"rule": "polarity", "scores": {"same_occasion": [0.91, 0.7], "cosine": [0.88, None]}, "ranks": [0, 1]}
    finding = report.findings[0].model_copy(update={"signals": signals})
    row = row_of(parse(render_html(report.model_copy(update={"findings": (finding,)}))), "f1")
    told = {text(item[0]): text(item[1]) for item in row.xpath("." + by_class("reasons") + "//dl/div")}
    assert told == {
        "rule": "polarity",
        "scores": "same occasion 0.91 (threshold 0.7); cosine 0.88",
        "ranks": "0 / 1",
    }
    verdict = text(one(row, "." + by_class("verdict")))
    assert verdict == "conflict: polarity high confidence 0.70 f1"
    assert "it cannot be both" in text(row)


def test_the_kind_and_severity_of_a_finding_are_written_and_not_only_coloured(two_articles) -> None:
    for kind in Kind:
        if kind is not Kind.SINGLE_SOURCE:
            row = row_of(parse(render_html(two_articles(kind=kind))), "f1")
            assert kind.value in text(row)


def test_a_speaker_is_named_only_where_the_claim_does_not_name_them(draft: Draft) -> None:
    draft.article("a1", "Rain is due. Ann Lee expects rain.")
    for words in ("Rain is due.", "Ann Lee expects rain."):
        draft.finding(Kind.SINGLE_SOURCE, [draft.claim("a1", words, said_by=("Ann Lee", "mayor"))], topic=words)
    speakers = [text(element) for element in parse(render_html(draft.report())).xpath(by_class("speaker"))]
    assert speakers == ["— Ann Lee, mayor"]


class TestTopics:
    def test_differences_come_first_then_agreements_then_what_one_article_says(self, draft: Draft) -> None:
        draft.article("a1", "One. Two. Three. Four.")
        draft.article("a2", "Uno. Dos. Tres.")
        draft.finding(Kind.SINGLE_SOURCE, [draft.claim("a1", "Three.")], topic="alone")
        draft.finding(Kind.AGREEMENT, [draft.claim("a1", "Two."), draft.claim("a2", "Dos.")], topic="shared")
        draft.finding(Kind.CONFLICT, [draft.claim("a1", "One."), draft.claim("a2", "Uno.")], topic="disputed")
        page = parse(render_html(draft.report()))
        heads = outline(page)
        heads = heads[heads.index("Where the articles differ") :]
        assert heads == [
            "Where the articles differ",
            "disputed",
            "What the articles agree on",
            "shared",
            "Only in one article",
            "About this report",
        ]

    def test_what_one_article_says_on_a_disputed_topic_is_folded_under_it(self, draft: Draft) -> None:
        draft.article("a1", "One. Three.")
        draft.article("a2", "Uno.")
        draft.finding(Kind.CONFLICT, [draft.claim("a1", "One."), draft.claim("a2", "Uno.")], topic="disputed")
        draft.finding(Kind.SINGLE_SOURCE, [draft.claim("a1", "Three.")], topic="disputed")
        page = parse(render_html(draft.report()))
        fold = one(page, "//*[@id='topic-t1']//details[contains(@class, 'fold')]")
        assert text(fold[0]) == "Said by one article only 1"
        assert "open" not in fold.attrib
        assert one(fold, ".//*[@id='f2']") is not None

    def test_a_topic_of_several_articles_without_a_match_keeps_its_place(self, draft: Draft) -> None:
        draft.article("a1", "One.")
        draft.article("a2", "Uno.")
        for article, words in (("a1", "One."), ("a2", "Uno.")):
            draft.finding(Kind.SINGLE_SOURCE, [draft.claim(article, words)], topic="covered by both")
        page = parse(render_html(draft.report()))
        assert text(one(page, "//details[@id='topic-t1']")[0]) == "a1 a2 covered by both 2"
        assert one(page, "//main//a[@href='#topic-t1']") is not None  # from the matrix

    def test_an_article_that_has_no_part_in_a_row_keeps_an_empty_column(self, draft: Draft) -> None:
        for article_id in ("a1", "a2", "a3"):
            draft.article(article_id, f"{article_id} says so.")
        draft.finding(Kind.CONFLICT, [draft.claim("a1", "a1 says so."), draft.claim("a3", "a3 says so.")])
        sides = row_of(parse(render_html(draft.report())), "f1").xpath("." + by_class("side"))
        assert ["empty" in side.get("class") for side in sides] == [False, True, False]

    def test_of_many_articles_a_row_shows_those_it_is_about(self, draft: Draft) -> None:
        for n in range(1, 6):
            draft.article(f"a{n}", f"Text {n}.")
        draft.finding(Kind.CONFLICT, [draft.claim("a2", "Text 2."), draft.claim("a5", "Text 5.")])
        row = row_of(parse(render_html(draft.report())), "f1")
        assert [text(badge) for badge in row.xpath("." + by_class("side") + by_class("badge"))] == ["a2", "a5"]

    def test_several_events_have_a_part_each(self, draft: Draft) -> None:
        draft.event("e2", "The other event")
        for n, event_id in enumerate(("e1", "e1", "e2", "e2"), start=1):
            draft.article(f"a{n}", f"Text {n}.", event_id=event_id)
        draft.finding(Kind.CONFLICT, [draft.claim("a1", "Text 1."), draft.claim("a2", "Text 2.")], topic="first")
        draft.finding(Kind.CONFLICT, [draft.claim("a3", "Text 3."), draft.claim("a4", "Text 4.")], topic="second")
        page = parse(render_html(draft.report()))
        for event_id, label, finding_id, other in (
            ("e1", "The event", "f1", "f2"),
            ("e2", "The other event", "f2", "f1"),
        ):
            part = one(page, f"//section[@id='event-{event_id}']")
            assert text(part.xpath(".//h2")[0]) == label
            assert part.xpath(f".//*[@id='{finding_id}']")
            assert not part.xpath(f".//*[@id='{other}']")
        assert text(one(page, "//h1")) == "2 events"


class TestOverview:
    def test_kinds_are_counted_by_severity(self, seed_draft: Draft) -> None:
        table = one(parse(render_html(seed_draft.report())), "//table[@class='kinds']")
        counts = {text(row[0].xpath(".//*[@class='kind-name']")[0]): [text(c) for c in row[1:]] for row in table[1]}
        assert counts["conflict"] == ["1", "1", "0", "0"]
        assert counts["framing"] == ["2", "0", "0", "2"]
        assert counts["quote"] == ["0", "0", "0", "0"]
        assert len(counts) == len(Kind)

    def test_the_matrix_counts_the_claims_of_each_article_on_shared_topics(self, draft: Draft) -> None:
        draft.article("a1", "One. Two. Three.")
        draft.article("a2", "Uno.")
        draft.finding(
            Kind.CONFLICT,
            [draft.claim("a1", "One."), draft.claim("a1", "Two."), draft.claim("a2", "Uno.")],
            topic="shared",
        )
        draft.finding(Kind.SINGLE_SOURCE, [draft.claim("a1", "Three.")], topic="alone")
        table = one(parse(render_html(draft.report())), "//table[@class='coverage']")
        rows = {text(row[0].xpath(".//*[@class='topic-name']")[0]): [text(c) for c in row[1:]] for row in table[1]}
        assert rows == {"shared": ["2 claims", "1 claim"]}
        assert [text(cell) for cell in table.xpath(".//tfoot//td")] == ["1", "0"]

    def test_the_heat_map_tells_how_often_two_articles_agree_and_differ(self, draft: Draft) -> None:
        for article_id in ("a1", "a2", "a3"):
            draft.article(
                article_id, f"{article_id} one. {article_id} two.", origin_id="" if article_id == "a3" else "w"
            )
        for words, kind in (("one", Kind.AGREEMENT), ("two", Kind.FRAMING)):
            draft.finding(kind, [draft.claim("a1", f"a1 {words}."), draft.claim("a2", f"a2 {words}.")])
        table = one(parse(render_html(draft.report())), "//table[@class='heat']")
        cells = [[text(cell) for cell in row.xpath("./td")] for row in table.xpath("./tbody/tr")]
        both = "1 agreement, 1 difference same wire copy"
        assert cells == [
            ["–", both, "·nothing shared"],
            [both, "–", "·nothing shared"],
            ["·nothing shared"] * 2 + ["–"],
        ]

    def test_one_article_has_nobody_to_agree_with(self, draft: Draft) -> None:
        draft.article("a1", "One.")
        draft.finding(Kind.SINGLE_SOURCE, [draft.claim("a1", "One.")])
        page = parse(render_html(draft.report()))
        assert not page.xpath("//table[@class='heat'] | //table[@class='coverage']")

    def test_the_weightiest_differences_are_named_first_with_their_words(self, seed_draft: Draft) -> None:
        items = one(parse(render_html(seed_draft.report())), "//section[@class='first']").xpath(".//li")
        assert items[0].xpath(".//a/@href") == ["#f1"]
        assert [text(mark) for mark in items[0].xpath(".//mark")] == ["June 18", "this morning"]
        assert len(items) == 3  # one a topic; agreements and single sources are no differences

    def test_articles_that_carry_the_same_wire_copy_say_so(self, draft: Draft) -> None:
        draft.article("a1", "One.", source="Post", origin_id="w")
        draft.article("a2", "One.", source="Star", origin_id="w")
        copies = [text(element) for element in parse(render_html(draft.report())).xpath(by_class("copies"))]
        assert copies == [
            "Same wire copy as Star; they count as one voice.",
            "Same wire copy as Post; they count as one voice.",
        ]


def test_settings_and_what_was_left_out_are_told(draft: Draft) -> None:
    draft.skipped.append(Skipped(path="b<i>.pdf", reason="not a format that is read"))
    page = parse(render_html(draft.report(settings={"same_matter": 0.5, "model": {"name": "m", "sha256": "ab"}})))
    assert text(one(page, "//section[@id='left-out']//tbody")) == "b<i>.pdfnot a format that is read"
    settings_told = {text(item[0]): text(item[1]) for item in one(page, "//dl[@class='settings']")}
    assert settings_told["same_matter"] == "0.5"
    assert settings_told["model"] == "name: m; sha256: ab"


def test_a_report_that_stops_at_the_claims_lists_them(draft: Draft) -> None:
    draft.article("a1", "It rained.", source="Post")
    draft.claim("a1", "It rained.")
    claims = one(parse(render_html(draft.report())), "//section[@id='claims']")
    assert text(one(claims, ".//h3")) == "a1 Post"
    assert text(one(claims, "." + by_class("words"))) == "It rained."


def test_an_empty_report_is_a_page_too() -> None:
    page = parse(render_html(Draft().report()))
    assert text(one(page, "//h1")) == "Report"
    assert "No articles." in text(one(page, "//main"))
    assert not page.xpath("//form")


class TestOneSafeFile:
    def test_the_policy_allows_the_two_inline_blocks_by_their_hashes_and_nothing_else(self, seed_draft: Draft) -> None:
        page = render_html(seed_draft.report())
        policy = one(parse(page), "//meta[@http-equiv='Content-Security-Policy']").get("content")
        directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        for tag in ("style", "script"):
            (block,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
            digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
            assert directives.pop(f"{tag}-src") == f"'sha256-{digest}'"
        nothing = "'none'"
        assert directives == {
            "default-src": nothing,
            "img-src": "data:",
            "base-uri": nothing,
            "form-action": nothing,
        }
        assert page.index("Content-Security-Policy") < page.index("<style>")

    def test_nothing_is_loaded_and_no_attribute_runs_or_styles(self, seed_draft: Draft) -> None:
        page = parse(render_html(seed_draft.report()))
        for element in page.iter(lxml.html.etree.Element):
            names = set(element.attrib)
            assert not names & {*LOADING, "style"}
            assert not [name for name in names if name.startswith("on")]
        assert [link.get("href").split(",")[0] for link in page.xpath("//link")] == ["data:image/svg+xml"]
        assert {href[0] for href in page.xpath("//@href[not(parent::link)]")} == {"#"}

    @pytest.mark.parametrize("url", ["https://example.org/a?b=1&c=%22", "HTTP://example.org", "http://[::1]/x"])
    def test_an_article_on_the_web_is_linked(self, draft: Draft, url: str) -> None:
        draft.article("a1", "Text.", title="A & B", url=url)
        link = one(parse(render_html(draft.report())), "//a[@rel]")
        assert (link.get("href"), text(link)) == (url, "A & B")
        assert {"noopener", "noreferrer"} <= set(link.get("rel").split())

    @pytest.mark.parametrize(
        "url",
        [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            " https://example.org",
            "https:///path",
            "https://",
            "https://example.org/\u202egro",
            "https:\\\\example.org",
            "https://exa\\mple.org",
            "data:text/html,x",
            "file:///etc/passwd",
            "//example.org",
            "ftp://example.org",
            "",
        ],
    )
    def test_any_other_address_is_text(self, draft: Draft, url: str) -> None:
        draft.article("a1", "Text.", url=url)
        page = parse(render_html(draft.report()))
        assert not page.xpath("//a[@rel]")
        assert one_line(url) in text(page)

    def test_the_same_report_gives_the_same_bytes(self, seed_draft: Draft) -> None:
        again = Report.model_validate(seed_draft.report().model_dump())
        page = render_html(seed_draft.report())
        assert page == render_html(again)
        assert page.endswith("</html>\n")
        page.encode("utf-8")


MARKUP = '<script>alert(1)</script> "><img src=x onerror=alert(1)> ](javascript:alert(1)) | {{ 7*7 }} {% x %} &amp;'
HOSTILE = MARKUP + " \u202e\x00\x1b"
SENSITIVE = set("script style img iframe object base link meta form svg b br html".split())


def hostile_report(words: str) -> Report:
    """The words wherever a report has room for words."""
    draft = Draft()
    draft.event("e1", words)
    draft.article(
        "a1", f"{words} One.", source=words, title=words, url=words, path=f"x/{words}.txt", published="2024-01-02"
    )
    draft.article("a2", "Two.")
    start = len(f"{words} ")
    draft.articles["a1"] = draft.articles["a1"].model_copy(update={"id": "a1"})
    claim_id = draft.claim("a1", f"{words} One.", said_by=(f"{words}!", words))
    time = Time(
        start=start, end=start + 3, text=words, kind="point", grain="day", first="2024-01-01", last="2024-01-01"
    )
    draft.claims[claim_id] = draft.claims[claim_id].model_copy(update={"times": (time,), "proposition": f"{words}?"})
    draft.finding(
        Kind.CONFLICT,
        [claim_id, draft.claim("a2", "Two.")],
        words,
        topic=words,
        marked=[(claim_id, "One")],
        explanation=words,
        fingerprint=words,
    )
    draft.skipped.append(Skipped(path=words, reason=words))
    report = draft.report(settings={words: words})
    signals = {words: {words: [words]}, "scores": {words: [words, words]}}
    return report.model_copy(update={"findings": (report.findings[0].model_copy(update={"signals": signals}),)})


class TestHostileText:
    def test_markup_in_articles_is_text(self) -> None:
        page = render_html(hostile_report(HOSTILE))
        tree = parse(page)
        assert len(tree.xpath("//script")) == 1
        assert not tree.xpath("//img")
        assert not re.search(r"(?i)href=\"?javascript", page)
        assert MARKUP in text(tree)
        assert "⟨U+202E⟩⟨U+0000⟩⟨U+001B⟩" in text(tree)
        assert "\u202e" not in page
        assert "\x00" not in page

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(hostile)
    def test_any_text_comes_out_as_it_is_and_changes_no_other_element(self, words: str) -> None:
        page = render_html(hostile_report(words))
        plain = parse(render_html(hostile_report("x")))
        tree = parse(page)
        page.encode("utf-8")
        assert visible(page) == page

        def names(root: HtmlElement) -> Counter[str]:
            return Counter(e.tag for e in root.iter(lxml.html.etree.Element) if e.tag in SENSITIVE)

        assert names(tree) == names(plain)
        told = [text(element) for element in tree.xpath("//*[@id='f1']" + by_class("explanation"))]
        assert told in ([], [one_line(words)]) if not one_line(words) else told == [one_line(words)]
        whole = one_line(f"{words} One.")
        assert re.sub(r"\s+", "", whole) in re.sub(r"\s+", "", tree.text_content())

    def test_a_bidirectional_override_in_a_speaker_cannot_turn_the_line_round(self, draft: Draft) -> None:
        draft.article("a1", "Rain is due.")
        draft.finding(Kind.SINGLE_SOURCE, [draft.claim("a1", "Rain is due.", said_by=("A\u202eB", None))])
        assert text(one(parse(render_html(draft.report())), by_class("speaker"))) == "— A⟨U+202E⟩B"


def test_an_event_id_that_is_no_name_still_makes_an_anchor(draft: Draft) -> None:
    draft.events.clear()
    draft.event('e "1', "")
    draft.article("a1", "One.", event_id='e "1')
    draft.finding(Kind.SINGLE_SOURCE, [draft.claim("a1", "One.")])
    report = draft.report()
    assert isinstance(report.events[0], Event)
    page = parse(render_html(report))
    assert one(page, "//section[@id='event-e--1']") is not None
    assert page.xpath("//nav//a[@href='#event-e--1-overview']")


def test_only_the_altered_words_of_a_quotation_are_marked(draft: Draft) -> None:
    draft.article("a1", "“We stand by our reporting and the sources who informed it.”")
    draft.article("a2", "“We stand by the reporting and the sources who informed it.”")
    claims = [draft.claim(a, draft.articles[a].text) for a in ("a1", "a2")]
    whole = [(claim, draft.claims[claim].text.strip("“”")) for claim in claims]
    draft.finding(Kind.QUOTE, claims, marked=whole, explanation="the words inside the quotation marks differ")
    page = parse(render_html(draft.report()))
    sides = page.xpath(by_class("side"))
    assert [text(one(side, "." + by_class("words") + "//mark")) for side in sides] == ["our", "the"]
    told = {text(element) for element in page.xpath(by_class("explanation"))}
    assert told == {"the words inside the quotation marks differ: “our” / “the”"}


def test_a_quotation_cut_in_two_has_its_marks(draft: Draft) -> None:
    draft.article("a1", "“I put permits on hold until I review the facts,” he said.")
    for words in ("“I put permits on hold", "until I review the facts,”"):
        draft.finding(Kind.SINGLE_SOURCE, [draft.claim("a1", words)], topic=words)
    words = {text(element) for element in parse(render_html(draft.report())).xpath(by_class("words"))}
    assert words == {"“I put permits on hold …”", "“… until I review the facts,”"}
