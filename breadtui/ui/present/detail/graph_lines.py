"""The graph of a bake, target or prompt: what it was made from and what uses it, as two trees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from breadtui.domain.descent.dependencies import BAKE, TARGET, Part, Standing, Twig
from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey
from breadtui.store.facts.remote import Failed, value_of
from breadtui.ui.present.clean import clean, pad
from breadtui.ui.present.detail.body_lines import BodyLine
from breadtui.ui.present.detail.graph_slice import (
    GraphSlice,
    GraphWalks,
    choice_of,
    closed_count,
    part_of,
    unread_count,
)
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.present.fields import LABEL_CELLS, sentence_line
from breadtui.ui.present.glyphs import UNICODE, Glyphs
from breadtui.ui.present.jobs.states import mark_of, seen_mark
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.present.tree.branches import GUIDES_DRAWN, guide_text
from breadtui.values import dataclass, replace

MOST_TWIGS = 1000
"""More lines of a tree nobody reads; an export has them all."""

USED_BY = "used by"
"""The heading of the second tree."""

FEWEST_NAME_CELLS = 16
MOST_NAME_CELLS = 60
_WORD_CELLS = 30
_AS_USED = {"parent": "started from it", "teacher": "as teacher", "student": "as student", "answers": "lets it answer"}
"""What the words of arrows mean when they are followed to who uses a thing."""

_MASK = (1 << GUIDES_DRAWN) - 1


def graph_lines(facts: GraphSlice, walks: GraphWalks, width: int, glyphs: Glyphs = UNICODE) -> list[BodyLine]:
    """Both trees, each line leading to what it names."""
    part = part_of(facts.chosen)
    if part is None:
        return []
    look, used = _Look(facts, part, width, glyphs), walks.used(facts)
    lines = [] if isinstance(facts.chosen, PromptKey) else [*_made_lines(look, walks), BodyLine(())]
    lines.append(_heading(USED_BY))
    lines += replace(look, are_users=True).tree(used[1:]) if len(used) > 1 else [_sentence("nothing that is known")]
    return [*lines, *_unknown_lines(facts, part)]


def uses_place(lines: Sequence[BodyLine]) -> int | None:
    """Where it begins to tell what uses the thing; None where it does not."""
    heading = _heading(USED_BY)
    return next((place for place, one in enumerate(lines) if one == heading), None)


def _made_lines(look: _Look, walks: GraphWalks) -> Iterator[BodyLine]:
    made, facts = walks.made(look.facts), look.facts
    yield _heading("made from")
    if isinstance(facts.graph, Failed):
        yield _sentence(f"could not load the graph: {sentence_of(facts.graph.error)}", Tone.FAILED)
    if made is None:
        if not isinstance(facts.graph, Failed):
            yield _sentence("loading…")
        return
    yield from look.tree(made[1:])
    graph = value_of(facts.graph)
    if graph is not None and graph.base_model:
        yield BodyLine(
            (Span(f" {'base':<{LABEL_CELLS}}", Tone.DIM), Span(clean(graph.base_model))), None, graph.base_model
        )
    elif len(made) == 1:
        yield _sentence("nothing that is known")


def _unknown_lines(facts: GraphSlice, part: Part) -> Iterator[BodyLine]:
    """What may use it without our knowing."""
    if part.repo not in facts.lineages:
        yield _sentence("its repository is not read yet")
    if count := unread_count(facts, part.repo):
        yield _sentence(f"{count} {'target is' if count == 1 else 'targets are'} not read yet: more may use it")
    if count := closed_count(facts):
        noun = "repository is" if count == 1 else "repositories are"
        yield _sentence(f"{count} {noun} not open: models made from it there are not seen")


def _heading(text: str) -> BodyLine:
    return BodyLine((Span(f" {text}", Tone.STRONG),))


def _sentence(text: str, tone: Tone = Tone.DIM) -> BodyLine:
    return BodyLine(sentence_line(text, tone))


@dataclass(frozen=True, slots=True)
class _Look:
    """How the trees are drawn: for which part, how wide, in which signs."""

    facts: GraphSlice
    home: Part
    width: int
    glyphs: Glyphs
    are_users: bool = False

    def tree(self, twigs: Sequence[Twig]) -> list[BodyLine]:
        """The lines below a part, that of the first generation at the margin."""
        shown = twigs[:MOST_TWIGS]
        heads = list(self._heads(shown))
        cells = min(max(map(cell_len, heads), default=0), self._most_name_cells)
        lines = [self._line(twig, head, cells) for twig, head in zip(shown, heads, strict=True)]
        if len(shown) < len(twigs):
            lines.append(_sentence(f"{len(twigs) - len(shown)} more lines; :export writes them all"))
        return lines

    @property
    def _most_name_cells(self) -> int:
        room = self.width - LABEL_CELLS - 2 - _WORD_CELLS
        return min(max(room, FEWEST_NAME_CELLS), MOST_NAME_CELLS)

    def _heads(self, twigs: Sequence[Twig]) -> Iterator[str]:
        """Guides and name of each line."""
        guides: list[int] = []
        for twig in twigs:
            depth = twig.depth - 1
            above = guides[depth - 1] if depth > 0 else 0
            del guides[depth:]
            guides.append((above << 1 & _MASK) | (not twig.is_last))
            drawn = guide_text(depth, guides[-1], self._most_name_cells - 8, self.glyphs)
            yield f"{drawn}{' ' if drawn else ''}{self._name(twig.part)}"

    def _name(self, part: Part) -> str:
        return clean(part.name if part.repo == self.home.repo else f"{part.repo}/{part.name}")

    def _line(self, twig: Twig, head: str, cells: int) -> BodyLine:
        kind = Span(f" {pad(clean(twig.part.kind), LABEL_CELLS - 1)} ", Tone.DIM)
        is_missing = twig.is_missing or self._is_gone(twig.part)
        is_cut = twig.standing is not Standing.FULL and twig.has_more
        name = Span(pad(head, cells), Tone.DIM if is_cut or is_missing else Tone.PLAIN)
        words = (Span("  "), *self._words(twig, is_missing=is_missing))
        return BodyLine((kind, name, *words), None if is_missing else choice_of(twig.part), twig.part.name)

    def _words(self, twig: Twig, *, is_missing: bool) -> Line:
        """How it stands, how it is used, and why the tree does not go on."""
        spans = [Span("not in the repository", Tone.STALLED)] if is_missing else list(self._standing(twig))
        word = _AS_USED.get(twig.word, twig.word) if self.are_users else twig.word
        step = "" if twig.checkpoint is None else f" at {twig.checkpoint}"
        said = [f"{word}{step}"] if word else []
        if twig.standing is Standing.CIRCLE:
            said.append(f"{self.glyphs.cut_cycle} a circle, cut here")
        elif twig.standing is Standing.ABOVE and twig.has_more:
            said.append("↑ shown above")
        if twig.is_loose:
            said.append("no arrow leads here")
        gap = "  " if spans else ""
        return (*spans, Span(gap + "  ".join(said), Tone.DIM)) if said else tuple(spans)

    def _standing(self, twig: Twig) -> Iterator[Span]:
        if twig.part.kind == TARGET and twig.standing is Standing.FULL:
            yield from self._stages(twig.part)
        elif twig.part.kind == BAKE:
            seen = self.facts.jobs.get(JobKey(twig.part.repo, Phase.BAKE, twig.part.name))
            lineage = self.facts.lineages.get(twig.part.repo)
            descent = lineage.descents.get(BakeName(twig.part.name)) if lineage is not None else None
            if seen is not None:
                mark = seen_mark(seen)
                yield Span(f"{mark.letter} {mark.word}", mark.tone)
            elif descent is not None and descent.bake is not None:
                mark = mark_of(descent.bake.status, descent.bake.status_text)
                yield Span(f"{mark.letter} {mark.word}", mark.tone)

    def _stages(self, part: Part) -> Iterator[Span]:
        """Stim and rollout of a target, as far as they were looked at."""
        gap = ""
        for phase in (Phase.STIM, Phase.ROLLOUT):
            seen = self.facts.jobs.get(JobKey(part.repo, phase, part.name))
            if seen is not None:
                mark = seen_mark(seen)
                yield Span(f"{gap}{phase.value} ", Tone.DIM)
                yield Span(mark.letter, mark.tone)
                gap = " "

    def _is_gone(self, part: Part) -> bool:
        """A bake that its own repository, which is open, does not have."""
        lineage = self.facts.lineages.get(part.repo)
        if part.kind != BAKE or lineage is None:
            return False
        descent = lineage.descents.get(BakeName(part.name))
        return descent is None or descent.is_phantom
