"""What people change, turned into commands: each is sent once, and outlives the screen."""

from __future__ import annotations

from textual import on

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.names import JobKey, Phase, PromptKey, RepoName, TargetKey
from breadtui.ui.panes.prompt_text.pane import PromptText
from breadtui.ui.present.unseen import ALL_SEEN, Unseen
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.settling import Settling

READ_ONLY = "read-only: nothing is changed"


class Writing(Settling):
    """Drafts, starts and deletions."""

    def unseen_marks(self) -> Unseen:
        """What is marked and not shown where the person is, so that questions can name it."""
        return ALL_SEEN

    # -- drafts and saves -----------------------------------------------------------------------------------------

    @on(PromptText.Edited)
    def _edited(self, event: PromptText.Edited) -> None:
        self.take_edited(event)

    @on(PromptText.SaveAsked)
    def _save_asked(self, event: PromptText.SaveAsked) -> None:
        self.save(event.key)

    @on(PromptText.SaveRefusedLocally)
    def _refused(self, event: PromptText.SaveRefusedLocally) -> None:
        self.say(event.sentence, is_problem=True)

    @on(PromptText.DiscardAsked)
    def _discard_asked(self, event: PromptText.DiscardAsked) -> None:
        self.discard(event.key)

    @on(PromptText.Left)
    def _left(self) -> None:
        self.show_pane(Pane.TREE)

    def discard(self, key: PromptKey) -> None:
        """Give up an unsaved text."""
        if self.commands is not None:
            self.commands.discard_draft(key)

    def edited_key(self) -> PromptKey | None:
        """The prompt in the editor, with what was half typed handed over."""
        self.flush()
        chosen = self.bridge.state.chosen
        return chosen if isinstance(chosen, PromptKey) else None

    def chosen_repo(self) -> RepoName | None:
        """The repository of what is chosen."""
        chosen = self.bridge.state.chosen
        if chosen is None or isinstance(chosen, str):
            return chosen
        return chosen.repo

    # -- starting -------------------------------------------------------------------------------------------------

    def start_of(self, what: TargetKey | JobKey) -> None:
        """Start a job, or one of a target's, after a check and a question."""
        raise NotImplementedError

    def startable(self, phase: str = "") -> JobKey | None:
        """The job that a start would start: a bake itself; of a target the stim, and then the rollout."""
        chosen = self.bridge.state.chosen
        if isinstance(chosen, JobKey):
            return chosen if not phase or chosen.phase == phase else JobKey(chosen.repo, Phase(phase), chosen.name)
        if not isinstance(chosen, TargetKey):
            return None
        if phase in {Phase.STIM, Phase.ROLLOUT}:
            return JobKey(chosen.repo, Phase(phase), chosen.name)
        stim = JobKey(chosen.repo, Phase.STIM, chosen.name)
        seen = self.bridge.state.jobs.get(stim)
        is_stimmed = seen is not None and seen.job.status is JobStatus.COMPLETE
        return JobKey(chosen.repo, Phase.ROLLOUT, chosen.name) if is_stimmed else stim

    def why_not_start(self, key: JobKey | None) -> str:
        """Why a start makes no sense now; empty where it does."""
        if self.commands is None:
            return "not connected yet"
        if self.commands.is_read_only:
            return READ_ONLY
        if key is None:
            return "choose a bake or a target"
        if key in self.bridge.state.starting:
            return "it is being started"
        seen = self.bridge.state.jobs.get(key)
        return "" if seen is None else _why_settled(seen.job)


def _why_settled(job: Job) -> str:
    if job.is_active:
        return "it is running"
    return "it is complete" if job.status is JobStatus.COMPLETE else ""
