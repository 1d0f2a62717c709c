"""What happened to the creation of a sheet's bakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breadtui.values import dataclass

if TYPE_CHECKING:
    from breadtui.domain.sweep.run import SweepRun


@dataclass(frozen=True, slots=True)
class SweepMoved:
    """The creation as it stands now, in place of the one before."""

    run: SweepRun
