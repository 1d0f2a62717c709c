"""Filter words on the command line: told from options and from a repository's name, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from breadtui.domain.unsafe_text import visible_line

if TYPE_CHECKING:
    from breadtui.domain.query.queries import BadQuery

FILTER_HELP = """\
filter words, all of which must hold:
  coder "exact text" -not     letters in order, exactly this, not this
  status:run,fail kind:bake   how it stands: run, done, fail, queued, unknown
  under:coder_v5 parent:v5    what it descends from
  uses:teach_7 has:error      what it uses and has
  tag:best star:yes note:why  labels that it bears here
  'loss<2e-7' 'lr>=1e-4'      numbers: loss min lr step percent rows
                              checkpoints epochs
A first word without a field is the repository. Quote < and > for your shell."""

_VALUED = frozenset({"--profile", "--base-url", "--since", "--last"})
_FIELD = re.compile(r"-*[^\W\d_]\w*(<=|>=|!=|:|<|>|=)")


def looks_like_filter(word: str) -> bool:
    """A word that is no repository's name: a field with its value, something quoted, or the opposite of a word."""
    return word.startswith(("-", '"')) or _FIELD.match(word) is not None


def split_words(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Options with their values, and the words of place and filter.

    One dash before a word makes it a filter word, since no option has a single letter but `-h`.
    """
    options: list[str] = []
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            rest += waiting
        elif word.startswith("--") or word == "-h":
            options.append(word)
            if word in _VALUED:
                options += [value for value in [next(waiting, None)] if value is not None]
        else:
            rest.append(word)
    return options, rest


def complaint_lines(text: str, problem: BadQuery) -> str:
    """What is wrong with a filter, and below it the filter with a mark under the place."""
    before, wrong = visible_line(text[: problem.at]), visible_line(text[problem.at : problem.at + problem.length])
    mark = " " * len(before) + "^" * max(len(wrong), 1)
    return f"in the filter, {problem.sentence}\n  {visible_line(text)}\n  {mark}"
