"""Events played on a state."""

from breadtui.domain.errors import ServerFailed, Unreachable
from breadtui.domain.names import RepoName
from breadtui.store.events.event import (
    Event,
)
from breadtui.store.facts.state import (
    AppState,
)
from breadtui.store.reducers.whole import reduce
from breadtui.values import parts_of
from tests.fakes.states import (
    a_key,
    a_prompt,
    a_prompt_key,
    a_target_key,
)

OTHER = RepoName("elsewhere")
KEY, TARGET, BAKE = a_prompt_key(), a_target_key(), a_key()
BASE, MINE, THEIRS = a_prompt("base"), a_prompt("mine"), a_prompt("theirs")
OVEN = ServerFailed("oven\ndetails", status=500)
CUT = Unreachable("cut")


def play(state: AppState, *events: Event) -> AppState:
    for event in events:
        state = reduce(state, event)
    return state


def changed_parts(before: AppState, event: Event) -> set[str]:
    """The parts that are another object after the event."""
    now = reduce(before, event)
    return {name for name, part in parts_of(before).items() if part is not getattr(now, name)}


# Repositories
