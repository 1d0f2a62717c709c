"""An announcement sent by every way that works: to the terminal, and to a person's own program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from breadtui.config.hook_command import HookFailed, hook_environment, run_hook
from breadtui.config.hook_tmux import ask_tmux
from breadtui.domain.notices.announcements import Announcement
from breadtui.domain.notices.ladder import Ladder, ladder_of
from breadtui.domain.notices.wishes import NoticeWishes


class Teller:
    """Sends announcements; a hook that fails is complained about once for each reason.

    `send` writes to the terminal, None where there is none; `secrets` is asked for each time, since a key may change.
    """

    def __init__(
        self,
        wishes: NoticeWishes,
        environ: Mapping[str, str],
        secrets: Callable[[], Sequence[str]],
        complain: Callable[[str], None],
        send: Callable[[str], None] | None = None,
    ) -> None:
        self._wishes = wishes
        self._environ = environ
        self._secrets = secrets
        self._complain = complain
        self._send = send
        self._complained: set[str] = set()

    async def ladder(self) -> Ladder:
        """What works here by now: a tmux may be looked at from another terminal than before."""
        has_terminal = self._send is not None
        tmux = await ask_tmux(self._environ) if has_terminal else None
        return ladder_of(self._wishes, self._environ, tmux, has_terminal=has_terminal)

    async def tell(self, announcement: Announcement) -> None:
        """Send it by all ways that work."""
        ladder = await self.ladder()
        if self._send is not None and (sequence := ladder.sequence(announcement)):
            self._send(sequence)
        if self._wishes.command:
            await self._run_hook(announcement)

    async def _run_hook(self, announcement: Announcement) -> None:
        try:
            await run_hook(
                self._wishes.command,
                announcement.as_json(),
                hook_environment(self._environ, self._secrets()),
                is_shell=self._wishes.is_shell,
                limit_seconds=self._wishes.command_seconds,
            )
        except HookFailed as problem:
            sentence = f"notify.command: {problem}"
            if sentence not in self._complained:
                self._complained.add(sentence)
                self._complain(sentence)
