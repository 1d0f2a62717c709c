"""While you were away: each thing once, by what it came to; what one did oneself is no news."""

from breadtui.domain.digest import MOST_EACH_KIND, Section, counts_of, digest_of
from breadtui.domain.happenings import Gap, Happening, Origin, Thing, Watch, What, gaps_of, link_gaps_of
from breadtui.domain.names import JobKey
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_key, a_prompt_key, a_target_key, after

SINCE, UNTIL = NOW, after(50_000)


def told(*happenings: tuple[What, Thing], active: tuple[JobKey, ...] = (), origin: Origin = Origin.ELSEWHERE):  # type: ignore[no-untyped-def]
    found = [
        Happening(what, after(number * 60), thing, origin=origin, number=number)
        for number, (what, thing) in enumerate(happenings, 1)
    ]
    return digest_of(found, active, SINCE, UNTIL)


def test_a_job_is_told_by_what_it_came_to_last() -> None:
    key = a_key("b")
    digest = told((What.STARTED, key), (What.FAILED, key), (What.STARTED, key), (What.FINISHED, key))
    assert [(line.section, line.about) for line in digest.lines] == [(Section.FINISHED, key)]
    assert digest.lines[0].started_elsewhere


def test_what_failed_and_runs_again_is_told_as_running_alone() -> None:
    key = a_key("b")
    digest = told((What.FAILED, key), (What.STARTED, key), active=(key,))
    assert [line.section for line in digest.lines] == [Section.RUNNING]
    assert not digest.has_news


def test_what_matters_most_comes_first() -> None:
    done, failed, stalled, running = (a_key(name) for name in "dfsr")
    digest = told(
        (What.FINISHED, done),
        (What.FAILED, failed),
        (What.ALARM, stalled),
        (What.TEXT, a_prompt_key()),
        active=(stalled, running),
    )
    assert [line.section for line in digest.lines] == [
        Section.FAILED,
        Section.AMISS,
        Section.FINISHED,
        Section.CHANGED,
        Section.RUNNING,
    ]


def test_an_alarm_that_was_calmed_and_one_of_a_job_that_ended_are_no_news() -> None:
    calm, ended = a_key("c"), a_key("e")
    digest = told((What.ALARM, calm), (What.CALM, calm), (What.ALARM, ended), (What.FINISHED, ended), active=(calm,))
    assert [line.section for line in digest.lines] == [Section.FINISHED, Section.RUNNING]


def test_what_was_changed_from_here_is_no_news() -> None:
    assert told((What.TEXT, a_prompt_key()), origin=Origin.HERE).lines == ()


def test_what_came_and_went_is_not_told_and_what_is_new_stays_new() -> None:
    prompt, target = a_prompt_key(), a_target_key()
    digest = told((What.APPEARED, prompt), (What.VANISHED, prompt), (What.APPEARED, target), (What.CONFIG, target))
    assert [(line.about, line.happening.what) for line in digest.lines if line.happening] == [(target, What.APPEARED)]


def test_many_of_a_kind_are_one_line_with_their_number() -> None:
    many = tuple((What.APPEARED, a_prompt_key(f"p{number}")) for number in range(MOST_EACH_KIND + 3))
    digest = told(*many)
    assert [(line.also) for line in digest.lines] == [MOST_EACH_KIND + 2]
    assert counts_of(digest)[Section.CHANGED] == MOST_EACH_KIND + 3


def test_the_session_itself_is_no_line() -> None:
    assert digest_of([Happening(What.LINK_LOST, NOW)], (), SINCE, UNTIL).lines == ()


def test_a_gap_is_what_no_watch_covers() -> None:
    watches = [Watch(NOW, after(600)), Watch(after(60), after(300), after(300)), Watch(after(40_000), after(50_000))]
    assert gaps_of(watches, NOW, UNTIL) == (Gap(after(600), after(40_000)),)
    assert gaps_of([], NOW, after(100)) == ()
    assert gaps_of([], NOW, after(1_000)) == (Gap(NOW, after(1_000)),)


def test_silence_between_two_looks_is_no_gap() -> None:
    assert gaps_of([Watch(NOW, after(600)), Watch(after(700), UNTIL)], NOW, UNTIL) == ()


def test_a_broken_link_is_a_gap_until_it_is_back() -> None:
    lost, back = Happening(What.LINK_LOST, NOW), Happening(What.LINK_BACK, after(3_600))
    assert link_gaps_of([lost, back], UNTIL) == (Gap(NOW, after(3_600), is_link=True),)
    assert link_gaps_of([lost], UNTIL) == (Gap(NOW, UNTIL, is_link=True),)
    assert link_gaps_of([lost, replace(back, seen_at=after(30))], UNTIL) == ()


def test_a_digest_tells_nothing_of_what_vanished_while_it_ran() -> None:
    key = JobKey(REPO, a_key().phase, "b")
    digest = told((What.FINISHED, key), (What.VANISHED, key))
    assert [(line.section, line.happening.what) for line in digest.lines if line.happening] == [
        (Section.CHANGED, What.VANISHED)
    ]
