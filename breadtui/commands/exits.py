"""Exit codes: the contract with scripts, the same for every command."""

from __future__ import annotations

from breadtui.domain.errors import (
    BreadError,
    Conflict,
    Forbidden,
    NotBread,
    OutOfCredit,
    RateLimited,
    ServerFailed,
    Unauthorized,
    Unclear,
    Unreachable,
)

OK = 0
JOB_FAILED = 1
DIFFERENT = 1
USAGE = 2
NETWORK = 3
CONFLICT = 4
NOT_AUTHORISED = 5
OUT_OF_CREDIT = 6
REFUSED = 7
TIMEOUT = 124
INTERRUPTED = 130
PIPE_CLOSED = 141

TABLE = """\
exit codes:
  0    done; with wait: the job is complete
  1    the job failed; with prompt diff: the two differ; with doctor: something
       is amiss; with notify --test: it reached nobody, or
       the command was not told
  2    usage: wrong option, file, configuration or address; nobody to ask;
       no terminal for the cockpit; the outcome cannot be written
  3    network: the service cannot be reached, does not answer as Bread does,
       or fails; of a write, whether it was done may be unclear
  4    conflict: the service holds something else; nothing is overwritten
  5    not authorised: no key, or not one that may do this
  6    out of credit
  7    refused: by the service for another reason (not found, not valid), by
       read-only, or by you
  124  time ran out before the job settled
  130  interrupted by ctrl+c
  141  whoever read the outcome stopped reading"""


def exit_of(error: BreadError) -> int:
    """The exit code that tells a script what went wrong with the service."""
    match error:
        case Unauthorized() | Forbidden():
            return NOT_AUTHORISED
        case OutOfCredit():
            return OUT_OF_CREDIT
        case Conflict():
            return CONFLICT
        case Unreachable() | NotBread() | ServerFailed() | RateLimited() | Unclear():
            return NETWORK
        case _:
            return REFUSED
