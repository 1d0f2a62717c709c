"""`:import` makes drafts of a file's prompts and sends nothing; `:export` gives the prompt in the editor."""

from functools import partial
from pathlib import Path

import pytest

from breadtui.config.settings import Options
from breadtui.domain.names import PromptName
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.export.prompts.files import Found, read_prompts
from breadtui.ui.present.prompt.import_lines import names_shown, told
from breadtui.ui.screens.transfer import importing
from breadtui.ui.screens.transfer.file_paths import pasted_path, path_completions
from tests.journeys.cockpit import YODA, Cockpit, cockpit, demo_server, prompt_key

FILE = """\
PROMPT:
  yoda: {messages: [{role: system, content: Mine it is.}]}
  fresh one: {messages: [{role: user, content: Hi}]}
"""


async def begun(here: Cockpit) -> None:
    await here.until_ready()
    await here.until(lambda state: YODA in state.contents)


def has_draft(here: Cockpit, begins: str) -> bool:
    return here.app.screen is here.explorer and here.mine(prompt_key("yoda")).startswith(begins)


def has_said(here: Cockpit, sentence: str) -> bool:
    return any(sentence in told for told in here.toasts)


async def test_all_prompts_of_a_file_become_drafts_and_nothing_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "input.yml").write_text(FILE)
    with demo_server() as demo:
        async with cockpit(demo, tmp_path / "home", options=Options(repo=YODA)) as here:
            await begun(here)
            await here.type("import input.yml")
            await here.until_asked()
            for words in ("New: 1 ('fresh one')", "On the service with another text: 1 ('yoda')", "nothing is sent"):
                assert words in here.text
            assert not here.state.drafts
            await here.press("y")
            key, fresh = prompt_key("yoda"), prompt_key("fresh one")
            await here.until(lambda state: {key, fresh} <= state.drafts.keys())
            assert here.state.drafts[key].base is not None
            assert here.state.drafts[fresh].base is None
            assert (here.mine(key), here.mine(fresh)) == ("Mine it is.", "Hi")
            await here.until(lambda state: state.chosen == key)
            assert not here.writes()
            await here.until_true(partial(has_said, here, "refuse the name 'fresh one'"))


async def test_an_unsaved_text_is_replaced_by_a_file_only_after_a_question(tmp_path: Path) -> None:
    file = tmp_path / "yoda.md"
    file.write_text("# system\n\nFrom the file.\n")
    with demo_server() as demo:
        async with cockpit(demo, tmp_path / "home", options=Options(repo=YODA)) as here:
            await begun(here)
            await here.edit("yoda")
            await here.write("Typed. ")
            await here.press("escape")
            for answer, begins in (("n", "Typed. "), ("y", "From the file.")):
                await here.type(f"import {file}")
                await here.until_asked()
                await here.press(answer)
                await here.until_true(partial(has_draft, here, begins))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("bad.json", b'{"messages": [\n}', "bad.json, line 2, column 1: no JSON"),
        ("bytes.md", b"# system\n\xff", "bytes.md, line 2, column 1: the byte 0xFF"),
        ("gone.md", None, "gone.md cannot be read: No such file"),
    ],
)
async def test_what_is_wrong_with_a_file_is_said_where(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with demo_server() as demo:
        async with cockpit(demo, tmp_path / "home", options=Options(repo=YODA)) as here:
            await begun(here)
            await here.type(f"import {tmp_path / name}")
            await here.until_true(partial(has_said, here, says))
            assert not here.state.drafts


async def test_the_text_in_the_editor_is_exported_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with demo_server() as demo:
        async with cockpit(demo, tmp_path / "home", options=Options(repo=YODA)) as here:
            await begun(here)
            key = await here.edit("yoda")
            await here.write("Typed. ")
            await here.press("escape")
            for form, ending in (("markdown", "md"), ("openai", "json"), ("yaml", "yml"), ("bgit", "yml")):
                file = tmp_path / f"{form}.{ending}"
                await here.type(f"export {form} {file}")
                await here.until_true(partial(has_said, here, f"written: {file}"))
                (prompt,) = read_prompts(file.read_text(), file_name=file.name).prompts
                assert prompt.messages == here.state.drafts[key].mine.messages
                assert prompt.messages[0].text.startswith("Typed. ")


def test_a_path_goes_on_as_the_folder_allows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "in").mkdir()
    for name in ("in/put.yml", "in/.hidden", "input.yml", "a b.md"):
        (tmp_path / name).touch()
    assert path_completions("in") == ("in/", "input.yml")
    assert path_completions("in/") == ("in/put.yml",)
    assert path_completions("in/.") == ("in/.hidden",)
    assert path_completions("~/a") == ("~/a b.md",)
    assert path_completions("input.yml") == ()
    assert path_completions("nowhere/") == ()


@pytest.mark.parametrize("typed", ["a b.md", "'a b.md'", '"a b.md"', "a\\ b.md", "./a b.md", "~/a b.md"])
def test_a_dropped_path_is_understood_with_quotes_and_backslashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "a b.md").touch()
    assert pasted_path(typed) == tmp_path / "a b.md"
    assert pasted_path("'gone") == tmp_path / "'gone"


def test_what_came_of_a_file_is_told_with_all_that_is_doubtful() -> None:
    prompts = tuple(Prompt(PromptName(name), (Message("user", ""),)) for name in ("a", "..", "b c"))
    said = told(Found(prompts, ("model",)), 1)
    assert said.startswith("1 unsaved text from the file, nothing is sent; f2 saves it; 1 as on the service")
    assert "no prompt can be named '..'" in said
    assert "may refuse the name 'b c'" in said
    assert said.endswith("left out: 'model'")
    assert names_shown(list("abcdefgh")).endswith("'f' and 2 more")


async def test_a_file_that_brings_nothing_new_is_told_so_and_leaves_the_focus_where_it_was(tmp_path: Path) -> None:
    with demo_server() as demo:
        async with cockpit(demo, tmp_path, options=Options(repo=YODA, bake="yoda")) as here:
            await begun(here)
            await here.until(lambda state: prompt_key("yoda") in state.prompts)
            await here.press("1")
            path = tmp_path / "same.md"
            await here.type(f"export markdown {path}")
            await here.until_true(path.exists)
            await here.type(f"import {path}")
            await here.until_true(partial(has_said, here, "the prompt in the file is as on the service already"))
            assert here.explorer.repos.has_focus
            assert not here.state.drafts


async def test_a_large_file_is_said_to_take_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SLOW_FROM_BYTES", 10)
    (tmp_path / "large.md").write_text("# system\n\nLong.\n")
    with demo_server() as demo:
        async with cockpit(demo, tmp_path / "home", options=Options(repo=YODA)) as here:
            await begun(here)
            await here.type(f"import {tmp_path / 'large.md'}")
            await here.until_true(partial(has_said, here, "reading large.md: 0 MB take a while"))
            await here.until(lambda state: prompt_key("large") in state.drafts)
