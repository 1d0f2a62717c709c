"""Which rows are meant by a line, or by what is chosen."""

from __future__ import annotations

import pytest

from breadtui.domain.jobs import Job, JobStatus
from breadtui.domain.json_values import JsonObject
from breadtui.domain.names import JobKey, Phase, TargetKey, TargetName
from breadtui.store.facts.remote import Ready
from breadtui.store.facts.state import Choice, RepoContents
from breadtui.ui.present.detail.details import detail_slice
from breadtui.ui.present.rows.options import rows_options
from breadtui.ui.screens.rows.opening import NOTHING, rows_ends, rows_key_named
from breadtui.values import replace
from tests.fakes.states import NOW, REPO, a_state, a_tree

STIM, ROLLOUT = (JobKey(REPO, phase, "t") for phase in (Phase.STIM, Phase.ROLLOUT))
STATE = a_state(a_tree({}), jobs=[Job(STIM, JobStatus.COMPLETE, lines=9), Job(ROLLOUT, JobStatus.RUNNING, lines=4)])


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("coder/t", ROLLOUT),
        ("stim coder/t", STIM),
        ("rollout coder/other", JobKey(REPO, Phase.ROLLOUT, "other")),
        ("coder/other", JobKey(REPO, Phase.STIM, "other")),
    ],
)
def test_a_named_target_gives_its_answers_where_there_are_any(typed: str, key: JobKey) -> None:
    assert rows_key_named(typed, STATE) == key


@pytest.mark.parametrize(
    ("typed", "chosen", "key"),
    [
        ("", STIM, STIM),
        ("", TargetKey(REPO, TargetName("t")), ROLLOUT),
        ("stim", TargetKey(REPO, TargetName("t")), STIM),
        ("rollout", STIM, ROLLOUT),
    ],
)
def test_without_a_name_what_is_chosen_is_meant(typed: str, chosen: Choice, key: JobKey) -> None:
    assert rows_key_named(typed, replace(STATE, chosen=chosen)) == key


@pytest.mark.parametrize("typed", ["t", "stim t", "coder/", "/t", "coder/t more", "bake coder/t"])
def test_a_line_that_names_nothing_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match="rows of what"):
        rows_key_named(typed, STATE)


def test_where_nothing_fit_is_chosen_that_is_told() -> None:
    with pytest.raises(ValueError, match=NOTHING):
        rows_key_named("", replace(STATE, chosen=REPO))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("rows ", ("rows stim", "rows rollout", "rows coder/t", "rows coder/u")),
        ("rows s", ("rows stim",)),
        ("rows stim ", ("rows stim coder/t", "rows stim coder/u")),
        ("rows rollout coder/u", ()),
        ("output coder/", ("output coder/t", "output coder/u")),
    ],
)
def test_a_line_goes_on_with_stages_and_targets(text: str, ends: tuple[str, ...]) -> None:
    contents = RepoContents(targets=(TargetName("t"), TargetName("u")))
    state = replace(STATE, chosen=REPO, contents={REPO: Ready(contents, NOW)})
    assert rows_ends(text, state) == ends


def test_a_bake_of_several_targets_has_rows_of_each() -> None:
    config: JsonObject = {"datasets": [{"target": "t"}, {"target": "other"}, {"target": "t"}]}
    bake = Job(JobKey(REPO, Phase.BAKE, "b"), JobStatus.NOT_STARTED, config=config)
    seen = a_state(a_tree({}), jobs=[bake, *(one.job for one in STATE.jobs.values())])
    state = replace(seen, chosen=bake.key)
    options = rows_options(detail_slice(state), state)
    assert [(option.letter, option.key) for option in options] == [
        ("1", ROLLOUT),
        ("2", JobKey(REPO, Phase.STIM, "other")),
    ]
    assert [option.label for option in options] == ["t      4 answers", "other  no rows seen yet"]
