"""A tokenizer that splits as the English UD treebanks do, built from spaCy's own rules and saved with the pipeline.

spaCy's English rules already split contractions as UD does ("do" + "n't"). What differs, in the order of its
frequency in EWT and GUM: runs of one mark ("!!!", "____") are one word, bound prefixes keep their hyphen ("non-avian",
"co-founder"), telephone numbers stay whole, "and/or" is three words, and some abbreviations keep their full stop.
Every token is a span of the text.
"""

from __future__ import annotations

import re

from spacy.lang.char_classes import HYPHENS
from spacy.language import Language
from spacy.symbols import NORM, ORTH  # type: ignore[import-not-found]
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

RUN = r"(?:[!?]{2,}|\*{2,}|_{2,}|={2,}|~{2,}|#{2,}|<{2,}|>{2,}|-{2,}|\.{2,})"
# Prefixes that EWT and GUM leave joined more often than they split them.
PREFIXES = (
    "anti co counter cross de e ex inter intra mega meta micro mid mini mis multi neo non over post pre pro proto "
    "pseudo quasi re semi sub super trans ultra un under"
).split()
ABBREVIATIONS = "al. Apr. Assoc. Aug. cf. Dec. Dept. div. Feb. Ft. Jan. Lt. Mar. Nov. Oct. Sec. Sept. Sgt. vs.".split()
JOINED = {"wanna": ("wan", "na"), "Wanna": ("Wan", "na"), "gimme": ("gim", "me"), "Gimme": ("Gim", "me")}
# Written with a straight or a curly apostrophe: spaCy lists only some of the curly forms.
CLITICS = {"'s": "'s", "'re": "are", "'ve": "have", "'ll": "will", "'d": "'d", "'m": "am", "n't": "not"}
PHONE = r"^(?:\+?\d{1,2}[-.])?(?:\(?\d{3}\)?[-.])?\d{3}-\d{4}$"


def build_tokenizer(nlp: Language) -> None:
    """Give ``nlp`` (a blank English pipeline) the UD tokenizer. Needs no registered code when loaded again."""
    defaults = nlp.Defaults
    free = "".join(rf"(?<!\b{prefix})(?<!\b{prefix.capitalize()})" for prefix in PREFIXES)
    infixes = [
        RUN,
        *(infix for infix in map(str, defaults.infixes or []) if HYPHENS not in infix),
        rf"(?<=[^\W\d_]){free}[-–](?=[^\W_])",  # adult-learned, mid-air stays; Covid-19 too splits in UD
        r"(?<=[^\W\d_]\.)[-–](?=[^\W\d_])",  # U.S.-based
        r"(?<=\d)[-–](?=[^\W\d_])",  # 23-year-old
        r"(?<=\d)[-–](?=\d)",  # 1999-2003
        r"(?<=[^\W\d_])[—](?=[^\W_])",
        r"(?<=[^\W\d_])/(?=[^\W_])",
    ]
    suffix_clitics = [clitic.replace("'", "['’]") for clitic in (*CLITICS, *(clitic.upper() for clitic in CLITICS))]
    suffixes = [
        RUN,
        r"(?<=\d)(?i:[ap]m|bn|mn|tn|k|m|b)",  # 9am, $4.3bn
        *(rf"(?<=[^\W_]){clitic}" for clitic in suffix_clitics),
        *(defaults.suffixes or []),
    ]
    prefixes = [RUN, r"#(?=\d)", *(prefix for prefix in defaults.prefixes or [] if prefix != "#")]
    tokenizer = Tokenizer(
        nlp.vocab,
        rules={text: parts for text, parts in (defaults.tokenizer_exceptions or {}).items() if text != "and/or"},
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=re.compile(PHONE).match,
        url_match=defaults.url_match,
    )
    for text in ABBREVIATIONS:
        tokenizer.add_special_case(text, [{ORTH: text}])
    for text, parts in JOINED.items():
        tokenizer.add_special_case(text, [{ORTH: part} for part in parts])
    for apostrophe in "'’":
        for clitic, norm in CLITICS.items():
            written = clitic.replace("'", apostrophe)
            tokenizer.add_special_case(written, [{ORTH: written, NORM: norm}])
    nlp.tokenizer = tokenizer
