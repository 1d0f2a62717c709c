"""One job of a run: started once where it has not begun, a lost answer looked up, then waited for."""

from __future__ import annotations

from breadtui.domain.errors import BreadError, NeverSent, RateLimited, Unclear
from breadtui.domain.jobs import Job, JobStatus, progress_percent_of
from breadtui.domain.recreation.made import Made, StepKind
from breadtui.domain.recreation.run import StepState, renamed
from breadtui.store.facts.noticing import first_line
from breadtui.store.plans.calls import Halted, RunCalls, refused, wait_seconds, waiting_words
from breadtui.values import replace

SECOND_LOOK_SECONDS = 5.0
LOOKS_FOR_MODELS = 3


class JobCalls(RunCalls):
    """A run that can start a job and wait for its end."""

    async def _run_job(self, made: Made) -> None:
        """Start what has not begun, once; then wait until it is complete."""
        key = renamed(made, self.run.renames).job_key(self.run.key.into)
        has_started, looks, looked_at = False, 0, self._now()
        while True:
            job = await (self._look_again(key, made, looked_at) if has_started else self._read_job(key, made))
            looked_at = self._now()
            if job is None:
                raise Halted(f"{key.phase} of {key.name}: there is no such {made.ref.kind} in {key.repo}")
            if job.status is JobStatus.COMPLETE:
                if made.kind is not StepKind.TRAINING or job.model_names or looks >= LOOKS_FOR_MODELS:
                    self._ran(made, job, has_started=has_started)
                    return
                looks += 1
            elif job.is_active:
                has_started = True
                self._has_begun(made)
                self._mark(made, progress_percent=progress_percent_of(job), start_sent_at=None, note="")
            elif not has_started:
                has_started = await self._start(made, job)
                if has_started:
                    continue
            else:
                self._check_failed(made, job)
            await self._rest(self._around.intervals.of_job(key.phase, job.status))

    async def _start(self, made: Made, job: Job) -> bool:
        """Send the start; False where it never left. Raises: Halted where it was refused or nothing is known of it."""
        self._check_failed(made, job)
        if self.run.progress(made.number).start_sent_at is not None:
            await self._look_for_start(made, job)
            return True
        self._check_stopped()
        await self._write_down_start(made)
        try:
            begun = await self._around.begin(job)
        except NeverSent as error:
            self._mark(made, start_sent_at=None, note=waiting_words(error))
            return False
        except RateLimited as error:
            self._mark(made, start_sent_at=None, note=waiting_words(error))
            await self._rest(wait_seconds(0, error))
            return False
        except Unclear as error:
            raise Halted(
                f"{job.key.phase} of {job.key.name}: it is unclear whether it started ({first_line(error.message)}); "
                "going on looks first, and starts it if it has not",
                error,
            ) from error
        except BreadError as error:
            self._mark(made, start_sent_at=None)
            raise refused(f"{job.key.phase} of {job.key.name}", error) from error
        self._around.seen(job.key, begun)
        self._mark(made, start_sent_at=None, note="")
        self._has_begun(made)
        return True

    async def _write_down_start(self, made: Made) -> None:
        """That it is sent is on disk before it is: whoever goes on after this program was killed looks first."""
        self._mark(made, start_sent_at=self._now())
        await self._around.written()
        if self._around.stop.is_set():
            self._mark(made, start_sent_at=None)
            self._check_stopped()

    def _has_begun(self, made: Made) -> None:
        """What was to be started anew runs: if it fails once more, the run stops."""
        if made.number in self.run.restart:
            self._put(replace(self.run, restart=self.run.restart - {made.number}))

    async def _look_for_start(self, made: Made, job: Job) -> None:
        """A start was sent before and its answer never seen: look once more, and never send it again by itself."""
        await self._rest(SECOND_LOOK_SECONDS)
        again = await self._read_job(job.key, made)
        if again is None or again.status is JobStatus.NOT_STARTED:
            words = f"{job.key.phase} of {job.key.name}: a start was sent and is not seen to have arrived"
            raise Halted(f"{words}; going on looks first, and starts it if it has not")

    def _check_failed(self, made: Made, job: Job) -> None:
        if job.status is JobStatus.FAILED and made.number not in self.run.restart:
            raise Halted(f"{job.key.phase} of {job.key.name} failed: {first_line(job.error)}")

    def _ran(self, made: Made, job: Job, *, has_started: bool) -> None:
        if made.kind is StepKind.TRAINING and job.model_names:
            self.run = replace(self.run, models={**self.run.models, made.name: job.model_names})
        self._settle(made, StepState.DONE if has_started else StepState.FOUND)
