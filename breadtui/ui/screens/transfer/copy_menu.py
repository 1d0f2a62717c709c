"""What a thing can be copied as: a small menu of letters, greyed with the reason where one cannot be had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content as Text
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, PromptKey, TargetKey, TargetName
from breadtui.export.pages.bake import bake_markdown, bake_report
from breadtui.export.pages.thing import prompt_markdown, target_markdown
from breadtui.export.snippets import Content, NoSnippet, bgit, curl, python, raw_json
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState, Choice
from breadtui.store.views.comparable import config_of
from breadtui.ui.keymap import Hint
from breadtui.ui.present.clean import clean, cut_middle
from breadtui.ui.present.row_strips import row_strip
from breadtui.ui.present.tones import Span, Tone
from breadtui.ui.screens.base.reading import path_at
from breadtui.ui.screens.line.foot import Foot, menu_hint
from breadtui.ui.terminal.virtual_rows import VirtualRows
from breadtui.ui.themes import tone_styles
from breadtui.values import dataclass

LABEL_CELLS = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to copy a thing, by its letter; `text` is exactly what would be copied, None with a `reason`."""

    letter: str
    label: str
    text: str | None
    reason: str = ""


def offers(state: AppState, what: Choice, base_url: str) -> tuple[Offer, ...]:
    """Everything a choice can be copied as."""
    known = content_of(state, what)
    return tuple(
        _offer(letter, label, write)
        for letter, label, write in (
            ("m", "model path", partial(_model_path, state, what)),
            ("n", "name", partial(thing_name, what)),
            ("c", "curl", partial(curl, what, base_url)),
            ("p", "Python", partial(python, what, base_url)),
            ("b", "bgit", partial(bgit, what, known)),
            ("j", "JSON", partial(raw_json, what, known)),
            ("d", "Markdown", partial(markdown_of, state, what)),
        )
    )


def json_of(state: AppState, what: Choice) -> Offer:
    """What was read of a choice as JSON."""
    return _offer("j", "JSON", partial(raw_json, what, content_of(state, what)))


def _offer(letter: str, label: str, write: Callable[[], str]) -> Offer:
    try:
        return Offer(letter, label, write())
    except NoSnippet as problem:
        return Offer(letter, label, None, str(problem))


def content_of(state: AppState, what: Choice) -> Content:
    """What was read of it."""
    match what:
        case PromptKey():
            return Content(prompt=value_of(state.prompts.get(what, NOT_ASKED)))
        case JobKey():
            seen = state.jobs.get(what)
            config = config_of(state, what) if what.phase is Phase.BAKE or seen is not None else None
            return Content(config, extra=_job_words(state, what))
        case TargetKey():
            return Content(config_of(state, what))
        case _:
            base = next((repo.base_model for repo in value_of(state.repos) or () if repo.name == what), "")
            return Content(extra={"base_model": base})


def _job_words(state: AppState, key: JobKey) -> Mapping[str, Json]:
    """A job's fields in the service's own words, those that it sent."""
    seen = state.jobs.get(key)
    if seen is None:
        return {}
    job, loss = seen.job, seen.job.loss
    words: dict[str, Json] = {
        "status": job.status_text or job.status.value,
        "job_id": job.job_id,
        "lines": job.lines,
        "total_expected": job.total_expected,
        "progress_percent": job.progress_percent,
        "error": job.error,
        "model_name": list(job.model_names) or None,
        "loss": None
        if loss is None
        else {
            name: value
            for name, value in (
                ("latest_loss", loss.latest),
                ("final_loss", loss.final),
                ("min_loss", loss.minimum),
                ("max_loss", loss.maximum),
            )
            if value is not None
        },
    }
    return {name: value for name, value in words.items() if value is not None}


def _model_path(state: AppState, what: Choice) -> str:
    seen = state.jobs.get(what) if isinstance(what, JobKey) else None
    if not isinstance(what, JobKey) or what.phase is not Phase.BAKE:
        raise NoSnippet("only bakes become models")
    if seen is None or not seen.job.model_names:
        raise NoSnippet("no model yet")
    return path_at(seen.job.model_names, state.checkpoint)


def thing_name(what: Choice) -> str:
    """A repository's name, or what else is called in its repository."""
    return what if isinstance(what, str) else f"{what.repo}/{what.name}"


def markdown_of(state: AppState, what: Choice) -> str:
    """The thing as a page of Markdown.

    Raises: NoSnippet where it was not read or has no page.
    """
    match what:
        case JobKey(_, Phase.BAKE):
            seen = state.jobs.get(what)
            if seen is None:
                raise NoSnippet("it was not read yet")
            jobs = {key: one.job for key, one in state.jobs.items() if key.repo == what.repo}
            return bake_markdown(bake_report(seen.job, state.lineages, jobs))
        case PromptKey(repo):
            prompt = value_of(state.prompts.get(what, NOT_ASKED))
            if prompt is None:
                raise NoSnippet("its text was not read yet")
            return prompt_markdown(repo, prompt)
        case TargetKey() | JobKey():
            config = config_of(state, TargetKey(what.repo, TargetName(what.name)))
            if config is None:
                raise NoSnippet("its configuration was not read yet")
            return target_markdown(what.repo, what.name, config)
        case _:
            raise NoSnippet("a repository has no page")


class OfferRows(VirtualRows[int]):
    """One offer a row: its letter, its name, and how it begins or why it cannot be had."""

    def __init__(self, found: tuple[Offer, ...]) -> None:
        super().__init__(range(len(found)), id="copy-rows")
        self.offers = found

    def render_row(self, key: int, index: int, width: int, *, selected: bool, focused: bool) -> Strip:  # noqa: ARG002 - the list's
        """The row of one offer."""
        offer = self.offers[key]
        is_off = offer.text is None
        shown = clean((offer.text or "").partition("\n")[0], limit=400) if not is_off else f"(not now: {offer.reason})"
        spans = (
            Span(f" {offer.letter}  ", Tone.DIM if is_off else Tone.ACCENT),
            Span(f"{offer.label:<{LABEL_CELLS}}", Tone.DIM if is_off else Tone.PLAIN),
            Span(cut_middle(shown, max(width - LABEL_CELLS - 5, 8)), Tone.DIM),
        )
        return row_strip(spans, width, tone_styles(self.app.theme), selected=selected, focused=focused)


class CopyScreen(ModalScreen[str | None]):
    """Closes with the text to copy, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Close", id="copying.close", key_display="esc"),
    ]

    def __init__(self, name: str, found: tuple[Offer, ...]) -> None:
        super().__init__()
        self._name_shown = clean(name)
        self._offers = found

    def compose(self) -> ComposeResult:
        """A box with the name and the offers."""
        with Vertical(id="copying"):
            yield Static(Text.styled(f"Copy {self._name_shown} as", "bold"), id="copy-heading")
            yield OfferRows(self._offers)
            yield Foot((menu_hint("copy"),), Hint(("copying.close",), "close"))

    def on_mount(self) -> None:
        """Letters go to the list's screen."""
        self.query_one(OfferRows).focus()

    def on_key(self, event: events.Key) -> None:
        """Each offer has its letter."""
        for place, offer in enumerate(self._offers):
            if event.character == offer.letter:
                event.stop()
                self._take(place)

    @on(VirtualRows.Chosen)
    def _chosen(self, event: VirtualRows.Chosen) -> None:
        self._take(event.key)

    def _take(self, place: int) -> None:
        offer = self._offers[place]
        if offer.text is not None:
            self.dismiss(offer.text)
        else:
            self.app.notify(clean(f"{offer.label}: {offer.reason}"), severity="warning", markup=False)

    def action_close(self) -> None:
        """Copy nothing."""
        self.dismiss(None)
