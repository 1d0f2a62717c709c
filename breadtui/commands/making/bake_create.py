"""`breadtui bake create`: a bake from a file; it is not started."""

from __future__ import annotations

import asyncio

from breadtui.commands.making.creating import Arguments, Checked, Creating
from breadtui.commands.outcome.settings_source import Streams, UnusableFile, settings_of_file
from breadtui.domain.baking.check import problems
from breadtui.domain.baking.creation import Created, NotCreated
from breadtui.domain.baking.draft import DEFAULT_TEMPLATE, BakeDraft, entries_of
from breadtui.domain.baking.form import form_of, unknown_keys
from breadtui.domain.baking.from_file import UnreadableBake, draft_of_file
from breadtui.domain.baking.known import Known, KnownTarget, Prospect, prospect
from breadtui.domain.baking.resolved import BUILT_IN
from breadtui.domain.errors import NotFound
from breadtui.domain.forms.creation import Taken
from breadtui.domain.forms.places import dotted
from breadtui.domain.forms.problems import field_problems
from breadtui.domain.json_values import Json, JsonObject
from breadtui.domain.names import JobKey, Phase, RepoName, TargetKey, TargetName
from breadtui.store.clock import SystemClock
from breadtui.store.facts.state import AppState
from breadtui.store.forgetting.journal import NoDrafts, NoJournal
from breadtui.store.making.creating_bake import CreatingBake
from breadtui.store.ports.service import BreadApi
from breadtui.store.store import Store


class BakeFromFile(Creating[JobKey, BakeDraft, Created]):
    """A bake, with an estimate of what its training comes to."""

    created = "is created, not started"
    untold = "in what its template gives beyond what is in the file"

    def __init__(self, api: BreadApi, args: Arguments[JobKey], streams: Streams) -> None:
        super().__init__(api, args, streams)
        self._estimate = Prospect(rows=None, effective_batch=0, steps=None)

    def draft(self) -> BakeDraft:
        """What the file says. Raises: UnusableFile."""
        try:
            return draft_of_file(settings_of_file(self.args.source, self.streams.read), self.args.key.name)
        except UnreadableBake as problem:
            raise UnusableFile(str(problem)) from problem

    async def checked(self, draft: BakeDraft) -> Checked:
        """Against the rules, the repository's names, and each target that is named with its rollout."""
        repo = self.args.key.repo
        below = await _below(self.api, repo, draft.template)
        known = await _known(self.api, repo, draft, below)
        self._estimate = prospect(draft, below, known)
        found = [*field_problems(form_of(draft, below)), *problems(draft, below, known)]
        told = tuple(f"{dotted(one.place)}: {one.sentence}" for one in found if one.place != ("more",))
        return Checked(unknown_keys(draft.given), told, any(not one.is_warning for one in found))

    async def made(self, draft: BakeDraft) -> Created | Taken[BakeDraft] | None:
        """Send it. Raises: BreadError."""
        desk = CreatingBake(Store(AppState()), self.api, NoJournal(), NoDrafts(), SystemClock())
        outcome = await desk.create_bake(self.args.key.repo, draft)
        if isinstance(outcome, NotCreated):
            complaints = {dotted(place): words for place, words in outcome.complaints.items()}
            raise self.refusal(complaints, outcome.error)
        return outcome

    def summary(self, made: Created) -> str:  # noqa: ARG002  what it comes to was counted before it was sent
        """Rows and steps."""
        return estimate_words(self._estimate)

    def head_json(self) -> dict[str, Json]:
        """The bake's name."""
        return {"repo": self.args.key.repo, "bake_name": self.args.key.name}

    def made_json(self, made: Created) -> dict[str, Json]:
        """The configuration, and what it comes to."""
        guess = self._estimate
        return {
            "status": made.job.status.value,
            "config": made.job.config,
            "estimate": {"rows": guess.rows, "steps": guess.steps, "batch": guess.effective_batch},
        }


async def _below(api: BreadApi, repo: RepoName, template: str) -> JsonObject:
    """The template's configuration; nothing of one that is not there, which is told when the bake is made."""
    if template == DEFAULT_TEMPLATE:
        return BUILT_IN
    try:
        return (await api.job(JobKey(repo, Phase.BAKE, template))).config
    except NotFound:
        return {}


async def _known(api: BreadApi, repo: RepoName, draft: BakeDraft, below: JsonObject) -> Known:
    """What the check needs: the names, and each target that is named with its rollout. Raises: BreadError."""
    tree, names = await api.tree(repo), await api.target_names(repo)
    entries = entries_of(draft.resolved(below))
    wanted = list(dict.fromkeys(entry.target for entry in entries if entry.target in names))
    found = await asyncio.gather(*(_known_target(api, repo, name) for name in wanted))
    targets = dict(zip(wanted, found, strict=True))
    models = frozenset(path for bake in tree.bakes.values() for path in bake.model_names)
    return Known(tree.base_model, frozenset(names), targets, None, models, {repo})


async def _known_target(api: BreadApi, repo: RepoName, name: str) -> KnownTarget:
    try:
        target = await api.target(TargetKey(repo, TargetName(name)))
        rollout = await api.job(JobKey(repo, Phase.ROLLOUT, name))
    except NotFound:
        return KnownTarget()
    return KnownTarget(target.config, rollout)


def estimate_words(estimate: Prospect) -> str:
    """Rows and steps by the contract's rule."""
    if not estimate.rows:
        return "no rows yet to train on"
    more = ", rows of unfinished rollouts missing" if estimate.is_partial else ""
    return f"{estimate.rows} rows, an estimate of {estimate.steps} steps of {estimate.effective_batch}{more}"
