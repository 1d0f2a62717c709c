"""The service as an ASGI application: routes, error answers, compression, key and faults."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from breadtui.demo import bake_routes, routes, store_routes
from breadtui.demo.faults import Faults, FaultyService
from breadtui.demo.keys import CHAT_PATH, KeyedService
from breadtui.demo.refusals import Refusal, inference_body, plain_body
from breadtui.demo.wire import json_answer
from breadtui.demo.world import World

SMALLEST_COMPRESSED_BYTES = 2048
COMPRESSION_LEVEL = 3


def make_app(world: World, *, key: str | None = None, faults: Faults | None = None) -> ASGIApp:
    """Join everything into one application; `key` None lets any key pass."""
    app = Starlette(
        routes=[*routes.ROUTES, *bake_routes.ROUTES, *store_routes.ROUTES],
        exception_handlers={Refusal: _refusal, HTTPException: _http_error, Exception: _crash},
    )
    # A trailing slash is another path here, not a redirect that would make clients send a body twice.
    app.router.redirect_slashes = False
    app.state.world = world
    app.state.secret = f"demo-{world.seed}"
    zipped = GZipMiddleware(app, SMALLEST_COMPRESSED_BYTES, COMPRESSION_LEVEL)
    return FaultyService(KeyedService(zipped, key), faults or Faults())


async def _refusal(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Refusal):
        raise error
    return json_answer(error.body, error.status, error.headers)


async def _http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    shape = inference_body if request.scope["path"] == CHAT_PATH else plain_body
    return json_answer(shape(error.status_code, error.detail), error.status_code, error.headers)


async def _crash(_request: Request, _error: Exception) -> Response:
    return json_answer(plain_body(500, "Internal server error"), 500)
