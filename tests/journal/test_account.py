"""The account's name for files."""

from breadtui.config.secret import Secret
from breadtui.journal.account import account_id

KEY = Secret("sk-0123456789abcdef")


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
