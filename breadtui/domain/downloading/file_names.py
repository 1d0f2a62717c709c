"""What the file of some weights is called where nobody named it."""

from __future__ import annotations

import re

from breadtui.domain.names import JobKey
from breadtui.domain.unsafe_text import UNSAFE

ENDING = ".tar.gz"
LONGEST_NAME_BYTES = 180
_NOT_IN_FILES = f'[/\\\\:*?"<>|{UNSAFE}\\s]+'
_DEVICES = r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:[.-]|$)"


def weights_file_name(key: JobKey, checkpoint: int) -> str:
    """`repo-bake-checkpoint.tar.gz`: one name without a folder, and nothing in it that a shell or a disk would obey."""
    stem = "-".join(re.sub(_NOT_IN_FILES, "_", name).strip(". ") or "unnamed" for name in (key.repo, key.name))
    if stem.startswith(("-", "~")) or re.match(_DEVICES, stem):
        stem = f"_{stem}"
    stem = stem.encode(errors="replace").decode().replace("?", "_")
    while len(stem.encode()) > LONGEST_NAME_BYTES:
        stem = stem[:-1]
    return f"{stem}-{checkpoint}{ENDING}"
