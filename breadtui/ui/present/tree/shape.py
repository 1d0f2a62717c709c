"""What a person made of the tree: folds, checkpoints shown, filter, focus and the way of drawing."""

from __future__ import annotations

from collections.abc import Mapping

from breadtui.domain.descent.forest import BakePlace
from breadtui.domain.names import RepoName
from breadtui.domain.query.queries import Query
from breadtui.ui.present.tree.keys import Kind, TreeKey
from breadtui.values import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class TreeShape:
    """All by identity, so that it holds through every refresh, whatever comes, goes or changes its place.

    `turned` are the rows that are not folded or unfolded as usual, `listed` the bakes that do not show or hide their
    checkpoints as usual.
    """

    turned: frozenset[TreeKey] = frozenset()
    are_bakes_folded: bool = False
    listed: frozenset[BakePlace] = frozenset()
    are_checkpoints_shown: bool = False
    query: Query = field(default_factory=Query)
    focus: BakePlace | None = None
    is_graph: bool = False

    def is_folded(self, key: TreeKey, opened: Mapping[RepoName, int]) -> bool:
        """Its rows are hidden: prompts and targets begin folded; a repository that is not open always is."""
        if key.kind is Kind.REPO and key.repo not in opened:
            return True
        is_usual = self.are_bakes_folded if key.kind is Kind.BAKE else key.kind in {Kind.PROMPTS, Kind.TARGETS}
        return is_usual != (key in self.turned)

    def turning(self, *keys: TreeKey) -> TreeShape:
        """These rows folded where they are unfolded, and the other way round."""
        return replace(self, turned=self.turned ^ frozenset(keys))

    def folding_all(self) -> TreeShape:
        """Only the first bakes of each line of descent, prompts and targets folded, repositories as they are."""
        repos = frozenset(key for key in self.turned if key.kind is Kind.REPO)
        return replace(self, turned=repos, are_bakes_folded=True)

    def unfolding_all(self, opened: Mapping[RepoName, int]) -> TreeShape:
        """Everything in the open repositories."""
        groups = frozenset(TreeKey(kind, repo) for repo in opened for kind in (Kind.PROMPTS, Kind.TARGETS))
        return replace(self, turned=groups, are_bakes_folded=False)

    def shows_checkpoints(self, place: BakePlace) -> bool:
        """The checkpoints of this bake have rows of their own."""
        return self.are_checkpoints_shown != (place in self.listed)

    @property
    def shows_any_checkpoint(self) -> bool:
        """Some bake may show its checkpoints."""
        return self.are_checkpoints_shown or bool(self.listed)

    def turning_checkpoints(self, place: BakePlace) -> TreeShape:
        """The checkpoints of this bake shown where they are hidden, and the other way round."""
        return replace(self, listed=self.listed ^ {place})

    def showing_checkpoints(self, *, of_all: bool) -> TreeShape:
        """The checkpoints of all bakes shown, or of none."""
        return replace(self, listed=frozenset(), are_checkpoints_shown=of_all)
