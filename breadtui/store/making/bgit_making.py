"""Commands between the service and bgit's files: what a file asks for is made, and what there is becomes a file."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from breadtui.domain.bgit.as_input import STUDENT, TEACHER, first_target, input_sections
from breadtui.domain.bgit.checkout import Checkout
from breadtui.domain.bulk import BulkLine, Outcome
from breadtui.domain.errors import BreadError, NotFound
from breadtui.domain.forms.places import is_list
from breadtui.domain.jobs import JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.store.facts.noticing import first_line
from breadtui.store.making.creating_bake import CreatingBake
from breadtui.store.making.creating_target import CreatingTarget
from breadtui.store.making.making_once import Making
from breadtui.store.reading.bgit_seeing import BgitSeeing

if TYPE_CHECKING:
    from breadtui.domain.baking.creation import BakeCreation
    from breadtui.domain.bgit.input_file import Order, Wanted, WantedPrompt
    from breadtui.domain.target.creation import TargetCreation

Named: TypeAlias = PromptKey | TargetKey | JobKey

JOBS_AT_ONCE = 4
MOST_BRANCHES = 20
"""Of so many branches the jobs are asked after when their list is opened."""
MADE = "made"
WAS_THERE = "was there"
NOT_OVERWRITTEN = "something else of that name is there: it was not overwritten"
NOT_ITS_TURN = "not made: what comes before it was not"
TOO_EARLY = "not made: the rollout is not complete, and rows are counted when a bake is made; import again then"


class BgitMaking(BgitSeeing, CreatingBake, CreatingTarget):
    """Makes what an `input.yml` asks for; an equal thing that is there counts as made, nothing is overwritten."""

    async def see_branch_jobs(self) -> None:
        """How the targets and bakes of the branches stand."""
        checkout = self._state.bgit
        gate = asyncio.Semaphore(JOBS_AT_ONCE)

        async def look(key: JobKey) -> None:
            async with gate:
                await self._load_job(key)

        await self._together(look(key) for key in branch_jobs(checkout) if key.repo in self._state.opened)

    async def make_order(self, repo: RepoName, order: Order) -> tuple[BulkLine, ...]:
        """Make the prompts, then the target, then the bake, each with what came of it; the first refusal ends it.

        The bake waits until the target's rollout is complete, as bgit does.
        """
        if not self._may_write("nothing was made"):
            return ()
        lines: list[BulkLine] = []
        for key, make in self._steps(repo, order):
            is_next = all(line.outcome is Outcome.DONE for line in lines)
            lines.append(await make() if is_next else BulkLine(key, Outcome.WAITING, NOT_ITS_TURN))
        if repo in self._state.opened:
            await self._together((self._load_tree(repo), self._load_contents(repo)))
        return tuple(lines)

    def _steps(self, repo: RepoName, order: Order) -> Iterator[tuple[Named, Callable[[], Awaitable[BulkLine]]]]:
        for prompt in order.prompts:
            key = PromptKey(repo, PromptName(prompt.name))
            yield key, partial(self._made_prompt, key, prompt)
        if order.target is not None:
            target = TargetKey(repo, TargetName(order.target.name))
            yield target, partial(self._made_target, target, order.target)
        if order.bake is not None:
            bake = JobKey(repo, Phase.BAKE, order.bake.name)
            yield bake, partial(self._made_bake, bake, order.bake)

    async def _made_prompt(self, key: PromptKey, wanted: WantedPrompt) -> BulkLine:
        asked = Prompt(key.name, *_content(wanted.content))
        making: Making[Prompt, BulkLine] = Making(
            key.name,
            send=partial(self._api.create_prompt, key.repo, asked),
            look=partial(self._api.prompt, key),
            names=partial(self._api.prompt_names, key.repo),
            known_names=tuple,
            is_as_asked=partial(same_text, asked),
            made=lambda _, was_there: BulkLine(key, Outcome.DONE, WAS_THERE if was_there else MADE),
            taken=lambda theirs, _: _line_of_taken(key, is_equal=same_text(asked, theirs)),
        )
        try:
            return await self._made_once(making)
        except BreadError as error:
            return self._line_of_failure(key, error)

    async def _made_target(self, key: TargetKey, wanted: Wanted) -> BulkLine:
        from breadtui.domain.target.draft import TargetDraft  # noqa: PLC0415  when it is asked for

        draft = TargetDraft(key.name, wanted.template, wanted.overrides)
        try:
            below = await self._template_below(key.repo, wanted.template)
            outcome = await self._made_once(self._target_making(key, draft, below))
        except BreadError as error:
            return self._line_of_failure(key, error)
        return _line_of_outcome(key, outcome)

    async def _made_bake(self, key: JobKey, wanted: Wanted) -> BulkLine:
        from breadtui.domain.baking.draft import BakeDraft  # noqa: PLC0415  when it is asked for

        draft = BakeDraft(key.name, wanted.template, wanted.overrides)
        try:
            if not await self._are_rolled_out(key.repo, wanted.overrides):
                return BulkLine(key, Outcome.WAITING, TOO_EARLY)
            below = await self._bake_below(key.repo, wanted.template)
            outcome = await self._made_once(self._bake_making(key, draft, below))
        except BreadError as error:
            return self._line_of_failure(key, error)
        return _line_of_outcome(key, outcome)

    def _line_of_failure(self, key: Named, error: BreadError) -> BulkLine:
        self._refuse_key(error)
        return BulkLine(key, Outcome.FAILED, first_line(error.message))

    async def _are_rolled_out(self, repo: RepoName, overrides: JsonObject) -> bool:
        entries = overrides.get("datasets")
        for entry in entries if is_list(entries) else ():
            name = entry.get("target") if isinstance(entry, Mapping) else None
            try:
                job = await self._api.job(JobKey(repo, Phase.ROLLOUT, str(name)))
            except NotFound:
                return False
            if job.status is not JobStatus.COMPLETE:
                return False
        return True

    async def bgit_sections(self, about: TargetKey | JobKey) -> JsonObject:
        """The sections of an `input.yml` that asks for a target, or for a bake and its first target.

        Raises: BreadError; NotFound where the bake learns from no target.
        """
        bake: tuple[str, JsonObject] | None = None
        target = about
        if isinstance(about, JobKey) and about.phase is Phase.BAKE:
            job = await self._api.job(about)
            bake = (about.name, job.config)
            if (name := first_target(job.config)) is None:
                raise NotFound(f"{about.name} learns from no target")
            target = TargetKey(about.repo, TargetName(name))
        key = TargetKey(target.repo, TargetName(target.name))
        config = (await self._api.target(key)).config
        return input_sections(await self._sides(key.repo, config), (key.name, config), bake)

    async def _sides(self, repo: RepoName, config: JsonObject) -> dict[str, JsonObject]:
        found: dict[str, JsonObject] = {}
        for side, names in ((TEACHER, ("teacher_prompt", "u")), (STUDENT, ("student_prompt", "v"))):
            name = next((one for key in names if isinstance(one := config.get(key), str) and one), None)
            if name is not None:
                found[side] = _body(await self._api.prompt(PromptKey(repo, PromptName(name))))
        return found


def branch_jobs(checkout: Checkout | None) -> list[JobKey]:
    """Stim, rollout and bake of each branch, each once."""
    found: dict[JobKey, None] = {}
    mappings = [branch.mapping for branch in checkout.branches[:MOST_BRANCHES]] if checkout is not None else []
    for mapping in (checkout.mapping if checkout is not None else None, *mappings):
        if mapping is None:
            continue
        if mapping.target_name is not None:
            found[JobKey(mapping.repo, Phase.STIM, mapping.target_name)] = None
            found[JobKey(mapping.repo, Phase.ROLLOUT, mapping.target_name)] = None
        if mapping.bake_name is not None:
            found[JobKey(mapping.repo, Phase.BAKE, mapping.bake_name)] = None
    return list(found)


def _line_of_outcome(key: Named, outcome: TargetCreation | BakeCreation) -> BulkLine:
    from breadtui.domain.baking.creation import Created as BakeCreated  # noqa: PLC0415  when it is asked for
    from breadtui.domain.target.creation import Created as TargetCreated  # noqa: PLC0415  when it is asked for

    match outcome:
        case TargetCreated(was_there=was_there) | BakeCreated(was_there=was_there):
            return BulkLine(key, Outcome.DONE, WAS_THERE if was_there else MADE)
        case _:
            return _line_of_taken(key, is_equal=False)


def _line_of_taken(key: Named, *, is_equal: bool) -> BulkLine:
    """A service may refuse a text that it has already, as it refuses another one."""
    return BulkLine(key, Outcome.DONE, WAS_THERE) if is_equal else BulkLine(key, Outcome.FAILED, NOT_OVERWRITTEN)


def _content(content: JsonObject) -> tuple[tuple[Message, ...], tuple[JsonObject, ...] | None]:
    messages, tools = content.get("messages"), content.get("tools")
    found = (_message(one) for one in messages if isinstance(one, Mapping)) if is_list(messages) else ()
    held = tuple(one for one in tools if isinstance(one, Mapping)) if is_list(tools) else None
    return tuple(found), held


def _message(value: JsonObject) -> Message:
    extra = {key: one for key, one in value.items() if key not in {"role", "content"}}
    content = value.get("content")
    return Message(str(value.get("role", "")), content if isinstance(content, str) or is_list(content) else None, extra)


def _body(prompt: Prompt) -> JsonObject:
    messages = [{"role": one.role, "content": one.content, **one.extra} for one in prompt.messages]
    return {"messages": messages} if prompt.tools is None else {"messages": messages, "tools": list(prompt.tools)}
