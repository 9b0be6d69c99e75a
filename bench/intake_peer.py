"""The peer of `bench.intake`: FastAPI and PyWa, one row in the same PostgreSQL before the answer. Nothing to spare.

uvicorn bench.intake_peer:app --workers 2    with BENCH_DSN and BENCH_APP_SECRET
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, Request, Response
from pywa_async import WhatsApp, types

TABLE = (
    "CREATE TABLE IF NOT EXISTS bench_peer (id bigserial PRIMARY KEY, wamid text, body text, at timestamptz)"
)
INSERT = "INSERT INTO bench_peer (wamid, body, at) VALUES ($1, $2, now())"


@asynccontextmanager
async def pooled(app: FastAPI) -> AsyncIterator[None]:
    app.state.pool = await asyncpg.create_pool(os.environ["BENCH_DSN"], min_size=8, max_size=8)
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=pooled)
line = WhatsApp(
    phone_id="106540352242922",
    token="made-up",
    server=None,
    verify_token="made-up",
    app_secret=os.environ["BENCH_APP_SECRET"],
    skip_duplicate_updates=False,
)


@line.on_message
async def keep(_: WhatsApp, message: types.Message) -> None:
    await app.state.pool.execute(INSERT, message.id, message.text)


@app.post("/whatsapp/webhook")
async def webhook(request: Request) -> Response:
    body = await request.body()
    wrong = await line.webhook_update_validator(body, request.headers.get("X-Hub-Signature-256"))
    text, status = wrong or await line.webhook_update_handler(body)
    return Response(text, status)
