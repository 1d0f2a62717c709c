"""A person's home for one test, with nothing in it and nothing inherited."""

from pathlib import Path

import pytest

from tests.cli.prompt_runs import demo_service, run_prompt

__all__ = ["demo_service", "home", "run_prompt"]
_SETS_US_UP = ("BREAD_API_KEY", "BREAD_BASE_URL", "BREADTUI_THEME", "NO_COLOR", "XDG_RUNTIME_DIR")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in _SETS_US_UP:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("BREADTUI_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("BREADTUI_STATE_DIR", str(tmp_path / "state"))
    return tmp_path
