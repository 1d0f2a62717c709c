"""Everything that a board shows at one moment, worked out at once: in a thread where it is much."""

from __future__ import annotations

from breadtui.domain.board.settings import Settings
from breadtui.domain.board.table import BoardTable
from breadtui.domain.board.whole import Board
from breadtui.store.facts.state import AppState
from breadtui.store.views.comparable import LOADING
from breadtui.ui.present.board.heading_lines import BoardTab, chart_heading
from breadtui.ui.present.board.model import BoardModel
from breadtui.ui.present.board.pages import Page, Sides, prompts_page, settings_page, table_page
from breadtui.ui.present.board.prompt_lines import PairFold, PromptPage, prompt_page
from breadtui.ui.present.board.view import BoardView, Sight, through
from breadtui.ui.present.compare.comparison_lines import Look
from breadtui.ui.present.glyphs import Glyphs
from breadtui.ui.present.plot.cut_curves import cut_ahead
from breadtui.ui.present.plot.legend import legend_lines
from breadtui.ui.present.plot.metric_names import metric_name
from breadtui.ui.present.plot.overlay import Curves, overlay_request
from breadtui.ui.present.plot.plot_request import Markers, PlotRequest, canvas_width
from breadtui.ui.present.plot.plots import loss_plot
from breadtui.ui.present.tones import Line
from breadtui.values import dataclass, replace

LIGHT_POINTS = 4_000
"""A board of so many points in all is worked out between two keys; what is drawn of it takes turns all the same."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown; `width`, `height` and `heading_width` are the cells of the chart and of the whole."""

    model: BoardModel
    state: AppState
    sides: Sides
    tab: BoardTab
    look: Look
    width: int
    height: int
    heading_width: int
    markers: Markers = Markers.BRAILLE
    unfolded: frozenset[PairFold] = frozenset()

    @property
    def is_light(self) -> bool:
        """Little enough to be worked out at once: short logs, and no texts that are held against each other."""
        return self.tab in {BoardTab.TABLE, BoardTab.ANSWERS} and self.model.points_count() <= LIGHT_POINTS


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """What is shown; `words` stand where there is no curve, `page` is None for answers: they are drawn as they come.

    `request` is the chart of the curves in the size that was wanted.
    """

    view: BoardView
    curves: Curves
    request: PlotRequest
    words: str
    heading: Line
    table: BoardTable
    settings: Settings
    tab: BoardTab
    page: Page | None
    prompts: PromptPage


_NO_PROMPTS = PromptPage((), ())
NOTHING = BoardPicture(
    BoardView(),
    Curves(()),
    PlotRequest((), 0, 0, 0.0, 1.0),
    words="",
    heading=(),
    table=BoardTable("", 0.0, ()),
    settings=Settings((), 0),
    tab=BoardTab.TABLE,
    page=None,
    prompts=_NO_PROMPTS,
)
"""What is shown before the first picture."""


def picture_of(wanted: Wanted) -> BoardPicture:
    """The picture. What the model keeps is worked out by it alone, so never call it from two threads at a time."""
    model, look = wanted.model, wanted.look
    curves = model.curves(wanted.width, wanted.markers)
    request = overlay_request(curves, wanted.width, wanted.height)
    cut_ahead(request)
    table = model.table()
    heading = chart_heading(model, curves, table, look.glyphs, request=request, width=wanted.heading_width)
    settings = wanted.sides.settings(wanted.state, model.keys)
    page, prompts = _page(wanted, table, settings)
    words = why_no_curve(model)
    return BoardPicture(model.view, curves, request, words, heading, table, settings, wanted.tab, page, prompts)


def sight_of(picture: BoardPicture, model: BoardModel, width: int) -> Sight:
    """What is on the screen when a key is pressed: curves as they were drawn last, looked at as is wanted by now.

    While curves lie along another axis than is wanted there is nothing to move along.
    """
    view, curves = model.view, picture.curves
    if view.alignment is not picture.view.alignment:
        curves = Curves((), view.unit)
    curves = through(view, curves)
    is_log = picture.request.is_log if view.is_log is None else view.is_log
    return Sight(view, curves, canvas_width(width), is_log, model.metrics, model.alignments)


def why_no_curve(model: BoardModel) -> str:
    """Why nothing is drawn: what is on its way, hidden, not along the axis, not read, or not in any log."""
    hidden, metric = model.view.hidden, metric_name(model.metric)
    logged = [entry for entry in model.entries if entry.series is not None and model.metric in entry.series.columns]
    if any(entry.note == LOADING and entry.key not in hidden for entry in model.entries):
        return "reading metrics"
    if any(entry.key in hidden for entry in logged):
        return _hidden_words(sum(entry.key in hidden for entry in logged), len(model.entries))
    if any(entry.has_log for entry in logged):
        return f"none that has {metric} lies along {model.view.alignment}: x lays them along another axis"
    unread = sum(entry.is_unread for entry in model.entries)
    if unread:
        return f"{unread} log{'' if unread == 1 else 's'} could not be read: the table says why"
    return f"none of them has {metric}" if model.metrics else "none of them has logged anything yet"


def _hidden_words(count: int, bakes_count: int) -> str:
    if count == 1:
        return "1 curve is hidden: space on its row draws it"
    return f"{'all ' if count == bakes_count else ''}{count} curves are hidden: space on a row draws one"


def _page(wanted: Wanted, table: BoardTable, settings: Settings) -> tuple[Page | None, PromptPage]:
    model, look, sides, state = wanted.model, wanted.look, wanted.sides, wanted.state
    match wanted.tab:
        case BoardTab.TABLE:
            return table_page(table, look), _NO_PROMPTS
        case BoardTab.CONFIG:
            return settings_page(model, settings, sides.sides(state, model.keys), look), _NO_PROMPTS
        case BoardTab.PROMPTS:
            pairs, names = sides.prompts(state, model.keys, model.baseline_number), model.paths
            found = prompt_page(pairs, names, model.baseline_number, look, wanted.unfolded, model.styles)
            return prompts_page(found, sides.sides(state, model.keys)), found
        case BoardTab.ANSWERS:
            return None, _NO_PROMPTS


def board_of(wanted: Wanted) -> Board:
    """The board as a whole, without answers."""
    model, sides = wanted.model, wanted.sides
    return Board(
        model.table(),
        sides.settings(wanted.state, model.keys),
        model.view.alignment,
        sides.prompts(wanted.state, model.keys, model.baseline_number),
    )


def chart_text(picture: BoardPicture, model: BoardModel, glyphs: Glyphs) -> str:
    """The chart as plain text under its whole heading, with the cursor where a person put it."""
    request = replace(picture.request, cursor=picture.view.cursor)
    head = chart_heading(model, picture.curves, picture.table, glyphs, request=request)
    plot = loss_plot(request)
    lines = [head, *legend_lines(request, plot, is_of_several=True), *plot]
    return "".join(f"{''.join(span.text for span in line).rstrip()}\n" for line in lines)


def chart_words(curves: Curves, model: BoardModel) -> str:
    """What a chart is of: `chart of 3 bakes`, `chart of 2 of 3 bakes` where the others have no curve in it."""
    drawn, count = len(curves.lines), len(model.entries)
    return f"chart of {'' if drawn == count else f'{drawn} of '}{count} bakes"
