"""The network of the language pipeline: one convolutional encoder shared by tagger, morphologizer, parser and ner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.util import load_model_from_config


@dataclass(frozen=True)
class Shape:
    """Sizes of the network. ``width`` is the size of a token vector, ``depth`` the number of window-1 convolutions."""

    width: int = 128
    depth: int = 4
    hidden: int = 64
    ner_hidden: int = 64
    vectors: bool = True
    rows: tuple[int, ...] = (5000, 1000, 2500, 1500)
    attributes: tuple[str, ...] = ("NORM", "PREFIX", "SUFFIX", "SHAPE")


def _listener(shape: Shape) -> dict[str, Any]:
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": shape.width, "upstream": "*"}


def _transition_model(shape: Shape, state: str, hidden: int) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": state,
        "extra_state_tokens": False,
        "hidden_width": hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": _listener(shape),
    }


def _tagger_model(shape: Shape) -> dict[str, Any]:
    return {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": _listener(shape)}


def config(shape: Shape) -> dict[str, Any]:
    """spaCy's configuration of the pipeline."""
    tok2vec = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": shape.width,
            "attrs": list(shape.attributes),
            "rows": list(shape.rows),
            "include_static_vectors": shape.vectors,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": shape.width,
            "depth": shape.depth,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }
    components = {
        "tok2vec": {"factory": "tok2vec", "model": tok2vec},
        "tagger": {"factory": "tagger", "model": _tagger_model(shape)},
        "morphologizer": {"factory": "morphologizer", "model": _tagger_model(shape)},
        "lemmatizer": {"factory": "lemmatizer", "mode": "rule"},
        "parser": {"factory": "parser", "model": _transition_model(shape, "parser", shape.hidden)},
        "ner": {"factory": "ner", "model": _transition_model(shape, "ner", shape.ner_hidden)},
    }
    return {"nlp": {"lang": "en", "pipeline": list(components)}, "components": components}


def build(shape: Shape) -> Language:
    """An untrained pipeline of this shape, with spaCy's English tokenizer."""
    return load_model_from_config(config(shape), auto_fill=True, validate=True)
