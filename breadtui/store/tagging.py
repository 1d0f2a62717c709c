"""Commands that give things tags; they live in the journal and never reach the service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from breadtui.domain.json_values import Json
from breadtui.domain.names import JobKey, Phase, PromptKey, PromptName, RepoName, TargetKey, TargetName
from breadtui.store.desk import Desk
from breadtui.store.finding_events import Tagged, TagsRestored
from breadtui.store.state import Choice

TAGS_FACT = "tags"
"""The fact under which the journal keeps what bears which tags."""

LONGEST_TAG = 40


class Tagging(Desk):
    """Tags on repositories, bakes, prompts and targets."""

    async def restore_tags(self) -> None:
        """Tags of earlier sessions; nothing is sent."""
        self._dispatch(TagsRestored(tags_from(await self._journal.fact(TAGS_FACT))))

    def tag(self, what: Choice, tags: Iterable[str]) -> None:
        """Give a thing these tags as well."""
        self._keep(what, tuple(dict.fromkeys((*self._state.tags.get(what, ()), *tags))))

    def untag(self, what: Choice, tags: Iterable[str] = ()) -> None:
        """Take these tags from a thing; without any, all of them."""
        gone = set(tags) or set(self._state.tags.get(what, ()))
        self._keep(what, tuple(tag for tag in self._state.tags.get(what, ()) if tag not in gone))

    def _keep(self, what: Choice, tags: tuple[str, ...]) -> None:
        before = self._state.tags
        self._dispatch(Tagged(what, tags))
        if self._state.tags is not before:
            self._journal.record_fact(TAGS_FACT, tags_json(self._state.tags))


def tag_problem(tag: str) -> str | None:
    """Why this can be no tag, or None where it can: it must be one word of the filter's."""
    if not tag:
        return "a tag needs a name"
    if len(tag) > LONGEST_TAG:
        return f"a tag has at most {LONGEST_TAG} characters"
    return None if tag.isprintable() and not set(tag) & set(' ",*#\\') else f"'{tag}' can be no tag: letters and digits"


def tags_json(tags: Mapping[Choice, tuple[str, ...]]) -> Json:
    """Tags as the journal keeps them."""
    return [[*_place_of(what), *kept] for what, kept in tags.items()]


def tags_from(fact: Json) -> dict[Choice, tuple[str, ...]]:
    """Tags as the journal kept them; what cannot be read is left out."""
    found: dict[Choice, tuple[str, ...]] = {}
    for entry in fact if isinstance(fact, Sequence) and not isinstance(fact, str) else ():
        if not isinstance(entry, Sequence) or isinstance(entry, str):
            continue
        words = [word for word in entry if isinstance(word, str)]
        if len(words) == len(entry) > 3 and (what := _choice_of(*words[:3])) is not None:
            found[what] = tuple(words[3:])
    return found


def _place_of(what: Choice) -> tuple[str, str, str]:
    match what:
        case JobKey(repo, phase, name):
            return repo, phase.value, name
        case PromptKey(repo, name):
            return repo, "prompt", name
        case TargetKey(repo, name):
            return repo, "target", name
        case str():
            return what, "repo", ""


def _choice_of(repo: str, kind: str, name: str) -> Choice | None:
    match kind:
        case "repo":
            return RepoName(repo)
        case "prompt":
            return PromptKey(RepoName(repo), PromptName(name))
        case "target":
            return TargetKey(RepoName(repo), TargetName(name))
        case _ if kind in set(Phase):
            return JobKey(RepoName(repo), Phase(kind), name)
        case _:
            return None
