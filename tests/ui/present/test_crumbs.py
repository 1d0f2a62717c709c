"""The path to what is chosen, by descent as far as there is room."""

from __future__ import annotations

from rich.cells import cell_len

from breadtui.domain.names import Phase
from breadtui.ui.present.crumbs import crumbs_text
from breadtui.values import replace
from tests.fakes.states import REPO, a_key, a_prompt_key, a_state, a_tree

NAMES = [f"coder_v{n}" for n in range(1, 6)]
LINEAGES = a_state(a_tree(NAMES, [(f"coder_v{n}", f"coder_v{n - 1}") for n in range(2, 6)])).lineages


def test_crumbs_follow_descent_and_name_the_checkpoint() -> None:
    said = crumbs_text(a_key("coder_v3"), 80, lineages=LINEAGES, checkpoint=183)
    assert said == " bread › coder › coder_v1 › coder_v2 › coder_v3/183"


def test_the_farthest_ancestors_give_way_first() -> None:
    said = crumbs_text(a_key("coder_v5"), 46, lineages=LINEAGES)
    assert said == " bread › coder › … › coder_v4 › coder_v5"
    assert crumbs_text(a_key("coder_v5"), 26, lineages=LINEAGES) == " bread › coder › coder_v5"


def test_every_width_is_kept_to() -> None:
    for width in range(60):
        assert cell_len(crumbs_text(a_key("coder_v5"), width, lineages=LINEAGES, checkpoint=9)) <= width


def test_where_there_is_little_room_the_name_alone_is_told_whole() -> None:
    told = [crumbs_text(a_key("coder_v5"), width, lineages=LINEAGES) for width in (22, 18, 10, 6)]
    assert told == [" bread › … › coder_v5", " … › coder_v5", " coder_v5", " co…v5"]
    assert crumbs_text(REPO, 8) == " coder"


def test_of_a_deep_descent_only_the_nearest_are_looked_at() -> None:
    asked: list[str] = []

    class Counting(dict):  # type: ignore[type-arg]  # counts what is looked up
        def get(self, name: object, default: object = None) -> object:
            asked.append(str(name))
            return super().get(name, default)

    names = [f"b{n}" for n in range(5000)]
    lineage = a_state(a_tree(names, [(f"b{n}", f"b{n - 1}") for n in range(1, 5000)])).lineages[REPO]
    counted = replace(lineage, descents=Counting(lineage.descents))
    assert crumbs_text(a_key("b4999"), 60, lineages={REPO: counted}).endswith("› b4998 › b4999")
    assert len(asked) < 20


def test_prompts_and_targets_stand_under_their_repository() -> None:
    assert crumbs_text(a_prompt_key("teach"), 80, lineages=LINEAGES) == " bread › coder › teach"
    assert crumbs_text(a_key("wise", Phase.STIM), 80, lineages=LINEAGES) == " bread › coder › wise"
    assert crumbs_text(REPO, 80) == " bread › coder"
    assert crumbs_text(None, 80) == " bread"


def test_hostile_names_are_shown_and_not_obeyed() -> None:
    said = crumbs_text(a_key("\x1b]0;x\x07\u202e[/]"), 80)
    assert not set("\x1b\x07\u202e") & set(said)
