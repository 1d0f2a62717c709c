"""`breadtui notify`: by which ways a notification would reach a person here, and with --test one sent by each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from breadtui.commands.exits import JOB_FAILED, OK
from breadtui.commands.outcome.writing import put_columns, put_json, put_line
from breadtui.config.hook_telling import Teller
from breadtui.domain.json_values import Json
from breadtui.domain.notices.announcements import trial_announcement
from breadtui.domain.notices.ladder import HOOK, Ladder
from breadtui.domain.notices.terminals import Multiplexer
from breadtui.store.clock import SystemClock
from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Arguments:
    """Whether something is sent, and for whom it is written."""

    is_test: bool = False
    is_json: bool = False


async def run(teller: Teller, args: Arguments, out: TextIO, complaints: Callable[[], int]) -> int:
    """Write the ways; 0, or 1 where a test reached nobody: no way works here, or the hook failed.

    `complaints` counts what the hook complained of by then.
    """
    ladder = await teller.ladder()
    if args.is_test:
        await teller.tell(trial_announcement(SystemClock().now()))
    if args.is_json:
        ways: list[Json] = [{"way": one.name, "taken": one.is_taken, "reason": one.reason} for one in ladder.rungs()]
        put_json(out, {"terminal": ladder.terminal.name, "inside": ladder.multiplexer.value or None, "ways": ways})
    else:
        _put_text(out, ladder, is_test=args.is_test, has_hook_failed=complaints() > 0)
    is_unheard = args.is_test and not any(one.is_taken for one in ladder.rungs())
    return JOB_FAILED if is_unheard or complaints() else OK


def _put_text(out: TextIO, ladder: Ladder, *, is_test: bool, has_hook_failed: bool) -> None:
    inside = f", inside {ladder.multiplexer}" if ladder.multiplexer is not Multiplexer.NONE else ""
    put_line(out, f"{ladder.terminal.name}{inside}")
    put_columns(out, [(one.name, "yes" if one.is_taken else "no", one.reason) for one in ladder.rungs()])
    ways = [one.name for one in ladder.rungs() if one.is_taken and not (has_hook_failed and one.name == HOOK)]
    failed = "; the command failed" if has_hook_failed else ""
    if not is_test:
        put_line(out, "notify --test sends one")
    elif ways:
        put_line(out, f"a test was sent: {', '.join(ways)}{failed}")
    else:
        put_line(out, f"no test was sent: {'the command failed' if failed else 'no way works here'}")
