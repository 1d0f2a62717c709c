"""Who may ask: the key in the Authorization header, and acting as another user."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from breadtui.demo.names import OWNER
from breadtui.demo.refusals import inference_body, plain_body
from breadtui.demo.weights import PATH_PREFIX
from breadtui.demo.wire import json_answer

CHAT_PATH = "/v1/chat/completions"
HEALTH_PATH = "/v1/health"
MASTER_PREFIX = "sk-master"


class KeyedService:
    """The service behind its key; any key will do when none is set."""

    def __init__(self, app: ASGIApp, key: str | None) -> None:
        self._app = app
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        if scope["type"] != "http" or _is_open(scope["path"]):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        given = bearer_key(request.headers.get("authorization", ""))
        if not given or (self._key is not None and given != self._key):
            await _refuse(scope, receive, send, 401, "Invalid API key")
        elif not given.startswith(MASTER_PREFIX) and _acts_as(request) not in ("", OWNER):
            await _refuse(scope, receive, send, 403, "Only a master key may act as another user")
        else:
            await self._app(scope, receive, send)


def bearer_key(header: str) -> str:
    """Read the key from an Authorization header; empty when there is none."""
    scheme, _, key = header.partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def _is_open(path: str) -> bool:
    return path == HEALTH_PATH or path.startswith(PATH_PREFIX)


def _acts_as(request: Request) -> str:
    return request.query_params.get("user_id") or request.headers.get("x-user-id", "")


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, message: str) -> None:
    shape = inference_body if scope["path"] == CHAT_PATH else plain_body
    await json_answer(shape(status, message), status)(scope, receive, send)
