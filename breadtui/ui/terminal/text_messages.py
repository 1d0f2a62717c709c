"""What the text field of one message tells, for those who hear it before there is such a field."""

from __future__ import annotations

from textual.message import Message


class Crossed(Message, namespace="message_text"):
    """The cursor was moved over the first line (`by` is -1) or the last (1)."""

    def __init__(self, by: int) -> None:
        super().__init__()
        self.by = by


class RowsChanged(Message, namespace="message_text"):
    """The text takes more or fewer rows than before."""
