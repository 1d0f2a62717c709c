"""What a file with prompts brings to a repository, told before and after it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from breadtui.domain.names import PromptKey, RepoName, is_impossible_name, name_problem
from breadtui.domain.prompt.drafts import same_text
from breadtui.domain.prompt.prompts import Prompt
from breadtui.export.prompts.shapes import Found
from breadtui.store.facts.remote import NOT_ASKED, value_of
from breadtui.store.facts.state import AppState

NAMES_SHOWN = 6


class Incoming(NamedTuple):
    """The names in a file by what they come upon: nothing, another text on the service, the same, an unsaved text.

    What comes upon an unsaved text is in `over_drafts` as well. Names that no prompt can have are left out.
    """

    fresh: tuple[str, ...]
    over_theirs: tuple[str, ...]
    same: tuple[str, ...]
    over_drafts: tuple[str, ...]

    @property
    def needs_asking(self) -> bool:
        """There is more than one new text, or one comes upon another."""
        return bool(self.over_theirs or self.over_drafts) or len(self.fresh) > 1


def usable(found: Found, repo: RepoName) -> dict[PromptKey, Prompt]:
    """The prompts of a file under their keys, without names that no prompt can have."""
    return {PromptKey(repo, one.name): one for one in found.prompts if not is_impossible_name(one.name)}


def incoming(prompts: dict[PromptKey, Prompt], state: AppState) -> Incoming:
    """What these texts come upon, as far as the service has told."""
    fresh, over, same, drafts = [], [], [], []
    for key, prompt in prompts.items():
        contents = value_of(state.contents.get(key.repo, NOT_ASKED))
        theirs = value_of(state.prompts.get(key, NOT_ASKED))
        draft = state.drafts.get(key)
        if theirs is not None and same_text(theirs, prompt):
            same.append(key.name)
        elif theirs is not None or (contents is not None and key.name in contents.prompts):
            over.append(key.name)
        else:
            fresh.append(key.name)
        if draft is not None and not same_text(draft.mine, prompt):
            drafts.append(key.name)
    return Incoming(tuple(fresh), tuple(over), tuple(same), tuple(drafts))


def question_lines(coming: Incoming, found: Found) -> list[str]:
    """What a question before taking the texts tells; nothing is sent by a yes."""
    told = (
        ("New", coming.fresh),
        ("On the service with another text", coming.over_theirs),
        ("The same as on the service", coming.same),
        ("Unsaved texts whose place they take", coming.over_drafts),
    )
    lines = [f"{words}: {len(names)} ({names_shown(names)})." for words, names in told if names]
    lines += [f"{warning[:1].upper()}{warning[1:]}." for warning in warnings(found)]
    return [*lines, "They become unsaved texts; nothing is sent."]


def told(found: Found, drafts_count: int) -> str:
    """What came of a file, in a sentence or two."""
    count = len(found.prompts)
    same = count - drafts_count - sum(is_impossible_name(one.name) for one in found.prompts)
    if not drafts_count:
        parts = [_all_same(same)] if same else []
        return "; ".join([*parts, *warnings(found)])
    parts = [f"{drafts_count} unsaved {'text' if drafts_count == 1 else 'texts'} from the file, nothing is sent"]
    parts += [":bulk save saves them"] if drafts_count > 1 else ["f2 saves it"]
    parts += [f"{same} as on the service"] if same else []
    return "; ".join([*parts, *warnings(found)])


def _all_same(count: int) -> str:
    """That a file brought nothing new."""
    whose = "the prompt in the file is" if count == 1 else f"all {count} prompts in the file are"
    return f"{whose} as on the service already"


def warnings(found: Found) -> list[str]:
    """What a person should know of a file: names that the service may or will refuse, and what was left out."""
    impossible = [one.name for one in found.prompts if is_impossible_name(one.name)]
    doubtful = [one.name for one in found.prompts if name_problem(one.name) and one.name not in impossible]
    said = [f"no prompt can be named {names_shown(impossible)}"] if impossible else []
    said += [f"the service may refuse the name {names_shown(doubtful)}"] if doubtful else []
    return [*said, f"left out: {names_shown(found.ignored)}"] if found.ignored else said


def names_shown(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
    return ", ".join(f"'{name}'" for name in names[:NAMES_SHOWN]) + more
