"""The seeded library: four repositories with about forty bakes, and a very big one on request."""

from dataclasses import dataclass
from typing import Self

from breadtui.demo.atlas import atlas_repo
from breadtui.demo.library_support import support_repo
from breadtui.demo.library_variants import junior_repo, metacog_repo
from breadtui.demo.library_yoda import yoda_repo
from breadtui.demo.records import Repo

DEFAULT_SEED = 7


@dataclass(frozen=True, slots=True)
class Library:
    """Repositories to start a service with; the same seed gives the same ones."""

    repos: tuple[Repo, ...] = ()

    @classmethod
    def seeded(cls, seed: int = DEFAULT_SEED, *, bakes: int | None = None, metrics: int | None = None) -> Self:
        """Fill a library.

        `bakes` adds a repository with that many, grown when it is first asked for; `metrics` gives training
        logs about that many rows, each worked out when it is first asked for.
        """
        yoda = yoda_repo(seed, metrics)
        repos = (yoda, support_repo(seed, metrics), junior_repo(seed, metrics, yoda), metacog_repo(seed, metrics))
        return cls(repos if bakes is None else (*repos, atlas_repo(seed, bakes, metrics)))
