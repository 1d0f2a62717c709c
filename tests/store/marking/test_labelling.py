"""Labels: changed here and in the file, read where the file moved, old tags taken over once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from breadtui.domain.labels.file_text import ReadLabels, changed_text, read_labels
from breadtui.domain.labels.labels import CheckpointKey, Label, LabelChange, Labelled
from breadtui.domain.names import BakeName, Phase
from breadtui.store.commands import Commands
from breadtui.store.facts.tagging import TAGS_FACT, tags_json
from breadtui.store.marking.labelling import labelled_now
from breadtui.store.store import Store
from tests.fakes.api import FakeApi
from tests.fakes.clock import ManualClock
from tests.fakes.journal import MemoryDrafts, MemoryJournal
from tests.fakes.states import REPO, a_key, a_prompt_key, a_state, a_target_key

STARRED = LabelChange(is_starred=True)


class MemoryPlace:
    """A file of labels in memory."""

    name = "labels.toml"
    is_shared = False

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.seen: str | None = None
        self.writes = 0
        self.is_full = False

    def change(self, changes: Mapping[Labelled, LabelChange]) -> None:
        self.text = changed_text(self.text, changes)
        self.writes += 1

    async def moved(self) -> ReadLabels | None:
        if self.text == self.seen:
            return None
        self.seen = self.text
        return read_labels(self.text)

    async def is_written(self) -> bool:
        return not self.is_full


class SlowPlace(MemoryPlace):
    """Reads the file so slowly that something happens before it is told what it said."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.meanwhile: list[Callable[[], object]] = []

    async def moved(self) -> ReadLabels | None:
        read = await super().moved()
        if self.meanwhile:
            self.meanwhile.pop(0)()
        return read


def desk(place: MemoryPlace | None = None, **parts: object) -> tuple[Commands, Store, MemoryJournal]:
    store, journal = Store(a_state(**parts)), MemoryJournal()  # type: ignore[arg-type]  # by name
    commands = Commands(store, FakeApi(), journal, MemoryDrafts(), ManualClock())
    commands.label_place = place
    return commands, store, journal


async def test_a_star_is_in_the_state_and_in_the_file() -> None:
    place = MemoryPlace()
    commands, store, _ = desk(place)
    assert commands.label({a_key(): STARRED})
    assert store.state.labels.at(a_key()) == Label(is_starred=True)
    assert "coder.bakes.coder_v1 = {star = true}" in place.text


async def test_what_is_so_already_is_not_written_again() -> None:
    place = MemoryPlace()
    commands, store, _ = desk(place)
    commands.label({a_key(): STARRED})
    before = store.state
    assert not commands.label({a_key(): STARRED})
    assert store.state is before
    assert place.writes == 1


async def test_what_a_colleague_wrote_is_taken_where_the_file_moved() -> None:
    place = MemoryPlace()
    commands, store, _ = desk(place)
    await commands.restore_labels()
    place.text = 'coder.prompts.teacher = {note = "ask Ada", tags = ["shared"]}\n'
    await commands.reread_labels()
    assert store.state.labels.at(a_prompt_key()).note == "ask Ada"
    assert store.state.tags == {a_prompt_key(): ("shared",)}
    before = store.state
    await commands.reread_labels()
    assert store.state is before


async def test_what_is_labelled_during_a_look_stays_though_the_look_says_otherwise() -> None:
    place = SlowPlace()
    commands, store, _ = desk(place)
    place.meanwhile = [lambda: commands.label({a_key(): STARRED}), lambda: commands.label({a_key("other"): STARRED})]
    await commands.reread_labels()
    assert store.state.labels.at(a_key()).is_starred
    assert store.state.labels.at(a_key("other")).is_starred


async def test_a_line_that_is_not_understood_is_told_once() -> None:
    place = MemoryPlace("<<<<<<< mine\n")
    commands, store, _ = desk(place)
    await commands.reread_labels()
    place.text += "# more\n"
    await commands.reread_labels()
    assert [notice.text for notice in store.state.notices if "labels.toml, line 1" in notice.text] != []
    assert len(store.state.notices) == 1


async def test_that_all_lines_are_understood_again_is_told_where_one_was_not() -> None:
    place = MemoryPlace("what is this\n")
    commands, store, _ = desk(place)
    await commands.reread_labels()
    place.text = "coder.repo = {star = true}\n"
    await commands.reread_labels()
    place.text = "coder.repo = {hide = true}\n"
    await commands.reread_labels()
    told = [notice.text for notice in store.state.notices]
    assert len(told) == 2
    assert told[1].endswith("labels.toml is understood again, every line of it")


async def test_tags_of_an_older_journal_are_taken_over_once() -> None:
    place = MemoryPlace('coder.bakes.coder_v1 = {tags = ["new"]}\n')
    commands, store, journal = desk(place)
    journal.facts[TAGS_FACT] = tags_json({a_key(): ("old",), a_target_key(): ("x",)})
    await commands.restore_labels()
    assert store.state.tags == {a_key(): ("new", "old"), a_target_key(): ("x",)}
    assert 'tags = ["new", "old"]' in place.text
    assert journal.facts[TAGS_FACT] == []
    commands.untag(a_target_key())
    await commands.restore_labels()
    assert a_target_key() not in store.state.tags


async def test_tags_of_an_older_journal_stay_there_until_they_are_in_the_file() -> None:
    place = MemoryPlace()
    place.is_full = True
    commands, store, journal = desk(place)
    journal.facts[TAGS_FACT] = tags_json({a_key(): ("old",)})
    await commands.restore_labels()
    assert store.state.tags == {a_key(): ("old",)}
    assert journal.facts[TAGS_FACT] == tags_json({a_key(): ("old",)})
    place.is_full = False
    await commands.restore_labels()
    assert journal.facts[TAGS_FACT] == []


async def test_hiding_a_target_hides_its_stim_and_rollout_and_a_repository_all_of_it() -> None:
    commands, store, _ = desk(MemoryPlace())
    commands.label({a_target_key(): LabelChange(is_hidden=True)})
    labels = store.state.labels
    assert labels.is_hidden(a_key("wise", Phase.STIM))
    assert not labels.is_hidden(a_key())
    commands.label({REPO: LabelChange(is_hidden=True)})
    assert store.state.labels.is_hidden(a_key())
    commands.show_hidden(is_shown=True)
    assert not store.state.labels.leaves_out(a_key())
    assert store.state.labels.is_hidden(a_key())


async def test_a_label_goes_on_what_is_marked_else_on_the_checkpoint_that_is_looked_at() -> None:
    _, store, _ = desk(chosen=a_key(), checkpoint=30)
    assert labelled_now(store.state) == (CheckpointKey(REPO, BakeName("coder_v1"), 30),)
    _, store, _ = desk(chosen=a_key(), checkpoint=30, marked=(a_prompt_key(),))
    assert labelled_now(store.state) == (a_prompt_key(),)
    _, store, _ = desk()
    assert labelled_now(store.state) == ()
