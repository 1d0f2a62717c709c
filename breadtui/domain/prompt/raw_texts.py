"""A prompt while it is written as text that may not say a prompt yet."""

from __future__ import annotations

from breadtui.values import dataclass


@dataclass(frozen=True, slots=True)
class RawText:
    """The text, and the word for its form: `json`, `yaml` or `tools`."""

    form: str
    text: str
