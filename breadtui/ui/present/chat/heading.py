"""What stands above a conversation: who is asked, and with which settings."""

from __future__ import annotations

from breadtui.domain.chatting.threads import ChatSettings, Stage, Thread
from breadtui.ui.present.chat.lines import cut_name
from breadtui.ui.present.clean import clean, cut_end
from breadtui.ui.present.tones import Line, Span, Tone

LEAST_SYSTEM_CELLS = 8
MORE, LEAST_CELLS_FOR_MORE = " · more below", 36
_STAGES = {
    Stage.ASKED: ("asked", Tone.QUEUED),
    Stage.WAITING: ("waiting", Tone.STALLED),
    Stage.SPEAKING: ("answering", Tone.RUNNING),
    Stage.FAILED: ("failed", Tone.FAILED),
    Stage.CUT: ("cut", Tone.STALLED),
}


def settings_text(settings: ChatSettings) -> str:
    """The settings in words; what is left to the service is not named, but for thinking."""
    temperature = (
        "temperature the service's" if settings.temperature is None else f"temperature {settings.temperature:g}"
    )
    most = "" if settings.max_tokens is None else f" · at most {settings.max_tokens:,} tokens"
    thinking = {None: "thinking as it likes", True: "thinking on", False: "thinking off"}[settings.is_thinking]
    system = f" · system: {clean(settings.system.strip())}" if settings.system.strip() else " · no system prompt"
    return f"{temperature}{most} · {thinking}{system}"


def heading_line(thread: Thread, width: int) -> Line:
    """One line: how many models are asked, with what."""
    count = len(thread.models)
    who = "Chat" if count == 1 else f"Chat, {count} side by side"
    said = cut_end(settings_text(thread.settings), max(width - len(who) - 3, 0))
    return (Span(f" {who} ", Tone.STRONG), Span(said, Tone.DIM))


def column_heading(thread: Thread, model: str, number: int, cells: int, *, has_more: bool = False) -> Line:
    """The rule above a model: its digit, its name, how far its last answer is, and that there is more below."""
    reply = thread.exchanges[-1].reply_of(model) if thread.exchanges else None
    word, tone = _STAGES.get(reply.stage, ("", Tone.DIM)) if reply is not None else ("", Tone.DIM)
    more = MORE if has_more and cells >= LEAST_CELLS_FOR_MORE else ""
    name = cut_name(model, max(cells - len(word) - len(more) - 8, 6))
    spans = [Span(f"{number} {name}")]
    if word:
        spans.append(Span(f" {word}", tone))
    if more:
        spans.append(Span(more, Tone.ACCENT))
    if (own := dict(thread.settings.own_systems).get(model)) is not None:
        said = f"system: {clean(own.strip())}" if own.strip() else "no system prompt"
        room = cells - len(name) - len(word) - len(more) - 10
        spans.append(Span(f" {cut_end(said, room)}", Tone.DIM)) if room > LEAST_SYSTEM_CELLS else None
    return tuple(spans)
