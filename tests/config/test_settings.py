"""Precedence: an option beats the environment, the environment the file, the file the default."""

from pathlib import Path

import pytest

from breadtui.config.folders import folders_of, state_place, write_problem
from breadtui.config.problem import ConfigProblem
from breadtui.config.settings import PRODUCTION_URL, Options, Settings, settings_from


def settings(tmp_path: Path, text: str = "", options: Options | None = None, **environ: str) -> Settings:
    folders = {"BREADTUI_CONFIG_DIR": str(tmp_path / "config"), "BREADTUI_STATE_DIR": str(tmp_path / "state")}
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "config.toml").write_text(text)
    return settings_from(options or Options(), folders | environ)


def test_the_defaults_are_production_with_mouse_and_colour(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert (found.base_url, found.profile, found.theme) == (PRODUCTION_URL, "default", None)
    assert (found.has_mouse, found.has_colour, found.is_read_only, found.is_demo) == (True, True, False, False)


WORK = '[profiles.work]\nbase_url = "https://file.example"\ntheme = "bread-light"\nread_only = true\n'


def test_the_address_comes_from_option_then_environment_then_file(tmp_path: Path) -> None:
    work = Options(profile="work")
    assert settings(tmp_path, WORK, work).base_url == "https://file.example"
    assert settings(tmp_path, WORK, work, BREAD_BASE_URL="https://env.example").base_url == "https://env.example"
    both = Options(profile="work", base_url="https://option.example")
    assert settings(tmp_path, WORK, both, BREAD_BASE_URL="https://env.example").base_url == "https://option.example"


@pytest.mark.parametrize("said", ["", "  "])
def test_an_empty_address_means_production(tmp_path: Path, said: str) -> None:
    assert settings(tmp_path, WORK, Options(profile="work"), BREAD_BASE_URL=said).base_url == PRODUCTION_URL


def test_the_theme_comes_from_environment_then_profile_then_file(tmp_path: Path) -> None:
    text = 'theme = "bread-dark"\n' + WORK
    assert settings(tmp_path, text).theme == "bread-dark"
    assert settings(tmp_path, text, Options(profile="work")).theme == "bread-light"
    assert settings(tmp_path, text, BREADTUI_THEME="bread-mono").theme == "bread-mono"
    assert settings(tmp_path, text, BREADTUI_THEME="auto").theme is None


def test_a_wrong_theme_in_the_environment_names_the_variable(tmp_path: Path) -> None:
    with pytest.raises(ConfigProblem, match="BREADTUI_THEME must be one of bread-dark"):
        settings(tmp_path, BREADTUI_THEME="pink")


def test_read_only_is_said_by_any_of_three(tmp_path: Path) -> None:
    assert settings(tmp_path, "read_only = true").is_read_only
    assert settings(tmp_path, WORK, Options(profile="work")).is_read_only
    assert settings(tmp_path, options=Options(is_read_only=True)).is_read_only


def test_the_mouse_is_turned_off_by_option_or_file(tmp_path: Path) -> None:
    assert not settings(tmp_path, "mouse = false").has_mouse
    assert not settings(tmp_path, options=Options(has_no_mouse=True)).has_mouse
    assert not settings(tmp_path, options=Options(has_no_poll=True)).has_poll


def test_no_color_counts_only_when_it_is_not_empty(tmp_path: Path) -> None:
    assert not settings(tmp_path, NO_COLOR="1").has_colour
    assert settings(tmp_path, NO_COLOR="").has_colour


def test_the_file_may_choose_the_profile(tmp_path: Path) -> None:
    assert settings(tmp_path, 'profile = "work"\n' + WORK).profile == "work"
    assert settings(tmp_path, 'profile = "work"\n' + WORK, Options(profile="default")).profile == "default"


@pytest.mark.parametrize("name", ["home", "../x", "a" * 65])
def test_a_profile_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigProblem, match="--profile"):
        settings(tmp_path, WORK, Options(profile=name))


def test_the_folders_are_the_platforms_own_where_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    found = folders_of({})
    assert found.config.name == found.state.name == "breadtui"
    assert found.config != found.state


def test_a_state_folder_is_made_private(tmp_path: Path) -> None:
    folders = folders_of({"BREADTUI_CONFIG_DIR": str(tmp_path), "BREADTUI_STATE_DIR": str(tmp_path / "a" / "b")})
    place = state_place(folders, {})
    assert place.remark is None
    assert place.folder == tmp_path / "a" / "b"
    assert place.folder.stat().st_mode & 0o777 == 0o700


def unwritable(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "file").write_text("")
    return {"BREADTUI_CONFIG_DIR": str(tmp_path), "BREADTUI_STATE_DIR": str(tmp_path / "file" / "state")}


def test_state_goes_to_the_login_session_where_home_cannot_be_written(tmp_path: Path) -> None:
    place = state_place(folders_of(unwritable(tmp_path)), {"XDG_RUNTIME_DIR": str(tmp_path / "run")})
    assert place.folder == tmp_path / "run" / "breadtui"
    assert "until you log out" in str(place.remark)


def test_state_stays_in_memory_where_nothing_can_be_written(tmp_path: Path) -> None:
    place = state_place(folders_of(unwritable(tmp_path)), {})
    assert place.folder is None
    assert "only as long as this program" in str(place.remark)


def test_trying_a_folder_leaves_nothing_in_it(tmp_path: Path) -> None:
    assert write_problem(tmp_path) is None
    assert list(tmp_path.iterdir()) == []
