"""What tmux says of itself: which terminal shows it, and whether it lets sequences through."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.config.brief_programs import run_briefly
from breadtui.domain.notices.terminals import Multiplexer, TmuxSays, multiplexer_of

_FIELDS = "#{client_termname}\n#{client_termtype}\n#{allow-passthrough}\n#{version}"
_LETS = frozenset({"on", "all", "1", "2"})


async def ask_tmux(environ: Mapping[str, str]) -> TmuxSays | None:
    """What it answers; None outside tmux, and where it cannot be asked.

    Before 3.3 tmux had no such option and let everything through.
    """
    if multiplexer_of(environ) is not Multiplexer.TMUX:
        return None
    target = ["-t", environ["TMUX_PANE"]] if environ.get("TMUX_PANE") else []
    answer = await run_briefly(("tmux", "display-message", "-p", *target, _FIELDS), environ)
    if answer is None:
        return None
    term, kind, passes, version, *_ = [*answer.decode("utf-8", "replace").split("\n"), "", "", "", ""]
    return TmuxSays(term, kind, passes in _LETS or (not passes and _is_before_3_3(version)))


def _is_before_3_3(version: str) -> bool:
    major, _, rest = version.partition(".")
    minor = "".join(letter for letter in rest[:2] if letter.isdigit())
    return major.isdigit() and bool(minor) and (int(major), int(minor)) < (3, 3)
