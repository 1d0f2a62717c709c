"""New bakes: begun from a template, a checkpoint, a target or another bake, and shown in the tree once made."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from breadtui.domain.baking.draft import DEFAULT_TEMPLATE, BakeDraft, going_on_from
from breadtui.domain.forms.places import is_list, merged
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName, TargetKey, TargetName, parse_model_path
from breadtui.domain.prompt.free_names import free_name
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import Choice
from breadtui.ui.present.tree.keys import choice_of
from breadtui.ui.screens.base.reading import path_at
from breadtui.ui.screens.base.writing import READ_ONLY
from breadtui.ui.screens.making.target_making import TargetMaking
from breadtui.ui.screens.making.unfinished import unfinished_question
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.store.commands import Commands
    from breadtui.ui.screens.making.bake_form import BakeFormEnd

KEPT = "the bake is kept: n on a bake goes on with it"
TARGET_FIRST, ONLY_BAKE = "target", "bake"


class BakeMaking(TargetMaking):
    """Opens the form of a bake, filled in by what is chosen."""

    # -- ways in --------------------------------------------------------------------------------------------------

    def new_bake(self, rest: str, repo: RepoName | None = None) -> None:
        """Begin what `[NAME] [--from TEMPLATE]` says; without a template, over marked or chosen targets."""
        from breadtui.ui.screens.words.bake import NotABake, parse_new_bake  # noqa: PLC0415  when it is asked for

        try:
            wish = parse_new_bake(rest)
        except NotABake as problem:
            self.say(str(problem), is_problem=True)
            return
        chosen, _ = self.chosen_now()
        repo = repo or repo_of(chosen)
        is_plain = wish.template == DEFAULT_TEMPLATE
        given = self._given_by_targets(repo, chosen) if is_plain and repo is not None else {}
        self.open_bake(BakeDraft(wish.name, wish.template, given), repo)

    def train_on(self, key: TargetKey) -> None:
        """Begin a bake over a target."""
        self.open_bake(BakeDraft(given=self._given_by_names(key.repo, [key.name])), key.repo)

    def duplicate_bake(self, key: JobKey, name: str = "") -> None:
        """Begin a bake that stands on another as its template; without a name the next free one is proposed."""
        taken = self.bake_names(key.repo)
        self.open_bake(BakeDraft(name or free_name(key.name, taken), key.name), key.repo)

    def bake_from(self, path: str) -> None:
        """Begin a bake that goes on from a model's path, or from what is chosen."""
        chosen, checkpoint = self.chosen_now()
        repo = repo_of(chosen)
        if not path and isinstance(chosen, TargetKey):
            self.new_bake("", repo)
        elif repo is None:
            self.say("choose a repository first", is_problem=True)
        elif model := path or self.model_of(chosen if isinstance(chosen, JobKey) else None, checkpoint):
            if parse_model_path(model) is None:
                self.say(f"no baked model: {model}; it is user/repo/bake/checkpoint", is_problem=True)
            elif self._may_make(repo):
                self.work(partial(self._go_on_from, repo, model), group="bake form")
        else:
            self.say("choose a bake that has a checkpoint, or a target", is_problem=True)

    def open_bake(self, draft: BakeDraft, repo: RepoName | None = None) -> None:
        """Open the form; a bake that was not finished is gone on with, or given up if a person says so."""
        repo = repo or self.screen.chosen_repo()
        if self._may_make(repo) and repo is not None:
            self.work(partial(self._fill_in_bake, repo, draft), group="bake form")

    def complete_bake(self, text: str) -> tuple[str, ...] | None:
        """How a line that begins a bake may go on; None for other lines."""
        from breadtui.ui.screens.words.bake import BAKE_FROM, NEW_BAKE, bake_from_completions, new_bake_completions  # noqa: PLC0415  when it is asked for

        if text.startswith(f"{BAKE_FROM} "):
            from breadtui.ui.present.bake_form.surroundings import model_paths  # noqa: PLC0415  when it is asked for

            found = bake_from_completions(text.removeprefix(f"{BAKE_FROM} "), sorted(model_paths(self.bridge.state)))
            return tuple(f"{BAKE_FROM} {path}" for path in found)
        if not text.startswith(NEW_BAKE):
            return None
        repo = self.screen.chosen_repo()
        names = sorted(self.bake_names(repo)) if repo is not None else []
        return tuple(NEW_BAKE + whole for whole in new_bake_completions(text.removeprefix(NEW_BAKE), names))

    def bake_names(self, repo: RepoName) -> frozenset[str]:
        """The names of bakes that are taken."""
        tree = value_of(self.bridge.state.trees.get(repo, NOT_ASKED))
        return frozenset(tree.bakes if tree is not None else ())

    def _may_make(self, repo: RepoName | None) -> bool:
        if self.commands is None:
            self.say("not connected yet", is_problem=True)
        elif self.commands.is_read_only:
            self.say(READ_ONLY, is_problem=True)
        elif repo is None:
            self.say("choose a repository first", is_problem=True)
        else:
            return True
        return False

    def chosen_now(self) -> tuple[Choice | None, int | None]:
        """What is chosen, with the training step of a checkpoint; the row the cursor has just come to goes first."""
        row = self.screen.repos.cursor_key if self.screen.repos.has_focus else None
        under = choice_of(row) if row is not None else None
        if row is None or under is None:
            return self.bridge.state.chosen, self.bridge.state.checkpoint
        return under, row.checkpoint

    def model_of(self, key: JobKey | None, checkpoint: int | None) -> str:
        """The path of the chosen checkpoint, or of a bake's newest; empty where it has none."""
        if key is None or key.phase is not Phase.BAKE:
            return ""
        seen, tree = self.bridge.state.jobs.get(key), value_of(self.bridge.state.trees.get(key.repo, NOT_ASKED))
        bake = tree.bakes.get(BakeName(key.name)) if tree is not None else None
        paths = (seen.job.model_names if seen is not None else ()) or (bake.model_names if bake is not None else ())
        return path_at(paths, checkpoint) if paths else ""

    def _given_by_targets(self, repo: RepoName, chosen: Choice | None) -> JsonObject:
        """The marked targets of a repository, or the chosen one, as datasets; their model, if baked, as the parent."""
        state = self.bridge.state
        marked = [one.name for one in state.marked if isinstance(one, TargetKey) and one.repo == repo]
        names = marked or ([chosen.name] if isinstance(chosen, TargetKey) and chosen.repo == repo else [])
        return self._given_by_names(repo, names) if names else {}

    def _given_by_names(self, repo: RepoName, names: Sequence[TargetName]) -> JsonObject:
        datasets: JsonObject = {"datasets": [{"target": name} for name in names]}
        read = self.bridge.state.targets
        targets = [value_of(read.get(TargetKey(repo, name), NOT_ASKED)) for name in names]
        models = {target.config.get("model_name") for target in targets if target is not None}
        model = models.pop() if len(models) == 1 else None
        is_baked = isinstance(model, str) and parse_model_path(model) is not None
        return merged(datasets, going_on_from(str(model)).given) if is_baked else datasets

    # -- the form -------------------------------------------------------------------------------------------------

    async def _fill_in_bake(self, repo: RepoName, draft: BakeDraft) -> None:
        if (commands := self.commands) is None:
            return
        if repo not in self.bridge.state.opened:
            await commands.open_repo(repo)
        await self._filled_in(commands, repo, await self._bake_to_open(commands, repo, draft))

    async def _go_on_from(self, repo: RepoName, model: str) -> None:
        """A bake that starts from a model, over the targets that the same model answers; where none is, one first."""
        from breadtui.ui.present.bake_form.surroundings import answered_by  # noqa: PLC0415  when it is asked for

        if (commands := self.commands) is None:
            return
        if repo not in self.bridge.state.opened:
            await commands.open_repo(repo)
        await commands.load_unread_targets(repo)
        names = answered_by(self.bridge.state, repo, model)
        if not names:
            wish = await self._ask_target_first(repo, model)
            if wish is None:
                return
            names = await self._made_target(commands, repo, model) if wish == TARGET_FIRST else ()
            if wish == TARGET_FIRST and not names:
                return
        draft = going_on_from(model)
        given = merged(draft.given, {"datasets": [{"target": name} for name in names]}) if names else draft.given
        await self._filled_in(commands, repo, await self._bake_to_open(commands, repo, replace(draft, given=given)))

    async def _ask_target_first(self, repo: RepoName, model: str) -> Json:
        from breadtui.ui.present.form.options import Option  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.making.form_picker import PickerScreen  # noqa: PLC0415  when it is asked for

        options = [
            Option(TARGET_FIRST, "a target that it answers, then the bake", "what is learned is then its own voice"),
            Option(ONLY_BAKE, "only the bake", "over targets that other models answer"),
        ]
        picker = PickerScreen(f"No target of {repo} is answered by {model} yet", options, glyphs=self.screen.glyphs)
        picked = await self.app.push_screen_wait(picker)
        return picked[0] if picked else None

    async def _made_target(self, commands: Commands, repo: RepoName, model: str) -> tuple[str, ...]:
        """A new target answered by a model; none where the form was left."""
        from breadtui.domain.target.draft import TargetDraft  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.making.target_form import TargetFormScreen  # noqa: PLC0415  when it is asked for

        given: JsonObject = {"model_name": model} if model else {}
        screen = TargetFormScreen(self.bridge, commands, repo, TargetDraft(given=given), glyphs=self.screen.glyphs)
        made = await self.app.push_screen_wait(screen)
        return () if made is None else (made.name,)

    async def _filled_in(self, commands: Commands, repo: RepoName, draft: BakeDraft) -> None:
        """Show the form until it is left for good: a target that is wanted first comes back among the datasets."""
        from breadtui.ui.screens.making.bake_form import BakeFormScreen  # noqa: PLC0415  when it is asked for

        while True:
            screen = BakeFormScreen(self.bridge, commands, repo, draft, glyphs=self.screen.glyphs)
            end = await self.app.push_screen_wait(screen)
            commands.new_bakes.keep_bake_draft(repo, end.kept)
            if not end.wants_target_of or end.kept is None:
                break
            draft = with_targets(end.kept, await self._made_target(commands, repo, end.wants_target_of))
        self._show_end(end)

    def _show_end(self, end: BakeFormEnd) -> None:
        if end.made is not None:
            self.screen.repos.reveal(end.made)
            self.screen.choose(end.made)
            if end.wants_start:
                self.screen.start_of(end.made)
        elif end.kept is not None:
            self.say(KEPT)

    async def _bake_to_open(self, commands: Commands, repo: RepoName, draft: BakeDraft) -> BakeDraft:
        kept = await commands.new_bakes.kept_bake_draft(repo)
        if kept is None or kept == draft:
            return draft
        if draft == BakeDraft():
            return kept
        if not await self.app.push_screen_wait(unfinished_question("bake", kept.name, repo)):
            return kept
        commands.new_bakes.keep_bake_draft(repo, None)
        return draft


def repo_of(chosen: Choice | None) -> RepoName | None:
    """The repository of what is chosen."""
    return chosen if chosen is None or isinstance(chosen, str) else chosen.repo


def with_targets(draft: BakeDraft, names: tuple[str, ...]) -> BakeDraft:
    """The bake with more targets to learn from."""
    listed = draft.given.get("datasets")
    before: list[Json] = list(listed) if is_list(listed) else []
    return (
        replace(draft, given={**draft.given, "datasets": [*before, *({"target": name} for name in names)]})
        if names
        else draft
    )
