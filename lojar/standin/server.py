"""Puts the stand-in together and serves it: Graph API, phone page and courier in one small process."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from . import citizens
from .clock import Clock
from .control import Control
from .graph import templates
from .graph.door import Door
from .graph.gate import Gate
from .graph.limits import Limits
from .line import Line
from .papers import tray
from .phone import live
from .phone.api import Phones
from .settings import Settings, settings_from_environment
from .webhooks import envelope, receipts
from .webhooks.courier import Courier

__all__ = ["app", "run", "serve", "settings_from_environment"]


def run(  # noqa: PLR0913 - the contract with the command line: each value by its name
    *,
    port: int,
    host: str = "127.0.0.1",
    webhook_url: str,
    app_secret: str,
    verify_token: str,
    token: str,
    phone_number_id: str,
    waba_id: str,
    folder: Path,
) -> None:
    """Serve until interrupted."""
    serve(
        Settings(
            webhook_url=webhook_url,
            app_secret=app_secret,
            verify_token=verify_token,
            token=token,
            phone_number_id=phone_number_id,
            waba_id=waba_id,
            folder=folder,
            host=host,
            port=port,
        )
    )


def serve(settings: Settings) -> None:
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    # Embedded: one process, half the memory of a supervisor with a worker.
    from granian.constants import Interfaces
    from granian.server.embed import Server

    application = app(settings)
    server = Server(
        application,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        log_enabled=False,
        websockets=False,
    )

    def stop() -> None:
        application.state.line.closing = True
        application.state.line.tell_pages()
        server.stop()  # type: ignore[no-untyped-call]

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    await server.serve()


def app(
    settings: Settings, *, clock: Clock | None = None, transport: httpx.AsyncBaseTransport | None = None
) -> Starlette:
    """The whole stand-in as an ASGI application; tests give it a fake transport and a clock."""
    line = Line(settings, clock or Clock())
    citizens.seed(line)
    limits = Limits()
    http = httpx.AsyncClient(transport=transport, verify=False, trust_env=False)  # noqa: S501 - loopback, no secrets of anybody
    courier = Courier(line, http, {"status": receipts.ripen, "change": _as_it_is, "template": _reviewed})

    async def news(request: Request) -> Response:
        return await live.stream(line, request)

    routes = [
        *Control(line, courier).routes(),
        Route("/api/live", news),
        *Phones(line, limits).routes(),
        *Door(line, http, limits).routes(),
    ]
    application = Starlette(routes=routes, lifespan=_lifespan(line, courier, http))
    application.state.line = line
    return application


def _lifespan(line: Line, courier: Courier, http: httpx.AsyncClient) -> Any:
    @contextlib.asynccontextmanager
    async def lifespan(application: Starlette) -> AsyncIterator[None]:
        helpers = await _set_to_work(line, courier) if line.settings.courier_runs else []
        yield
        line.closing = True
        line.tell_pages()
        for stop in helpers:
            stop()
        await http.aclose()
        line.store.close()

    return lifespan


async def _set_to_work(line: Line, courier: Courier) -> list[Callable[[], Any]]:
    """Start the courier, and the drawing of sample papers; give what stops them."""
    gate = Gate(line)
    work = [asyncio.create_task(courier.run()), asyncio.create_task(gate.run())]
    stops: list[Callable[[], Any]] = [*(task.cancel for task in work), gate.shut]
    if not line.settings.draws_at_start:
        return stops
    drawing = await tray.start_drawing(line.settings.folder)

    def stop_drawing() -> None:
        with contextlib.suppress(ProcessLookupError):
            drawing.terminate()

    return [*stops, stop_drawing]


def _as_it_is(line: Line, data: dict[str, Any]) -> dict[str, Any]:
    return data


def _reviewed(line: Line, data: dict[str, Any]) -> dict[str, Any] | None:
    value = templates.review(line, data["id"])
    return envelope.change("message_template_status_update", value) if value else None
