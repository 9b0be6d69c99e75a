"""The layers as the import contract draws them, so that there is one map."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "lojar"


@cache
def contracts() -> list[dict[str, Any]]:
    found = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return list(found["tool"]["importlinter"]["contracts"])


def layer_depths() -> dict[str, int]:
    """App -> how far up it lies; apps of one layer share a number, `lib` is 0."""
    layers = next(contract["layers"] for contract in contracts() if contract["type"] == "layers")
    return {app.strip(): depth for depth, layer in enumerate(reversed(layers)) for app in layer.split("|")}


def python_files(*, tests: bool = True) -> list[Path]:
    """Ours, without what Django writes."""
    found = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
    return [path for path in found if tests or "tests" not in path.parts]
