"""`:new repo`: asks for name and base model until a repository is made, then goes there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker

from breadtui.domain.base_models import known_base_models
from breadtui.domain.names import RepoName
from breadtui.store.facts.remote import value_of
from breadtui.ui.screens.asking.new_repo import NewRepoScreen, RepoWish
from breadtui.ui.screens.base.reading import Reading
from breadtui.ui.screens.base.topic import Topic
from breadtui.ui.screens.base.writing import READ_ONLY

if TYPE_CHECKING:
    from breadtui.store.making.making_repos import MadeRepo

REPO = "repo"
FORM = "new repo NAME [BASE_MODEL]"


class MakingRepos(Topic[Reading]):
    """Makes repositories."""

    def new_repo(self, rest: str) -> None:
        """Make the repository that `NAME [BASE]` says; a dialog asks for what is missing, and after a refusal."""
        words = rest.split()
        if len(words) > 2:
            self.say(FORM, is_problem=True)
        elif self.commands is not None and self.commands.is_read_only:
            self.say(READ_ONLY, is_problem=True)
        elif self.commands is None:
            self.say("not connected yet", is_problem=True)
        else:
            name, base_model = RepoName(words[0] if words else ""), words[1] if len(words) == 2 else None
            self.work_beside(partial(self._ask_repo, name, base_model), group="answer")

    async def _ask_repo(self, name: RepoName, base_model: str | None) -> None:
        """Without a base model on the line the dialog proposes one; with both nothing more is asked at first."""
        repos = value_of(self.bridge.state.repos) or ()
        models = known_base_models(repos)
        wish: RepoWish | None = RepoWish(name, models[0] if base_model is None else base_model)
        problem, is_asked = "", base_model is None
        while wish is not None:
            if is_asked:
                taken = frozenset(repo.name for repo in repos)
                wish = await self.app.push_screen_wait(NewRepoScreen(models, taken, wish=wish, problem=problem))
                if wish is None:
                    return
            made = await self._made(wish)
            if made.repo is not None:
                self._show_repo(made.repo.name)
                return
            problem, is_asked = made.words, True

    async def _made(self, wish: RepoWish) -> MadeRepo:
        """Sent by a worker of the app, which goes on where this screen ends."""
        from breadtui.store.making.making_repos import MadeRepo  # noqa: PLC0415  before the first frame it would cost

        commands = self.commands
        if commands is None:
            return MadeRepo(None, "not connected yet")
        worker: Worker[MadeRepo] = self.app.run_worker(
            commands.new_repos.make_repo(wish.name, wish.base_model or None), group="write"
        )
        return await worker.wait()

    def _show_repo(self, name: RepoName) -> None:
        self.screen.repos.reveal(name)
        self.screen.choose(name)
