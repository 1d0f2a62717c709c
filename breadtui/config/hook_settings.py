"""The `[notify]` table of the configuration file, value by value.

```toml
[notify]
events = ["finished", "failed", "stalled"]   # all kinds where it is not set
terminal = "auto"                            # or osc9, osc777, osc99, none
bell = true
own = true                                   # watch what is started from here
command = ["notify-send", "breadtui"]        # gets JSON on its standard input; a text is one line for the shell
command_seconds = 10
```
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from breadtui.config.problem import ConfigProblem
from breadtui.domain.notices.announcements import WANTED, Kind
from breadtui.domain.notices.terminals import Way
from breadtui.domain.notices.wishes import COMMAND_SECONDS, NoticeWishes

KEYS = ("events", "terminal", "bell", "own", "command", "command_seconds")
AUTO = "auto"
LEAST_SECONDS, MOST_SECONDS = 1.0, 300.0
Wrong = Callable[[str, str], ConfigProblem]
"""Makes the complaint about a key of the table: the key, and what is allowed there."""


def notice_wishes(table: dict[str, object], wrong: Wrong) -> NoticeWishes:
    """What the table says; the defaults for what it does not say. Raises: ConfigProblem."""
    for key in table:
        if key not in KEYS:
            raise wrong(key, f"one of the keys {', '.join(KEYS)}")
    command, is_shell = _command(table.get("command", []), wrong)
    return NoticeWishes(
        events=_events(table.get("events"), wrong),
        way=_way(table.get("terminal", AUTO), wrong),
        has_bell=_claim(table, "bell", wrong),
        command=command,
        is_shell=is_shell,
        command_seconds=_seconds(table.get("command_seconds", COMMAND_SECONDS), wrong),
        watches_own=_claim(table, "own", wrong),
    )


def _events(value: object, wrong: Wrong) -> frozenset[Kind]:
    if value is None:
        return WANTED
    known = {kind.value for kind in WANTED}
    if not isinstance(value, Sequence) or isinstance(value, str) or not all(one in known for one in value):
        raise wrong("events", "a list of " + ", ".join(f'"{kind}"' for kind in Kind if kind in WANTED))
    return frozenset(Kind(str(one)) for one in value)


def _way(value: object, wrong: Wrong) -> Way | None:
    if value == AUTO:
        return None
    if not isinstance(value, str) or value not in set(Way):
        raise wrong("terminal", "one of " + ", ".join(f'"{word}"' for word in (AUTO, *Way)))
    return Way(value)


def _command(value: object, wrong: Wrong) -> tuple[tuple[str, ...], bool]:
    """The words of a program, or one line for the shell."""
    if isinstance(value, str):
        return ((value,), True) if value.strip() else ((), False)
    words = [word for word in value if isinstance(word, str)] if isinstance(value, list) else None
    if words is None or not isinstance(value, list) or len(words) != len(value) or (words and not words[0].strip()):
        raise wrong("command", 'a list of words, as in ["notify-send", "breadtui"], or one text for the shell')
    return tuple(words), False


def _claim(table: dict[str, object], key: str, wrong: Wrong) -> bool:
    value = table.get(key, True)
    if not isinstance(value, bool):
        raise wrong(key, "true or false")
    return value


def _seconds(value: object, wrong: Wrong) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not LEAST_SECONDS <= float(str(value)) <= MOST_SECONDS:
        raise wrong("command_seconds", f"seconds from {LEAST_SECONDS:g} to {MOST_SECONDS:g}")
    return float(str(value))
