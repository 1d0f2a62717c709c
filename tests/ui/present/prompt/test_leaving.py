from breadtui.domain.downloading.downloads import Download
from breadtui.ui.present.prompt.leaving import kept_text, left_text
from tests.fakes.states import NOW, a_key, a_prompt_key


def test_nothing_is_said_where_all_is_saved() -> None:
    assert kept_text([]) == ""


def test_unsaved_prompts_are_named_and_many_are_counted() -> None:
    said = kept_text([a_prompt_key(name) for name in ("e", "d", "c", "b\x1b", "a")])
    assert said.endswith("coder/a, coder/b␛, coder/c and 2 more")
    assert kept_text([a_prompt_key("one")]).endswith("next start: coder/one")


def test_of_a_save_on_its_way_nobody_says_that_it_is_not_saved() -> None:
    one, two = a_prompt_key("one"), a_prompt_key("two")
    unsure = "breadtui: a save was on its way and may have arrived"
    assert kept_text([one], [one]).startswith(unsure)
    assert [line.rpartition(": ")[2] for line in kept_text([one, two], [two]).splitlines()] == [
        "coder/one",
        "coder/two",
    ]
    assert kept_text([], [one]) == ""


def test_downloads_that_stop_with_the_program_are_named() -> None:
    half = Download(a_key("v6"), 354, "/x.tgz", NOW, done_bytes=46, total_bytes=100)
    begun = Download(a_key("v\x1b"), 7, "/y.tgz", NOW)
    said = left_text([half, begun])
    assert said.endswith("record`: the download of coder/v6@354 at 46%, coder/v␛@7")
    assert left_text([]) == ""
