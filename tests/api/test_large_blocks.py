"""Memory of long answers."""

import platform

import pytest

from breadtui.api.large_blocks import give_back_large_blocks


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps large blocks")
def test_glibc_is_told_to_give_large_blocks_back() -> None:
    assert give_back_large_blocks()
