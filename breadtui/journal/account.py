"""Which account a file belongs to, in a form that may stand in a file name."""

from __future__ import annotations

import hashlib

from breadtui.config.secret import Secret

_ID_DIGITS = 16


def account_id(base_url: str, key: Secret) -> str:
    """Sixteen hexadecimal digits that differ by service and key, from which neither can be read."""
    told = f"breadtui account\n{base_url.rstrip('/')}\n{key.reveal()}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(told).hexdigest()[:_ID_DIGITS]
