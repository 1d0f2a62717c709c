"""Which ways a notification takes in which terminal, and why not the others."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breadtui.domain.notices.announcements import Announcement, Kind, trial_announcement
from breadtui.domain.notices.ladder import Ladder, ladder_of
from breadtui.domain.notices.sequences import BELL, notification, payload, through_tmux
from breadtui.domain.notices.terminals import Known, TmuxSays, Way, terminal_of
from breadtui.domain.notices.wishes import NoticeWishes
from tests.fakes.states import NOW

INSIDE = {"TMUX": "/tmp/tmux-0/default,1,0", "TERM": "tmux-256color"}
TOLD = Announcement(Kind.FINISHED, "wise_3 finished", "coder/wise_3 (bake)", NOW, number=7)


def taken(ladder: Ladder) -> list[str]:
    return [rung.name for rung in ladder.rungs() if rung.is_taken]


def reason(ladder: Ladder, name: str) -> str:
    return next(rung.reason for rung in ladder.rungs() if rung.name == name)


@pytest.mark.parametrize(
    ("environ", "name", "way"),
    [
        ({"TERM_PROGRAM": "iTerm.app"}, "iTerm2", Way.OSC9),
        ({"LC_TERMINAL": "iTerm2", "TERM": "xterm-256color"}, "iTerm2", Way.OSC9),
        ({"TERM": "xterm-kitty"}, "kitty", Way.OSC99),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty", Way.OSC99),
        ({"TERM_PROGRAM": "WezTerm"}, "WezTerm", Way.OSC777),
        ({"TERM_PROGRAM": "ghostty"}, "Ghostty", Way.OSC777),
        ({"TERM": "xterm-ghostty"}, "Ghostty", Way.OSC777),
        ({"TERM": "foot-extra"}, "foot", Way.OSC777),
        ({"TERM": "rxvt-unicode-256color"}, "rxvt-unicode", Way.OSC777),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "Terminal.app", Way.NONE),
        ({"TERM_PROGRAM": "vscode", "KITTY_WINDOW_ID": "1"}, "VS Code", Way.NONE),
        ({"WT_SESSION": "x"}, "Windows Terminal", Way.NONE),
        ({"TERM": "xterm-256color"}, "a terminal of unknown kind", Way.NONE),
        ({}, "a terminal of unknown kind", Way.NONE),
    ],
)
def test_terminals_are_known_by_what_they_say_of_themselves(environ: Mapping[str, str], name: str, way: Way) -> None:
    assert terminal_of(environ) == Known(name, way)


@pytest.mark.parametrize(
    ("says", "name"),
    [
        (TmuxSays("xterm-kitty"), "kitty"),
        (TmuxSays("xterm-256color", "iTerm2 3.5.2"), "iTerm2"),
        (TmuxSays("xterm-256color", "WezTerm 20240203"), "WezTerm"),
        (TmuxSays("xterm-256color", "ghostty 1.2"), "Ghostty"),
        (TmuxSays("xterm-256color", "kitty(0.42.1)"), "kitty"),
        (TmuxSays(), "a terminal of unknown kind"),
    ],
)
def test_within_tmux_the_terminal_is_the_one_tmux_is_shown_in(says: TmuxSays, name: str) -> None:
    environ = {**INSIDE, "KITTY_WINDOW_ID": "left from where the server was started"}
    assert terminal_of(environ, says).name == name


def test_a_terminal_that_is_not_known_only_rings() -> None:
    ladder = ladder_of(NoticeWishes(), {"TERM": "xterm-256color"})
    assert taken(ladder) == ["bell"]
    assert ladder.sequence(TOLD) == BELL
    assert "notify.terminal forces it" in reason(ladder, "osc9")


def test_a_terminal_that_is_known_is_asked_in_its_own_way() -> None:
    ladder = ladder_of(NoticeWishes(), {"TERM_PROGRAM": "iTerm.app"})
    assert taken(ladder) == ["bell", "osc9"]
    assert ladder.sequence(TOLD) == "\a\x1b]9;breadtui: wise_3 finished: coder/wise_3 (bake)\x1b\\"
    assert reason(ladder, "osc777") == "iTerm2 is sent osc9 instead"


def test_a_way_without_titles_says_once_who_speaks() -> None:
    assert notification(Way.OSC9, "breadtui: a test", "it works") == "\x1b]9;breadtui: a test: it works\x1b\\"


def test_the_other_two_ways() -> None:
    assert notification(Way.OSC777, "a;b", "c;d") == "\x1b]777;notify;a,b;c,d\x1b\\"
    assert notification(Way.OSC99, "a", "b", 7) == (
        "\x1b]99;i=breadtui-7:d=0:p=title;a\x1b\\\x1b]99;i=breadtui-7:d=1:p=body;b\x1b\\"
    )
    assert notification(Way.NONE, "a", "b") == ""


def test_settings_force_a_way_and_take_the_bell_away() -> None:
    ladder = ladder_of(NoticeWishes(way=Way.OSC777, has_bell=False), {"TERM": "xterm"})
    assert taken(ladder) == ["osc777"]
    assert ladder.sequence(TOLD).startswith("\x1b]777;")
    assert reason(ladder, "bell") == "turned off by notify.bell"


def test_tmux_lets_only_the_bell_through_unless_it_was_told_otherwise() -> None:
    closed = ladder_of(NoticeWishes(), INSIDE, TmuxSays("xterm-kitty"))
    assert closed.sequence(TOLD) == BELL
    assert reason(closed, "osc99") == "tmux keeps it back: set -g allow-passthrough on"
    assert reason(closed, "bell") == "tmux hands it on"
    opened = ladder_of(NoticeWishes(), INSIDE, TmuxSays("xterm-kitty", lets_through=True))
    assert taken(opened) == ["bell", "osc99"]
    assert opened.sequence(TOLD) == BELL + through_tmux(notification(Way.OSC99, TOLD.title, TOLD.text, 7))


def test_what_goes_through_tmux_is_wrapped_with_its_escapes_doubled() -> None:
    assert through_tmux("\x1b]9;a\x1b\\") == "\x1bPtmux;\x1b\x1b]9;a\x1b\x1b\\\x1b\\"
    assert through_tmux("") == ""


@pytest.mark.parametrize("environ", [{"STY": "1.x", "TERM": "screen"}, {"ZELLIJ": "0", "TERM_PROGRAM": "ghostty"}])
def test_other_multiplexers_hand_on_the_bell_alone(environ: Mapping[str, str]) -> None:
    assert ladder_of(NoticeWishes(way=Way.OSC9), environ).sequence(TOLD) == BELL


def test_without_a_terminal_only_the_program_is_told() -> None:
    ladder = ladder_of(NoticeWishes(command=("notify-send",)), {}, has_terminal=False)
    assert (taken(ladder), ladder.sequence(TOLD)) == (["command"], "")


@given(st.sampled_from(Way), st.text(), st.text())
def test_nothing_that_is_told_ends_a_sequence_or_begins_another(way: Way, title: str, text: str) -> None:
    sequence = notification(way, title, text)
    inner = re.sub(r"\x1b\](9|99|777);|\x1b\\", "", sequence)
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in inner)
    assert sequence.count("\x1b") == {Way.NONE: 0, Way.OSC9: 2, Way.OSC777: 2, Way.OSC99: 4}[way]
    assert len(sequence.encode()) < 4_000
    sequence.encode("utf-8")


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_text_is_never_taken_for_progress(title: str, text: str) -> None:
    assert re.match(r"\x1b\]9;\d", notification(Way.OSC9, f"4;1;{title}", text)) is None


@given(st.text(), st.integers(1, 300))
def test_a_payload_keeps_its_bounds(text: str, most: int) -> None:
    assert len(payload(text, most)) <= most


def test_a_test_says_what_it_is() -> None:
    assert "test" in trial_announcement(NOW).title
