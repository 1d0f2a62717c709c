"""The question before a start: its lines, how it may be agreed to, and that the default is No."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from breadtui.domain.errors import Unreachable
from breadtui.domain.preflight.findings import Gate
from breadtui.ui.present.tones import Line, Span, Tone
from breadtui.ui.screens.starting.preflight_screen import Answer, Checked, PreflightScreen
from breadtui.ui.themes import THEMES

HOSTILE = "v8\x1b[31m[bold]"


def lines(_: int) -> list[Line]:
    return [(Span(" ! ", Tone.FAILED), Span("[bold]something[/bold] is amiss")), *[(Span(" + fine"),)] * 40]


class Host(App[None]):
    def __init__(self, *found: Checked | Unreachable, name: str = "v8", home: str = "") -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.found = list(found)
        self.thing_name, self.home, self.is_bringing_home = name, home, False
        self.other = ""
        self.answers: list[Answer | None] = []
        self.asked = 0

    def on_mount(self) -> None:
        screen = PreflightScreen(
            f"Start bake {self.thing_name}?",
            self.check,
            self.thing_name,
            home=self.home,
            is_bringing_home=self.is_bringing_home,
            other=self.other,
        )
        self.push_screen(screen, self.answers.append)

    async def check(self) -> Checked:
        found = self.found[min(self.asked, len(self.found) - 1)]
        self.asked += 1
        if isinstance(found, Unreachable):
            raise found
        return found

    @property
    def text(self) -> str:
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())

    async def ready(self, pilot: Pilot[None]) -> None:
        screen = self.screen
        assert isinstance(screen, PreflightScreen)
        screen.listen()
        await pilot.pause()


async def answered(app: Host, *keys: str, size: tuple[int, int] = (80, 24)) -> list[Answer | None]:
    async with app.run_test(size=size) as pilot:
        await app.ready(pilot)
        await pilot.press(*keys)
        await pilot.pause()
        return list(app.answers)


@pytest.mark.parametrize("key", ["n", "escape", "enter", "q"])
async def test_no_is_the_default(key: str) -> None:
    assert await answered(Host(Checked(Gate.ASK, lines)), key) == [Answer.NO]


async def test_a_yes_starts_what_is_in_order() -> None:
    assert await answered(Host(Checked(Gate.ASK, lines)), "y") == [Answer.YES]


@pytest.mark.parametrize("gate", [Gate.NAME, Gate.SHUT])
async def test_a_yes_is_not_enough_for_what_is_red(gate: Gate) -> None:
    assert await answered(Host(Checked(gate, lines)), "y") == []


@pytest.mark.parametrize(("keys", "answer"), [(("v", "8"), Answer.YES), (("v", "9"), Answer.NO), ((), Answer.NO)])
async def test_red_is_started_only_by_typing_its_name(keys: tuple[str, ...], answer: Answer) -> None:
    assert await answered(Host(Checked(Gate.NAME, lines)), *keys, "enter") == [answer]


async def test_escape_leaves_the_field_and_starts_nothing() -> None:
    assert await answered(Host(Checked(Gate.NAME, lines)), "v", "8", "escape") == [Answer.NO]


@pytest.mark.parametrize(
    ("found", "yes", "chain"),
    [
        (Checked(Gate.ASK, lines), "", "nothing is missing"),
        (Checked(Gate.NAME, lines), "it is red: its name has to be typed", "nothing is missing"),
        (Checked(Gate.SHUT, lines, is_chain_offered=True), "the service would refuse it", ""),
        (Checked(Gate.ASK, lines, nothing="Nothing is left to start."), "Nothing is left to start.", "nothing is"),
    ],
)
async def test_an_answer_that_is_not_to_be_had_is_greyed_out_with_its_reason(
    found: Checked, yes: str, chain: str
) -> None:
    app = Host(found)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.ready(pilot)
        screen = app.screen
        assert isinstance(screen, PreflightScreen)
        assert screen.why_not("yes") == yes
        assert screen.why_not("chain").startswith(chain)
        assert (screen.check_action("yes", ()) is None) is bool(yes)


async def test_a_chain_is_taken_only_where_it_is_offered() -> None:
    assert await answered(Host(Checked(Gate.SHUT, lines)), "t") == []
    assert await answered(Host(Checked(Gate.SHUT, lines, is_chain_offered=True)), "t") == [Answer.CHAIN]


async def test_where_nothing_is_left_to_start_a_yes_does_nothing() -> None:
    assert await answered(Host(Checked(Gate.ASK, lines, nothing="Nothing is left to start.")), "y") == []


async def test_it_is_checked_again_by_a_key() -> None:
    app = Host(Checked(Gate.SHUT, lines), Checked(Gate.ASK, lines))
    assert await answered(app, "r", "y") == [Answer.YES]
    assert app.asked == 2


async def test_a_service_that_does_not_answer_is_told_and_can_be_asked_again() -> None:
    app = Host(Unreachable("the line is cut"), Checked(Gate.ASK, lines))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.ready(pilot)
        assert "It could not be checked." in app.text
        await pilot.press("y")
        assert app.answers == []
        await pilot.press("r")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert app.answers == [Answer.YES]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_lines_that_do_not_fit_are_reached_by_keys_and_markup_is_text(size: tuple[int, int]) -> None:
    app = Host(Checked(Gate.ASK, lines), name=HOSTILE)
    async with app.run_test(size=size) as pilot:
        await app.ready(pilot)
        assert "! [bold]something" in app.text
        assert "\x1b" not in app.text
        assert "y  start it" in app.text
        await pilot.press(*["j"] * 5)
        await pilot.pause()
        assert "! [bold]something" not in app.text


async def test_g_says_whether_the_weights_come_home_and_is_greyed_out_where_there_are_none() -> None:
    app = Host(Checked(Gate.ASK, lines), home="/home/ada/models")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.ready(pilot)
        screen = app.screen
        assert isinstance(screen, PreflightScreen)
        assert "g  then download its weights: no" in app.text
        await pilot.press("g")
        assert "g  then download its weights: yes, to /home/ada/models" in app.text
        assert screen.is_bringing_home
        await pilot.press("y")
        await pilot.pause()
        assert app.answers == [Answer.YES]
    other = Host(Checked(Gate.ASK, lines))
    async with other.run_test(size=(80, 24)) as pilot:
        await other.ready(pilot)
        screen = other.screen
        assert isinstance(screen, PreflightScreen)
        assert "download" not in other.text
        assert screen.why_not("home") == "only a bake has weights to download"
        await pilot.press("g")
        assert not screen.is_bringing_home


@pytest.mark.parametrize("is_bringing_home", [True, False])
async def test_where_a_name_is_typed_what_was_asked_for_is_told_without_a_key(is_bringing_home: bool) -> None:
    app = Host(Checked(Gate.NAME, lambda _: []), home="/home/ada")
    app.is_bringing_home = is_bringing_home
    async with app.run_test(size=(80, 60)) as pilot:
        await app.ready(pilot)
        assert ("then download its weights: yes" in app.text) is is_bringing_home
        assert "g  then" not in app.text
        await pilot.press("g")
        assert app.screen.query_one(Input).value == "g"


def stopped(gate: Gate) -> Host:
    """The question before a start to whose end a chain was stopped."""
    app = Host(Checked(gate, lambda _: []))
    app.other = "anew"
    return app


async def test_a_yes_goes_on_with_what_was_stopped_and_anew_is_the_other_answer() -> None:
    assert await answered(stopped(Gate.ASK), "y") == [Answer.GO_ON]
    assert await answered(stopped(Gate.ASK), "a") == [Answer.YES]
    assert await answered(stopped(Gate.ASK), "enter") == [Answer.NO]


async def test_where_nothing_was_stopped_nothing_is_said_of_anew() -> None:
    app = Host(Checked(Gate.ASK, lines))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.ready(pilot)
        assert "anew" not in app.text
        await pilot.press("a")
        assert app.answers == []
        screen = app.screen
        assert isinstance(screen, PreflightScreen)
        assert screen.why_not("anew") == "nothing was stopped that could be gone on with"


@pytest.mark.parametrize(
    ("typed", "answer"), [("v8", Answer.GO_ON), ("v8 anew", Answer.YES), ("v9 anew", Answer.NO), ("anew", Answer.NO)]
)
async def test_of_what_is_red_the_name_goes_on_and_one_word_more_begins_anew(typed: str, answer: Answer) -> None:
    keys = ["space" if letter == " " else letter for letter in typed]
    assert await answered(stopped(Gate.NAME), *keys, "enter") == [answer]


async def test_what_would_be_refused_can_neither_be_gone_on_with_nor_begun() -> None:
    assert await answered(stopped(Gate.SHUT), "y", "a") == []


@pytest.mark.parametrize("gate", [Gate.ASK, Gate.NAME])
async def test_both_answers_are_told(gate: Gate) -> None:
    app = stopped(gate)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.ready(pilot)
        assert "go on" in app.text
        assert "anew" in app.text
        assert "n  No (default)" in app.text or "esc  No" in app.text
