"""The calls: tries are seen, enter shows both bodies, copies hold no secret."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult

from breadtui.domain.calls import ApiCall
from breadtui.ui.panes.transcript import CallsSlice, Transcript
from breadtui.ui.panes.transcript_call import CallView
from breadtui.ui.present.calls import call_body
from breadtui.ui.screens.line.command_line import FILTER
from breadtui.ui.screens.transfer.transcript_call import CallScreen, call_offers
from breadtui.ui.terminal.body_rows import text_of
from breadtui.values import replace
from tests.fakes.calls import a_call, some_calls
from tests.fakes.states import a_job, a_state, a_tree
from tests.ui.screens.explorer_host import exploring

BASE = "http://127.0.0.1:8000"


class Host(App[None]):
    def __init__(self, calls: Sequence[ApiCall] = ()) -> None:
        super().__init__()
        self.calls = tuple(calls)
        self.asked: list[tuple[str, bool]] = []

    def compose(self) -> ComposeResult:
        yield Transcript(id="transcript")

    def on_mount(self) -> None:
        self.pane.show(CallsSlice(self.calls))
        self.pane.focus()

    @property
    def pane(self) -> Transcript:
        return self.query_one(Transcript)

    def on_transcript_copy_asked(self, asked: Transcript.CopyAsked) -> None:
        self.asked.append((asked.call.path, asked.is_menu))

    def lines(self) -> list[str]:
        return [self.pane.render_line(y).text.rstrip() for y in range(self.pane.size.height)]


async def test_a_try_that_was_followed_by_another_says_so_once_that_came() -> None:
    first = a_call("/v1/repo/coder/tree", "503", number=7)
    app = Host([first])
    async with app.run_test(size=(120, 12)) as pilot:
        assert "(try" not in app.lines()[1]
        app.pane.show(CallsSlice((first, a_call("/v1/repo/coder/tree", attempt=2, number=7, seconds=1))))
        await pilot.pause()
        assert app.lines()[1].endswith("(try 2)")
        assert app.lines()[2].endswith("(try 1, tried again)")
        assert app.pane.heading() == "@ Calls 2 · 1 failed · 1 tried again"


async def test_calls_that_were_tried_again_can_be_filtered() -> None:
    app = Host(some_calls())
    async with app.run_test(size=(120, 12)):
        app.pane.filter("has:retry")
        assert [call.attempt for call in app.pane.rows.keys] == [2]
        app.pane.filter("has:error")
        assert [call.outcome for call in app.pane.rows.keys] == ["409", "503"]


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("code>=500", ["/tree"]),
        ("code=409 method:post", ["/prompts"]),
        ("path:prompts -method:get", ["/prompts"]),
        ("path:tree ms>50 try:1", ["/tree"]),
        ("bytes>90", ["/prompts"]),
    ],
)
async def test_calls_can_be_filtered_by_where_how_and_how_long(query: str, paths: list[str]) -> None:
    calls = (
        a_call("/v1/repo/coder/tree", "503", seconds=1),
        replace(a_call("/v1/repo/coder/prompts", "409", seconds=2), method="POST", sent_bytes=90, received_bytes=10),
        replace(a_call("/v1/repo/coder/targets", "Timeout", seconds=3), milliseconds=5.0, sent_bytes=0),
    )
    app = Host(calls)
    async with app.run_test(size=(120, 12)):
        app.pane.filter(query)
        assert [call.path.removeprefix("/v1/repo/coder") for call in app.pane.rows.keys] == paths


async def test_y_asks_to_copy_the_call_under_the_cursor() -> None:
    app = Host(some_calls())
    async with app.run_test(size=(120, 12)) as pilot:
        await pilot.press("y", "j", "Y")
        assert app.asked == [
            ("/v1/repo/coder/bakes/coder_v1/download?expires_in=3600", False),
            ("/v1/repo/coder/prompts", True),
        ]


def body(call: ApiCall, folded: frozenset[str] = frozenset()) -> str:
    return "\n".join(text_of(line.line) for line in call_body(some_calls(), call, 100, folded))


def test_a_call_whole_tells_its_tries_and_lays_both_bodies_out() -> None:
    calls = some_calls()
    told = body(calls[2])
    assert "503 after 120 ms" in told
    assert "asked again 0.9 s later  (this one)" in told
    assert "x-request-id: r-2" in told
    assert '"repo_name": "coder",' in told
    assert "Request  no body" in told
    sent = body(calls[3])
    assert sent.index('"role": "system"') < sent.index('"code": "conflict"')


def test_a_folded_body_is_not_shown() -> None:
    call = some_calls()[3]
    assert '"role"' not in body(call, frozenset({"request"}))
    assert '"code"' in body(call, frozenset({"request"}))


def test_neither_screen_nor_copies_tell_what_signs_an_address() -> None:
    call = some_calls()[4]
    texts = [body(call), *(offer.text or "" for offer in call_offers(call, BASE))]
    assert all("0123456789abcdef" not in text for text in texts)
    assert "X-Amz-Signature=‹hidden›" in texts[0]


async def test_the_screen_goes_from_call_to_call_and_folds() -> None:
    calls = some_calls()
    app = Host(calls)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.push_screen(CallScreen(calls[3], lambda: calls, BASE))
        await pilot.pause()
        view = app.screen.query_one(CallView)
        rows = len(view.rows)
        place = next(i for i, line in enumerate(view.body) if line.fold == "request")
        view._go(place)
        await pilot.press("enter")
        assert len(view.rows) < rows
        await pilot.press("right_square_bracket")
        assert isinstance(app.screen, CallScreen)
        assert app.screen.call is calls[2]
        await pilot.press("left_square_bracket", "left_square_bracket", "left_square_bracket")
        assert app.screen.call is calls[4]
        await pilot.press("escape")
        assert not isinstance(app.screen, CallScreen)


async def test_a_filter_of_calls_goes_on_with_what_can_be_asked_of_calls_and_one_of_events_with_theirs() -> None:
    async with exploring(a_state(a_tree(["v1"]), [a_job("v1")]), size=(200, 60)) as here:
        await here.pilot.press("at", "slash")
        await here.settled()
        assert here.screen.complete(FILTER, "co") == ("code<",)
        assert here.screen.complete(FILTER, "method:po") == ("method:post",)
        await here.pilot.press("escape", "right_square_bracket", "slash")
        await here.settled()
        assert here.screen.complete(FILTER, "wh") == ("what:",)
        await here.pilot.press("escape", "1", "slash")
        await here.settled()
        assert here.screen.complete(FILTER, "me") == ()
