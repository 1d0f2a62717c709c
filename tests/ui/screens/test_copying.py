from __future__ import annotations

import json

from textual.app import App

from breadtui.domain.jobs import JobStatus
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import Choice
from breadtui.ui.screens.transfer.copy_menu import CopyScreen, Offer, offers
from breadtui.ui.themes import THEMES
from tests.fakes.states import (
    REPO,
    a_job,
    a_key,
    a_loss,
    a_prompt,
    a_prompt_key,
    a_state,
    a_target_key,
)

BASE = "http://127.0.0.1:8000"
HOSTILE = "a'; rm -rf / #\x1b]0;t\x07`b`"


def by_letter(what: Choice, **parts: object) -> dict[str, Offer]:
    bake = a_job(
        "v1",
        JobStatus.COMPLETE,
        config={"epochs": 2},
        loss=a_loss(),
        model_names=("ada/coder/v1/30", "ada/coder/v1/15"),
    )
    state = a_state(jobs=[bake], prompts=[a_prompt(name="teach")], **parts)  # type: ignore[arg-type]  # by name
    return {offer.letter: offer for offer in offers(state, what, BASE)}


def test_a_bake_can_be_copied_in_every_form() -> None:
    found = by_letter(a_key("v1"))
    assert found["m"].text == "ada/coder/v1/30"
    assert found["n"].text == "coder/v1"
    assert found["c"].text == f'curl -sS -H "Authorization: Bearer $BREAD_API_KEY" {BASE}/v1/repo/coder/bakes/v1'
    assert f"Bread(base_url='{BASE}')" in (found["p"].text or "")
    assert found["b"].text == "BAKE:\n  name: v1\n  epochs: 2\n"
    raw = json.loads(found["j"].text or "")
    assert (raw["status"], raw["model_name"][0], raw["config"]) == ("complete", "ada/coder/v1/30", {"epochs": 2})
    assert (found["d"].text or "").startswith("# `coder/v1`")


def test_the_chosen_checkpoint_is_the_model_that_is_copied() -> None:
    assert by_letter(a_key("v1"), checkpoint=15)["m"].text == "ada/coder/v1/15"


def test_what_cannot_be_had_says_why() -> None:
    reasons = {letter: offer.reason for letter, offer in by_letter(a_target_key()).items() if offer.text is None}
    assert reasons == {
        "m": "only bakes become models",
        "b": "its configuration was not read yet",
        "j": "its configuration was not read yet",
        "d": "its configuration was not read yet",
    }
    assert by_letter(a_key("unknown"))["m"].reason == "no model yet"
    assert by_letter(REPO)["b"].reason == "bgit has no section for it"


def test_a_prompt_is_copied_as_the_service_holds_it() -> None:
    found = by_letter(a_prompt_key("teach"))
    assert json.loads(found["j"].text or "") == {
        "prompt_name": "teach",
        "messages": [{"role": "system", "content": "You are wise."}],
    }
    assert found["d"].text == "# `coder/teach`\n\n## `system`\n\n```\nYou are wise.\n```\n"


class Host(App[None]):
    def __init__(self, what: Choice) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.what = what
        self.taken: list[str | None] = []

    def on_mount(self) -> None:
        prompt = a_prompt(HOSTILE, name=HOSTILE)
        state = a_state(prompts=[prompt], targets=["wise"])
        assert isinstance(state.prompts[a_prompt_key(HOSTILE)], Ready)
        self.push_screen(CopyScreen("x", offers(state, self.what, BASE)), self.taken.append)


async def test_a_letter_copies_exactly_and_closes() -> None:
    app = Host(a_prompt_key(HOSTILE))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        assert app.taken == [f"coder/{HOSTILE}"]


async def test_a_greyed_letter_says_why_and_stays() -> None:
    app = Host(a_target_key())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(app.screen, CopyScreen)
        assert [notice.message for notice in app._notifications] == ["model path: only bakes become models"]
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.taken == ["coder/wise"]


async def test_nothing_hostile_is_drawn_and_escape_copies_nothing() -> None:
    app = Host(a_prompt_key(HOSTILE))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        drawn = "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
        assert "rm -rf" in drawn
        assert "\x1b" not in drawn
        assert "\x07" not in drawn
        await pilot.press("escape")
        await pilot.pause()
        assert app.taken == [None]
