"""The words after `breadtui repo`."""

from __future__ import annotations

import argparse

from breadtui.cli.words.verbs import AddService, Verbs


def add_repo_words(parser: argparse.ArgumentParser, add_service: AddService) -> None:
    """Add what can be done with repositories."""
    does = "make a repository, which can neither be renamed nor deleted"
    about = f"{does[0].upper()}{does[1:]}. An equal one is found."
    made = Verbs(parser, add_service).add("create", does, about)
    made.add_argument("name", metavar="NAME")
    made.add_argument("--base-model", metavar="M", default=None, help="fixed for good (default: the service's)")
    made.add_argument("--json", action="store_true", default=False, help="JSON for programs instead of text")
    add_service(made)
