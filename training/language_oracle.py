"""Gold derivations of spaCy's transition systems: which states a correct parse passes through, and what it does there.

A state is described by the token indices that spaCy's networks look at (-1: none). For the parser (arc-eager with
sentence breaks) these are B0, B1, S0, S1, S2, the last left child of B0 and of S0, the last right child of S0; for the
entity recogniser B0, the first word of the open entity, and the word before B0 if an entity is open.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline._parser_internals.nonproj import projectivize  # type: ignore[import-not-found]

Ints = NDArray[np.int32]


class Derivation:
    """States and actions of one text, found by the static oracle that attaches as early as it can."""

    def __init__(self, heads: Sequence[int], labels: Sequence[str], starts: Sequence[bool]) -> None:
        self.heads = list(heads)
        self.labels = list(labels)
        self.starts = list(starts)
        self.stack: list[int] = []
        self.at = 0  # B0
        self.marked = -1  # the sentence start announced by the last break
        self.left: dict[int, int] = {}
        self.right: dict[int, int] = {}
        self.attached: set[int] = set()
        self.states: list[tuple[int, ...]] = []
        self.actions: list[str] = []
        while self.at < len(self.heads) or self.stack:
            self._step()

    def _record(self, action: str) -> None:
        size = len(self.heads)
        b0 = self.at if self.at < size else -1
        b1 = self.at + 1 if self.at + 1 < size else -1
        s0, s1, s2 = [*reversed(self.stack[-3:]), -1, -1, -1][:3]
        children = (self.left.get(b0, -1), self.left.get(s0, -1), self.right.get(s0, -1))
        self.states.append((b0, b1, s0, s1, s2, *children))
        self.actions.append(action)

    def _step(self) -> None:
        b0 = self.at
        if b0 == len(self.heads) or (self.stack and b0 == self.marked):
            self._reduce()
            return
        if self.stack:
            s0 = self.stack[-1]
            if self.heads[s0] == b0 and s0 != b0:
                self._record("L-" + self.labels[s0])
                self.left[b0] = s0
                self.stack.pop()
                return
            if self.heads[b0] != s0 and s0 in self.attached and self._wanted_below(b0):
                self._reduce()
                return
        following = b0 + 1
        if following < len(self.heads) and self.starts[following] and self.marked != following:
            self._record("B-ROOT")
            self.marked = following
        elif self.stack and self.heads[b0] == self.stack[-1]:
            self._record("R-" + self.labels[b0])
            self.right[self.stack[-1]] = b0
            self.attached.add(b0)
            self._push()
        else:
            self._record("S")
            self._push()

    def _wanted_below(self, b0: int) -> bool:
        return any(self.heads[b0] == other or self.heads[other] == b0 for other in self.stack[:-1])

    def _push(self) -> None:
        self.stack.append(self.at)
        self.at += 1

    def _reduce(self) -> None:
        self._record("D")
        self.stack.pop()


def parse_derivation(
    heads: Sequence[int], labels: Sequence[str], starts: Sequence[bool], actions: dict[str, int]
) -> tuple[Ints, Ints]:
    """(states: (n_states, 8), indices of actions: (n_states,)) for absolute heads; non-projective arcs are lifted."""
    lifted, decorated = projectivize(list(heads), list(labels))
    derivation = Derivation(lifted, decorated, starts)
    backoff = {"L": actions["L-dep"], "R": actions["R-dep"]}
    indices = [actions[name] if name in actions else backoff[name[0]] for name in derivation.actions]
    return np.array(derivation.states, dtype=np.int32), np.array(indices, dtype=np.int32)


def entity_derivation(tags: Sequence[str | None], actions: dict[str, int]) -> tuple[Ints, Ints]:
    """(states: (n_tokens, 3), indices of actions: (n_tokens,), -1 where the annotation does not say) for IOB tags."""
    states: list[tuple[int, int, int]] = []
    indices: list[int] = []
    start = -1
    for i, tag in enumerate(tags):
        states.append((i, start, i - 1 if start >= 0 else -1))
        following = tags[i + 1] if i + 1 < len(tags) else "O"
        if tag is None:
            indices.append(-1)
            start = -1
            continue
        goes_on = following is not None and following.startswith("I-")
        if tag == "O":
            name = "O"
        elif tag.startswith("B-"):
            name = ("B" if goes_on else "U") + tag[1:]
        else:
            name = ("I" if goes_on else "L") + tag[1:]
        if tag.startswith("B-") and goes_on:
            start = i
        elif not goes_on:
            start = -1
        indices.append(actions[name])
    return np.array(states, dtype=np.int32), np.array(indices, dtype=np.int32)
