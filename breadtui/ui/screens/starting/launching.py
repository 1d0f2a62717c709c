"""Starts of jobs and chains: checked afresh, asked about, sent once; chains stopped and gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from breadtui.domain.bulk import Thing, counted
from breadtui.domain.names import JobKey, Phase, TargetKey, TargetName
from breadtui.ui.present.chain.about import chains_about, chains_of
from breadtui.ui.screens.base.writing import READ_ONLY, Writing
from breadtui.values import replace

if TYPE_CHECKING:
    from breadtui.domain.chain.wish import ChainWish
    from breadtui.domain.recreation.run import PlanRun
    from breadtui.store.commands import Commands
    from breadtui.ui.screens.starting.preflight_screen import Checked

DOWNLOAD = "--download"
CHAIN_USAGE = "chain [BAKE …] [--download], chain stop, chain resume, chain forget"


class Launching(Writing):
    """Nothing is started without a check and a yes."""

    def action_start_job(self) -> None:
        """Start what is chosen; of a target, first which of its jobs, and whether on to a bake.

        Where several targets or bakes of one repository are marked, all of those, as a chain.
        """
        chosen = self.bridge.state.chosen
        if self._several_marked():
            self.do_chain("")
        elif isinstance(chosen, (TargetKey, JobKey)):
            self.start_of(chosen)

    def start_of(self, what: TargetKey | JobKey) -> None:
        """Start a bake; of a target, or a job of one, first which is meant."""
        if isinstance(what, TargetKey):
            self._ask_what(what)
        elif what.phase is Phase.BAKE:
            self.ask_start(what)
        else:
            self._ask_what(TargetKey(what.repo, TargetName(what.name)))

    def _marked_to_start(self) -> list[JobKey | TargetKey]:
        return [one for one in self.bridge.state.marked if isinstance(one, (JobKey, TargetKey))]

    def _several_marked(self) -> bool:
        marked = self._marked_to_start()
        return len(marked) > 1 and len({one.repo for one in marked}) == 1

    def why_not_launch(self) -> str:
        """Why nothing can be started of what is marked or chosen; empty where something may."""
        chosen = self.bridge.state.chosen
        is_several = self._several_marked()
        if isinstance(chosen, JobKey) and chosen.phase is Phase.BAKE and not is_several:
            return self.why_not_start(chosen)
        if not isinstance(chosen, (JobKey, TargetKey)) and not is_several:
            return "choose a bake or a target"
        if self.commands is None:
            return "not connected yet"
        return READ_ONLY if self.commands.is_read_only else ""

    @work(group="answer")
    async def _ask_what(self, target: TargetKey) -> None:
        """Which start of a target is meant; a single possible one is checked at once."""
        from breadtui.ui.present.chain.options import start_options  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.starting.start_menu import StartScreen  # noqa: PLC0415

        if self.commands is not None:
            await self.commands.look_at_stages(target)
        options = start_options(self.bridge.state, target)
        if not options:
            self.say(f"stim and rollout of {target.name} run or are complete, and no bake waits for it")
            return
        option = options[0] if len(options) == 1 else await self.app.push_screen_wait(StartScreen(target.name, options))
        if option is None:
            return
        if isinstance(option.what, JobKey):
            self.ask_start(option.what)
        else:
            self.ask_chain(option.what)

    @work(group="answer")
    async def ask_start(self, key: JobKey) -> None:
        """Check what a start of one job would meet, and send it once if the answer is yes."""
        from breadtui.domain.chain.words import job_words  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.starting.preflight_screen import Answer, PreflightScreen  # noqa: PLC0415
        from breadtui.ui.screens.starting.stopped_before import go_on_heading, stopped_to  # noqa: PLC0415

        if (reason := self.why_not_start(key)) or self.commands is None:
            self.say(f"{job_words(key)}: {reason}", is_problem=True)
            return
        run = stopped_to(self.bridge.state, key)
        home = self._home_of(_chain_to(key), run)
        screen = PreflightScreen(
            f"Start {job_words(key)} in {key.repo}?" if run is None else go_on_heading(run),
            partial(self._check_start, self.commands, key, run),
            key.name,
            home=home,
            is_bringing_home=run is not None and bool(run.download_to),
            other="" if run is None else f"only {job_words(key)}",
        )
        answer = await self.app.push_screen_wait(screen)
        if answer is Answer.YES and self.commands is not None:
            alone = replace(_chain_to(key), is_alone=True, download_to=home)
            start = partial(self.commands.chains.start_chain, alone) if screen.is_bringing_home else None
            self.carry_out(start or partial(self.commands.start_job, key))
        elif answer is Answer.GO_ON and run is not None:
            self._resume(run, home if screen.is_bringing_home else "")
        elif answer is Answer.CHAIN:
            self.ask_chain(_chain_to(key))

    async def _check_start(self, commands: Commands, key: JobKey, run: PlanRun | None) -> Checked:
        from breadtui.domain.preflight.findings import Gate  # noqa: PLC0415  when it is asked for
        from breadtui.ui.present.preflight.lines import flight_lines  # noqa: PLC0415
        from breadtui.ui.screens.starting.preflight_screen import Checked  # noqa: PLC0415
        from breadtui.ui.screens.starting.stopped_before import stopped_sentences  # noqa: PLC0415

        flight = await commands.preflight(key)
        seen = self.bridge.state.jobs.get(key)
        is_begun = seen is not None and (seen.job.is_active or bool(self.why_not_start(key)))
        is_chain_offered = flight.gate is Gate.SHUT and key.phase is not Phase.STIM and not is_begun
        stopped = () if run is None else stopped_sentences(run, [key])
        return Checked(flight.gate, partial(flight_lines, flight, stopped=stopped), is_chain_offered)

    # -- chains ---------------------------------------------------------------------------------------------------

    @work(group="answer")
    async def ask_chain(self, wish: ChainWish, marked: Sequence[Thing] = ()) -> None:
        """Check every link, and begin the chain if the answer is yes; `marked` is what it was made of, if it was."""
        from breadtui.domain.chain.words import job_words, standing_words  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.starting.preflight_screen import Answer, PreflightScreen  # noqa: PLC0415
        from breadtui.ui.screens.starting.stopped_before import chain_to, go_on_heading, stopped_to  # noqa: PLC0415

        if self.commands is None or self.commands.is_read_only:
            self.say(READ_ONLY if self.commands is not None else "not connected yet", is_problem=True)
            return
        if (going := chain_to(self.bridge.state, wish.end)) is not None and going.is_under_way:
            self.say(f"{wish.key.words} goes on already: {standing_words(going)}")
            return
        run = stopped_to(self.bridge.state, wish.end)
        home, ends = self._home_of(wish, run), _ends_of(wish) if marked else ()
        meant = _ends_words(ends) or job_words(wish.end)
        screen = PreflightScreen(
            f"Start what leads to {meant} in {wish.repo}, one after the other?" if run is None else go_on_heading(run),
            partial(self._check_chain, self.commands, wish, self.unseen_marks().lines(marked), run),
            str(len(ends)) if len(ends) > 1 else wish.end.name,
            home=home,
            is_bringing_home=bool(wish.download_to or (run is not None and run.download_to)),
            other="" if run is None else "anew",
        )
        answer = await self.app.push_screen_wait(screen)
        folder = home if screen.is_bringing_home else ""
        if answer is Answer.YES and self.commands is not None:
            self.carry_out(partial(self.commands.chains.start_chain, replace(wish, download_to=folder)))
        elif answer is Answer.GO_ON and run is not None:
            self._resume(run, folder)

    def _resume(self, run: PlanRun, folder: str) -> None:
        """Go on with what was stopped, its weights brought to the folder at the end, or to none."""
        if self.commands is not None:
            self.carry_out(partial(self.commands.resume_plan, run.key, folder))

    def _home_of(self, wish: ChainWish, run: PlanRun | None) -> str:
        """Where the weights of its last bake may go, as it is wished or was before; empty where it has none."""
        if not wish.bakes:
            return ""
        return wish.download_to or (run.download_to if run is not None else "") or self.weights_home()

    def weights_home(self) -> str:
        """The folder that weights go to where no place is named, absolute."""
        folder = "" if self.commands is None else self.commands.weights_folder
        return folder or str(Path.cwd())

    async def _check_chain(
        self, commands: Commands, wish: ChainWish, marked: Sequence[str], run: PlanRun | None
    ) -> Checked:
        from breadtui.ui.present.preflight.lines import chain_lines  # noqa: PLC0415  when it is asked for
        from breadtui.ui.screens.starting.preflight_screen import Checked  # noqa: PLC0415
        from breadtui.ui.screens.starting.stopped_before import stopped_sentences  # noqa: PLC0415

        check = await commands.chains.check_chain(wish)
        nothing = "Nothing is left to start." if check.is_idle and run is None else ""
        stopped = () if run is None else stopped_sentences(run, check.jobs)
        return Checked(check.gate, partial(chain_lines, check, marked=marked, stopped=stopped), nothing=nothing)

    def do_chain(self, rest: str) -> None:
        """Do what follows `chain` on the command line: stop, go on, or begin one up to the bakes named."""
        from breadtui.ui.present.chain.options import NotAChain, chain_wish  # noqa: PLC0415  when it is asked for

        if rest in {"stop", "resume", "forget"}:
            self._do_run(rest)
            return
        words = [word for word in rest.split() if word != DOWNLOAD]
        try:
            wish = chain_wish(self.bridge.state, tuple(words))
            if DOWNLOAD in rest.split():
                wish = bringing_home(wish, self.weights_home())
            self.ask_chain(wish, self._marked_to_start())
        except NotAChain as problem:
            self.say(f"{problem}; {CHAIN_USAGE}", is_problem=True)

    def _do_run(self, verb: str) -> None:
        """Stop, go on with or give up the chain of what is chosen, else the only one there is."""
        runs = chains_about(self.bridge.state, self.bridge.state.chosen) or chains_of(self.bridge.state)
        meant = [run for run in runs if run.is_under_way is (verb == "stop")]
        if len(meant) != 1:
            words = f"no chain to {verb}" if not meant else "several chains: choose a target or bake of one"
            self.say(words, is_problem=True)
        elif verb == "stop":
            self._ask_stop(meant[0])
        elif verb == "forget" and self.commands is not None:
            self.carry_out(partial(self.commands.forget_plan, meant[0].key))
        else:
            self._ask_resume(meant[0])

    @work(group="answer")
    async def _ask_stop(self, run: PlanRun) -> None:
        from breadtui.ui.screens.starting.chain_questions import stop_chain_question  # noqa: PLC0415  when it is asked for

        if self.commands is not None and not self.commands.drives(run.key):
            self.say(f"another window goes on with {run.key.words}: it can be stopped there", is_problem=True)
        elif await self.app.push_screen_wait(stop_chain_question(run)) and self.commands is not None:
            self.commands.stop_plan(run.key)

    @work(group="answer")
    async def _ask_resume(self, run: PlanRun) -> None:
        from breadtui.ui.screens.starting.chain_questions import resume_chain_question  # noqa: PLC0415  when it is asked for

        if self.commands is None or self.commands.is_read_only:
            self.say(READ_ONLY, is_problem=True)
        elif await self.app.push_screen_wait(resume_chain_question(run)) and self.commands is not None:
            self.carry_out(partial(self.commands.resume_plan, run.key))


def _ends_of(wish: ChainWish) -> tuple[Thing, ...]:
    targets = (TargetKey(wish.repo, TargetName(name)) for name in wish.targets)
    return (*targets, *(JobKey(wish.repo, Phase.BAKE, name) for name in wish.bakes))


def _ends_words(ends: Sequence[Thing]) -> str:
    """How many of each kind; empty for one, whose name says more."""
    return f"the {counted(ends)} marked" if len(ends) > 1 else ""


def bringing_home(wish: ChainWish, folder: str) -> ChainWish:
    """The same, with the weights of its last bake downloaded into a folder at the end. Raises: NotAChain."""
    from breadtui.ui.present.chain.options import NotAChain  # noqa: PLC0415  when it is asked for

    if not wish.bakes:
        raise NotAChain("only a chain that ends with a bake has weights to download")
    return replace(wish, download_to=folder)


def _chain_to(key: JobKey) -> ChainWish:
    """What leads to a job: of a bake the jobs of its targets, of a rollout its stim."""
    from breadtui.domain.chain.wish import ChainWish  # noqa: PLC0415  when it is asked for

    return ChainWish(key.repo, bakes=(key.name,)) if key.phase is Phase.BAKE else ChainWish(key.repo, (key.name,))
