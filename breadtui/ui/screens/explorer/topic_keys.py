"""The keys of the explorer that lead to a topic of its own."""

from __future__ import annotations

from functools import cached_property

from breadtui.ui.screens.explorer.abilities import Abilities
from breadtui.ui.screens.explorer.topics import Topics


class TopicKeys(Abilities):
    """Each asks its topic for what the key means."""

    @cached_property
    def topics(self) -> Topics:
        """What keys and words lead to."""
        return Topics(self)

    def action_actions(self) -> None:
        """List what can be done with what is chosen."""
        self.topics.actions.offer()

    def action_bake_from(self) -> None:
        """A bake that goes on from the chosen checkpoint, or over the chosen target."""
        self.topics.making.bake_from("")

    def action_bulk(self) -> None:
        """Ask what is to be done with what is marked; without any, show what came of the last wish."""
        self.topics.bulk.ask_or_show()

    def action_compare(self) -> None:
        """Add the chosen bake to the set; where it is in the set already, compare all that are."""
        self.topics.boards.compare_chosen()

    def action_copy_menu(self) -> None:
        """Copy the chosen thing in another form."""
        self.topics.copies.copy_menu()

    def action_descent(self) -> None:
        """The curves of the chosen bake and its ancestors, joined end to end."""
        self.topics.boards.show_descent()

    def action_diff(self) -> None:
        """Compare the two that are marked, or what is chosen with its parent; or say what to do."""
        self.topics.comparisons.diff("")

    def action_edit_outside(self) -> None:
        """The chosen prompt as Markdown in $VISUAL or $EDITOR."""
        self.topics.outside.edit("")

    def action_history(self) -> None:
        """Show the versions of the chosen prompt."""
        self.topics.past.history("")

    def action_json(self) -> None:
        """Read the chosen thing as JSON."""
        self.topics.copies.read_json()

    def action_new_prompt(self) -> None:
        """Begin what the tree's row, or what is chosen, is one of: a bake, a target, else a prompt or repository."""
        self.topics.lists.new()

    def action_travel(self) -> None:
        """Look at the screen as it was."""
        self.topics.travels.travel("")

    def action_undo(self) -> None:
        """In the monitor bring the last dismissal back; where there is none, and elsewhere, undo the last write."""
        if not self.bring_back():
            self.topics.past.undo_write()
