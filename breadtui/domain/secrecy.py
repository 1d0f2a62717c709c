"""What must not be shown of a text that passed the wire: keys, passwords, and the signatures of addresses."""

from __future__ import annotations

import re
from urllib.parse import unquote

HIDDEN = "‹hidden›"

_NAMES = (
    r"(?:[\w-]*[-_])?(?:authorization|api[-_]?key|secret(?:[-_]?(?:access[-_]?)?key)?|password|passwd|private[-_]?key"
    r"|(?:access|refresh|session|security|auth|id|bearer)[-_]?token|credentials?|cookie)"
)
_FIELD = rf"""(?is)(\\{{0,7}}")({_NAMES})(\1\s*:\s*)(\\{{0,7}}")((?:(?!\4)(?:\\.|[^\\]))*)"""
_PARAMETER = (
    r"(?i)((?:[?&;]|\\u0026|&amp;)(?:x-(?:amz|goog)-(?:signature|credential|security-token)|signature|sig|awsaccesskeyid"
    r"|googleaccessid|key-pair-id|policy|token|access_token|api[-_]?key|key|secret|password|auth)=)([^&\s\"'\\<>#]+)"
)
_LOGIN = r"(?i)(\b[a-z][a-z0-9+.-]{0,15}:(?:\\?/){2})[^\s/@\"'\\]{1,400}@"
_HEADER = r"(?i)(\bauthorization\s{0,4}[:=]\s{0,4}(?:(?:bearer|basic|token)\s{1,4})?)([^\s\"'\\,;]+)"
# What is looked ahead for is bounded everywhere: a text that was made to take long must not.
_KEY_LIKE = (
    r"\b(?:(?:sk|pk|rk|bread|hf|ghp|gho|ghs|github_pat|glpat|xox[abprs])[-_](?=[\w-]{0,80}?\d)[\w-]{12,}"
    r"|(?:AKIA|ASIA)[0-9A-Z]{12,}|AIza[\w-]{30,}|eyJ[\w-]{8,400}\.[\w-]{8,}(?:\.[\w-]*)?)"
)
_SCHEME = r"(?i)\b(Bearer|Basic)(\s+)(?=[\w.~+/=-]{0,80}?[\d=._-])[\w.~+/=-]{8,}"
_PRIVATE_KEY = r"(?s)(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(?=-----END|\Z)"


def without_secrets(text: str) -> str:
    """The text with what looks secret hidden, also where the text is cut in the middle of it.

    Known are: fields of JSON by their names (also in JSON inside of JSON), keys by their looks, the signing parameters
    of presigned addresses, logins in addresses, `Bearer` and `Basic`, private keys. A text of a prompt that merely
    talks about keys stays.
    """
    text = re.sub(_PRIVATE_KEY, rf"\1{HIDDEN}", text)
    text = re.sub(_FIELD, lambda found: "".join(found.groups()[:4]) + (HIDDEN if found[5] else ""), text)
    text = re.sub(_PARAMETER, rf"\1{HIDDEN}", text)
    text = re.sub(_LOGIN, rf"\1{HIDDEN}@", text)
    text = re.sub(_HEADER, rf"\1{HIDDEN}", text)
    text = re.sub(_SCHEME, rf"\1\2{HIDDEN}", text)
    return re.sub(_KEY_LIKE, HIDDEN, text)


def path_without_secrets(path: str) -> str:
    """A path with its query, without what a query must not tell; a name that looks like a key is hidden too."""
    shown = re.sub(_PARAMETER, rf"\1{HIDDEN}", path)
    return shown if re.search(_KEY_LIKE, unquote(shown)) is None else re.sub(_KEY_LIKE, HIDDEN, unquote(shown))
