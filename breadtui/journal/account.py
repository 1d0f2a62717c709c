"""Which account a file belongs to, in a form that may stand in a file name."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from breadtui.config.files import write_atomically
from breadtui.config.secret import Secret

FILE_NAME = "accounts.json"
_ID_DIGITS = 16


def account_id(base_url: str, key: Secret) -> str:
    """Sixteen hexadecimal digits that differ by service and key, from which neither can be read."""
    told = f"breadtui account\n{base_url.rstrip('/')}\n{key.reveal()}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(told).hexdigest()[:_ID_DIGITS]


def account_of(folder: Path | None, base_url: str, key: Secret) -> str:
    """The account that `key` opens: the one an earlier key opened, where this key took its place."""
    own = account_id(base_url, key)
    return own if folder is None else _followers(folder / FILE_NAME).get(own, own)


def follow_account(folder: Path | None, account: str, base_url: str, key: Secret) -> None:
    """Have `key` open `account` from now on, so that a new key in place of a worn one finds drafts and journal.

    A key that has files of its own keeps them. Raises: OSError.
    """
    own = account_id(base_url, key)
    if folder is None or own == account or (folder / "drafts" / own).exists():
        return
    path = folder / FILE_NAME
    write_atomically(path, json.dumps({**_followers(path), own: account}).encode("ascii"))


def _followers(path: Path) -> dict[str, str]:
    """Which account each later key opens; a file that cannot be read is none, which costs sight and no text."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(content, dict):
        return {}
    return {own: account for own, account in content.items() if _is_id(own) and _is_id(account)}


def _is_id(text: object) -> bool:
    return isinstance(text, str) and len(text) == _ID_DIGITS and set(text) <= set("0123456789abcdef")
