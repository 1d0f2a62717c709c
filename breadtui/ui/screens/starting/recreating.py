"""The recreation plan of the chosen bake: checked, run after a question, stopped, gone on with, decided about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import Worker

from breadtui.domain.names import JobKey, Phase, RepoName
from breadtui.store.facts.remote import Failed, Remote, value_of
from breadtui.ui.panes.bake_details import BakeDetails
from breadtui.ui.present.detail.details import Tab
from breadtui.ui.present.detail.plan_slice import check_shown, run_shown
from breadtui.ui.present.errors import sentence_of
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.writing import READ_ONLY, Writing

if TYPE_CHECKING:
    from breadtui.domain.recreation.check import PlanCheck
    from breadtui.domain.recreation.run import PlanRun, RunKey
    from breadtui.ui.screens.words.plan import PlanWish


class Recreating(Writing):
    """Turns what people want of a plan into commands; nothing is made or started without a yes."""

    def restore_plans(self) -> None:
        """Go on with the runs of earlier sessions, and offer those that were stopped."""
        if self.commands is not None:
            self.carry_out(self.commands.restore_plans)
            _: Worker[None] = self.run_worker(self.commands.follow_plans, group="follow plans", exclusive=True)

    @on(BakeDetails.PlanWished)
    def _plan_wished(self, event: BakeDetails.PlanWished) -> None:
        if (key := self._planned()) is not None:
            self._run_from_row(key, event.step)

    def action_refresh(self) -> None:
        """Ask again about what is chosen; where its plan is looked at, about each step too."""
        super().action_refresh()
        chosen = self.bridge.state.chosen
        if isinstance(chosen, JobKey) and self.details.tab is Tab.PLAN and self.details.is_on_screen:
            self._check_plan(chosen, _into_of(check_shown(self.bridge.state, chosen)) or chosen.repo)

    def do_plan(self, rest: str) -> None:
        """Do what follows `plan` on the command line, or say what may stand there."""
        from breadtui.ui.screens.words.plan import NotAPlan, parse_plan  # noqa: PLC0415  when it is asked for

        try:
            wish = parse_plan(rest)
        except NotAPlan as problem:
            self.say(str(problem), is_problem=True)
            return
        if (key := self._planned()) is not None:
            self._do(key, wish)

    def _do(self, key: JobKey, wish: PlanWish) -> None:
        into = RepoName(wish.into or key.repo)
        if wish.verb == "check":
            self.details.open_tab(Tab.PLAN)
            self.show_pane(Pane.DETAIL)
            self._check_plan(key, into)
        elif self.commands is not None and self.commands.is_read_only:
            self.say(READ_ONLY, is_problem=True)
        elif wish.verb == "run":
            self._ask_run(key, into, wish.from_step)
        elif wish.verb == "stop":
            self._stop_plan(key)
        elif (run := self._run_of(key)) is None or run.is_done:
            self.say(f"no run of {key.name} to go on with", is_problem=True)
        else:
            self._go_on(run)

    def _planned(self) -> JobKey | None:
        chosen = self.bridge.state.chosen
        if self.commands is None:
            return None
        if isinstance(chosen, JobKey) and chosen.phase is Phase.BAKE:
            return chosen
        self.say("choose a bake: a plan is of a bake", is_problem=True)
        return None

    def _run_of(self, key: JobKey) -> PlanRun | None:
        return run_shown(self.bridge.state, key)

    def _check_plan(self, key: JobKey, into: RepoName) -> None:
        if self.commands is not None:
            self.ask(partial(self._checked, key, into), group="plan check")

    async def _checked(self, key: JobKey, into: RepoName) -> None:
        if self.commands is not None:
            await self.commands.remaking.check_plan(key, into, is_anew=True)

    def _run_from_row(self, key: JobKey, step: int) -> None:
        """Run from a row's step, the repository asked for; a run that is there goes on, is decided about or stopped."""
        run = self._run_of(key)
        if self.commands is not None and self.commands.is_read_only:
            self.say(READ_ONLY, is_problem=True)
        elif run is not None and not run.is_done:
            self._go_on(run)
        else:
            into = _into_of(check_shown(self.bridge.state, key)) or key.repo
            self.ask_line(f"plan run --from {max(step, 1)} --into {into}")

    def _stop_plan(self, key: JobKey) -> None:
        run = self._run_of(key)
        if run is None or not run.is_under_way:
            self.say(f"no run of {key.name} is under way", is_problem=True)
        elif self.commands is not None:
            self.commands.stop_plan(run.key)

    @work(group="answer")
    async def _ask_run(self, key: JobKey, into: RepoName, from_step: int) -> None:
        """Show the dry run; run the plan if the answer is yes."""
        from breadtui.domain.recreation.run import RunKey  # noqa: PLC0415  loaded after the first frame
        from breadtui.ui.screens.starting.plan_questions import run_question  # noqa: PLC0415  when a plan is run

        if self.commands is None:
            return
        check = await self.commands.remaking.check_plan(key, into, is_anew=True)
        if check is None:
            self.say(f"the plan was not run: {self._why_unchecked(RunKey(key, into))}", is_problem=True)
            return
        question = run_question(check, into, from_step)
        if question is None:
            self.say(f"nothing to do: every step of {key.name} is done in {into}")
            return
        if await self.app.push_screen_wait(question) and self.commands is not None:
            self.carry_out(partial(self.commands.remaking.run_plan, key, into, from_step))

    def _why_unchecked(self, key: RunKey) -> str:
        remote = self.bridge.state.plan_checks.get(key)
        return sentence_of(remote.error) if isinstance(remote, Failed) else "it could not be checked"

    @work(group="answer")
    async def _go_on(self, run: PlanRun) -> None:
        """Ask whether what runs is stopped, decide what is asked, or ask whether what was stopped goes on."""
        from breadtui.domain.recreation.run import RunStanding  # noqa: PLC0415  loaded after the first frame
        from breadtui.ui.screens.starting.plan_decision import PlanDecisionScreen  # noqa: PLC0415  when a plan is run
        from breadtui.ui.screens.starting.plan_questions import resume_question, stop_question  # noqa: PLC0415

        if run.standing is RunStanding.RUNNING and self.commands is not None and not self.commands.drives(run.key):
            self.say(f"another window remakes {run.key.end.name}: it can be stopped there", is_problem=True)
        elif run.standing is RunStanding.RUNNING:
            if await self.app.push_screen_wait(stop_question(run)) and self.commands is not None:
                self.commands.stop_plan(run.key)
        elif run.standing is RunStanding.ASKING and run.asked_check is not None:
            decision = await self.app.push_screen_wait(PlanDecisionScreen(run))
            if decision is not None and self.commands is not None:
                self.carry_out(partial(self.commands.remaking.decide_plan, run.key, decision))
        elif await self.app.push_screen_wait(resume_question(run)) and self.commands is not None:
            self.carry_out(partial(self.commands.resume_plan, run.key))


def _into_of(remote: Remote[PlanCheck] | None) -> RepoName | None:
    check = value_of(remote) if remote is not None else None
    return check.key.into if check is not None else None
