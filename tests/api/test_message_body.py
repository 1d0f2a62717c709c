"""A message on its way to the service is what came from it."""

from __future__ import annotations

import json

from breadtui.api.convert.prompts import message_body
from breadtui.domain.prompt.prompts import Message


def test_a_message_is_written_as_clients_write_it_with_its_further_keys_in_their_order() -> None:
    message = Message("narrator", None, {"tool_calls": [{"id": "1", "a": {"z": 1, "b": 2}}], "name": "bob"})
    sent = json.dumps(message_body(message), separators=(",", ":"))
    assert sent == ('{"role":"narrator","content":null,"tool_calls":[{"id":"1","a":{"z":1,"b":2}}],"name":"bob"}')


def test_further_keys_never_stand_in_for_role_and_content() -> None:
    assert message_body(Message("user", "text", {"role": "system", "content": "other"})) == {
        "role": "user",
        "content": "text",
    }
