"""What may follow `new`."""

import pytest

from breadtui.domain.bulk import Wish
from breadtui.ui.screens.words.commands import completions
from breadtui.ui.screens.words.lists import NotAList, parse_bulk, parse_new


def test_a_name_alone_begins_blank_and_a_template_is_named_after_from() -> None:
    assert parse_new("fresh").template.name == "blank"
    wish = parse_new("fresh --from few-shot")
    assert (wish.name, wish.template.name) == ("fresh", "few-shot")


@pytest.mark.parametrize(("rest", "says"), [("a b", "--from"), ("a --from", "--from"), ("a --from x", "templates: ")])
def test_what_is_no_new_prompt_says_what_may_stand_there(rest: str, says: str) -> None:
    with pytest.raises(NotAList, match=says):
        parse_new(rest)


def test_a_name_of_two_words_is_told_as_what_is_wrong() -> None:
    with pytest.raises(NotAList, match="a name is one word: new prompt NAME"):
        parse_new("my prompt")
    with pytest.raises(NotAList, match=r"^new prompt NAME"):
        parse_new("mine --form few-shot")


def test_templates_are_completed_after_the_name() -> None:
    assert completions("new prompt fresh --from t", (), ()) == ("new prompt fresh --from tools",)
    assert completions("new pr", (), ()) == ("new prompt ",)
    assert completions("new fresh --from t", (), ()) == ("new fresh --from tools",)
    assert len(completions("new fresh ", (), ())) > 3
    assert completions("new fre", (), ()) == ()


def test_bulk_needs_a_place_but_for_deleting() -> None:
    assert parse_bulk("create-into other") == (Wish.CREATE, "other", "")
    assert parse_bulk("delete") == (Wish.DELETE, "", "")
    assert parse_bulk("save") == (Wish.SAVE, "", "")
    for wrong in ("", "create-into", "delete all", "save all", "burn"):
        with pytest.raises(NotAList, match="bulk create-into REPO"):
            parse_bulk(wrong)


def test_a_form_may_stand_before_the_folder() -> None:
    assert parse_bulk("export ~/my prompts") == (Wish.EXPORT, "~/my prompts", "json")
    assert parse_bulk("export bgit ~/my prompts") == (Wish.EXPORT, "~/my prompts", "bgit")
    assert parse_bulk("export ./yaml") == (Wish.EXPORT, "./yaml", "json")
    with pytest.raises(NotAList, match=r"\./yaml"):
        parse_bulk("export yaml")
    assert completions("bulk export b", (), ()) == ("bulk export bgit ",)


def test_bulk_is_completed_with_repositories() -> None:
    assert completions("bulk create-into o", ("other", "yoda"), ()) == ("bulk create-into other",)
    assert completions("bulk d", (), ()) == ("bulk delete",)
