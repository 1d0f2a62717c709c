"""Weights to download: the archive of a checkpoint and the signed links that lead to it."""

import gzip
import hashlib
import hmac
import io
import json
import random
import tarfile
from dataclasses import dataclass
from functools import lru_cache

from breadtui.demo.noise import seed_of

WEIGHT_BYTES = 3 * 1024 * 1024
PATH_PREFIX = "/weights/"


@dataclass(frozen=True, slots=True)
class Archive:
    """The bytes of one `.tar.gz` and the ETag an object store would give them."""

    content: bytes
    etag: str


@lru_cache(maxsize=4)
def archive(repo: str, bake: str, checkpoint: int, revision: int = 0) -> Archive:
    """Pack a LoRA adapter of a few MB; the same checkpoint always gives the same bytes, unless it is revised."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, content in _files(repo, bake, checkpoint, revision).items():
            member = tarfile.TarInfo(f"{bake}-{checkpoint}/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    content = gzip.compress(packed.getvalue(), 1, mtime=0)
    return Archive(content, f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"')


def link_path(repo: str, bake: str, checkpoint: int) -> str:
    """Give the path of a checkpoint's archive on this server."""
    return f"{PATH_PREFIX}{repo}/{bake}/{checkpoint}.tar.gz"


def signature(secret: str, path: str, expires_at: int) -> str:
    """Sign a path until `expires_at` (Unix seconds)."""
    return hmac.new(secret.encode(), f"{path}\n{expires_at}".encode(), hashlib.sha256).hexdigest()


def _files(repo: str, bake: str, checkpoint: int, revision: int) -> dict[str, bytes]:
    config = {"peft_type": "LORA", "r": 32, "lora_alpha": 32, "target_modules": "all-linear"}
    readme = f"# {bake}\n\nLoRA adapter of {repo}/{bake} at step {checkpoint}, made by the demo.\n"
    return {
        "adapter_config.json": json.dumps(config, indent=2).encode(),
        "adapter_model.safetensors": _tensors(seed_of(repo, bake, checkpoint, *([revision] if revision else []))),
        "README.md": readme.encode(),
    }


def _tensors(seed: int) -> bytes:
    shape = {"dtype": "BF16", "shape": [32, WEIGHT_BYTES // 64], "data_offsets": [0, WEIGHT_BYTES]}
    header = json.dumps({"base_model.model.lora_A.weight": shape}).encode()
    chance = random.Random(seed)  # noqa: S311  # weights that repeat, not secrets
    return len(header).to_bytes(8, "little") + header + chance.randbytes(WEIGHT_BYTES)
