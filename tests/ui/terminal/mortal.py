"""A program that can end in every way: `mortal.py HOW FOLDER`, run by the tests of crashes and signals."""

import sys
from pathlib import Path

from textual import work
from textual.app import App, ComposeResult
from textual.widgets import Static

from breadtui.cli.main import let_go_of_dead_streams
from breadtui.ui.terminal.crash import QuietCrash
from breadtui.ui.terminal.framediff import FrameDiff
from breadtui.ui.terminal.signals import Endings

SECRET = "sk-live-0123456789"  # not a key of anybody


class Mortal(QuietCrash, FrameDiff, App[None]):
    def __init__(self, how: str, folder: Path) -> None:
        super().__init__()
        self.how, self.folder = how, folder
        self.crash_folder = folder / "reports"
        self.secrets = [SECRET]
        self.endings = Endings(self, self.save, grace_seconds=2.0)

    def compose(self) -> ComposeResult:
        if self.how == "compose":
            self.fail()
        yield Static("ALIVE")

    def on_mount(self) -> None:
        if self.how == "deaf":
            self.endings.watch_terminal()
        elif self.how != "stock":
            self.endings.install()
            self.endings.watch_terminal()

    def on_key(self) -> None:
        match self.how:
            case "handler":
                self.fail()
            case "worker":
                self.fail_in_worker()
            case "panic":
                self.panic(f"no way on\x1b]0;t\x07 with {SECRET}")
            case "markup":
                self.query_one(Static).update(f"[/no {SECRET}]")
            case _:
                self.exit()

    @work
    async def fail_in_worker(self) -> None:
        self.fail()

    def fail(self) -> None:
        api_key = SECRET
        raise ValueError(f"cannot use {api_key!r}\x1b]52;c;aGk=\x07 here")

    def save(self) -> None:
        (self.folder / "draft").write_text("saved")

    def on_unmount(self) -> None:
        self.endings.stop()
        (self.folder / "unmounted").touch()


if __name__ == "__main__":
    program = Mortal(sys.argv[1], Path(sys.argv[2]))
    program.run()
    let_go_of_dead_streams()
    sys.exit(program.return_code)
