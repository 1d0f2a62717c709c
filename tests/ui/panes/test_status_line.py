"""Header, events and keys: one row each, sent only when they say something else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from breadtui.domain.downloading.downloads import Download, Standing
from breadtui.domain.errors import ServerFailed, Unauthorized, Unreachable
from breadtui.domain.estimates import Progress
from breadtui.domain.jobs import JobStatus
from breadtui.store.facts.asks import Intervals
from breadtui.store.facts.state import Degraded, LockedOut, Notice, Severity
from breadtui.ui.panes.status_line import EventLine, EventSlice, HeaderLine, KeyLine, select_header
from breadtui.ui.present.footer_lines import FootKeys, KeyWord, event_line, key_line
from breadtui.ui.present.glyphs import ASCII
from breadtui.ui.present.header_line import HeaderSlice, Place, header_line, tally_of
from breadtui.ui.present.tones import Line
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_job, a_key, a_seen, a_state, a_tree, after


class Host(App[None]):
    now: datetime = NOW

    def compose(self) -> ComposeResult:
        yield HeaderLine(now=lambda: self.now, id="header")
        yield EventLine(id="events")
        yield KeyLine(id="keys")

    @property
    def header(self) -> HeaderLine:
        return self.query_one(HeaderLine)

    def is_ticking(self) -> bool:
        return self.header._tick is not None


def text_of(line: Line) -> str:
    return "".join(span.text for span in line)


def a_slice(*jobs: JobStatus) -> HeaderSlice:
    state = a_state(a_tree(()), [a_job(f"b{n}", status) for n, status in enumerate(jobs)])
    return select_header(replace(state, chosen=a_key("b0")))


def said(facts: HeaderSlice, seconds: float = 4, *, place: Place | None = None, width: int = 100) -> str:
    return text_of(header_line(facts, tally_of(facts), place or Place(), width, after(seconds), zone=UTC))


def test_a_live_header_counts_and_ages() -> None:
    facts = a_slice(JobStatus.RUNNING, JobStatus.RUNNING, JobStatus.FAILED)
    place = Place("api.example", is_demo=True, is_read_only=True, intervals=Intervals())
    assert said(facts, place=place).split("  ")[0] == " bread › coder › b0"
    assert said(facts, place=place).endswith("live 4s · poll 30s · 2 run · 1 fail · RO · DEMO")


@pytest.mark.parametrize(
    ("standings", "told"),
    [
        ([(Standing.RUNNING, 40, 100)], " · fetch 40%"),
        ([(Standing.RUNNING, 90, 100), (Standing.WAITING, 0, 300), (Standing.DONE, 7, 7)], " · fetch 22%"),
        ([(Standing.RUNNING, 40, 100), (Standing.WAITING, 0, None)], " · fetch …"),
        ([(Standing.HELD, 40, 100), (Standing.PAUSED, 40, 100)], " · fetch waits"),
        ([(Standing.PAUSED, 40, 100), (Standing.FAILED, 1, 2), (Standing.DONE, 7, 7)], "seen 12:00"),
    ],
)
def test_the_header_tells_how_far_the_weights_are_while_any_come(
    standings: list[tuple[Standing, int, int | None]], told: str
) -> None:
    downloads = {
        str(place): Download(a_key(), 1, str(place), NOW, standing, done_bytes=done, total_bytes=total)
        for place, (standing, done, total) in enumerate(standings)
    }
    assert said(a_slice(JobStatus.COMPLETE)._replace(downloads=downloads)).endswith(told)


def test_at_rest_the_header_shows_a_clock_time_that_never_moves() -> None:
    facts = a_slice(JobStatus.COMPLETE)
    assert said(facts, 4).endswith("seen 12:00")
    assert said(facts, 4) == said(facts, 400)


def test_a_stalled_job_is_counted_apart() -> None:
    still = replace(a_seen(a_job("b1")), seen_at=after(900))
    facts = a_slice(JobStatus.RUNNING)
    facts = facts._replace(jobs={**facts.jobs, still.job.key: still})
    assert said(facts, 900).endswith("1 run · 1 stall")


def test_a_job_that_waits_to_begin_is_not_counted_as_one_that_runs() -> None:
    assert said(a_slice(JobStatus.RUNNING, JobStatus.PENDING)).endswith("live 4s · 1 run · 1 queue")
    assert "live" in said(a_slice(JobStatus.PENDING))


def test_the_header_is_not_live_while_nothing_that_moves_can_be_read() -> None:
    facts = a_slice(JobStatus.RUNNING, JobStatus.RUNNING, JobStatus.COMPLETE)
    lost = {key: replace(seen, error=ServerFailed("it failed")) for key, seen in facts.jobs.items()}
    assert "failing, 14s old · 2 run" in said(facts._replace(jobs=lost), 14)
    one = {**lost, a_key("b0"): facts.jobs[a_key("b0")]}
    assert "live 14s · 2 run" in said(facts._replace(jobs=one), 14)


def test_a_broken_link_says_since_when_and_why() -> None:
    facts = a_slice(JobStatus.RUNNING)._replace(link=Degraded(NOW, Unreachable("cannot find host")))
    assert "offline 42s: No answer: cannot find host" in said(facts, 42)


def test_a_wait_that_the_service_asked_for_is_counted_down_and_then_forgotten() -> None:
    facts = a_slice(JobStatus.RUNNING)._replace(quiet_until=after(60))
    assert "asked to wait 1m" in said(facts, 0)
    assert "asked to wait 18s" in said(facts, 42)
    assert "live" in said(facts, 60)


def test_a_wait_of_the_recorder_says_whose_it_is_unless_ones_own_lasts_longer() -> None:
    facts = a_slice(JobStatus.RUNNING)._replace(recorder_quiet_until=after(60))
    assert "recorder asked to wait 18s" in said(facts, 42)
    assert "recorder asked to wait 18s" in said(facts._replace(quiet_until=after(60.5)), 42)
    assert "live" in said(facts._replace(quiet_until=after(60)), 60)
    alone = said(facts._replace(quiet_until=after(90)), 42)
    assert "asked to wait 48s" in alone
    assert "recorder" not in alone


def test_a_refused_key_is_said() -> None:
    facts = a_slice(JobStatus.RUNNING)._replace(link=LockedOut(NOW, Unauthorized("no")))
    assert "key refused" in said(facts)


@pytest.mark.parametrize("width", [1, 2, 10, 20, 40, 60])
def test_the_header_never_outgrows_its_row_and_gives_up_counts_before_marks(width: int) -> None:
    facts = a_slice(JobStatus.RUNNING, JobStatus.FAILED)
    line = said(facts, place=Place("h", is_demo=True, is_read_only=True), width=width)
    assert len(line) <= width
    assert "DEMO" in line or width < 40


def test_the_last_notice_is_shown_with_its_time_and_cleaned() -> None:
    notices = tuple(Notice(n, NOW, Severity.ERROR, f"wise_{n} failed: \x1b[31mCUDA\nout [/]") for n in range(1, 4))
    line = text_of(event_line(notices, 60, zone=UTC))
    assert line.startswith(" 12:00 wise_3 failed: ␛[31mCUDA␤out [/]")
    assert "wise_2" in text_of(event_line(notices, 120, zone=UTC))
    assert event_line((), 60) == ()


def test_as_many_keys_as_fit_are_shown_and_help_and_the_way_back_before_them() -> None:
    keys = FootKeys((KeyWord("j/k", "move"), KeyWord("⏎", "open")), (KeyWord("?", "help"), KeyWord("q", "back")))
    assert text_of(key_line(keys, 80)) == " j/k move · enter open · ? help · q back"
    assert text_of(key_line(keys, 40)) == " j/k move · enter open · ? help · q back"
    assert text_of(key_line(keys, 39)) == " j/k move · ? help · q back"
    assert text_of(key_line(keys, 16)) == " ? help · q back"
    assert text_of(key_line(keys, 12)) == " ? help"
    assert text_of(key_line(keys, 3)) == " "
    assert text_of(key_line(FootKeys(keys.here), 22)) == " j/k move · enter open"


def test_where_only_letters_can_be_shown_keys_have_names() -> None:
    keys = FootKeys((KeyWord("←/→", "minute"), KeyWord("⏎", "open")), (KeyWord("?", "help"),))
    assert text_of(key_line(keys, 80, ASCII)) == " left/right minute - enter open - ? help"


@given(
    st.lists(st.text("abc", min_size=1, max_size=12), max_size=8),
    st.lists(st.text("xyz", min_size=1, max_size=8), max_size=2),
    st.integers(1, 90),
)
def test_no_foot_is_wider_than_its_place_and_none_leaves_out_a_key_before_one_it_tells(
    here: list[str], always: list[str], width: int
) -> None:
    keys = FootKeys([KeyWord("k", label) for label in here], [KeyWord("?", label) for label in always])
    text = text_of(key_line(keys, width))
    told = [part.split(" ", 1)[1] for part in text[1:].split(" · ")] if text.strip() else []
    assert len(text) <= width
    first = [label for label in told if set(label) <= set("abc")]
    assert first == here[: len(first)]
    assert told[len(first) :] == always[: len(told) - len(first)]
    assert not first or len(told) - len(first) == len(always)


async def test_the_same_facts_are_not_sent_twice() -> None:
    app = Host()
    async with app.run_test(size=(80, 5)) as pilot:
        app.header.show(a_slice(JobStatus.RUNNING))
        await pilot.pause()
        sent: list[object] = []
        refresh = app.header.refresh

        def counted(*regions: Any, **how: Any) -> Any:
            sent.append(1)
            return refresh(*regions, **how)

        app.header.refresh = counted  # type: ignore[method-assign]  # counts what is sent
        app.header.show(a_slice(JobStatus.RUNNING))
        assert sent == []
        app.header.show(a_slice(JobStatus.RUNNING, JobStatus.RUNNING))
        assert sent == [1]


async def test_the_header_ticks_only_while_something_moves() -> None:
    app = Host()
    async with app.run_test(size=(80, 5)):
        app.header.show(a_slice(JobStatus.RUNNING))
        assert app.is_ticking()
        app.header.show(a_slice(JobStatus.COMPLETE))
        assert not app.is_ticking()
        app.header.show(a_slice(JobStatus.COMPLETE)._replace(link=Degraded(NOW, Unreachable(""))))
        assert app.is_ticking()


async def test_one_cell_is_survived() -> None:
    app = Host()
    async with app.run_test(size=(1, 3)) as pilot:
        app.header.show(a_slice(JobStatus.RUNNING))
        app.query_one(EventLine).show(EventSlice((Notice(1, NOW, Severity.WARNING, "x" * 50),)))
        app.query_one(KeyLine).show(FootKeys((KeyWord("j", "move"),)))
        await pilot.pause()
        assert app.header.render_line(0).cell_length == 1


def test_the_slice_knows_only_open_repositories() -> None:
    facts = a_slice(JobStatus.RUNNING)
    assert tally_of(facts._replace(opened={})).running_count == 0
    assert tally_of(facts._replace(opened={REPO: 1})).running_count == 1


def test_what_an_earlier_session_knew_is_told_by_its_time_and_not_as_live() -> None:
    facts = a_slice(JobStatus.RUNNING)
    assert "live 2s" in said(facts, 2)
    assert "as of 12:00" in said(facts, 50_000)


def test_the_job_that_ends_first_is_told_where_crumbs_keep_their_room() -> None:
    course = tuple(Progress(after(-300.0 + 60 * n), 10.0 * n) for n in range(6))
    late = a_seen(
        a_job("late", progress_percent=20.0), course=tuple(replace(one, percent=one.percent / 3) for one in course)
    )
    first = a_seen(a_job("first", progress_percent=50.0), course=course)
    still = a_seen(a_job("still", progress_percent=99.0))
    state = a_state(a_tree(()), [])
    facts = select_header(replace(state, jobs={one.job.key: one for one in (late, first, still)}))
    assert "3 run · next end ~" in said(facts, width=90)
    assert said(facts, width=90).endswith("m first")
    assert said(facts, 4_000, width=90).endswith("next end soon first")
    assert "next end" not in said(facts, width=60)
    crowded = said(
        facts, width=120, place=Place("quite-a-long-address.of.a.certain.service.example", is_read_only=True)
    )
    assert "next end ~" in crowded
    assert "example" not in crowded
    assert "example" in said(facts, width=160, place=Place("quite-a-long-address.of.a.certain.service.example"))
    assert tally_of(a_slice(JobStatus.RUNNING)).next_end is None
