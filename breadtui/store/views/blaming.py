"""The blame of a bake from what was read so far: how far the reading is, what could not be read, then the lines."""

from __future__ import annotations

from collections.abc import Iterable

from breadtui.domain.descent.blame import Blame, Generation, blame_of
from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.errors import BreadError
from breadtui.domain.names import TargetKey
from breadtui.domain.prompt.prompts import Prompt
from breadtui.domain.repos import Target
from breadtui.store.facts.remote import NOT_ASKED, Failed, Loading, Ready, Remote, value_of
from breadtui.store.views.taught import DescentPath, Taught, descent_path
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """How many of a kind of thing were read, or failed, of how many."""

    kind: str
    done: int
    total: int

    @property
    def is_over(self) -> bool:
        """Nothing is waited for any more."""
        return self.done >= self.total


@dataclass(frozen=True, slots=True)
class BlameOf:
    """A bake's blame, None while it is read.

    `failures` are what could not be read, by generation; `silent` the generations that name no teacher. Both are
    passed over: what they changed is blamed on the next generation.
    """

    path: DescentPath
    reading: Reading
    failures: tuple[tuple[BakePlace, BreadError], ...] = ()
    silent: tuple[BakePlace, ...] = ()
    blame: Blame[BakePlace] | None = None


def blame_along(taught: Taught, place: BakePlace) -> BlameOf:
    """The blame of a bake's teachers along its descent, as far as it can be told now."""
    path = descent_path(taught, place)
    reading = _reading(taught, path.places)
    if not reading.is_over:
        return BlameOf(path, reading)
    failures = tuple(found for one in path.places if (found := _failure(taught, one)) is not None)
    failed = {one for one, _ in failures} - {place}
    generations = [_generation(taught, one) for one in path.places if one not in failed]
    silent = tuple(one.place for one in generations if not one.prompts and one.place != place)
    told = [one for one in generations if one.place not in silent]
    return BlameOf(path, reading, failures, silent, _blame(told))


def _reading(taught: Taught, places: Iterable[BakePlace]) -> Reading:
    """First the targets are read, then the prompts that they name."""
    places = tuple(places)
    targets = [taught.targets.get(key, NOT_ASKED) for key in _target_keys(taught, places)]
    reading = Reading("targets", sum(map(_is_done, targets)), len(targets))
    if not reading.is_over:
        return reading
    keys = dict.fromkeys(key for place in places for key in taught.teachers(place))
    prompts = [taught.prompt(key) for key in keys]
    return Reading("prompts", sum(map(_is_done, prompts)), len(prompts))


def _target_keys(taught: Taught, places: Iterable[BakePlace]) -> dict[TargetKey, None]:
    return dict.fromkeys(key for place in places for key in taught.target_keys(place))


def _is_done(remote: Remote[Target] | Remote[Prompt]) -> bool:
    if isinstance(remote, Failed | Ready):
        return True
    return isinstance(remote, Loading) and remote.last is not None


def _failure(taught: Taught, place: BakePlace) -> tuple[BakePlace, BreadError] | None:
    """The first thing of a generation that could not be read and is not known from before."""
    remotes = [taught.targets.get(key, NOT_ASKED) for key in taught.target_keys(place)]
    texts = [taught.prompt(key) for key in taught.teachers(place)]
    for remote in (*remotes, *texts):
        if isinstance(remote, Failed) and remote.last is None:
            return place, remote.error
    return None


def _generation(taught: Taught, place: BakePlace) -> Generation[BakePlace]:
    found = [value_of(taught.prompt(key)) for key in taught.teachers(place)]
    return Generation(place, tuple(prompt for prompt in found if prompt is not None))


_last: tuple[tuple[Generation[BakePlace], ...], Blame[BakePlace]] = ((), Blame((), ()))


def _blame(generations: list[Generation[BakePlace]]) -> Blame[BakePlace]:
    """The blame of these; the last one is kept, since it is drawn again and again while nothing changes."""
    global _last  # noqa: PLW0603 - a cache of one, and the function is pure to its callers
    given = tuple(generations)
    if not _is_same(_last[0], given):
        _last = given, blame_of(given)
    return _last[1]


def _is_same(one: tuple[Generation[BakePlace], ...], other: tuple[Generation[BakePlace], ...]) -> bool:
    """The same prompts by identity: the state keeps what did not change."""
    return len(one) == len(other) and all(
        a.place == b.place and len(a.prompts) == len(b.prompts) and all(map(_is_identical, a.prompts, b.prompts))
        for a, b in zip(one, other, strict=True)
    )


def _is_identical(one: Prompt, other: Prompt) -> bool:
    return one is other
