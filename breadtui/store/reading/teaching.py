"""Commands that read what bakes learn from: their targets' configurations and the prompts these name."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any, TypeVar

from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.names import BakeName, JobKey
from breadtui.store.reading.on_demand import Reading
from breadtui.store.views.taught import Taught, descent_path

READS_AT_ONCE = 4
Key = TypeVar("Key")


class Teaching(Reading):
    """Reads the prompts behind bakes, four at once; each failure becomes an event and stops no other read."""

    async def load_prompts_of(self, bake: JobKey) -> None:
        """Teacher and student of every target of a bake and of the bake that it started from."""
        place = BakePlace(bake.repo, BakeName(bake.name))
        parent = self._taught.forest.parent_of(place)
        await self._read_taught([place] if parent is None else [place, parent], has_students=True)

    async def load_teachers_along(self, bake: JobKey) -> None:
        """The teachers of a bake and of all it descends from, newest first; what is known is not asked again."""
        path = descent_path(self._taught, BakePlace(bake.repo, BakeName(bake.name)))
        await self._read_taught(path.places[::-1], has_students=False)

    @property
    def _taught(self) -> Taught:
        return Taught(self._state.lineages, self._state.targets, self._state.prompts)

    async def _read_taught(self, places: Sequence[BakePlace], *, has_students: bool) -> None:
        await self._gated(self._load_target, self._taught.unread_targets(places))
        await self._gated(self._load_prompt, self._taught.unread_prompts(places, has_students=has_students))

    async def _gated(self, read: Callable[[Key], Coroutine[Any, Any, None]], keys: Iterable[Key]) -> None:
        """Read these, a few at once."""
        waiting = iter(keys)

        async def reader() -> None:
            for key in waiting:
                await read(key)

        await self._together(reader() for _ in range(READS_AT_ONCE))
