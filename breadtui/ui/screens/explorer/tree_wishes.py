"""What the tree asks for, turned into commands: open, close, look at, set aside."""

from __future__ import annotations

from textual import on

from breadtui.ui.panes.repo_tree.pane import RepoTree
from breadtui.ui.screens.base.layout import Pane
from breadtui.ui.screens.base.reading import Reading


class TreeWishes(Reading):
    """Listens to the tree."""

    def retitle(self) -> None:
        """Say counts and filters in the rules above the lists."""
        raise NotImplementedError

    @on(RepoTree.Retitled)
    def _tree_retitled(self) -> None:
        self.retitle()

    @on(RepoTree.RepoOpenAsked)
    def _open_repo(self, event: RepoTree.RepoOpenAsked) -> None:
        self.open_repo(event.repo)

    @on(RepoTree.RepoCloseAsked)
    def _close_repo(self, event: RepoTree.RepoCloseAsked) -> None:
        self.close_repo(event.repo)

    @on(RepoTree.OutOfReach)
    def _out_of_reach(self, event: RepoTree.OutOfReach) -> None:
        account, _, repo = event.repo.partition("/")
        self.say(f"it comes from {repo} of {account}, which this key cannot open", is_problem=True)

    @on(RepoTree.EndOfDescent)
    def _end_of_descent(self, event: RepoTree.EndOfDescent) -> None:
        self.say(event.words)

    @on(RepoTree.NoCheckpoints)
    def _no_checkpoints(self, event: RepoTree.NoCheckpoints) -> None:
        self.say(f"{event.name} has no checkpoint yet" if event.name else "only bakes have checkpoints")

    @on(RepoTree.Hovered)
    def _hovered(self, event: RepoTree.Hovered) -> None:
        self.choose(event.what, event.checkpoint, is_step=True)

    @on(RepoTree.Leapt)
    def _leapt(self, event: RepoTree.Leapt) -> None:
        self.leave(event.key)

    @on(RepoTree.Picked)
    def _picked(self, event: RepoTree.Picked) -> None:
        self.choose(event.what, event.checkpoint)
        if not isinstance(event.what, str):
            self.show_pane(Pane.DETAIL)

    @on(RepoTree.MarkAsked)
    def _mark_asked(self, event: RepoTree.MarkAsked) -> None:
        if self.commands is not None:
            self.commands.unmark(event.unmarked)
            self.commands.mark(event.marked)

    def shape_tree(self, word: str, rest: str) -> None:
        """Do `fold`, `unfold` or `checkpoints`, or say what follows them."""
        if word in {"fold", "unfold"} and rest in {"", "all"}:
            self.repos.fold_all(is_folded=word == "fold")
        elif word == "checkpoints" and rest in {"all", "none"}:
            self.repos.show_checkpoints(of_all=rest == "all")
        else:
            self.say(f"{word} {'all' if word != 'checkpoints' else 'all or none'}", is_problem=True)
