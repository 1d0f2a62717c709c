"""Stars, hiding, tags and notes by key and by word; they are kept here or in the team's file, never at the service."""

from __future__ import annotations

from collections.abc import Mapping

from textual.worker import Worker

from breadtui.domain.labels.labels import LabelChange, Labelled, tag_problem
from breadtui.domain.names import JobKey, PromptKey, RepoName, TargetKey
from breadtui.ui.present.jobs.rows import markable
from breadtui.ui.present.labels_lines import counts_told, told
from breadtui.ui.present.tree.keys import labelled_of
from breadtui.ui.screens.looking.seeking import Seeking

REREAD_SECONDS = 2.0
"""How often the file of labels is looked at; a look costs nothing where it did not move."""
LABEL_WORDS = frozenset({"tag", "untag", "star", "hide", "unhide", "hidden", "note", "labels"})
IN_MEMORY = "kept for as long as this program runs"


class Labelling(Seeking):
    """Puts labels on what is marked, else on what the cursor stands on, else on what is chosen."""

    _rereading_labels: Worker[None] | None = None

    def begin_labels(self) -> None:
        """Follow the file from now on."""
        self.set_interval(REREAD_SECONDS, self._reread_labels)

    def _reread_labels(self) -> None:
        """Look, unless the last look is still waiting for a slow disk."""
        is_looking = self._rereading_labels is not None and not self._rereading_labels.is_finished
        if self.commands is not None and self.commands.label_place is not None and not is_looking:
            self._rereading_labels = self.run_worker(self.commands.reread_labels, group="labels")

    def action_star(self) -> None:
        """Star it, or take the star off; of several marked, all or none."""
        whats = self.to_label()
        is_on = not all(self.bridge.state.labels.at(what).is_starred for what in whats)
        self._label(whats, LabelChange(is_starred=is_on))

    def action_hide(self) -> None:
        """Hide it from tree and jobs; what is seen though it is hidden is taken out of hiding."""
        whats = self.to_label()
        is_on = not all(self.bridge.state.labels.at(what).is_hidden for what in whats)
        self._label(whats, LabelChange(is_hidden=is_on))

    def to_label(self) -> tuple[Labelled, ...]:
        """What a label is put on."""
        from breadtui.store.marking.labelling import labelled_now  # noqa: PLC0415  the commands, loaded after the first frame

        state = self.bridge.state
        if not state.marked and self.repos.has_focus and (row := self.repos.cursor_key) is not None:
            what = labelled_of(row)
            return () if what is None else (what,)
        if not state.marked and self.jobs.has_focus and isinstance(job := self.jobs.cursor_key, JobKey):
            return (markable(job),)
        return labelled_now(state)

    def label_by_word(self, word: str, rest: str) -> None:
        """Do `tag`, `untag`, `star`, `hide`, `unhide`, `hidden`, `note` or `labels`."""
        match word:
            case "tag" | "untag":
                self._tag(rest, is_off=word == "untag")
            case "star":
                is_on = {"": None, "on": True, "off": False}.get(rest)
                self.action_star() if is_on is None else self._label(self.to_label(), LabelChange(is_starred=is_on))
            case "hide" | "unhide":
                self._label(self._hidden_called(rest) or self.to_label(), LabelChange(is_hidden=word == "hide"))
            case "hidden":
                self._show_hidden()
            case "note":
                self._note(rest)
            case _:
                self._tell_labels()

    def _tag(self, words: str, *, is_off: bool) -> None:
        tags = tuple(word.removeprefix("#") for word in words.split())
        problem = next((told_ for tag in tags if (told_ := tag_problem(tag)) is not None), None)
        if problem is not None:
            self.say(problem, is_problem=True)
        elif is_off:
            self._label(self.to_label(), LabelChange(dropped=tags, drops_all_tags=not tags))
        else:
            self._label(self.to_label(), LabelChange(added=tags))

    def _note(self, text: str) -> None:
        """Write a note; without a text the line is opened with the one there is, `-` takes it away."""
        whats = self.to_label()
        if text or not whats:
            self._label(whats, LabelChange(note="" if text == "-" else text.replace("\\n", "\n")))
            return
        before = self.bridge.state.labels.at(whats[0]).note.replace("\n", "\\n")
        self.ask_line(f"note {before}")

    def _label(self, whats: tuple[Labelled, ...], change: LabelChange) -> None:
        if self.commands is None or not whats:
            self.say("choose what to label", is_problem=True)
            return
        changes: Mapping[Labelled, LabelChange] = dict.fromkeys(whats, change)
        # Before it is done: what is hidden by it is not what a person did not see.
        tail = self.unseen_marks().tail([what for what in self.bridge.state.marked if what in changes])
        if self.commands.label(changes):
            self.say(f"{told(whats, change)}{tail}")
            self.retitle()
        else:
            self.say("it is so already")

    def _show_hidden(self) -> None:
        if self.commands is None:
            return
        labels = self.bridge.state.labels
        self.commands.show_hidden(is_shown=not labels.are_hidden_shown)
        if not labels.hidden:
            self.say("nothing is hidden: I or :hide hides what is marked or chosen")
        elif not labels.are_hidden_shown:
            self.say("hidden things are shown, dimmed; :hidden leaves them out again")
        self.retitle()

    def _hidden_called(self, name: str) -> tuple[Labelled, ...]:
        """What hidden things are called so, by `REPO`, `REPO/NAME` or the name alone."""
        found = self.bridge.state.labels.hidden
        return tuple(what for what in found if name and name in _names(what))

    def _tell_labels(self) -> None:
        place = self.commands.label_place if self.commands is not None else None
        where = IN_MEMORY if place is None else f"in {place.name}{', shared by the team' if place.is_shared else ''}"
        self.say(counts_told(self.bridge.state.labels, where))


def _names(what: Labelled) -> tuple[str, ...]:
    match what:
        case JobKey(repo, _, name) | PromptKey(repo, name) | TargetKey(repo, name):
            return (name, f"{repo}/{name}")
        case str():
            return (RepoName(what),)
        case _:
            return (f"{what.bake}/{what.step}", f"{what.repo}/{what.bake}/{what.step}")
