from __future__ import annotations

import asyncio
import os
import shutil
import stat
import subprocess
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
from textual.app import App

from breadtui.config import brief_programs
from breadtui.ui.terminal.clipboard import MOST_OSC52_BYTES, Clipboard, Surroundings
from breadtui.ui.terminal.copying_out import CopyingOut

HOSTILE = "a `b` $(c) 'd' \x1b]0;t\x07\nü \u202e\ud800"
HOSTILE_BYTES = HOSTILE.encode(errors="replace")
TMUX = {"TMUX": "/tmp/somewhere,1,0"}
DISPLAY = {"DISPLAY": ":0"}
SSH = {"SSH_CONNECTION": "1 2 3 4"}


@dataclass
class Bench:
    """A PATH with nothing but stand-ins on it, and a clipboard that would use them."""

    folder: Path
    sent: list[str] = field(default_factory=list)

    @property
    def tools(self) -> Path:
        return self.folder / "bin"

    @property
    def state(self) -> Path:
        return self.folder / "home" / "state"

    def install(self, name: str, script: str = "") -> None:
        """A stand-in that keeps its arguments and its input, and then does what `script` says."""
        self.tools.mkdir(exist_ok=True)
        path = self.tools / name
        kept = self.folder / name
        path.write_text(f"#!/bin/sh\necho \"$*\" >>'{kept}.argv'\n{script}\n/bin/cat >'{kept}.in'\n")
        path.chmod(0o700)

    def install_tmux(self, version: str = "tmux 3.3a", status: int = 0) -> None:
        self.install("tmux", f'if [ "$1" = -V ]; then echo "{version}"; exit 0; fi; [ {status} = 0 ] || exit {status}')

    def taken(self, name: str) -> bytes | None:
        path = self.folder / f"{name}.in"
        return path.read_bytes() if path.exists() else None

    def argv(self, name: str) -> list[str]:
        path = self.folder / f"{name}.argv"
        return path.read_text().splitlines() if path.exists() else []

    async def put(self, text: str, *environs: Mapping[str, str], has_file: bool = True) -> str:
        known = Surroundings(
            {"PATH": str(self.tools), "HOME": str(self.folder / "home"), **ChainMap(*map(dict, environs))}
        )
        return await Clipboard(known, self.sent.append, self.state if has_file else None).put(text)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


async def test_inside_tmux_the_text_goes_to_its_buffer_on_standard_input_alone(bench: Bench) -> None:
    bench.install_tmux()
    assert await bench.put(HOSTILE, TMUX) == f"copied {len(HOSTILE)} characters: tmux buffer"
    assert bench.taken("tmux") == HOSTILE_BYTES
    assert bench.argv("tmux") == ["-V", "load-buffer -w -"]
    assert bench.sent == []


@pytest.mark.parametrize(("version", "is_taken"), [("tmux 3.1c", False), ("tmux 3.2", True), ("tmux master", True)])
async def test_a_tmux_that_cannot_hand_on_is_passed_by(bench: Bench, version: str, is_taken: bool) -> None:
    bench.install_tmux(version)
    told = await bench.put("hi", TMUX)
    assert (told == "copied 2 characters: tmux buffer") == is_taken
    assert bool(bench.sent) != is_taken


async def test_a_tmux_that_fails_is_passed_by(bench: Bench) -> None:
    bench.install_tmux(status=1)
    assert await bench.put("hi", TMUX) == "sent to your terminal (OSC 52)"
    assert bench.sent == ["hi"]


async def test_beside_a_display_the_local_tool_comes_before_the_terminal(bench: Bench) -> None:
    bench.install("xclip")
    assert await bench.put("x", DISPLAY) == "copied 1 character: xclip"
    assert (bench.taken("xclip"), bench.argv("xclip"), bench.sent) == (b"x", ["-selection clipboard -in"], [])


async def test_a_tool_without_its_display_is_not_tried(bench: Bench) -> None:
    bench.install("xclip")
    bench.install("wl-copy")
    assert await bench.put("hi") == "sent to your terminal (OSC 52)"
    assert bench.argv("xclip") == bench.argv("wl-copy") == []


async def test_a_tool_that_fails_makes_way_for_the_next(bench: Bench) -> None:
    bench.install("wl-copy", "exit 1")
    bench.install("xsel")
    assert await bench.put("hi", {"WAYLAND_DISPLAY": "w"}, DISPLAY) == "copied 2 characters: xsel"


async def test_a_tool_that_hangs_is_ended_and_makes_way(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brief_programs, "WAIT_SECONDS", 0.05)
    bench.install("xclip", "exec /bin/sleep 60")
    assert await bench.put("hi", DISPLAY) == "sent to your terminal (OSC 52)"


async def test_over_ssh_no_local_tool_is_asked(bench: Bench) -> None:
    bench.install("xclip")
    bench.install("pbcopy")
    assert await bench.put("hi", DISPLAY, SSH) == "sent to your terminal (OSC 52)"
    assert bench.argv("xclip") == bench.argv("pbcopy") == []


async def test_windows_gets_its_own_letters(bench: Bench) -> None:
    bench.install("clip.exe")
    assert await bench.put("ü") == "copied 1 character: clip.exe"
    assert bench.taken("clip.exe") == "ü".encode("utf-16-le")


async def test_what_no_terminal_takes_goes_to_a_file_that_only_its_owner_reads(bench: Bench) -> None:
    text = "é" * MOST_OSC52_BYTES
    assert await bench.put(text, SSH) == "written to ~/state/clipboard.txt"
    path = bench.state / "clipboard.txt"
    assert path.read_text() == text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert bench.sent == []


async def test_the_bare_console_gets_a_file(bench: Bench) -> None:
    assert await bench.put("hi", {"TERM": "linux"}) == "written to ~/state/clipboard.txt"


async def test_where_nothing_works_it_says_so(bench: Bench) -> None:
    assert (await bench.put("hi", {"TERM": "dumb"}, has_file=False)).startswith("could not be copied")
    bench.state.parent.mkdir()
    bench.state.write_text("a file where the folder should be")
    assert (await bench.put("hi", {"TERM": "dumb"})).startswith("could not be copied")


class CopyingApp(CopyingOut, App[None]):
    pass


async def test_the_app_says_which_way_a_copy_went(bench: Bench) -> None:
    bench.install_tmux()
    app = CopyingApp()
    app.surroundings = Surroundings({"PATH": str(bench.tools), **TMUX})
    async with app.run_test():
        app.copy_to_clipboard("[b]x[/b]")
        await app.workers.wait_for_complete()
        (told,) = [notice.message for notice in app._notifications]
    assert told == "copied 8 characters: tmux buffer"
    assert app.clipboard == "[b]x[/b]"
    assert bench.taken("tmux") == b"[b]x[/b]"


async def test_a_program_without_a_terminal_touches_nobodys_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "/nowhere,1,0")
    app = CopyingApp()
    async with app.run_test():
        app.copy_to_clipboard("hi")
        await app.workers.wait_for_complete()
        assert [notice.message for notice in app._notifications] == ["sent to your terminal (OSC 52)"]


@pytest.fixture
def real_tmux() -> Iterator[tuple[str, dict[str, str]]]:
    """A server of our own, and the variables of a program in it."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    name = f"breadtui-{uuid4().hex[:8]}"
    tmux = ["tmux", "-L", name, "-f", os.devnull]
    environ = {key: value for key, value in os.environ.items() if key != "TMUX"}
    subprocess.run([*tmux, "new-session", "-d", "-x", "40", "-y", "10", "cat"], check=True, env=environ)
    asked = [*tmux, "display-message", "-p", "#{socket_path},#{pid},0"]
    place = subprocess.run(asked, check=True, env=environ, capture_output=True, text=True).stdout.strip()
    yield name, {**environ, "TMUX": place}
    subprocess.run([*tmux, "kill-server"], check=False, env=environ)


def shown_buffer(name: str, environ: Mapping[str, str]) -> bytes:
    return subprocess.run(["tmux", "-L", name, "show-buffer"], check=True, capture_output=True, env=environ).stdout


async def test_the_real_tmux_holds_exactly_what_was_copied(real_tmux: tuple[str, dict[str, str]], bench: Bench) -> None:
    name, environ = real_tmux
    told = await Clipboard(Surroundings(environ), bench.sent.append, None).put(HOSTILE)
    shown = await asyncio.to_thread(shown_buffer, name, environ)
    assert told == f"copied {len(HOSTILE)} characters: tmux buffer"
    assert shown.removesuffix(b"\n") == HOSTILE_BYTES.removesuffix(b"\n")
