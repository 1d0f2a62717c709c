"""Own keys of the configuration file that are for nothing, told once the cockpit is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from breadtui.config.config_file import FILE_NAME


def own_keys_remarks(keys: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each name that no action has and each key that is none, with the one that was probably meant."""
    from breadtui.ui.own_keys import wrong_keys, wrong_names

    for name, near in wrong_names(keys).items():
        more = f'did you mean "{near}"?' if near else "help (?) shows the name of each."
        yield f'{FILE_NAME}: [keys] "{name}" is no action; {more}'
    for name, (key, near) in wrong_keys(keys).items():
        more = f'did you mean "{near}"?' if near else "keys are written as f6, space, ctrl+k or question_mark."
        yield f'{FILE_NAME}: [keys] "{name}": "{key}" is no key; {more}'
