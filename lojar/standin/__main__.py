"""`python -m lojar.standin`: the stand-in without the rest of Lojar."""

import os

from .server import serve
from .settings import settings_from_environment

if __name__ == "__main__":
    serve(settings_from_environment(port=int(os.environ.get("LOJAR_STANDIN_PORT", "8001"))))
