"""Exit codes: each refusal has one, and each code is told in the help."""

from __future__ import annotations

import re

import pytest

from breadtui.commands import exits
from breadtui.domain.errors import (
    BreadError,
    Conflict,
    Forbidden,
    Invalid,
    NeverSent,
    NotBread,
    NotFound,
    NotSupported,
    OutOfCredit,
    RateLimited,
    ServerFailed,
    Unauthorized,
    Unclear,
    Unreachable,
)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Unreachable("no answer"), 3),
        (NeverSent("no connection"), 3),
        (NotBread("a page"), 3),
        (ServerFailed("oops", status=500), 3),
        (RateLimited("slower"), 3),
        (Unclear("done or not"), 3),
        (Conflict("there", status=409), 4),
        (Unauthorized("who", status=401), 5),
        (Forbidden("not you", status=403), 5),
        (OutOfCredit("no credits", status=402), 6),
        (NotFound("gone", status=404), 7),
        (NotSupported("no such call", status=405), 7),
        (Invalid("bad", status=422), 7),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_refusal_has_its_code(error: BreadError, code: int) -> None:
    assert exits.exit_of(error) == code


def test_the_table_tells_each_code_once() -> None:
    told = [int(number) for number in re.findall(r"^  (\d+) ", exits.TABLE, flags=re.MULTILINE)]
    codes = {value for name, value in vars(exits).items() if name.isupper() and isinstance(value, int)}
    assert told == sorted(codes)
