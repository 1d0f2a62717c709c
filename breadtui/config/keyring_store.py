"""The desktop's keyring, where the keyring extra is installed and the person chose it."""

from __future__ import annotations

import importlib
from typing import Any

from breadtui.config.secret import KeyProblem, Secret

SERVICE = "breadtui"
NOT_INSTALLED = "The keyring extra is not installed: pip install 'breadtui[keyring]', or set key_store = \"file\"."


def get(name: str) -> Secret | KeyProblem | None:
    """The key under `name`, None where there is none, a sentence where the keyring does not answer."""
    keyring = _keyring()
    if keyring is None:
        return KeyProblem(NOT_INSTALLED)
    try:
        found = keyring.get_password(SERVICE, name)
    except (keyring.errors.KeyringError, OSError) as error:
        return KeyProblem(f"The keyring does not answer ({type(error).__name__}).")
    return None if found is None else Secret(found)


def put(name: str, key: Secret) -> str | None:
    """Keep the key under `name`; what is returned is why it could not be."""
    keyring = _keyring()
    if keyring is None:
        return NOT_INSTALLED
    try:
        keyring.set_password(SERVICE, name, key.reveal())
    except (keyring.errors.KeyringError, OSError) as error:
        return f"The keyring did not take the key ({type(error).__name__})."
    return None


def _keyring() -> Any | None:
    try:
        importlib.import_module("keyring.errors")
        return importlib.import_module("keyring")
    except ImportError:
        return None
