"""What rings the terminal goes past the picture, and not to a terminal that is lent or is none."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App

from breadtui.ui.terminal.bell import Bell


class Host(Bell, App[None]):
    is_handed_over = False


class Driver:
    """A terminal that remembers what it was sent."""

    is_headless = False
    is_inline = False

    def __init__(self) -> None:
        self.sent: list[str] = []

    def write(self, text: str) -> None:
        self.sent.append(text)

    def flush(self) -> None:
        self.sent.append("|")


@pytest.fixture
def driver() -> Driver:
    return Driver()


def app_on(driver: Any) -> Host:
    app = Host()
    app._driver = driver
    return app


def test_a_sequence_is_sent_whole_and_at_once(driver: Driver) -> None:
    app_on(driver).send_sequence("\a\x1b]9;done\x1b\\")
    assert driver.sent == ["\a\x1b]9;done\x1b\\", "|"]


def test_another_program_that_has_the_terminal_is_left_alone(driver: Driver) -> None:
    app = app_on(driver)
    app.is_handed_over = True
    app.send_sequence("\a")
    assert driver.sent == []


@pytest.mark.parametrize("name", ["is_headless", "is_inline"])
def test_without_a_screen_of_its_own_nothing_is_sent(driver: Driver, name: str) -> None:
    setattr(driver, name, True)
    app_on(driver).send_sequence("\a")
    app_on(None).send_sequence("\a")
    assert driver.sent == []
