"""From an answer to what made it: rows, teacher prompt, a target that asks the question, a bake that goes on."""

from __future__ import annotations

from typing import NamedTuple

from textual import work

from breadtui.domain.names import (
    JobKey,
    ModelPath,
    Phase,
    PromptKey,
    PromptName,
    TargetKey,
    TargetName,
    parse_model_path,
)
from breadtui.domain.prompt.free_names import free_name
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.recipe import datasets_of
from breadtui.domain.target.draft import TargetDraft, draft_from
from breadtui.domain.target.questions_added import with_questions
from breadtui.export.pages.chat_text import prompt_messages, questions_of
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.views.comparable import config_of
from breadtui.ui.present.rows.options import furthest_rows
from breadtui.ui.screens.asking.option_menu import OptionScreen
from breadtui.ui.screens.chat.asking import ChatAsking
from breadtui.ui.screens.chat.asking_rows import AskingRows
from breadtui.ui.screens.chat.ends import BakeOn, GoTo, MakePrompt, MakeTarget
from breadtui.ui.screens.chat.reasons import NOT_BAKED, READ_ONLY

FRESH = TargetName("")
"""A target that is not there yet."""
_DIGITS = "123456789"


class TargetOption(NamedTuple):
    """One target; `letter` is empty beyond the ninth, `label` is raw."""

    letter: str
    label: str
    key: TargetKey


class ChatLeadingOn(ChatAsking):
    """Closes with where an answer leads, or opens its rows above the conversation."""

    def baked(self) -> ModelPath | None:
        """The baked model that is meant: that of the side in use, else the first of the conversation."""
        # While sides are put in each other's place there is none for a moment.
        used = (self.log_in_use.column.model,) if self.logs else ()
        models = (*used, *self.thread.models)
        return next((path for model in models if (path := parse_model_path(model)) is not None), None)

    @work(group="lead", exclusive=True)
    async def action_rows(self) -> None:
        """Read the rows that taught the model, from the one the question was taken from; `c` there asks a question."""
        if (target := await self._ask_target("Rows of which target?")) is None:
            return
        state = self.bridge.state
        key, place = furthest_rows(JobKey(target.repo, Phase.STIM, target.name), state), 0
        number = self.number
        source = None if number is None else self.thread.exchanges[number].source
        if source is not None and (source.key.repo, source.key.name) == (target.repo, target.name):
            key, place = source.key, source.place
        screen = AskingRows(self.bridge, self.commands, key, self.glyphs)
        screen.start_at(place)
        wanted = await self.app.push_screen_wait(screen)
        if screen.picked is not None:
            self.take_question(*screen.picked)
        elif wanted is not None:
            self.dismiss(GoTo(wanted))

    @work(group="lead", exclusive=True)
    async def action_teacher(self) -> None:
        """Go to the teacher prompt of what taught the model."""
        if (target := await self._ask_target("Teacher prompt of which target?")) is None:
            return
        config = config_of(self.bridge.state, target)
        teacher = None if config is None else config.get("teacher_prompt")
        if isinstance(teacher, str) and teacher:
            self.dismiss(GoTo(PromptKey(target.repo, PromptName(teacher))))
        else:
            self.say("the target names no teacher prompt", is_problem=True)

    @work(group="lead", exclusive=True)
    async def action_add_question(self) -> None:
        """Begin a target that asks this question as well: targets do not change, so it is one like another."""
        number = self.number
        if number is None:
            self.say("nothing was asked yet", is_problem=True)
        else:
            await self._make_target((self.thread.exchanges[number].question,))

    @work(group="lead", exclusive=True)
    async def all_questions(self) -> None:
        """Begin a target that asks all that was asked here."""
        if questions := questions_of(self.thread):
            await self._make_target(questions)
        else:
            self.say("nothing was asked yet", is_problem=True)

    async def _make_target(self, questions: tuple[str, ...]) -> None:
        if self.commands.is_read_only:
            self.say(READ_ONLY, is_problem=True)
            return
        target = await self._ask_target("Ask it in a target like which?", has_fresh=True)
        if target is None:
            return
        draft = TargetDraft()
        if target.name != FRESH:
            config = config_of(self.bridge.state, target)
            if config is None:
                self.say("the target could not be read", is_problem=True)
                return
            contents = value_of(self.bridge.state.contents.get(target.repo, NOT_ASKED))
            taken = contents.targets if contents is not None else (target.name,)
            draft = draft_from(config, free_name(target.name, taken))
        self.dismiss(MakeTarget(target.repo, with_questions(draft, questions)))

    def action_bake_from(self) -> None:
        """Begin a bake that goes on from the model of this side."""
        if (path := self.baked()) is None:
            self.say("bake from here wants a baked model", is_problem=True)
        else:
            self.dismiss(BakeOn(str(path)))

    def as_prompt(self, name: str) -> None:
        """Begin a prompt that holds the conversation with the model of this side."""
        path = self.baked()
        messages = prompt_messages(self.thread, self.log_in_use.column.model)
        chosen = self.bridge.state.chosen
        near = chosen if chosen is None or isinstance(chosen, str) else chosen.repo
        repo = near if path is None else path.repo
        if not messages or repo is None:
            self.say("nothing was asked yet" if repo is not None else "no repository is chosen", is_problem=True)
            return
        contents = value_of(self.bridge.state.contents.get(repo, NOT_ASKED))
        taken = contents.prompts if contents is not None else ()
        chosen_name = name or free_name("chat", ("chat", *taken))
        if chosen_name in taken:
            self.say(f"there is a prompt {chosen_name}; `prompt NAME` names another", is_problem=True)
            return
        self.dismiss(MakePrompt(repo, Prompt(PromptName(chosen_name), messages)))

    async def _ask_target(self, heading: str, *, has_fresh: bool = False) -> TargetKey | None:
        """One of the targets that taught the model; asked only where there are several. It is read by then."""
        path = self.baked()
        if path is None:
            self.say(NOT_BAKED, is_problem=True)
            return None
        if path.repo not in self.bridge.state.opened:
            await self.commands.open_repo(path.repo)
        config = config_of(self.bridge.state, JobKey(path.repo, Phase.BAKE, path.bake))
        names = list(dict.fromkeys(dataset.target for dataset in datasets_of(config or {})))
        keys = [TargetKey(path.repo, TargetName(name)) for name in names]
        if not keys and not has_fresh:
            self.say(f"it is not known what taught {path.bake}", is_problem=True)
            return None
        options = [TargetOption(letter, key.name, key) for letter, key in zip(_DIGITS, keys, strict=False)]
        if has_fresh:
            options.append(TargetOption("n", "a new target with this question alone", TargetKey(path.repo, FRESH)))
        option: TargetOption | None = options[0]
        if len(options) > 1:
            option = await self.app.push_screen_wait(OptionScreen[TargetOption](heading, options, "choose", by="digit"))
        if option is not None and option.key.name != FRESH and config_of(self.bridge.state, option.key) is None:
            await self.commands.refresh(option.key)
        return None if option is None else option.key
