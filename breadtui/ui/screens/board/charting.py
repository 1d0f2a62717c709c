"""The keys of a board's chart: cursor, zoom, axis, smoothing, metric, baseline, and which curves are drawn."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on, work

from breadtui.domain.board.alignment import Alignment
from breadtui.domain.names import JobKey
from breadtui.ui.panes.board_chart import BoardChart
from breadtui.ui.present.board.view import ALPHAS, LOOKS, along, moved, pointed, with_metric
from breadtui.ui.screens.board.base import BoardBase
from breadtui.ui.screens.words.charts import MARKERS, limits_in
from breadtui.ui.screens.words.table import NotUnderstood
from breadtui.values import replace

_ALPHAS: Mapping[str, float] = {
    "off": 0.0,
    **{words: alpha for alpha in ALPHAS for words in (f"{alpha:.1f}", f"{alpha:.1f}"[1:], f"{alpha:g}")},
}


class BoardCharting(BoardBase):
    """What is drawn, and how."""

    def action_move(self, columns: int) -> None:
        """Move the cursor by columns, at least to the next point."""
        self.look(moved(self.sight(), columns))

    def action_look(self, look: str) -> None:
        """Look in another way, by the names of the table of looks."""
        self.look(LOOKS[look](self.sight()))

    @work(group="metrics", exclusive=True)
    async def action_metrics(self) -> None:
        """Choose from all metrics that any of them logged."""
        from breadtui.ui.screens.charts.picking import metric_options  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.making.form_picker import PickerScreen  # noqa: PLC0415  when it is asked for

        options = metric_options(self.model.metrics)
        picked = await self.app.push_screen_wait(PickerScreen("Metrics", options, chosen=self.model.metric))
        name = next(iter(picked or ()), None)
        if isinstance(name, str):
            self.set_metric(name)

    def action_baseline(self) -> None:
        """Hold the others against the bake under the cursor, or against the next where no table is shown."""
        keys, now = self.model.keys, self.model.baseline
        here = self.bake_here()
        if here is None and now is not None:
            here = keys[(keys.index(now) + 1) % len(keys)]
        self.look(replace(self.model.view, baseline=here))

    def action_hide(self) -> None:
        """Do not draw the curve under the cursor, or draw it again."""
        here = self.bake_here()
        if here is not None:
            self.look(replace(self.model.view, hidden=self.model.view.hidden ^ {here}))

    def bake_here(self) -> JobKey | None:
        """The bake of the row under the cursor; None where no table is shown."""
        raise NotImplementedError

    @on(BoardChart.CursorPut)
    def _cursor_put(self, event: BoardChart.CursorPut) -> None:
        self.look(pointed(self.sight(), event.place))

    @on(BoardChart.Resized)
    def _chart_resized(self) -> None:
        self.redraw()

    # By words

    def set_metric(self, name: str) -> None:
        """Draw the metric of that name; without one, ask which."""
        if not name:
            self.action_metrics()
        elif name in self.model.metrics:
            self.look(with_metric(self.model.view, name))
        else:
            self.say(f"none of them has {name}; there are {', '.join(self.model.metrics)}", is_problem=True)

    def set_axis(self, name: str) -> None:
        """Lay the curves along the axis of that name; without one, the next."""
        axes = self.model.alignments
        if not name:
            self.action_look("axis")
        elif name in axes:
            self.look(along(self.model.view, Alignment(name)))
        else:
            self.say(f"these bakes can be laid along {', '.join(axes)}", is_problem=True)

    def set_smoothing(self, text: str) -> None:
        """Smooth as much as that."""
        found = _ALPHAS.get(text)
        if not text:
            self.action_look("smoothing")
        elif found is None:
            self.say("smoothing is off, .3, .6 or .9", is_problem=True)
        else:
            self.look(replace(self.model.view, alpha=found))

    def set_limits(self, text: str) -> None:
        """Draw the values between two limits, or as they need."""
        try:
            self.look(replace(self.model.view, limits=limits_in(text)))
        except NotUnderstood as problem:
            self.say(str(problem), is_problem=True)

    def set_markers(self, text: str) -> None:
        """Draw curves with other signs."""
        if text in MARKERS:
            self.wanted_markers = MARKERS[text]
            self.redraw()
        else:
            self.say(f"curves are drawn with {', '.join(MARKERS)}", is_problem=True)

    def set_baseline(self, text: str) -> None:
        """Hold the others against the bake of that letter or name."""
        if (key := self._named(text)) is not None:
            self.look(replace(self.model.view, baseline=key))

    def set_hidden(self, text: str) -> None:
        """Do not draw the bake of that letter or name, or draw it again."""
        if (key := self._named(text)) is not None:
            self.look(replace(self.model.view, hidden=self.model.view.hidden ^ {key}))

    def _named(self, text: str) -> JobKey | None:
        """The bake of a letter, a name or a path; says what there is where there is none."""
        if not text:
            return self.bake_here() or self.model.baseline
        letters = [style.letter for style in self.model.styles]
        keys = zip(letters, self.model.keys, strict=True)
        found = [key for letter, key in keys if text in _spellings(letter, key)]
        if not found:
            self.say(f"no bake '{text}' on the board: {', '.join(letters)}, or a name", is_problem=True)
        return found[0] if found else None


def _spellings(letter: str, key: JobKey) -> frozenset[str]:
    return frozenset({letter, letter.lower(), key.name, f"{key.repo}/{key.name}"})
