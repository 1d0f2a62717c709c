from collections.abc import AsyncIterator

import pytest

from breadtui.demo.serve import DemoOptions
from tests.demo.driving import Service, service


@pytest.fixture
async def seeded() -> AsyncIterator[Service]:
    """A service with the seeded library."""
    async with service(DemoOptions()) as made:
        yield made


@pytest.fixture
async def instant() -> AsyncIterator[Service]:
    """An empty service whose jobs are complete at once."""
    async with service(DemoOptions(empty=True, instant=True)) as made:
        yield made
