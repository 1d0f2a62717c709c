"""What is marked and not in sight is told by the list that hides it."""

from breadtui.domain.labels.labels import Label, labels_of
from breadtui.domain.names import BakeName, JobKey, Phase, RepoName
from breadtui.ui.present.jobs.rows import select_jobs
from breadtui.ui.present.unseen import BY_FILTER, BY_FOCUS, BY_LABEL, Unseen
from breadtui.values import replace
from tests.fakes.states import REPO, a_key, a_prompt_key
from tests.ui.panes.jobs_host import running as running_jobs
from tests.ui.panes.test_job_filter import facts
from tests.ui.panes.test_repo_tree import a_lineage_state, running


def bakes(*names: str) -> tuple[JobKey, ...]:
    return tuple(JobKey(REPO, Phase.BAKE, BakeName(name)) for name in names)


async def test_a_mark_that_the_filter_leaves_out_is_counted_in_the_heading() -> None:
    async with running(a_lineage_state(marked=bakes("v2", "v4"))) as (app, _):
        assert "2 marked" in str(app.tree_pane.heading())
        assert app.tree_pane.unseen_marks().things == frozenset()
        app.tree_pane.filter("v4")
        assert app.tree_pane.unseen_marks() == Unseen(frozenset(bakes("v2")), BY_FILTER)
        assert "2 marked, 1 of them hidden" in str(app.tree_pane.heading())


async def test_a_mark_that_is_only_folded_away_is_in_sight() -> None:
    async with running(a_lineage_state(marked=bakes("v4", "v5"))) as (app, pilot):
        app.tree_pane.reveal(a_key("v3"))
        await pilot.press("h")
        assert app.tree_pane.unseen_marks().things == frozenset()


async def test_a_mark_beside_the_line_of_descent_in_sight_is_told() -> None:
    async with running(a_lineage_state(marked=bakes("v2", "v4"))) as (app, pilot):
        app.tree_pane.reveal(a_key("v4"))
        await pilot.press("full_stop")
        assert app.tree_pane.unseen_marks() == Unseen(frozenset(bakes("v2")), BY_FOCUS)


async def test_a_mark_that_is_hidden_is_told_unless_others_stand_under_it() -> None:
    hidden = labels_of(dict.fromkeys(bakes("v2", "v3"), Label(is_hidden=True)))
    async with running(a_lineage_state(marked=bakes("v2", "v3", "v5"), labels=hidden)) as (app, _):
        assert app.tree_pane.unseen_marks() == Unseen(frozenset(bakes("v2")), BY_LABEL)


async def test_the_monitor_tells_which_marks_its_own_filter_leaves_out() -> None:
    state = replace(facts(), marked=(a_key("v1"), a_key("v2"), a_prompt_key()))
    async with running_jobs(select_jobs(state)) as (app, _):
        assert app.jobs.unseen_marks().things == frozenset()
        app.jobs.filter("v2")
        assert app.jobs.unseen_marks() == Unseen(frozenset({a_key("v1")}), BY_FILTER)


def test_a_question_lists_all_and_says_which_are_not_in_sight() -> None:
    one, two = marked = bakes("v2", "v4")
    assert Unseen(frozenset({two})).lines(marked) == [
        "2 marked, 1 hidden by the filter:",
        "   v2",
        "   v4  hidden by the filter",
    ]
    assert Unseen(frozenset({two})).lines((one,)) == []
    assert Unseen(frozenset({two})).lines((one._replace(repo=RepoName("other")), two))[1] == "   other/v2"


def test_a_sentence_ends_with_how_many_are_not_in_sight() -> None:
    one, two = marked = bakes("v2", "v4")
    assert Unseen(frozenset({two})).tail(marked) == " (1 hidden by the filter)"
    assert Unseen(frozenset({two})).tail((two,)) == " (it is hidden by the filter)"
    assert Unseen(frozenset({two})).tail((one,)) == ""
    assert Unseen(frozenset({two}), BY_LABEL).tail(marked) == ""
