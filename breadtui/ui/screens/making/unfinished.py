"""What is asked about a form that was left half filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breadtui.domain.names import RepoName

if TYPE_CHECKING:
    from breadtui.ui.screens.asking.confirm import ConfirmScreen


def unfinished_question(kind: str, name: str, repo: RepoName) -> ConfirmScreen:
    """Whether the unfinished target or bake is given up for another; No goes on with it."""
    from breadtui.ui.screens.asking.confirm import ConfirmScreen  # noqa: PLC0415  when it is asked for

    return ConfirmScreen(
        f"Give the unfinished {kind} up?",
        [f"A {kind} {name or 'without a name'} in {repo} was filled in and not created.", "No goes on with it."],
        yes="give it up",
        no="go on with it",
    )
