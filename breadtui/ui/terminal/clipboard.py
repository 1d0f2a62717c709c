"""Copying through the terminal (OSC 52), the only way to a person's clipboard over SSH."""

from base64 import b64encode
from dataclasses import dataclass

MOST_BYTES = 74_000
"""Of text: terminals drop sequences over about 100 kB, which is this much in base64."""


@dataclass(frozen=True)
class Copied:
    """What to write to the terminal, and what to tell the person; no terminal says whether it took the text."""

    sequence: str
    told: str


@dataclass(frozen=True)
class TooLargeToCopy:
    """The text is longer than terminals take; it has to go to a file."""

    size_bytes: int

    @property
    def told(self) -> str:
        """The sentence for the person."""
        return (
            f"{self.size_bytes / 1000:.0f} kB is more than a terminal takes ({MOST_BYTES // 1000} kB); save it instead."
        )


def copy_text(text: str, *, is_inside_tmux: bool = False) -> Copied | TooLargeToCopy:
    """The sequence that puts a text on the clipboard; base64 leaves nothing in it that could end the sequence early.

    Args:
        text: Exactly what shall be pasted; lone surrogates become question marks.
        is_inside_tmux: Wrap it so that tmux hands it on (it must allow passthrough), for those who asked for that.
    """
    raw = text.encode(errors="replace")
    if len(raw) > MOST_BYTES:
        return TooLargeToCopy(len(raw))
    sequence = f"\x1b]52;c;{b64encode(raw).decode()}\x1b\\"
    if is_inside_tmux:
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        sequence = f"\x1bPtmux;{doubled}\x1b\\"
    return Copied(sequence, "sent to your terminal")
