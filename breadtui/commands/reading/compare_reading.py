"""What `breadtui compare` reads: bakes with their logs, and on demand their prompts and what they were taught."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from breadtui.commands.outcome.looks import all_of, remotes_of, trees_of
from breadtui.domain.board.settings import Settings, differing
from breadtui.domain.board.whole import TaughtQuestion
from breadtui.domain.descent.lineage import lineage_of
from breadtui.domain.difference.comparison import Side
from breadtui.domain.errors import BreadError
from breadtui.domain.names import JobKey
from breadtui.domain.outputs.pages import OutputPage
from breadtui.store.clock import SystemClock
from breadtui.store.comparing.answers import BoardAnswers
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import AppState, SeenJob
from breadtui.store.ports.service import BreadApi
from breadtui.store.rows.book import RowsBook
from breadtui.store.views.boarding import base_models_of, rollouts_of
from breadtui.store.views.comparable import Compared, config_of, prompt_keys_of, side_of, target_keys_of
from breadtui.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read besides the logs; `sides` is None where prompts were not asked for."""

    settings: Settings
    sides: tuple[Side, ...] | None = None
    questions: tuple[TaughtQuestion, ...] = ()
    questions_count: int = 0
    notes: tuple[str, ...] = ()


async def looked_at(api: BreadApi, keys: Sequence[JobKey]) -> AppState:
    """The bakes, their logs and the lineages they stand in. Raises: BreadError; a tree that fails is done without."""
    now = SystemClock().now()
    jobs = {key: SeenJob(job, now, now) for key, job in (await all_of(api.job, keys)).items()}
    logs = {key: Ready(series, now) for key, series in (await all_of(api.metrics, keys)).items()}
    repos = list(dict.fromkeys(key.repo for key in keys))
    trees = zip(repos, await trees_of(api, repos), strict=True)
    lineages = {repo: lineage_of(tree) for repo, tree in trees if not isinstance(tree, BreadError)}
    return AppState(lineages=lineages, jobs=jobs, metrics=logs)


async def gathered_of(
    api: BreadApi, state: AppState, keys: Sequence[JobKey], *, has_prompts: bool, questions_count: int
) -> Gathered:
    """What differs between them, and so many questions that most of them share. Raises: Unauthorized.

    A target, a prompt or a rollout that cannot be read says why where it would stand.
    """
    found = Gathered(differing([config_of(state, key) for key in keys], base_models_of(state, keys)))
    if has_prompts:
        state = await _with_prompts(api, state, keys, SystemClock().now())
        found = replace(found, sides=tuple(side_of(state, Compared(key)) for key in keys))
    return await _with_answers(api, found, state, keys, questions_count) if questions_count else found


async def _with_prompts(api: BreadApi, state: AppState, keys: Sequence[JobKey], now: datetime) -> AppState:
    targets = dict.fromkeys(key for bake in keys for key in target_keys_of(state, Compared(bake)))
    state = replace(state, targets=await remotes_of(api.target, targets, now))
    prompts = dict.fromkeys(key for bake in keys for key in prompt_keys_of(state, Compared(bake)))
    return replace(state, prompts=await remotes_of(api.prompt, prompts, now))


async def _with_answers(api: BreadApi, found: Gathered, state: AppState, keys: Sequence[JobKey], most: int) -> Gathered:
    def book_of(rollout: JobKey) -> RowsBook:
        async def page(offset: int, limit: int) -> OutputPage:
            return await api.output_page(rollout, offset=offset, limit=limit)

        return RowsBook(rollout, page)

    answers = BoardAnswers([rollouts_of(state, key) for key in keys], book_of)
    await answers.read(lambda: None)
    questions: list[TaughtQuestion] = []
    for index, asked in enumerate(answers.asked[:most]):
        await answers.want(asked)
        questions.append(answers.taught(index))
    return replace(found, questions=tuple(questions), questions_count=len(answers.asked), notes=answers.notes)
