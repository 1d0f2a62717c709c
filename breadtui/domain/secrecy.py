"""What must not be shown of a text that passed the wire: keys, passwords, and the signatures of addresses."""

from __future__ import annotations

import re
from urllib.parse import unquote

HIDDEN = "‹hidden›"

_NAMES = (
    r"(?:[\w-]*[-_])?(?:authorization|api[-_]?key|secret(?:[-_]?(?:access[-_]?)?key)?|password|passwd|private[-_]?key"
    r"|(?:access|refresh|session|security|auth|id|bearer)[-_]?token|credentials?|cookie)"
)
_FIELD = re.compile(
    rf"""(\\{{0,7}}")({_NAMES})(\1\s*:\s*)(\\{{0,7}}")((?:(?!\4)(?:\\.|[^\\]))*)""", re.IGNORECASE | re.DOTALL
)
_PARAMETER = re.compile(
    r"((?:[?&;]|\\u0026|&amp;)(?:x-(?:amz|goog)-(?:signature|credential|security-token)|signature|sig|awsaccesskeyid"
    r"|googleaccessid|key-pair-id|policy|token|access_token|api[-_]?key|key|secret|password|auth)=)([^&\s\"'\\<>#]+)",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"(\b[a-z][a-z0-9+.-]{0,15}:(?:\\?/){2})[^\s/@\"'\\]{1,400}@", re.IGNORECASE)
_HEADER = re.compile(
    r"(\bauthorization\s{0,4}[:=]\s{0,4}(?:(?:bearer|basic|token)\s{1,4})?)([^\s\"'\\,;]+)", re.IGNORECASE
)
# What is looked ahead for is bounded everywhere: a text that was made to take long must not.
_KEY_LIKE = re.compile(
    r"\b(?:(?:sk|pk|rk|bread|hf|ghp|gho|ghs|github_pat|glpat|xox[abprs])[-_](?=[\w-]{0,80}?\d)[\w-]{12,}"
    r"|(?:AKIA|ASIA)[0-9A-Z]{12,}|AIza[\w-]{30,}|eyJ[\w-]{8,400}\.[\w-]{8,}(?:\.[\w-]*)?)"
)
_SCHEME = re.compile(r"\b(Bearer|Basic)(\s+)(?=[\w.~+/=-]{0,80}?[\d=._-])[\w.~+/=-]{8,}", re.IGNORECASE)
_PRIVATE_KEY = re.compile(r"(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(?=-----END|\Z)", re.DOTALL)


def without_secrets(text: str) -> str:
    """The text with what looks secret hidden, also where the text is cut in the middle of it.

    Known are: fields of JSON by their names (also in JSON inside of JSON), keys by their looks, the signing parameters
    of presigned addresses, logins in addresses, `Bearer` and `Basic`, private keys. A text of a prompt that merely
    talks about keys stays.
    """
    text = _PRIVATE_KEY.sub(rf"\1{HIDDEN}", text)
    text = _FIELD.sub(lambda found: f"{found[1]}{found[2]}{found[3]}{found[4]}{HIDDEN if found[5] else ''}", text)
    text = _PARAMETER.sub(rf"\1{HIDDEN}", text)
    text = _LOGIN.sub(rf"\1{HIDDEN}@", text)
    text = _HEADER.sub(rf"\1{HIDDEN}", text)
    text = _SCHEME.sub(rf"\1\2{HIDDEN}", text)
    return _KEY_LIKE.sub(HIDDEN, text)


def path_without_secrets(path: str) -> str:
    """A path with its query, without what a query must not tell; a name that looks like a key is hidden too."""
    shown = _PARAMETER.sub(rf"\1{HIDDEN}", path)
    return shown if _KEY_LIKE.search(unquote(shown)) is None else _KEY_LIKE.sub(HIDDEN, unquote(shown))
