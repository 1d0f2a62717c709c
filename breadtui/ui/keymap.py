"""The keys of the cockpit, in one table; panes add their own, every one with an id."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding

from breadtui.values import dataclass

QUIT = "app.quit"
"""The binding that leaves."""


@dataclass(frozen=True, slots=True)
class Key:
    """One binding: `keys` as Textual spells them, comma-separated; `label` is what help and palette say."""

    id: str
    keys: str
    action: str
    label: str
    tooltip: str
    shown_as: str | None = None
    is_priority: bool = False

    @property
    def binding(self) -> Binding:
        """The same as Textual wants it."""
        return Binding(
            self.keys,
            self.action,
            self.label,
            key_display=self.shown_as,
            show=False,
            priority=self.is_priority,
            tooltip=self.tooltip,
            id=self.id,
        )


EXPLORER: tuple[Key, ...] = (
    Key("pane.tree", "1", "pane(1)", "tree", "Go to the repository tree"),
    Key("pane.detail", "2", "pane(2)", "detail", "Go to the prompt editor or the details"),
    Key("pane.jobs", "3", "pane(3)", "jobs", "Go to the job monitor"),
    Key("pane.metrics", "4", "pane(4)", "metrics", "Go to the metric plots"),
    Key("pane.next", "tab", "next_pane(1)", "next pane", "Go to the next pane"),
    Key("pane.previous", "shift+tab", "next_pane(-1)", "previous pane", "Go to the previous pane"),
    Key("pane.maximise", "z", "maximise", "maximise", "Give the whole screen to this pane, and back"),
    Key("pane.wider", "greater_than_sign", "resize(4)", "wider", "Make the tree wider", shown_as=">"),
    Key("pane.narrower", "less_than_sign", "resize(-4)", "narrower", "Make the tree narrower", shown_as="<"),
    Key("view.back", "escape", "back", "back", "One step back"),
    Key(
        "view.last",
        "ctrl+o,minus",
        "last_view",
        "last view",
        "Back to what was looked at before the last jump; again, to and fro",
        shown_as="-",
    ),
    Key("view.filter", "slash", "filter", "filter", "Filter the focused pane", shown_as="/"),
    Key("view.find", "ctrl+f", "find", "find", "Search names, prompt texts, errors and rows", is_priority=True),
    Key(
        "view.transcript",
        "at",
        "transcript",
        "calls",
        "Every call made to the service: path, time, bytes, status",
        shown_as="@",
    ),
    Key("view.travel", "T", "travel", "travel", "The screen as it was at an earlier minute; arrows go through them"),
    Key("job.run", "S", "start_job", "start", "Start the stim, rollout or bake chosen, or all marked; it asks first"),
    Key("job.watch", "w", "watch", "watch", "Be told when it settles, stalls or diverges; again: no longer"),
    Key("item.actions", "a", "actions", "actions", "All that can be done with what is chosen, each by its letter"),
    Key("data.rows", "o", "rows", "rows", "Read every question and answer of the chosen target, stim, rollout or bake"),
    Key("data.refresh", "r", "refresh", "refresh", "Ask again about what is chosen"),
    Key("data.refresh_all", "R", "refresh_all", "refresh all", "Ask again about everything that is open"),
    Key("view.pause", "P", "pause", "pause", "Freeze the view while recording goes on; again, show all that came"),
    Key("copy.id", "y", "copy_id", "copy", "Copy the name, or a model's path, to your terminal's clipboard"),
    Key("copy.menu", "Y", "copy_menu", "copy as", "Copy as a model's path, curl, Python, bgit, JSON or Markdown"),
    Key("item.json", "i", "json", "as JSON", "Read what is known of the chosen thing as JSON, in the service's words"),
    Key("item.diff", "d", "diff", "diff", "Compare with the parent, or the two that are marked"),
    Key("item.compare", "c", "compare", "compare", "Add the bake to the set to compare; again: compare the set"),
    Key("item.descent", "D", "descent", "descent", "The curves of the bake and its ancestors, joined end to end"),
    Key("item.blame", "b", "blame", "blame", "Which bake taught each line of the chosen one's teachers"),
    Key("item.uses", "U,f5", "uses", "uses", "What uses the chosen prompt, target or bake", shown_as="U"),
    Key("item.new", "n", "new_prompt", "new", "A new prompt, target or bake, as the row of the tree is"),
    Key("item.bake_from", "F", "bake_from", "bake from here", "A bake that goes on from this checkpoint or target"),
    Key(
        "item.history",
        "V,f12",
        "history",
        "history",
        "The versions of the chosen prompt: read, compare, restore",
        shown_as="V",
    ),
    Key("item.star", "A", "star", "star", "Star what is marked or chosen, or take the star off; kept here"),
    Key("item.hide", "I", "hide", "hide", "Hide what is marked or chosen from tree and jobs, or show it again"),
    Key("item.bulk", "B", "bulk", "bulk", "Create elsewhere, export or delete everything that is marked"),
    Key(
        "item.undo",
        "u",
        "undo",
        "undo",
        "Undo the last write to the service after showing it, or the last dismissal in the monitor",
    ),
    Key("item.edit", "e", "edit", "edit", "Edit the chosen prompt, or teacher and student of a target"),
    Key("item.edit_outside", "E", "edit_outside", "own editor", "Edit the chosen prompt in $VISUAL or $EDITOR"),
    Key("app.command", "colon", "command_line", "command", "Type a command", shown_as=":"),
)

APPLICATION: tuple[Key, ...] = (
    Key("app.help", "question_mark,f1", "help", "help", "The keys that are valid now", shown_as="?"),
    Key("app.palette", "ctrl+p", "command_palette", "palette", "All actions by name", is_priority=True),
    Key("app.redraw", "ctrl+l", "redraw", "redraw", "Draw the whole screen again", is_priority=True),
    Key("app.suspend", "ctrl+z", "suspend_process", "suspend", "Back to the shell; fg returns"),
    Key(QUIT, "q", "leave", "quit", "Out of a pane that fills the terminal, else leave; unsaved texts are kept"),
)


@dataclass(frozen=True, slots=True)
class Hint:
    """A word at the foot of the screen for one or two bindings, by their ids; `typed` is written rather than bound."""

    ids: tuple[str, ...]
    label: str
    typed: str = ""


LINE_HINTS: tuple[Hint, ...] = (
    Hint(("line.take",), "take it"),
    Hint(("line.complete",), "complete"),
    Hint(("line.older", "line.newer"), "typed before"),
    Hint(("line.give_up",), "give up"),
)
"""While a word or a filter is typed, on whichever screen."""

HINTS: tuple[Hint, ...] = (
    *LINE_HINTS,
    Hint(("prompt.save",), "save"),
    Hint(("prompt.leave",), "leave text"),
    Hint(("prompt.add",), "add message"),
    Hint(("prompt.role",), "role"),
    Hint(("rows.down", "rows.up"), "move"),
    Hint(("rows.choose",), "open"),
    Hint(("tree.unfold", "tree.fold"), "fold"),
    Hint(("detail.last_tab", "detail.next_tab"), "tabs"),
    Hint(("plan.run",), "run/stop plan"),
    Hint(("plot.left", "plot.right"), "cursor"),
    Hint(("plot.zoom_in", "plot.zoom_out"), "zoom"),
    Hint(("plot.log",), "log"),
    Hint(("plot.metric",), "metric"),
    Hint(("stage.left", "stage.right"), "cursor"),
    Hint(("stage.metric",), "figure"),
    Hint(("stage.export",), "export"),
    Hint(("view.filter",), "filter"),
    Hint(("jobs.sort",), "sort"),
    Hint(("jobs.group",), "blocks"),
    Hint(("jobs.dismiss",), "dismiss"),
    Hint(("item.actions",), "actions"),
    Hint(("job.run",), "start"),
    Hint(("tree.parent", "tree.child"), "parent/child"),
    Hint(("pane.maximise",), "maximise"),
    Hint(("marks.mark",), "mark"),
    Hint(("tree.graph", "tree.focus"), "graph/focus"),
    Hint(("app.command",), "cmd"),
    Hint(("app.palette",), "palette"),
)
"""The foot of the everyday screen, left to right, before help and the way out.

Only what can be done where the focus is gets shown.
"""

TERMINAL_CONFLICTS = {
    "ctrl+b": "the tmux prefix",
    "ctrl+a": "the screen prefix",
    "ctrl+s": "flow control (stop) on some terminals",
    "ctrl+q": "flow control (go on) on some terminals",
    "ctrl+p": "docker's detach keys",
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+j": "enter",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
}
"""Keys that something between the person and the program may swallow."""


def bindings(keys: Iterable[Key]) -> list[Binding]:
    """The table as a class's BINDINGS."""
    return [key.binding for key in keys]
