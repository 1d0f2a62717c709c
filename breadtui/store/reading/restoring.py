"""The first frame from what was last known, before the service answers; and what is known kept for the next start."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from breadtui.domain.answers import Answer, Names, Topic
from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.domain.repos import RepoTree
from breadtui.store.desk import Desk
from breadtui.store.events.answer import events_of
from breadtui.store.events.event import RepoOpened, TreeLoaded
from breadtui.store.facts.remote import NOT_ASKED, last_ready
from breadtui.store.facts.state import AppState, SeenJob

MOST_JOBS = 500
"""Jobs of a repository whose own answers are kept, beside what the tree says of all; those that changed last."""
LARGE_BAKES = 2_000
"""Of larger repositories nothing is written at the end: it would keep a person waiting."""


class Restoring(Desk):
    """Keeps what is known, and begins from it."""

    expect_tree: Callable[[RepoTree], None] | None = None
    """Told of each tree that is restored, so that the service's equal answer costs no second one; set from outside."""

    async def restore_last_known(self, wanted: RepoName | None, most: int) -> None:
        """Show what was known when it was last seen, with its time: `wanted`, or the first `most` repositories.

        Nothing of it is written down as seen now, and all of it is asked again: its age makes it due.
        """
        for answer in await self._journal.last_known(None):
            self._restore([answer])
        listed = last_ready(self._state.repos)
        names = [repo.name for repo in listed.value[:most]] if listed is not None else []
        for name in [wanted] if wanted is not None else names:
            answers = await self._journal.last_known(name)
            if answers and name not in self._state.opened:
                self._store.dispatch(RepoOpened(name))
                self._restore(answers)

    def keep_last_known(self, *, is_end: bool = False) -> None:
        """Have what is known of open repositories written for the next start."""
        state, now = self._state, self._now()
        if (repos := last_ready(state.repos)) is not None:
            self._journal.record_last_known(None, [Answer(Topic.REPOS, None, repos.at, repos.value)], now)
        for repo in state.opened:
            tree = last_ready(state.trees.get(repo, NOT_ASKED))
            if tree is not None and not (is_end and len(tree.value.bakes) > LARGE_BAKES):
                self._journal.record_last_known(repo, tuple(last_known_of(state, repo)), now)

    def _restore(self, answers: Iterable[Answer]) -> None:
        """Past the journal: it knows all this."""
        for event in events_of(answers, self._state):
            self._store.dispatch(event)
            if isinstance(event, TreeLoaded) and self.expect_tree is not None:
                self.expect_tree(event.tree)


def last_known_of(state: AppState, repo: RepoName) -> Iterator[Answer]:
    """What is known of an open repository: its tree, its names, and of jobs what the tree does not say."""
    tree = last_ready(state.trees.get(repo, NOT_ASKED))
    if tree is not None:
        yield Answer(Topic.TREE, repo, tree.at, tree.value)
    contents = last_ready(state.contents.get(repo, NOT_ASKED))
    if contents is not None:
        yield Answer(Topic.CONTENTS, repo, contents.at, Names(contents.value.prompts, contents.value.targets))
    telling = [(key, seen) for key, seen in state.jobs.items() if key.repo == repo and _says_more(key, seen)]
    telling.sort(key=lambda one: (one[1].job.is_active, one[1].changed_at), reverse=True)
    for key, seen in telling[:MOST_JOBS]:
        yield Answer(Topic.JOB, key, seen.seen_at, seen.job)


def _says_more(key: JobKey, seen: SeenJob) -> bool:
    job: Job = seen.job
    if seen.is_gone:
        return False
    if key.phase is not Phase.BAKE or job.status is JobStatus.NOT_STARTED:
        return True  # A tree calls pending what was never started, too: source, the API contract.
    return any(one is not None for one in (job.lines, job.progress_percent, job.error, job.loss, job.job_id))
