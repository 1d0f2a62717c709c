"""Mappings that are replaced, never changed: with one entry more, with one less, without a repository's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import compress
from operator import is_, is_not
from typing import TypeVar

from breadtui.domain.names import JobKey, PromptKey, RepoName, TargetKey

Key = TypeVar("Key")
Value = TypeVar("Value")
InRepo = TypeVar("InRepo", JobKey, PromptKey, TargetKey)


def having(entries: Mapping[Key, Value], key: Key, value: Value) -> Mapping[Key, Value]:
    """The entries with `key` set; the same object where it already holds that very value."""
    return entries if entries.get(key) is value else {**entries, key: value}


def lacking(entries: Mapping[Key, Value], key: Key) -> Mapping[Key, Value]:
    """The entries without `key`; the same object where it was not there."""
    return {other: value for other, value in entries.items() if other != key} if key in entries else entries


def without(entries: Mapping[Key, Value], keys: Collection[Key]) -> Mapping[Key, Value]:
    """The entries without these keys; the same object where none of them was there."""
    kept = {key: value for key, value in entries.items() if key not in keys}
    return entries if len(kept) == len(entries) else kept


def outside(entries: Mapping[InRepo, Value], repo: RepoName) -> Mapping[InRepo, Value]:
    """The entries of all other repositories; the same object where there was none of this one."""
    kept = {key: value for key, value in entries.items() if key.repo != repo}
    return entries if len(kept) == len(entries) else kept


def moved_keys(before: Mapping[Key, Value], after: Mapping[Key, Value]) -> list[Key]:
    """The keys whose value is new or another object, in the order of `after`.

    Mappings that are replaced keep their order, so that ten thousand entries are mostly compared side by side.
    """
    if len(before) == len(after) and all(map(is_, before, after)):
        return list(compress(after, map(is_not, before.values(), after.values())))
    return [key for key, value in after.items() if before.get(key, before) is not value]
