"""With what a conversation asks, and whom."""

from __future__ import annotations

from typing import NamedTuple

from textual import work

from breadtui.domain.chatting.served import named
from breadtui.domain.chatting.threads import MOST_MODELS, ChatSettings
from breadtui.domain.errors import BreadError
from breadtui.domain.names import PromptKey, PromptName, RepoName
from breadtui.domain.target.generators import HIGHEST_TEMPERATURE
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.present.chat.heading import settings_text
from breadtui.ui.present.chat.lines import cut_name
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.screens.asking.option_menu import OptionScreen
from breadtui.ui.screens.chat.leading_on import ChatLeadingOn
from breadtui.ui.screens.chat.reasons import FULL, LAST
from breadtui.ui.screens.chat.system_text import SystemTextScreen
from breadtui.ui.screens.line.command_line import COMMAND, CommandBar
from breadtui.values import replace

NONE = "none"
SAME = "same"
MOST_TOKENS = 1_000_000
_THINKING = {"on": True, "off": False, "auto": None}
_NEXT_THINKING = {None: True, True: False, False: None}


class SettingOption(NamedTuple):
    """One setting by its letter; the label is raw, `word` the command that changes it."""

    letter: str
    label: str
    word: str


class ChatSetting(ChatLeadingOn):
    """Changes settings and models by words and by a menu; what was asked already stays as it was asked."""

    def seat(self, models: tuple[str, ...]) -> object:
        """Ask these from now on, and show them side by side."""
        raise NotImplementedError

    @property
    def settings(self) -> ChatSettings:
        """What the next question is sent with."""
        return self.thread.settings

    def _change(self, settings: ChatSettings) -> None:
        self.room.change(self.thread_id, settings)
        self.redraw()

    @work(group="settings", exclusive=True)
    async def action_settings(self) -> None:
        """Choose what to change."""
        said = self.settings
        most = NONE if said.max_tokens is None else str(said.max_tokens)
        heat = NONE if said.temperature is None else f"{said.temperature:g}"
        thinking = next(word for word, value in _THINKING.items() if value is said.is_thinking)
        here = self.log_in_use.column.model
        options = (
            SettingOption("s", "system prompt, as a text", "system"),
            SettingOption("h", f"system prompt of {cut_name(here, 40)} alone", "system-here"),
            SettingOption("t", f"temperature: {heat}", f"temperature {heat}"),
            SettingOption("m", f"most tokens of an answer: {most}", f"max {most}"),
            SettingOption("k", f"thinking: {thinking}", ""),
        )
        option = await self.app.push_screen_wait(OptionScreen[SettingOption]("Settings", options, "change it"))
        if option is None:
            return
        if option.word in {"system", "system-here"}:
            await self._edit_system(None if option.word == "system" else here)
        elif option.word:
            self.query_one(CommandBar).line.ask(COMMAND, option.word)
        else:
            self.action_next_thinking()

    def action_next_thinking(self) -> None:
        """Thinking on, off, as the service likes."""
        self._change(replace(self.settings, is_thinking=_NEXT_THINKING[self.settings.is_thinking]))
        self.say(settings_text(replace(self.settings, system="")))

    def set_thinking(self, word: str) -> None:
        """Thinking by its word."""
        if word in _THINKING:
            self._change(replace(self.settings, is_thinking=_THINKING[word]))
        else:
            self.say("thinking on, off or auto", is_problem=True)

    def set_temperature(self, word: str) -> None:
        """The temperature, or the service's own."""
        try:
            number = None if word == NONE else float(word)
        except ValueError:
            number = -1.0
        if number is None or 0.0 <= number <= HIGHEST_TEMPERATURE:
            self._change(replace(self.settings, temperature=number))
        else:
            self.say(f"a temperature from 0 to {HIGHEST_TEMPERATURE:g}, or none", is_problem=True)

    def set_max(self, word: str) -> None:
        """The most tokens of an answer, or no end."""
        is_number = word.isascii() and word.isdigit() and 0 < int(word) <= MOST_TOKENS
        if word == NONE or is_number:
            self._change(replace(self.settings, max_tokens=int(word) if is_number else None))
        else:
            self.say(f"a number of tokens from 1 to {MOST_TOKENS:,}, or none", is_problem=True)

    @work(group="settings", exclusive=True)
    async def set_system(self, words: str, *, is_here: bool = False) -> None:
        """The system prompt: a text, `@PROMPT` for that of a prompt, none; without words it is edited.

        With `is_here` it is that of the model of this side alone; `same` gives it that of the others again.
        """
        model = self.log_in_use.column.model if is_here else None
        if words == SAME and model is not None:
            self._change(self.settings.with_system_of(model, None))
        elif not words:
            await self._edit_system(model)
        elif words == NONE:
            self._say_system(model, "")
        elif words.startswith("@"):
            await self._take_prompt(model, words[1:])
        else:
            self._say_system(model, words)

    def _say_system(self, model: str | None, text: str) -> None:
        settings = self.settings
        self._change(replace(settings, system=text) if model is None else settings.with_system_of(model, text))

    async def _edit_system(self, model: str | None = None) -> None:
        before = self.settings.system if model is None else self.settings.system_of(model)
        text = await self.app.push_screen_wait(SystemTextScreen(before))
        if text is not None:
            self._say_system(model, text)

    async def _take_prompt(self, model: str | None, typed: str) -> None:
        repo, slash, name = typed.partition("/")
        path = self.baked()
        if not slash:
            repo, name = path.repo if path is not None else "", typed
        key = PromptKey(RepoName(repo), PromptName(name))
        if value_of(self.bridge.state.prompts.get(key, NOT_ASKED)) is None:
            if key.repo and key.repo not in self.bridge.state.opened:
                await self.commands.open_repo(key.repo)
            await self.commands.refresh(key)
        prompt = value_of(self.bridge.state.prompts.get(key, NOT_ASKED))
        if prompt is None:
            self.say(f"there is no prompt {name} in {repo or 'a repository'}; @REPO/PROMPT names one", is_problem=True)
        else:
            told = [message.text for message in prompt.messages if message.role == "system"]
            texts = told or [message.text for message in prompt.messages]
            self._say_system(model, "\n\n".join(texts))

    # -- who is asked -----------------------------------------------------------------------------------------------

    @work(group="models", exclusive=True)
    async def add_model(self, typed: str) -> None:
        """One more model side by side; without a word it is chosen from those that are served."""
        models = self.thread.models
        if len(models) >= MOST_MODELS:
            self.say(FULL, is_problem=True)
            return
        model = typed and await self._meant(typed)
        if not typed:
            from breadtui.ui.screens.chat.models_screen import ModelsScreen  # noqa: PLC0415  when it is asked for

            found = await self.app.push_screen_wait(ModelsScreen(self.bridge, self.commands, most=1, taken=models))
            model = found[0] if found else ""
        if model and model not in models:
            self.seat((*models, model))

    async def _meant(self, typed: str) -> str:
        try:
            return named(typed, [model.id for model in await self.commands.served_models()])
        except BreadError as error:
            self.say(sentence_of(error), is_problem=True)
            return ""

    def action_add_model(self) -> None:
        """Choose one more model."""
        self.add_model("")

    def action_drop_model(self) -> None:
        """Ask the model of this side no longer."""
        self.drop_model(self.log_in_use.column.model)

    def drop_model(self, model: str) -> None:
        """Ask a model no longer; what it said is kept."""
        models = tuple(each for each in self.thread.models if each != model)
        if len(models) == len(self.thread.models):
            self.say(f"{model} is not asked here", is_problem=True)
        elif not models:
            self.say(LAST, is_problem=True)
        else:
            self.seat(models)
