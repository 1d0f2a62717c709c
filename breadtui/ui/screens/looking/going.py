"""`:go`: to a repository, or by its path to anything in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.ui.screens.base.filtering import Filtering

if TYPE_CHECKING:
    from breadtui.ui.screens.words.going import Place


class Going(Filtering):
    """Goes to what a path names, opening its repository where that is closed."""

    def go(self, path: str) -> None:
        """Go to `REPO`, `REPO/NAME` (a bake before a target before a prompt), `REPO/prompt/NAME`, `REPO/BAKE/STEP`.

        Where there is no such repository, to what is called so in an open one.
        """
        from breadtui.ui.screens.words.going import path_meant  # noqa: PLC0415  when it is asked for

        path = path_meant(self.bridge.state, path, self.chosen_repo())
        repo, _, rest = path.partition("/")
        self._go(RepoName(repo), path if rest else repo)

    @work(group="go", exclusive=True)
    async def _go(self, repo: RepoName, path: str) -> None:
        from breadtui.ui.screens.words.going import places_named  # noqa: PLC0415  when it is asked for

        if self.commands is not None and repo not in self.bridge.state.opened:
            known = value_of(self.bridge.state.repos)
            if known is not None and repo not in {one.name for one in known}:
                self.say(f"there is no repository {repo}, and nothing of that name in an open one", is_problem=True)
                return
            await self.commands.open_repo(repo)
        places = places_named(self.bridge.state, path)
        if places:
            self._arrive(places)
        else:
            self._look_in_tree(repo, path.removeprefix(f"{repo}/"))

    def _arrive(self, places: tuple[Place, ...]) -> None:
        from breadtui.ui.screens.words.going import also_named  # noqa: PLC0415  when it is asked for

        what, checkpoint = places[0]
        self.repos.reveal(what, checkpoint)
        self.choose(what, checkpoint)
        if others := also_named(places):
            self.say(others)

    def _look_in_tree(self, repo: RepoName, name: str) -> None:
        """A bake of a parent elsewhere has a row without being one of the repository's own."""
        what = JobKey(repo, Phase.BAKE, name)
        if "/" not in name and self.repos.reveal(what):
            self.choose(what)
        elif value_of(self.bridge.state.contents.get(repo, NOT_ASKED)) is None:
            self.say(f"{repo} could not be read: whether it has {name} is not known", is_problem=True)
        else:
            self.say(f"there is no {name} in {repo}: no bake, target or prompt", is_problem=True)

    def complete_go(self, text: str) -> tuple[str, ...]:
        """How the path of `go …` may go on."""
        from breadtui.ui.screens.words.going import paths_in  # noqa: PLC0415  when it is asked for

        state, typed = self.bridge.state, text.removeprefix("go ")
        paths = (*(repo.name for repo in value_of(state.repos) or ()), *paths_in(state))
        return tuple(f"go {path}" for path in paths if path.startswith(typed) and path != typed)
