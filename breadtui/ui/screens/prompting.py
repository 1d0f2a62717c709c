"""What the command line does to the prompt in the editor."""

from __future__ import annotations

from breadtui.ui.screens.command_words import Typed
from breadtui.ui.screens.layout import Pane
from breadtui.ui.screens.prompt_words import replace_meant
from breadtui.ui.screens.writing import Writing


class Prompting(Writing):
    """Carries out `:role` and `:replace`, then goes to the editor."""

    def change_prompt(self, typed: Typed) -> None:
        """Do what a word says to the prompt in the editor."""
        if self.edited_key() is None:
            self.say("no prompt is in the editor", is_problem=True)
            return
        self.show_pane(Pane.DETAIL)
        if typed.name == "role":
            self._give_role(typed.rest)
        else:
            self._replace(typed.rest)

    def _give_role(self, role: str) -> None:
        if not self.editor.give_role(role):
            self.say("there is no message to give a role", is_problem=True)

    def _replace(self, rest: str) -> None:
        wanted = replace_meant(rest)
        if wanted is None:
            self.say("replace wants two words; those with blanks in quotes", is_problem=True)
        else:
            self.say(self.editor.replace_all(*wanted))
