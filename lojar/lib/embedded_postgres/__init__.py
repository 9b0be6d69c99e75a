"""A PostgreSQL of one's own, for a demo, for tests and for a small office: found again, never started twice."""

from lojar.lib.embedded_postgres.places import NotPossible
from lojar.lib.embedded_postgres.server import EmbeddedPostgres, hold, let_go
from lojar.lib.embedded_postgres.watch import keep_running

__all__ = ["EmbeddedPostgres", "NotPossible", "hold", "keep_running", "let_go"]
