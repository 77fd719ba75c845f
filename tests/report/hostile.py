"""Text that an attacker, or a careless scraper, would write."""

from __future__ import annotations

from hypothesis import strategies as st

FRAGMENTS = [
    *"\\`*_~<>[](){}#+-=!|&$@:.;/\"'^%?\n\r\t 019aZé北😀“”—…«»",
    *"\0\x07\x1b\x1c\x1f\x7f\x85\x9f\xa0\xad\u200b\u200e\u202e\u2066\u2028\ufeff\ud800\U000e0041\u0301",
    *("**", "__", "~~", "```", "$$", "---", "===", "- ", "1. ", "1) ", "# ", "> ", "| --- |", "\\|", "\\\\|"),
    *("<b>", "</td>", "<!--", "-->", "<script>", "<br>", "<a href=x>", "&amp;", "&#124;", "&lt", "&copy;"),
    *("http://x.org", "https://", "www.x.org", "WWW.", "ftp://y.org", "mailto:", "u@x.org", "<http://x>", "xmpp:a@b.c"),
    *("](javascript:alert(1))", "![", "[^1]", "[x]: http://y", "[ ] ", "@user", "#12", "GH-12", "r/r#1", ":smile:"),
]
hostile = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
