"""`breadtui --replay FILE`: a journal that came with a bug report, looked at without a service."""

from __future__ import annotations

import os
from pathlib import Path

from breadtui.cli.complaint import complain
from breadtui.commands import exits
from breadtui.config.files import reason_of

STDIN, STDOUT = 0, 1


def open_replay(file: str, *, has_mouse: bool) -> int:
    """Draw until the person leaves; the exit code."""
    from breadtui.journal.exported import NotAnExport, read_exported
    from breadtui.store.marking.travelling import PastReader
    from breadtui.store.views.replayed import state_replayed
    from breadtui.ui.replay import ReplayApp
    from breadtui.ui.terminal.tty import draws_ascii, terminal_problem

    path = Path(file)
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            journal = read_exported(lines)
    except OSError as problem:
        return complain(f"{file} cannot be read ({reason_of(problem)}).", exits.USAGE)
    except NotAnExport as problem:
        return complain(f"{file}: {problem}.", exits.USAGE)
    if sentence := terminal_problem(os.environ, STDIN, STDOUT):
        return complain(sentence, exits.USAGE)
    skipped = journal.skipped_count
    remark = f"{skipped} lines of the file were not understood" if skipped else ""
    state = state_replayed(journal.jobs, journal.events, journal.texts, journal.at, journal.trees)
    past = PastReader(journal, lambda: journal.at)
    app = ReplayApp(past, state, file_name=path.name, remark=remark, is_ascii=draws_ascii(os.environ))
    app.run(mouse=has_mouse)
    return app.return_code or 0
