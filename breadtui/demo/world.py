"""The service's state and its clock, which may run faster than ours."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import count

from breadtui.demo.baking import Course, Status, status_at
from breadtui.demo.records import Bake, Prompt, Repo, Run, Target
from breadtui.demo.refusals import not_found

FIRST_JOB_ID = 4711
USUAL_SECONDS = {"stim": 20.0, "rollout": 40.0, "bake": 90.0}


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take.

    `speed` is demo seconds per real second; `job_seconds` makes every new job last that many demo seconds;
    `instant` lets a job be complete in the answer that starts it. `word_seconds` is the real time between
    two words of a streamed chat answer.
    """

    speed: float = 1.0
    job_seconds: float | None = None
    instant: bool = False
    word_seconds: float = 0.0

    def seconds_for(self, phase: str) -> float:
        """Give the demo seconds a new job of this phase lasts."""
        if self.instant:
            return 0.0
        return USUAL_SECONDS[phase] if self.job_seconds is None else max(0.0, self.job_seconds)


class World:
    """Everything the service knows: its repositories, the jobs' numbers and the time."""

    def __init__(
        self,
        clock: Callable[[], float],
        pace: Pace | None = None,
        *,
        seed: int = 7,
        epoch_seconds: float = 0.0,
    ) -> None:
        self.pace = pace or Pace()
        self.seed = seed
        self.repos: dict[str, Repo] = {}
        self._clock = clock
        self._origin_seconds = clock()
        self._epoch_seconds = epoch_seconds
        self._job_ids = count(FIRST_JOB_ID)

    def now_seconds(self) -> float:
        """Tell the demo time: 0 when the service was made, then `speed` for each real second."""
        return (self._clock() - self._origin_seconds) * self.pace.speed

    def wall_seconds(self) -> float:
        """Tell the real time as Unix seconds, which presigned links expire by."""
        return self._epoch_seconds + self._clock()

    def add_repos(self, repos: Iterable[Repo]) -> None:
        """Take whole repositories in."""
        self.repos.update((repo.name, repo) for repo in repos)

    def repo(self, name: str) -> Repo:
        """Give a repository, grown when it is a big one seen for the first time.

        Raises:
            Refusal: 404 for an unknown name.
        """
        if name not in self.repos:
            raise not_found("Repository", name)
        repo = self.repos[name]
        if repo.grow is not None:
            grow, repo.grow = repo.grow, None
            grow(repo)
        return repo

    def start(self, course: Course) -> Run:
        """Start a job now, under the next number."""
        return Run(next(self._job_ids), self.now_seconds(), replace(course))

    def elapsed_seconds(self, run: Run) -> float:
        """Give the demo seconds since a job was started."""
        return self.now_seconds() - run.started_seconds

    def status(self, run: Run | None) -> Status:
        """Name the state of a job that may not have been started."""
        return "not_started" if run is None else status_at(run.course, self.elapsed_seconds(run))


def prompt_of(repo: Repo, name: str) -> Prompt:
    """Give a prompt of the repository; 404 without it."""
    if name not in repo.prompts:
        raise not_found("Prompt", name)
    return repo.prompts[name]


def target_of(repo: Repo, name: str) -> Target:
    """Give a target of the repository; 404 without it."""
    if name not in repo.targets:
        raise not_found("Target", name)
    return repo.targets[name]


def bake_of(repo: Repo, name: str) -> Bake:
    """Give a bake of the repository; 404 without it."""
    if name not in repo.bakes:
        raise not_found("Bake", name)
    return repo.bakes[name]
