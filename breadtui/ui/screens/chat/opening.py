"""The ways from the explorer to a conversation, and from there to what is made of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from breadtui.domain.names import BakeName, JobKey, Phase, PromptKey, parse_model_path
from breadtui.store.facts.state import AppState, Choice
from breadtui.ui.screens.base.topic import Topic
from breadtui.ui.screens.base.writing import Writing

if TYPE_CHECKING:
    from breadtui.store.chats.chatting import ChatRoom
    from breadtui.ui.screens.base.reading import Wish
    from breadtui.ui.screens.chat.ends import ChatEnd
    from breadtui.ui.screens.making.bake_making import BakeMaking

CHAT_WORD = "chat "
NO_MODEL = "choose a bake that has a model, or name one: chat MODEL …"


class ChatOpening(Topic[Writing]):
    """Opens conversations by the words `chat` and `models`."""

    def __init__(self, screen: Writing, making: BakeMaking) -> None:
        super().__init__(screen)
        self._making = making

    def chat(self, typed: str) -> None:
        """Talk to the models that are named, else to the chosen bake's beside its parent's, or as before."""
        if self.commands is None:
            self.say("not connected yet", is_problem=True)
        elif names := tuple(typed.split()):
            self._show(partial(self._talk_to, names))
        else:
            self._show(partial(self._talk_to_choice, *self._making.chosen_now()))

    def list_models(self) -> None:
        """Which models are served; talk to those that are chosen."""
        self._show(self._talk_to_served)

    def _show(self, wish: Wish) -> None:
        self.work(wish, group="chat screen")

    async def _talk_to_served(self) -> None:
        from breadtui.ui.screens.chat.models_screen import ModelsScreen  # noqa: PLC0415  when it is asked for

        if self.commands is None:
            self.say("not connected yet", is_problem=True)
            return
        models = await self.app.push_screen_wait(ModelsScreen(self.bridge, self.commands, glyphs=self.screen.glyphs))
        if models:
            await self._open_chat(models)

    def complete(self, text: str) -> tuple[str, ...]:
        """How a line that names models may go on: with a path that it does not name yet."""
        if not text.startswith(CHAT_WORD):
            return ()
        from breadtui.store.views.base_models import base_model_in  # noqa: PLC0415  when it is asked for
        from breadtui.ui.present.bake_form.surroundings import model_paths  # noqa: PLC0415  when it is asked for

        head, blank, begun = text.rpartition(" ")
        bases = [base for repo in self.bridge.state.lineages if (base := base_model_in(self.bridge.state, repo))]
        paths = sorted({*model_paths(self.bridge.state), *bases} - set(head.split()))
        return tuple(f"{head}{blank}{path}" for path in paths if path.startswith(begun) and path != begun)

    async def _talk_to(self, names: tuple[str, ...]) -> None:
        from breadtui.domain.chatting.served import named  # noqa: PLC0415  when it is asked for
        from breadtui.domain.errors import BreadError  # noqa: PLC0415
        from breadtui.ui.present.errors import sentence_of  # noqa: PLC0415

        if self.commands is None:
            return
        models = names
        if any(parse_model_path(name) is None for name in names):
            try:
                ids = [model.id for model in await self.commands.served_models()]
                models = tuple(named(name, ids) for name in names)
            except BreadError as error:
                self.say(sentence_of(error), is_problem=True)
        await self._open_chat(models)

    async def _talk_to_choice(self, chosen: Choice | None, checkpoint: int | None) -> None:
        key = chosen if isinstance(chosen, JobKey) else None
        model = self._making.model_of(key, checkpoint)
        if not model or key is None:
            await self._go_back_to_chat()
            return
        parent = parent_model(self.bridge.state, key)
        await self._open_chat((model, parent) if parent and parent != model else (model,))

    async def _go_back_to_chat(self) -> None:
        """What is chosen is no model: as where an answer led to a prompt, go back to the conversation of before."""
        had = () if self.commands is None else tuple(self.commands.chats.threads)
        if had:
            await self._show_chat(had[-1])
        else:
            self.say(NO_MODEL, is_problem=True)

    async def _open_chat(self, models: tuple[str, ...]) -> None:
        if self.commands is not None:
            await self._show_chat(await self._thread_for(self.commands.chats, models))

    async def _show_chat(self, thread_id: str) -> None:
        from breadtui.ui.screens.chat.screen import ChatScreen  # noqa: PLC0415  when it is asked for

        if self.commands is None:
            return
        self.screen.flush()
        end = await self.app.push_screen_wait(ChatScreen(self.bridge, self.commands, thread_id, self.screen.glyphs))
        if end is not None:
            self._lead_on(end)

    async def _thread_for(self, room: ChatRoom, models: tuple[str, ...]) -> str:
        """The conversation with these models that this session has, one that was cut, else a new one."""
        from breadtui.domain.chatting.threads import MOST_MODELS  # noqa: PLC0415  when it is asked for
        from breadtui.store.chats.chatting import RECENT_THREADS  # noqa: PLC0415

        wanted = tuple(dict.fromkeys(models))[:MOST_MODELS]
        here = next((each.id for each in reversed(tuple(room.threads.values())) if each.models == wanted), None)
        if here is not None:
            return here
        kept = next((each for each in await room.kept(RECENT_THREADS) if each.models == wanted), None)
        if kept is not None and kept.is_interrupted:
            self.say("the conversation that was cut is gone on with; n begins a new one")
            return room.go_on(kept)
        return room.begin(wanted)

    def _lead_on(self, end: ChatEnd) -> None:
        """Make, or go to, what an answer led to."""
        from breadtui.ui.screens.chat.ends import BakeOn, GoTo, MakePrompt, MakeTarget  # noqa: PLC0415

        match end:
            case GoTo(what):
                self.screen.go_along(what)
            case MakeTarget(repo, draft):
                self._making.open_target(draft, repo)
            case BakeOn(model):
                self.work(partial(self._bake_on, model), group="lead on")
            case MakePrompt(repo, prompt):
                key = PromptKey(repo, prompt.name)
                if self.commands is not None:
                    self.commands.change_draft(key, prompt)
                self.screen.go_into(key)

    async def _bake_on(self, model: str) -> None:
        path = parse_model_path(model)
        if path is None or self.commands is None:
            return
        if path.repo not in self.bridge.state.opened:
            await self.commands.open_repo(path.repo)
        key = JobKey(path.repo, Phase.BAKE, path.bake)
        self.screen.repos.reveal(key)
        self.screen.choose(key)
        self._making.bake_from(model)


def parent_model(state: AppState, key: JobKey) -> str:
    """The model that a bake began from: its parent's checkpoint, or the repository's base model; empty if unknown."""
    from breadtui.domain.chatting.served import newest  # noqa: PLC0415  when it is asked for
    from breadtui.domain.descent.parentage import parent_path  # noqa: PLC0415
    from breadtui.store.views.base_models import base_model_in  # noqa: PLC0415  when it is asked for
    from breadtui.store.views.comparable import config_of  # noqa: PLC0415
    from breadtui.ui.present.bake_form.surroundings import tree_in  # noqa: PLC0415  when it is asked for

    config = config_of(state, key)
    parent = None if config is None else parent_path(config)
    if parent is not None:
        return str(parent)
    lineage = state.lineages.get(key.repo)
    descent = None if lineage is None else lineage.descents.get(BakeName(key.name))
    if descent is not None and descent.parent is not None:
        tree = tree_in(state, key.repo)
        bake = None if tree is None else tree.bakes.get(descent.parent)
        return newest(bake.model_names) if bake is not None else ""
    return base_model_in(state, key.repo)
