from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from reconcile.models import Evidence, Kind, Polarity, Severity, Skipped, Speaker, Status
from reconcile.report import RENDERERS, to_markdown
from reconcile.report import limit as limit_module

GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OWN_HTML = re.compile(r'</?(?:span|strong)>|<br>|<a id="f-[\w-]+">|</a>')


def tables(markdown: str) -> list[list[list[str]]]:
    """Every table as rows of cells, each cell as its Markdown."""
    found: list[list[list[str]]] = []
    tokens = GFM.parse(markdown)
    for i, token in enumerate(tokens):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type in ("th_open", "td_open"):
            found[-1][-1].append(tokens[i + 1].content)
    return found


def headings(markdown: str) -> list[str]:
    tokens = GFM.parse(markdown)
    return [f"{t.tag} {tokens[i + 1].content}" for i, t in enumerate(tokens) if t.type == "heading_open"]


def section(markdown: str, heading: str) -> str:
    """What stands under a heading."""
    level = heading.split(" ")[0]
    rest = markdown.split(f"\n{heading}\n", 1)[1]
    return re.split(rf"\n#{{1,{len(level)}}} ", rest)[0]


def anchors(markdown: str) -> list[str]:
    return re.findall(r'<a id="([^"]+)"></a>', markdown)


def test_a_small_report_reads_like_this(draft):
    draft.article("a1", "It rained. Forty died on Monday. Help came.", source="Post", published="2024-05-02")
    draft.article("a2", "Some 52 died Tuesday! Help came.", source="Star", published="2024-05-03T07:00:00+00:00")
    died = [draft.claim("a1", "Forty died on Monday."), draft.claim("a2", "Some 52 died Tuesday!")]
    help_ = [draft.claim("a1", "Help came."), draft.claim("a2", "Help came.")]
    marked = [(died[0], "Monday"), (died[1], "Tuesday")]
    draft.finding(Kind.AGREEMENT, help_, topic="Help", severity=Severity.LOW, explanation="both articles say so")
    draft.finding(Kind.CONFLICT, died, "time", "Deaths", marked, Severity.HIGH, 0.8, "another day", "beef")
    marked = [(died[0], "Forty"), (died[1], "52")]
    draft.finding(Kind.CONFLICT, died, "number", "Deaths", marked, Severity.HIGH, 0.9, "40 against 52", "cafe")
    draft.finding(Kind.SINGLE_SOURCE, [draft.claim("a1", "It rained.")], topic="Rain", severity=Severity.LOW)
    assert to_markdown(draft.report()) == (
        "# The event\n"
        "\n"
        "2 articles, 5 claims, 4 findings.\n"
        "\n"
        "## Summary\n"
        "\n"
        "| Kind          |   Findings |   High |   Medium |   Low | Meaning                                       |\n"
        "|:--------------|-----------:|-------:|---------:|------:|:----------------------------------------------|\n"
        "| conflict      |          2 |      2 |        0 |     0 | cannot both be true                           |\n"
        "| quote         |          0 |      0 |        0 |     0 | one utterance, quoted in different words      |\n"
        "| status        |          0 |      0 |        0 |     0 | planned, likely or done; sure or not          |\n"
        "| attribution   |          0 |      0 |        0 |     0 | said by someone else, or by the outlet itself |\n"
        "| framing       |          0 |      0 |        0 |     0 | facts that fit, in a different light          |\n"
        "| agreement     |          1 |      0 |        0 |     1 | the same, whatever the wording                |\n"
        "| single source |          1 |      0 |        0 |     1 | said by one article only                      |\n"
        "\n"
        "What matters most:\n"
        "\n"
        "- [**conflict: number**](#f-cafe) · high — 40 against 52"
        "<br>Post: **Forty** died on Monday.<br>Star: Some **52** died Tuesday!\n"
        "- [**conflict: time**](#f-beef) · high — another day"
        "<br>Post: Forty died on **Monday**.<br>Star: Some 52 died **Tuesday**!\n"
        "\n"
        "## Articles\n"
        "\n"
        "|    | Outlet   | Published                 | Title   | File     |\n"
        "|:---|:---------|:--------------------------|:--------|:---------|\n"
        "| a1 | Post     | 2024-05-02                |         | `a1.txt` |\n"
        "| a2 | Star     | 2024-05-03T07:00:00+00:00 |         | `a2.txt` |\n"
        "\n"
        "## Deaths\n"
        "\n"
        "|  | Post · 2024-05-02 | Star · 2024-05-03 |\n"
        "| --- | --- | --- |\n"
        '| <a id="f-cafe"></a>**conflict: number** · high · 0.90 · f3<br>40 against 52'
        '<br><a id="f-beef"></a>**conflict: time** · high · 0.80 · f2<br>another day'
        " | **Forty** died on **Monday**. | Some **52** died **Tuesday**! |\n"
        "\n"
        "## What the articles agree on\n"
        "\n"
        "|                                          | Post · 2024-05-02   | Star · 2024-05-03   |\n"
        "|:-----------------------------------------|:--------------------|:--------------------|\n"
        '| <a id="f-0001"></a>agreement · 0.80 · f1 | Help came.          | Help came.          |\n'
        "\n"
        "## Only in one article\n"
        "\n"
        "### Post · 2024-05-02\n"
        "\n"
        '- <a id="f-0004"></a>It rained. (f4)\n'
    )


def test_the_seed_report_puts_the_date_conflict_first_and_the_agreement_after_all_differences(seed_draft):
    markdown = to_markdown(seed_draft.report())
    assert headings(markdown)[:7] == [
        "h1 Blinken's visit to Beijing, June 2023",
        "h2 Summary",
        "h2 Articles",
        "h2 Arrival in Beijing",
        "h2 Talks with Xi Jinping",
        "h2 State of relations",
        "h2 What the articles agree on",
    ]
    (table,) = tables(section(markdown, "## Arrival in Beijing"))
    assert table[1][1:] == [
        "On **June 18**, Blinken arrived on a visit to Beijing.",
        "US Secretary of State, Anthony Blinken, began his two-day visit to China **this morning**.",
    ]
    assert "**conflict: time** · high · 0.93 · f1<br>the times exclude each other" in table[1][0]


def test_every_finding_is_in_the_report_once_with_its_anchor_and_id(seed_draft):
    report = seed_draft.report()
    markdown = to_markdown(report)
    assert sorted(anchors(markdown)) == sorted(f"f-{finding.fingerprint}" for finding in report.findings)
    for finding in report.findings:
        assert len(re.findall(rf"\b{finding.id}\b", markdown)) == 1


def test_every_claim_of_a_finding_is_there_in_full(seed_draft):
    report = seed_draft.report()
    seen = "".join(
        child.content
        for token in GFM.parse(to_markdown(report))
        for child in token.children or []
        if child.type == "text"
    )
    for claim in report.claims:
        assert claim.text in seen


def test_the_same_report_gives_the_same_bytes_and_the_order_of_findings_does_not_matter(seed_draft):
    report = seed_draft.report()
    turned = report.model_copy(update={"findings": report.findings[::-1], "claims": report.claims[::-1]})
    assert to_markdown(report) == to_markdown(report.model_copy(deep=True)) == to_markdown(turned)


def test_a_repeated_claim_is_not_written_out_again(seed_draft):
    (table,) = tables(section(to_markdown(seed_draft.report()), "## State of relations"))
    assert [row[2] for row in table[1:]] == [
        "But the climate between the parties remains **anything but cordial**",
        "↑ as above",
    ]


def test_a_speaker_is_named_unless_the_claim_does(seed_draft):
    markdown = to_markdown(seed_draft.report())
    assert "the parties are on the **“right track.”**<br>— Joe Biden, US President |" in markdown
    assert "— Xi Jinping" not in markdown


def test_a_speaker_without_a_name_is_shown_by_the_words_used(two_articles):
    report = two_articles()
    speaker = Speaker(start=0, end=10, text="a minister")
    claims = (report.claims[0].model_copy(update={"speaker": speaker}), *report.claims[1:])
    assert "The dam holds.<br>— a minister |" in to_markdown(report.model_copy(update={"claims": claims}))


def test_agreements_mark_no_words_and_say_only_how_sure_they_are(two_articles):
    report = two_articles(kind=Kind.AGREEMENT, explanation="both articles say so")
    dam = Evidence(claim_id=report.claims[0].id, start=4, end=7, text="dam")
    marked = report.findings[0].model_copy(update={"evidence": (dam,)})
    markdown = to_markdown(report.model_copy(update={"findings": (marked,)}))
    ((_, cells),) = tables(section(markdown, "## What the articles agree on"))
    assert cells == ['<a id="f-0001"></a>agreement · 0.80 · f1', "The dam holds.", "The dam broke."]


def test_agreement_on_a_disputed_topic_stands_below_the_difference_in_its_table(draft):
    draft.article("a1", "It was big. It is over.")
    draft.article("a2", "It was small. It is over.")
    draft.finding(Kind.AGREEMENT, [draft.claim("a1", "It is over."), draft.claim("a2", "It is over.")])
    draft.finding(Kind.FRAMING, [draft.claim("a1", "It was big."), draft.claim("a2", "It was small.")], "severity")
    markdown = to_markdown(draft.report())
    assert "agree on" not in markdown
    (table,) = tables(section(markdown, "## Topic"))
    assert ["framing: severity" in table[1][0], "agreement" in table[2][0]] == [True, True]


def test_pairwise_differences_of_three_articles_say_whose_they_are(draft):
    for number, outlet, words in ((1, "Post", "Forty died"), (2, "Star", "52 died"), (3, "Echo", "60 died")):
        draft.article(f"a{number}", words, source=outlet)
        draft.claim(f"a{number}", words)
    a, b, c = draft.claims
    for pair in ([a, b], [a, c], [b, c]):
        draft.finding(Kind.CONFLICT, pair, "number", marked=[(i, draft.claims[i].text.split()[0]) for i in pair])
    (_, (verdicts, *cells)) = tables(section(to_markdown(draft.report()), "## Topic"))[0]
    assert cells == ["**Forty** died", "**52** died", "**60** died"]
    assert re.findall(r"f\d · ([^<]+)", verdicts) == ["Post / Star", "Post / Echo", "Star / Echo"]


def test_many_articles_are_split_into_tables_of_three(draft):
    for number in range(1, 6):
        draft.article(f"a{number}", f"Version {number}", source=f"Outlet {number}")
    claims = [draft.claim(f"a{number}", f"Version {number}") for number in range(1, 6)]
    draft.finding(Kind.CONFLICT, claims, "other", explanation="five versions")
    markdown = to_markdown(draft.report())
    first, second = tables(section(markdown, "## Topic"))
    assert first[0] == ["", "Outlet 1", "Outlet 2", "Outlet 3"]
    assert second[0] == ["", "Outlet 4", "Outlet 5"]
    assert second[1] == ["conflict: other · f1, continued", "Version 4", "Version 5"]
    assert anchors(markdown) == ["f-0001"]
    assert section(markdown, "## Topic").count("five versions") == 1


def test_only_articles_with_something_to_show_get_a_column(draft):
    for number in range(1, 4):
        draft.article(f"a{number}", f"Version {number}", source=f"Outlet {number}")
    draft.finding(Kind.CONFLICT, [draft.claim("a1", "Version 1"), draft.claim("a3", "Version 3")])
    (table,) = tables(section(to_markdown(draft.report()), "## Topic"))
    assert table[0] == ["", "Outlet 1", "Outlet 3"]


def test_what_one_article_says_is_listed_in_the_order_of_its_text(draft):
    draft.article("a1", "First. Second. Third.", source="Post")
    draft.article("a2", "Alone.", source="Star")
    for article, words in (("a2", "Alone."), ("a1", "Third."), ("a1", "First."), ("a1", "Second.")):
        draft.finding(Kind.SINGLE_SOURCE, [draft.claim(article, words)], topic=words)
    listed = re.findall(r"### (\w+)|</a>(\w+)\.", section(to_markdown(draft.report()), "## Only in one article"))
    assert ["".join(pair) for pair in listed] == ["Post", "First", "Second", "Third", "Star", "Alone"]


def test_several_events_have_a_section_each(draft):
    draft.event("e2", "Another event")
    for number, event_id in enumerate(("e1", "e1", "e2", "e2"), start=1):
        draft.article(f"a{number}", f"Version {number}", event_id=event_id)
    draft.finding(Kind.CONFLICT, [draft.claim("a1", "Version 1"), draft.claim("a2", "Version 2")], topic="One")
    draft.finding(Kind.QUOTE, [draft.claim("a3", "Version 3"), draft.claim("a4", "Version 4")], topic="Two")
    markdown = to_markdown(draft.report())
    assert headings(markdown) == [
        "h1 2 events",
        "h2 Summary",
        "h2 Articles",
        "h2 The event",
        "h3 One",
        "h2 Another event",
        "h3 Two",
    ]
    assert [row[-1] for row in tables(markdown)[1]] == [
        "Event",
        "The event",
        "The event",
        "Another event",
        "Another event",
    ]


def test_an_event_without_findings_says_so(draft):
    draft.article("a1", "Alone.")
    claim = draft.claim("a1", "Alone.")
    draft.finding(Kind.SINGLE_SOURCE, [claim])
    assert to_markdown(draft.report(findings=())).endswith("\n\nNo findings.\n")


def test_copies_of_one_wire_story_are_named(draft):
    for number, origin in enumerate(("o1", "o2", "o1"), start=1):
        draft.article(f"a{number}", "x", source=f"Outlet {number}", origin_id=origin)
    markdown = to_markdown(draft.report())
    assert "count as one voice:\n\n- Outlet 1, Outlet 3\n" in markdown


def test_what_was_left_out_is_announced_at_the_top_and_listed_with_reasons(draft):
    draft.article("a1", "x")
    draft.skipped += [
        Skipped(path="in/bro|ken.txt", reason="not UTF-8: byte `0xff`"),
        Skipped(path="e.txt", reason="empty"),
    ]
    markdown = to_markdown(draft.report())
    assert "2 left out (see the end)." in markdown
    (table,) = tables(section(markdown, "## Left out"))
    assert table[1:] == [["in/bro&#124;ken.txt", "not UTF-8: byte \\`0xff\\`"], ["`e.txt`", "empty"]]


def test_a_report_of_claims_alone_lists_them_with_what_is_unusual(draft):
    draft.article("a1", "It rained. He may not go.", source="Post")
    draft.article("a2", "x", source="Star")
    draft.claim("a1", "It rained.")
    maybe = draft.claim("a1", "He may not go.")
    update = {"status": Status.POSSIBLE, "polarity": Polarity.NEGATIVE, "quoted": True}
    draft.claims[maybe] = draft.claims[maybe].model_copy(update=update)
    claims = section(to_markdown(draft.report(events=())), "## Claims")
    assert claims.strip() == (
        "### Post\n\n"
        "- It rained. (a1.0-10)\n"
        "- He may not go. (a1.11-25, possible, negative, quoted)\n\n"
        "### Star\n\n"
        "No claims."
    )


def test_an_empty_report_is_still_a_report(draft):
    assert to_markdown(draft.report(events=())) == "# Report\n\n0 articles, 0 claims, 0 findings.\n"


HOSTILE = [
    "a | b \\| c \\",
    "# head\n\n- item\n\n> quote",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![x](http://x.org/y.png)",
    "see https://x.org, www.x.org, <http://y.org>, u@x.org",
    "*bold* __bold__ `code` ~~gone~~ &amp; &#60;b&#62;",
    "nul\0 bell\a esc\x1b[31m rtl\u202eevil lone\ud800",
    "---\n| a |\n|---|\n| b |",
    "```\ncode\n```",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_changes_nothing_but_the_words_wherever_it_comes_from(two_articles, text):
    def make(words: str):
        fields = {"source": words, "title": words, "path": words}
        report = two_articles(
            words,
            words + " again",
            label=words,
            a_fields=fields,
            b_fields=fields,
            topic=words,
            explanation=words,
            aspect=words,
        )
        return to_markdown(report.model_copy(update={"skipped": (Skipped(path=words, reason=words),)}))

    assert [token.type for token in GFM.parse(make(text))] == [token.type for token in GFM.parse(make("plain"))]
    for token in GFM.parse(make(text)):
        for child in token.children or []:
            if child.type == "link_open":
                assert child.attrs == {"href": "#f-0001"}
                continue
            assert child.type in ("text", "html_inline", "strong_open", "strong_close", "code_inline", "link_close")
            if child.type == "html_inline":
                assert OWN_HTML.fullmatch(child.content)
    make(text).encode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", make(text))


def test_a_fingerprint_cannot_leave_its_attribute(two_articles):
    markdown = to_markdown(two_articles(fingerprint='x"><script>'))
    assert anchors(markdown) == ["f-x---script-"]


def test_no_table_has_a_ragged_row(seed_draft):
    for table in tables(to_markdown(seed_draft.report())):
        assert len({len(row) for row in table}) == 1


def test_is_in_the_registry_under_its_name(seed_draft):
    report = seed_draft.report()
    assert RENDERERS["markdown"](report) == to_markdown(report)


def test_the_summary_leads_to_the_differences_that_matter_most(draft):
    draft.article("a1", "One. Two.")
    draft.article("a2", "One. Two!")
    claims = [draft.claim("a1", "Two."), draft.claim("a2", "Two!")]
    for n in range(8):
        draft.finding(Kind.FRAMING, claims, "tone", topic=f"T{n}", severity=Severity.LOW)
    draft.finding(Kind.AGREEMENT, [draft.claim("a1", "One."), draft.claim("a2", "One.")], severity=Severity.HIGH)
    for n in range(4):
        draft.finding(Kind.CONFLICT, claims, "number", topic=f"C{n} [x](y)", severity=Severity.LOW)
    markdown = to_markdown(draft.report())
    listed = section(markdown, "## Summary").split("What matters most:")[1].strip().splitlines()
    assert len(listed) == 11
    assert listed[0] == "- [**conflict: number**](#f-000a) · low<br>a1.txt: Two.<br>a2.txt: Two!"
    assert all("conflict" in line for line in listed[:4])
    assert listed[-1] == "- and 2 more differences below"
    linked = re.findall(r"\]\(#([^)]+)\)", markdown)
    assert set(linked) <= set(anchors(markdown))
    assert len(set(linked)) == 10


def test_where_nothing_differs_the_summary_leads_nowhere(two_articles):
    assert "What matters most" not in to_markdown(two_articles(kind=Kind.AGREEMENT))


def test_what_does_not_fit_a_comment_is_cut_with_a_note(seed_draft, monkeypatch):
    report = seed_draft.report().model_copy(update={"skipped": (Skipped(path="b", reason="x"),) * 3})
    whole = to_markdown(report)
    for most in range(whole.index("\n## Arrival in Beijing") + 500, len(whole) - 1, 61):
        monkeypatch.setattr(limit_module.fitting, "__defaults__", (most,))
        cut = to_markdown(report)
        assert len(cut) <= most
        kept = cut.count('<a id="f-')
        told = re.search(r"\n\n\*\*Cut here: (?:(\d+) more findings?, )?(\d) more skipped inputs?\.", cut)
        assert kept + int(told[1] or 0) == len(report.findings)
        assert whole.startswith(cut[: told.start()])
        assert not cut[: told.start()].splitlines()[-1].startswith("#")


def test_a_long_table_is_cut_between_its_rows(draft):
    text = " ".join(f"In matter {n} the mill burned for {n} hours." for n in range(900))
    draft.article("a1", text)
    draft.article("a2", text.replace("hours", "days"))
    for n in range(900):
        claims = [f"In matter {n} the mill burned for {n} {unit}." for unit in ("hours", "days")]
        draft.finding(Kind.CONFLICT, [draft.claim("a1", claims[0]), draft.claim("a2", claims[1])])
    markdown = to_markdown(draft.report())
    assert 60_000 < len(markdown) < 65_000
    (rows,) = [table for table in tables(markdown) if "conflict" in table[1][0]][1:]
    assert {len(row) for row in rows} == {3}
    assert f"**Cut here: {901 - len(rows)} more findings. The HTML and JSON reports have everything.**" in markdown


def test_what_just_fits_has_no_note(seed_draft, monkeypatch):
    whole = to_markdown(seed_draft.report())
    monkeypatch.setattr(limit_module.fitting, "__defaults__", (len(whole) + 1,))
    assert to_markdown(seed_draft.report()) == whole


def test_only_the_altered_words_of_a_quotation_are_bold_and_told(draft):
    draft.article("a1", "“We stand by our reporting and the sources who informed it, and we will say so in court.”")
    draft.article("a2", "“We stand by the reporting and the sources who informed it.”")
    claims = [draft.claim(a, draft.articles[a].text) for a in ("a1", "a2")]
    whole = [draft.articles[a].text.strip("“”") for a in ("a1", "a2")]
    told = f"the words inside the quotation marks differ: {whole[0]} against {whole[1]}"
    draft.finding(Kind.QUOTE, claims, marked=list(zip(claims, whole, strict=True)), explanation=told)
    evidence = tuple(e.model_copy(update={"value": e.text}) for e in draft.findings[0].evidence)
    draft.findings[0] = draft.findings[0].model_copy(update={"evidence": evidence})
    markdown = to_markdown(draft.report())
    ((_, (why, *cells)),) = tables(section(markdown, "## Topic"))
    assert re.findall(r"\*\*([^*]+)\*\*", " ".join(cells)) == ["our", "the"]
    assert why.endswith("<br>the words inside the quotation marks differ: “our” / “the”")
    (line,) = [line for line in markdown.splitlines() if line.startswith("- [**quote**]")]
    assert "by **our** reporting" in line
    assert "by **the** reporting" in line


def test_agreements_stand_from_sure_to_unsure(draft):
    words = ("One.", "Two.", "Three.", "Four.")
    for number in (1, 2):
        draft.article(f"a{number}", " ".join(words))
    for word, confidence, topic in zip(words, (0.2, 0.9, 0.5, 0.7), ("A", "B", "B", "A"), strict=True):
        claims = [draft.claim(f"a{n}", word) for n in (1, 2)]
        draft.finding(Kind.AGREEMENT, claims, topic=topic, confidence=confidence)
    ((_, *rows),) = tables(section(to_markdown(draft.report()), "## What the articles agree on"))
    assert [row[1] for row in rows] == ["Two.", "Four.", "Three.", "One."]
    assert [re.search(r"0\.\d\d", row[0])[0] for row in rows] == ["0.90", "0.70", "0.50", "0.20"]


def test_two_articles_that_agree_with_a_third_are_not_said_to_agree(draft):
    for number, words in enumerate(("Red house.", "House.", "House in France."), start=1):
        draft.article(f"a{number}", words)
        draft.claim(f"a{number}", words)
    a, b, c = draft.claims
    draft.finding(Kind.AGREEMENT, [a, b], confidence=0.9)
    draft.finding(Kind.AGREEMENT, [b, c], confidence=0.3)
    ((_, *rows),) = tables(section(to_markdown(draft.report()), "## What the articles agree on"))
    assert [row[1:] for row in rows] == [["Red house.", "House.", ""], ["", "↑ as above", "House in France."]]


def test_three_articles_that_all_agree_say_how_sure_each_pair_is(draft):
    for number, outlet in enumerate(("Post", "Star", "Echo"), start=1):
        draft.article(f"a{number}", "It rained.", source=outlet)
        draft.claim(f"a{number}", "It rained.")
    a, b, c = draft.claims
    for pair, confidence in (([a, b], 0.9), ([b, c], 0.7), ([a, c], 0.5)):
        draft.finding(Kind.AGREEMENT, pair, confidence=confidence)
    ((_, (verdicts, *cells)),) = tables(section(to_markdown(draft.report()), "## What the articles agree on"))
    assert cells == ["It rained."] * 3
    assert re.findall(r"agreement · (0\.\d\d) · f\d · ([^<]+)", verdicts) == [
        ("0.90", "Post / Star"),
        ("0.70", "Star / Echo"),
        ("0.50", "Post / Echo"),
    ]


def test_a_quotation_cut_in_two_has_its_marks(draft):
    draft.article("a1", "“I put big game permits on hold until I review the facts,” he said.")
    draft.article("a2", "Nothing.")
    for words in ("“I put big game permits on hold", "until I review the facts,”"):
        draft.finding(Kind.SINGLE_SOURCE, [draft.claim("a1", words)], topic=words)
    listed = section(to_markdown(draft.report()), "## Only in one article")
    assert "“I put big game permits on hold …” (f1)" in listed
    assert "“… until I review the facts,” (f2)" in listed


def test_the_summary_shows_of_a_long_claim_the_words_that_count(draft):
    lead = "The ministry that runs the railways, the roads and the ports of the country, and some of its mines, said "
    draft.article(
        "a1", f"{lead}that 40 people died in the night of the flood that took the bridge of the old town away."
    )
    draft.article("a2", "Some 52 died.")
    claims = [draft.claim(a, draft.articles[a].text) for a in ("a1", "a2")]
    draft.finding(Kind.CONFLICT, claims, "number", marked=[(claims[0], "40"), (claims[1], "52")])
    (line,) = [line for line in to_markdown(draft.report()).splitlines() if line.startswith("- [**conflict")]
    _, long, short = line.split("<br>")
    assert re.fullmatch(r"a1.txt: … .*that \*\*40\*\* people died in the night .* …", long)
    assert len(long) < 140
    assert short == "a2.txt: Some **52** died."
