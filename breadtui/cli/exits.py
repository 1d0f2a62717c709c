"""Exit codes: the contract with scripts, the same for every command."""

from __future__ import annotations

OK = 0
JOB_FAILED = 1
USAGE = 2
TIMEOUT = 3
UNREACHABLE = 4
KEY_REFUSED = 5
REFUSED = 6
CONFLICT = 7
INTERRUPTED = 130
PIPE_CLOSED = 141

TABLE = """\
exit codes:
  0  done; with wait: the job is complete
  1  the job failed; with prompt diff: the two differ
  2  wrong option, configuration or address; no terminal for the cockpit;
     the outcome cannot be written
  3  wait: time ran out before the job settled
  4  the service cannot be reached or does not answer as Bread does
  5  no key, or the service refused it
  6  the service refused for another reason: not found, no credits, no permission
  7  prompt: the service holds another text; it is told, and not overwritten"""
