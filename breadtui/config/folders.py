"""Where configuration and state lie, and what to do where nothing can be written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from breadtui.config.files import make_private_folder, reason_of, secret_place_problem
from breadtui.values import dataclass

PROGRAM = "breadtui"


@dataclass(frozen=True, slots=True)
class Folders:
    """The two folders of a person: `config` for what they chose and their keys, `state` for what was seen and typed."""

    config: Path
    state: Path


@dataclass(frozen=True, slots=True)
class StatePlace:
    """A folder that can be written, or None for memory only; `remark` says so where it is not the usual one."""

    folder: Path | None
    remark: str | None = None


def folders_of(environ: Mapping[str, str]) -> Folders:
    """BREADTUI_CONFIG_DIR and BREADTUI_STATE_DIR where set, else the platform's own places."""
    config, state = environ.get("BREADTUI_CONFIG_DIR"), environ.get("BREADTUI_STATE_DIR")
    if config and state:
        return Folders(_absolute(config), _absolute(state))
    import platformdirs  # noqa: PLC0415  costs a tenth of a start, so only those pay who need it

    return Folders(
        _absolute(config or platformdirs.user_config_dir(PROGRAM, appauthor=False)),
        _absolute(state or platformdirs.user_state_dir(PROGRAM, appauthor=False)),
    )


def state_place(folders: Folders, environ: Mapping[str, str]) -> StatePlace:
    """The state folder, else a folder of the login session, else memory; each made and tried."""
    usual_problem = write_problem(folders.state)
    if usual_problem is None:
        return StatePlace(folders.state)
    for folder in _fallbacks(environ):
        if write_problem(folder) is None and secret_place_problem(folder) is None:
            return StatePlace(folder, f"{usual_problem} Drafts and the journal go to {folder} until you log out.")
    return StatePlace(None, f"{usual_problem} Drafts and the journal last only as long as this program.")


def write_problem(folder: Path) -> str | None:
    """Why no file can be made in `folder`, as a sentence; None where it can. The folder is made if missing."""
    try:
        make_private_folder(folder)
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return f"{folder} cannot be written ({reason_of(error)})."


def _fallbacks(environ: Mapping[str, str]) -> Iterator[Path]:
    if runtime := environ.get("XDG_RUNTIME_DIR"):
        yield Path(runtime) / PROGRAM


def _absolute(folder: str) -> Path:
    """An absolute path: a home that is unset or unknown leaves the tilde, which is then a name like any other."""
    try:
        return Path(os.path.abspath(Path(folder).expanduser()))  # noqa: PTH100  resolve() would follow links
    except RuntimeError:
        return Path(folder).absolute()
