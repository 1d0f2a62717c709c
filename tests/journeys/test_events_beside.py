"""Events and calls as tabs beside the jobs: shown where there is room, read only where they are shown."""

from pathlib import Path

from breadtui.config.settings import Options
from breadtui.domain.names import JobKey
from breadtui.ui.panes.events_list import EventsList
from breadtui.ui.panes.transcript import Transcript
from tests.journeys.cockpit import Cockpit, cockpit, demo_server

YODA = Options(repo="yoda_repo")


def shown(here: Cockpit) -> tuple[bool, bool]:
    explorer = here.explorer
    return explorer.query_one(EventsList).display, explorer.query_one(Transcript).display


async def test_at_a_wide_terminal_events_stand_beside_the_jobs_and_lead_to_their_things(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=YODA, size=(200, 60)) as here:
            await here.until_shown("[Events")
            await here.until_shown("runs, as first seen")
            assert shown(here) == (True, False)
            here.explorer.query_one(EventsList).focus()
            await here.press("j", "enter")
            await here.until(lambda state: isinstance(state.chosen, JobKey))


async def test_the_key_of_the_calls_shows_them_and_brackets_turn_the_tab(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=YODA, size=(200, 60)) as here:
            await here.until_shown("runs, as first seen")
            await here.press("at")
            assert shown(here) == (False, True)
            await here.until_shown("[@ Calls")
            await here.press("right_square_bracket")
            assert shown(here) == (True, False)
            assert here.app.focused is here.explorer.query_one(EventsList)


async def test_the_filter_of_the_frame_is_that_of_the_shown_tab(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=YODA, size=(200, 60)) as here:
            await here.until_shown("runs, as first seen")
            here.explorer.query_one(EventsList).focus()
            await here.press("slash")
            await here.write("wise")
            await here.press("enter")
            await here.until_shown("/wise")
            assert all("wise" in line for line in here.text.splitlines() if "as first seen" in line)


async def test_where_the_events_are_not_shown_the_journal_is_not_read_for_them(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=YODA, size=(120, 40)) as here:
            await here.until(lambda state: state.jobs)
            assert here.explorer.beside.feed.happened == ()
