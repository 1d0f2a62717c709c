"""The mapping file `.bread`: which names the things of this folder have on the service."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from breadtui.domain.names import BakeName, PromptName, RepoName, TargetName, is_impossible_name
from breadtui.values import dataclass, field

_SECTION = r"\[(.*)\]\s*"
_REMARK = r"(?<!\\)[;#]"
_ESCAPES = r"\\([;#\\])"


class NotMapping(Exception):
    """A text that is no mapping file; the message says why."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A name on the service and the whole hash it was made from."""

    name: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class MappingFile:
    """What a `.bread` says; prompts by their names in `input.yml`, in the order of the file.

    `parent_model` is the path the next bake goes on from, empty before the first; `models` are the checkpoints'
    paths of each bake that came to one.
    """

    repo: RepoName
    prompts: Mapping[str, Mapped] = field(default_factory=dict)
    target: Mapped | None = None
    bake: Mapped | None = None
    parent_model: str = ""
    base_model: str = ""
    models: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def prompt_names(self) -> tuple[PromptName, ...]:
        """The prompts on the service."""
        return tuple(PromptName(one.name) for one in self.prompts.values())

    @property
    def target_name(self) -> TargetName | None:
        """The target on the service."""
        return TargetName(self.target.name) if self.target is not None else None

    @property
    def bake_name(self) -> BakeName | None:
        """The bake on the service."""
        return BakeName(self.bake.name) if self.bake is not None else None


def read_mapping(text: str) -> MappingFile:
    """What the text says; lines and sections it does not know are passed over. Raises: NotMapping.

    Source: the API contract, bgit files.
    """
    sections = _sections(text)
    repo = sections.get(("REPO",), {}).get("name", "")
    if not repo:
        raise NotMapping("it names no repository: [REPO] name is missing")
    if "/" in repo or is_impossible_name(repo):
        raise NotMapping(f"no repository can be called '{repo}'")
    prompts: dict[str, Mapped] = {}
    models: dict[str, tuple[str, ...]] = {}
    for path, values in sections.items():
        if path[0] == "PROMPT" and len(path) > 1 and (found := _mapped(values, "prompt_name")):
            prompts[path[1]] = found
        elif path[:2] == ("RECIPE", "BAKES") and len(path) > 2:
            models[path[2]] = _listed(values.get("model_names", ""))
    recipe = sections.get(("RECIPE",), {})
    return MappingFile(
        RepoName(repo),
        prompts,
        _mapped(sections.get(("TARGET",), {}), "target_name"),
        _mapped(sections.get(("BAKE",), {}), "bake_name"),
        sections.get(("PARENT_MODEL",), {}).get("model_name", ""),
        recipe.get("base_model", ""),
        models,
    )


def _mapped(values: Mapping[str, str], key: str) -> Mapped | None:
    name, digest = values.get(key, ""), values.get("hash", "")
    return Mapped(name, digest) if name and digest else None


def _sections(text: str) -> dict[tuple[str, ...], dict[str, str]]:
    """The values of each section, by the parts of its heading."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    here: dict[str, str] = {}
    for line in _lines(text):
        heading = re.fullmatch(_SECTION, line)
        if heading is not None:
            here = found.setdefault(_path(heading[1]), {})
            continue
        key, _, value = line.partition("=")
        here[_bare(key.strip())] = _bare(value.strip())
    return found


def _lines(text: str) -> Iterator[str]:
    for line in re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")):
        bare = line.strip()
        if bare and bare[0] not in ";#":
            yield bare


def _path(heading: str) -> tuple[str, ...]:
    """A heading as PROMPT and a name, RECIPE, BAKES and a name, or a single word; dots may have a backslash."""
    head, _, rest = heading.replace("\\.", ".").partition(".")
    if head == "RECIPE" and rest.startswith("BAKES."):
        return head, "BAKES", rest.removeprefix("BAKES.")
    return (head, rest) if rest else (head,)


def _bare(text: str) -> str:
    """A key or value without its quotes, its escapes, and a remark behind it."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        try:
            value = json.loads(text)
        except ValueError:
            return text[1:-1]
        return str(value)
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1]
    return re.sub(_ESCAPES, lambda found: found[1], re.split(_REMARK, text, maxsplit=1)[0].strip())


def _listed(text: str) -> tuple[str, ...]:
    """The paths in a JSON list, or the text itself."""
    try:
        value = json.loads(text)
    except ValueError:
        return (text,) if text else ()
    if isinstance(value, str):
        return _listed(value) if value != text else (value,)
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
