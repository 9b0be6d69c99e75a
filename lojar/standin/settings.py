"""What the stand-in must know to play Meta: the secrets it shares with the office, and where the office listens."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    webhook_url: str
    app_secret: str
    verify_token: str
    token: str
    phone_number_id: str
    waba_id: str
    folder: Path
    host: str = "127.0.0.1"
    port: int = 8001
    graph_port: int = 0  # an address for Graph alone, which can be out of reach while the phones go on
    display_phone: str = "628001000100"
    display_name: str = "Dinas Dukcapil"
    draws_at_start: bool = True  # else each sample paper when it is first asked for
    courier_runs: bool = True  # tests switch the clockwork off and call /api/flush instead

    @property
    def own_url(self) -> str:
        return f"http://{self.host}:{self.port}"


def settings_from_environment(*, port: int = 8001, host: str = "127.0.0.1") -> Settings:
    """Every value falls back to the one the demo uses, so that a bare start works."""
    return Settings(
        webhook_url=_read("LOJAR_STANDIN_WEBHOOK_URL", "http://127.0.0.1:8000/whatsapp/webhook"),
        app_secret=_read("LOJAR_WHATSAPP_APP_SECRET", "standin-app-secret"),
        verify_token=_read("LOJAR_WHATSAPP_VERIFY_TOKEN", "standin-verify-token"),
        token=_read("LOJAR_WHATSAPP_TOKEN", "standin-token"),
        phone_number_id=_read("LOJAR_WHATSAPP_PHONE_NUMBER_ID", "106540352242922"),
        waba_id=_read("LOJAR_WHATSAPP_WABA_ID", "102290129340398"),
        folder=Path(_read("LOJAR_HOME", ".lojar")) / "standin",
        display_name=_read("LOJAR_STANDIN_OFFICE_NAME", "Dinas Dukcapil"),
        host=host,
        port=port,
        draws_at_start=_read("LOJAR_STANDIN_DRAWS", "1") != "0",
        graph_port=int(_read("LOJAR_STANDIN_GRAPH_PORT", "0")),
    )


def _read(name: str, default: str) -> str:
    kept_in_file = os.environ.get(f"{name}_FILE")
    if kept_in_file:
        return Path(kept_in_file).read_text().strip()
    return os.environ.get(name) or default
