"""What may follow `plan` on the command line, and how a beginning may go on."""

from __future__ import annotations

from collections.abc import Iterable

from breadtui.values import dataclass

VERBS = ("check", "run", "stop", "resume")
USAGE = "plan check|run [--into REPO] [--from N], plan stop, plan resume"


class NotAPlan(Exception):
    """Words after `plan` that mean nothing; the message says what may stand there."""


@dataclass(frozen=True, slots=True)
class PlanWish:
    """What a person wants of the chosen bake's plan; `into` empty is its own repository."""

    verb: str
    into: str = ""
    from_step: int = 1


def parse_plan(rest: str) -> PlanWish:
    """The wish in the words after `plan`; none is `check`. Raises: NotAPlan."""
    words = rest.split()
    verb, given = (words[0], words[1:]) if words else ("check", [])
    if verb not in VERBS or len(given) % 2 or (given and verb in {"stop", "resume"}):
        raise NotAPlan(USAGE)
    options = dict(zip(given[::2], given[1::2], strict=True))
    into, step = options.pop("--into", ""), options.pop("--from", "1")
    if options or not (step.isascii() and step.isdigit()) or not int(step[:6]):
        raise NotAPlan(USAGE)
    return PlanWish(verb, into, int(step[:6]))


def plan_completions(rest: str, repos: Iterable[str]) -> tuple[str, ...]:
    """Whole texts that `rest` may become."""
    head, mark, begun = rest.rpartition("--into ")
    if mark:
        whole = [f"{head}{mark}{repo}" for repo in repos if repo.startswith(begun)]
    else:
        whole = [*VERBS, "check --into ", "run --into ", "run --from "]
        if rest.startswith("run --from ") and rest.endswith(" "):
            whole.append(f"{rest}--into ")
    return tuple(text for text in whole if text.startswith(rest) and text != rest)
