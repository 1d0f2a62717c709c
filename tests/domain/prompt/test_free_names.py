import pytest

from breadtui.domain.prompt.free_names import free_name


@pytest.mark.parametrize(
    ("name", "taken", "free"),
    [
        ("wise", (), "wise_v2"),
        ("wise", ("wise_v2", "wise_v3"), "wise_v4"),
        ("wise_v9", ("wise_v9",), "wise_v10"),
        ("v2", (), "v2_v2"),
    ],
)
def test_the_next_version_that_nobody_has_is_the_name(name: str, taken: tuple[str, ...], free: str) -> None:
    assert free_name(name, taken) == free
