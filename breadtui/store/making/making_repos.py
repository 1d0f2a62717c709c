"""The command that makes a repository: made or found, opened, or refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breadtui.domain.errors import BreadError, Conflict, Invalid, NotFound, Unauthorized
from breadtui.domain.names import RepoName, is_impossible_name
from breadtui.store.events.event import RepoMade
from breadtui.store.events.session import KeyRefused
from breadtui.store.facts.noticing import first_line
from breadtui.store.facts.remote import value_of
from breadtui.store.facts.state import Severity
from breadtui.store.ports.service import BreadApi
from breadtui.store.prompts.editing import OUTCOME_UNKNOWN
from breadtui.store.reading.on_demand import Reading
from breadtui.values import dataclass

if TYPE_CHECKING:
    from breadtui.domain.repos import Repo


@dataclass(frozen=True, slots=True)
class MadeRepo:
    """What came of it: the repository, which may have been there; or None and why not."""

    repo: Repo | None
    words: str


class MakingRepos(Reading):
    """Makes repositories, which can neither be renamed nor deleted."""

    async def make_repo(self, name: RepoName, base_model: str | None = None) -> MadeRepo:
        """Make a repository and open it; without a base model the service takes its default.

        One of that name with the same base model is opened as it is; another base model is a refusal.
        """
        if not self._may_write(f"{name} was not created"):
            return MadeRepo(None, "read-only: nothing was created")
        known = {repo.name for repo in value_of(self._state.repos) or ()}
        try:
            repo = await made_repo(self._api, name, base_model)
        except BreadError as error:
            if isinstance(error, Unauthorized):
                self._dispatch(KeyRefused(error, self._now()))
            return MadeRepo(None, await refusal_of(self._api, name, error))
        self._dispatch(RepoMade(repo))
        words = f"{name} was there already" if name in known else f"{name} created"
        self._notice(Severity.INFORMATION, f"{words}, base model {repo.base_model or 'unknown'}")
        await self.open_repo(name)
        return MadeRepo(repo, words)


async def made_repo(api: BreadApi, name: RepoName, base_model: str | None) -> Repo:
    """The repository, made or found as it was wanted; a lost answer is read back. Raises: BreadError."""
    if is_impossible_name(name):
        raise Invalid(f"no repository can be named '{name}'")
    try:
        return await api.create_repo(name, base_model)
    except OUTCOME_UNKNOWN as lost:
        there = await _repo_there(api, name)
        if there is None or (base_model and there.base_model != base_model):
            raise lost from None
        return there


async def refusal_of(api: BreadApi, name: RepoName, error: BreadError) -> str:
    """Why it was not made, in words; of a conflict the base model that is there."""
    if not isinstance(error, Conflict):
        return first_line(error.message)
    try:
        there = await _repo_there(api, name)
    except BreadError:
        there = None
    return conflict_words(name, there.base_model if there is not None else "")


async def _repo_there(api: BreadApi, name: RepoName) -> Repo | None:
    try:
        return await api.repo(name)
    except NotFound:
        return None


def conflict_words(name: RepoName, base_model: str) -> str:
    """That a repository of that name has another base model, which is named where it is known."""
    other = f"base model {base_model}" if base_model else "another base model"
    return f"{name} exists already with {other}, and a repository keeps its base model for good: choose another name"
