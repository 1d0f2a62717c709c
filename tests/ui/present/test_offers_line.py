"""Offers side by side: told apart by their ends, the taken one in brackets and always in sight."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from breadtui.ui.present.offers_line import offer_labels, offers_line


def shown(offers: list[str], at: int, width: int) -> str:
    return "".join(span.text for span in offers_line(offers, at, width))


def test_offers_are_told_apart_by_what_they_do_not_share() -> None:
    assert offer_labels(["import ~/in/a.md", "import ~/in/b c.md"]) == ["a.md", "b c.md"]
    assert offer_labels(["save", "saveas"]) == ["save", "saveas"]
    assert offer_labels(["role system", "role user"]) == ["system", "user"]


def test_the_taken_one_stands_in_brackets() -> None:
    assert shown(["open coder", "open yoda"], 1, 40).strip() == "coder [yoda]"


def test_a_long_list_is_turned_like_pages() -> None:
    offers = [f"open repo_{number}" for number in range(10)]
    assert shown(offers, 0, 30).split() == ["[repo_0]", "repo_1", "repo_2", ">"]
    assert shown(offers, 3, 30).split() == ["<", "[repo_3]", "repo_4", "repo_5", ">"]
    assert shown(offers, 9, 30).split() == ["<", "[repo_9]"]


def test_what_a_terminal_would_obey_is_not_shown() -> None:
    assert "\x1b" not in shown(["a\x1b[2J", "b"], 0, 40)


@given(st.lists(st.text(min_size=1, max_size=12), min_size=2, max_size=40, unique=True), st.data())
def test_the_taken_one_is_in_sight_and_the_line_fits(offers: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(offers) - 1))
    line = offers_line(offers, at, 60)
    assert sum(span.text.startswith("[") and span.text.endswith("]") for span in line) >= 1
    assert sum(cell_len(span.text) for span in line) <= 60
