"""The rule about models that cannot be called yet: whether the list of models names a bake's newest one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from breadtui.domain.names import parse_model_path


def is_served(model_paths: Sequence[str], listed: Collection[str]) -> bool | None:
    """Whether the newest of a bake's models, which comes first, can be called by what the service lists.

    None where the bake has no model, and where no baked model is listed at all: such a list may be of base models
    alone and says nothing. Source: the API contract, inference.
    """
    if not model_paths:
        return None
    if model_paths[0] in listed:
        return True
    return False if any(parse_model_path(name) is not None for name in listed) else None
