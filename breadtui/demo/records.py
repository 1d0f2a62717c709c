"""What the service keeps: repositories with their prompts, targets, bakes and runs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from breadtui.demo.baking import Course
from breadtui.demo.losses import Curve, Log

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One message list, with the tools it offers."""

    name: str
    messages: list[JsonObject]
    tools: list[JsonObject] | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One started job; `started_seconds` is on the service's own time scale, negative for old ones."""

    job_id: int
    started_seconds: float
    course: Course


@dataclass(frozen=True, slots=True)
class Conversations:
    """The two prompts as they were when stim started, and the generators whose questions are put to them."""

    teacher: Prompt
    student: Prompt
    generators: list[JsonObject]
    seed: int


@dataclass(frozen=True, slots=True)
class Target:
    """A teacher and a student prompt with the settings that make training rows of them."""

    name: str
    config: JsonObject
    stim: Run | None = None
    rollout: Run | None = None
    conversations: Conversations | None = None


@dataclass(frozen=True, slots=True)
class Training:
    """One started bake: its run, the shape of its losses and the log written so far."""

    run: Run
    curve: Curve
    log: Log


@dataclass(frozen=True, slots=True)
class Bake:
    """A training recipe: `given` is what was asked for, `config` adds what the service worked out."""

    name: str
    given: JsonObject
    config: JsonObject
    training: Training | None = None


@dataclass(slots=True)
class TreeAnswer:
    """The lineage answer as bytes, true for one revision until a running bake settles."""

    revision: int
    until_seconds: float
    body: bytes
    compressed: bytes


@dataclass(slots=True)
class Repo:
    """One repository; `revision` rises with each change, `grow` fills a big one on its first use."""

    name: str
    base_model: str
    prompts: dict[str, Prompt] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    bakes: dict[str, Bake] = field(default_factory=dict)
    revision: int = 0
    tree_answer: TreeAnswer | None = None
    grow: Callable[["Repo"], None] | None = None

    def keep(self, resource: Prompt | Target | Bake) -> None:
        """Store a prompt, target or bake under its name, in place of an older one."""
        match resource:
            case Prompt():
                self.prompts[resource.name] = resource
            case Target():
                self.targets[resource.name] = resource
            case Bake():
                self.bakes[resource.name] = resource
        self.revision += 1
