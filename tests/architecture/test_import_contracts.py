"""Who may import whom, as pyproject.toml says it."""

import subprocess
import sys
from pathlib import Path

from .the_map import PACKAGE, ROOT, contracts, layer_depths

DOORS = {"desk", "intake", "hall", "reports", "api"}


def test_every_import_contract_is_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_every_app_is_on_the_map():
    [layers] = [contract for contract in contracts() if contract["type"] == "layers"]
    apps = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert layers["exhaustive"]
    assert apps - set(layers["exhaustive_ignores"]) == set(layer_depths())


def test_the_doors_are_the_highest_and_the_library_the_lowest():
    depths = layer_depths()
    assert {app for app, depth in depths.items() if depth == max(depths.values())} == DOORS
    assert [app for app, depth in depths.items() if depth == 0] == ["lib"]


def test_every_folder_of_rules_is_under_the_contract_of_purity():
    [pure] = [contract for contract in contracts() if contract["name"].startswith("Rules are pure")]
    folders = {f"lojar.{path.parent.name}.rules" for path in PACKAGE.glob("*/rules")}
    assert folders <= set(pure["source_modules"])
