"""The calls to the service, and one of them whole."""

from __future__ import annotations

from breadtui.store.facts.state import AppState
from breadtui.store.store import Store
from breadtui.ui.bridge import StoreBridge
from breadtui.ui.screens.transfer.transcript_call import CallScreen
from breadtui.values import replace
from tests.fakes.calls import some_calls


def called(state: AppState) -> AppState:
    """The same after some calls."""
    return replace(state, calls=some_calls())


def one_call(_: Store, bridge: StoreBridge) -> CallScreen:
    """The refused write among them."""
    calls = some_calls()
    return CallScreen(calls[3], lambda: calls, "https://bapi.bread.com.ai")
