"""`breadtui prompt edit`: a prompt in the person's own editor, saved when it closes; nothing written is lost."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from breadtui.commands.exits import OK, REFUSED, USAGE
from breadtui.commands.prompts.arguments import Arguments, Talk
from breadtui.commands.prompts.saving import PromptDesk, tell_saved
from breadtui.commands.prompts.texts import prompt_or_none
from breadtui.config.outside_editor import NoEditor, editor_words, put_for_editor
from breadtui.domain.errors import BreadError
from breadtui.domain.names import PromptKey
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.prompts import Message, Prompt
from breadtui.export.prompts.files import ENDINGS, Misread, PromptForm, Unwritable, read_prompt, write_prompts
from breadtui.store.ports.service import BreadApi, Journal


async def edit_prompt(api: BreadApi, journal: Journal, args: Arguments, talk: Talk) -> int:
    """Open the editor on what the service holds, or on an empty system message; the exit code. Raises: BreadError."""
    base = await prompt_or_none(api, args.key)
    before = base or Prompt(args.key.name, (Message("system", ""),))
    try:
        words = editor_words(os.environ)
        form = PromptForm(args.form)
        written = write_prompts(form, before).encode()
        path = put_for_editor(talk.state_folder, f"{args.key.repo}--{args.key.name}", ENDINGS[form], written)
    except (NoEditor, Unwritable) as problem:
        talk.tell(f"{problem}.")
        return USAGE
    except OSError as error:
        talk.tell(f"{talk.state_folder} cannot be written: {error.strerror or error}.")
        return USAGE
    mine = _edited(words, path, written, args, talk)
    if isinstance(mine, int):
        return mine
    if base is not None and same_text(base, mine):
        return _unchanged(path, talk)
    return await _saved(PromptDesk(api, journal), args, (base, mine), path, talk)


async def _saved(desk: PromptDesk, args: Arguments, texts: tuple[Prompt | None, Prompt], path: Path, talk: Talk) -> int:
    base, mine = texts
    try:
        code = tell_saved(await desk.save(args.key, base, mine, is_replacing=args.is_replacing), args.key, mine, talk)
    except BreadError:
        _keep_unless_done(REFUSED, args.key, path, talk)
        raise
    _keep_unless_done(code, args.key, path, talk)
    return code


def _keep_unless_done(code: int, key: PromptKey, path: Path, talk: Talk) -> None:
    if code == OK:
        path.unlink(missing_ok=True)
    else:
        words = shlex.join(["breadtui", "prompt", "set", f"{key.repo}/{key.name}", str(path)])
        talk.tell(f"what you wrote is in {path}; to save it: {words}")


def _edited(words: Sequence[str], path: Path, written: bytes, args: Arguments, talk: Talk) -> Prompt | int:
    """What the person wrote; the exit code where that is nothing, which they were told."""
    while True:
        status = _status_of([*words, str(path)], talk)
        content = path.read_bytes() if path.exists() else written
        if status is None or status:
            return _given_up(status, content != written, path, talk)
        if content == written:
            return _unchanged(path, talk)
        try:
            return read_prompt(content, args.key.name, path.name)
        except Misread as problem:
            talk.tell(f"{problem}.")
            if talk.ask is None or not talk.ask("Edit it again?"):
                talk.tell(f"what you wrote is in {path}.")
                return REFUSED


def _given_up(status: int | None, is_written: bool, path: Path, talk: Talk) -> int:
    """An editor that ended with a status other than 0 means: no. None where it never began."""
    if is_written:
        talk.tell(f"given up: the editor ended with {status}; what it wrote is in {path}.")
    else:
        path.unlink(missing_ok=True)
    if not is_written and status is not None:
        talk.tell(f"given up: the editor ended with {status}, and nothing was changed.")
    return USAGE if status is None else REFUSED


def _unchanged(path: Path, talk: Talk) -> int:
    path.unlink(missing_ok=True)
    talk.tell("nothing was changed.")
    return OK


def _status_of(words: Sequence[str], talk: Talk) -> int | None:
    """The editor's exit status, None where it could not be started; ctrl+c in it is its own."""
    before = signal.signal(signal.SIGINT, lambda *_: None)  # not ignored: the editor would inherit that
    try:
        return subprocess.run(words, check=False).returncode  # noqa: S603  the person's own command
    except OSError as error:
        talk.tell(f"{words[0]} could not be started: {error.strerror or error}.")
        return None
    finally:
        signal.signal(signal.SIGINT, before)
