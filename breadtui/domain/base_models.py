"""Which base models a new repository may fix, as far as they are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from breadtui.domain.repos import Repo

DEFAULT_BASE_MODEL = "Qwen/Qwen3-32B"
"""What the service takes where none is named. Source: the API contract, repositories."""


def known_base_models(repos: Iterable[Repo]) -> tuple[str, ...]:
    """The service's default, then those that other repositories have, the most used first; each once."""
    used = Counter(repo.base_model for repo in repos if repo.base_model)
    return tuple(dict.fromkeys((DEFAULT_BASE_MODEL, *(model for model, _ in used.most_common()))))
