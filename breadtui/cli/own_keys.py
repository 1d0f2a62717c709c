"""Own keys of the configuration file that are for nothing are told once the cockpit is there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from breadtui.config.config_file import FILE_NAME


async def tell_wrong_names(names: Iterable[str], tell: Callable[[str], None]) -> None:
    """A sentence for each name that no action has, with the one that was probably meant."""
    from breadtui.ui.own_keys import wrong_names

    for name, near in (await asyncio.to_thread(wrong_names, names)).items():
        more = f'did you mean "{near}"?' if near else "help (?) shows the name of each."
        tell(f'{FILE_NAME}: [keys] "{name}" is no action; {more}')
