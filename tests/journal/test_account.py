"""The account's name for files."""

from pathlib import Path

import pytest

from breadtui.config.secret import Secret
from breadtui.journal.account import account_id, account_of, follow_account

KEY = Secret("sk-0123456789abcdef")
URL, NEW_KEY = "https://bread.example", Secret("sk-fedcba9876543210")


def test_an_account_has_one_name_whatever_the_slash() -> None:
    assert account_id("https://bread.example/", KEY) == account_id("https://bread.example", KEY)


def test_accounts_differ_by_service_and_by_key() -> None:
    names = {account_id(url, key) for url in ("https://a", "https://b") for key in (KEY, Secret("other"))}
    assert len(names) == 4


def test_the_name_is_short_and_holds_nothing_of_the_key() -> None:
    name = account_id("https://bread.example", KEY)
    assert len(name) == 16
    assert int(name, 16) >= 0
    assert KEY.reveal()[-4:] not in name


def test_a_key_opens_the_account_of_the_one_it_replaced(tmp_path: Path) -> None:
    old = account_of(tmp_path, URL, KEY)
    follow_account(tmp_path, old, URL, NEW_KEY)
    assert account_of(tmp_path, URL, NEW_KEY) == account_of(tmp_path, URL, KEY) == old
    assert account_of(tmp_path, "https://other.example", NEW_KEY) != old
    assert NEW_KEY.reveal() not in (tmp_path / "accounts.json").read_text()


def test_a_third_key_in_line_still_opens_the_first_account(tmp_path: Path) -> None:
    third = Secret("third")
    follow_account(tmp_path, account_of(tmp_path, URL, KEY), URL, NEW_KEY)
    follow_account(tmp_path, account_of(tmp_path, URL, NEW_KEY), URL, third)
    assert account_of(tmp_path, URL, third) == account_id(URL, KEY)


def test_a_key_with_drafts_of_its_own_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "drafts" / account_id(URL, NEW_KEY)).mkdir(parents=True)
    follow_account(tmp_path, account_of(tmp_path, URL, KEY), URL, NEW_KEY)
    assert account_of(tmp_path, URL, NEW_KEY) == account_id(URL, NEW_KEY)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"0123456789abcdef": "../../x"}'])
def test_a_damaged_list_of_accounts_leads_nowhere_else(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "accounts.json").write_bytes(content)
    assert account_of(tmp_path, URL, KEY) == account_id(URL, KEY)


def test_without_a_folder_every_key_opens_its_own_account() -> None:
    follow_account(None, "0123456789abcdef", URL, KEY)
    assert account_of(None, URL, KEY) == account_id(URL, KEY)
