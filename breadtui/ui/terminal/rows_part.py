"""What lists are put together of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from breadtui.ui.terminal.value_rows import ValueRows as ValueRowsPart
    from breadtui.ui.terminal.virtual_rows import VirtualRows as RowsPart
else:
    from collections.abc import Hashable
    from typing import Generic, TypeVar

    from breadtui.ui.terminal.widget_part import WidgetPart

    Key = TypeVar("Key", bound=Hashable)
    Value = TypeVar("Value")

    class RowsPart(WidgetPart, Generic[Key]):
        """A virtual list to type checkers; a list names `VirtualRows`, or what descends from it, behind its parts."""

    class ValueRowsPart(RowsPart[Key], Generic[Key, Value]):
        """A list of values to type checkers; a list names `ValueRows` behind its parts."""


__all__ = ["RowsPart", "ValueRowsPart"]
