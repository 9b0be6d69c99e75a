"""What stands in deploy/ fits the house: its commands exist, its settings are ours, and its files can be read."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from lojar.cli import main

DEPLOY = Path(__file__).parents[2] / "deploy"
ROOT = DEPLOY.parent
SYSTEMD, COMPOSE = DEPLOY / "systemd", DEPLOY / "compose"
UNITS = sorted(path for path in SYSTEMD.iterdir() if path.suffix in {".service", ".target", ".timer"})
TEXTS = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
SETTING = re.compile(r"\bLOJAR_[A-Z0-9_]+\b")
COMMAND = re.compile(
    r"(?:/opt/lojar/\.venv/bin/lojar|^lojar|&& lojar|run --rm [^\n]*?setup) ([a-z-]+)", re.MULTILINE
)


def known_settings() -> set[str]:
    found = set(SETTING.findall((ROOT / "lojar/settings.py").read_text()))
    return found | {f"{name}_FILE" for name in found}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_setting_is_one_of_ours(path: Path) -> None:
    assert set(SETTING.findall(path.read_text())) - known_settings() == set()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_command_exists(path: Path) -> None:
    assert set(COMMAND.findall(path.read_text())) - set(main.commands) == set()


def test_every_page_that_is_pointed_to_exists() -> None:
    for path in TEXTS:
        for page in re.findall(r"(?<![\w/.])(?:docs|deploy|bin)/[\w./-]*\w", path.read_text()):
            assert (ROOT / page).exists() or (COMPOSE / page).exists(), (path.name, page)


def test_the_units_are_what_systemd_understands(tmp_path: Path) -> None:
    """With a program that is there on any machine in place of ours, which is not installed where tests run."""
    analyze = shutil.which("systemd-analyze")
    assert UNITS
    names = []
    for unit in UNITS:
        name = unit.name.replace("@.", "@1.")
        text = unit.read_text().replace("/opt/lojar/.venv/bin/lojar", "/bin/true")
        (tmp_path / unit.name).write_text(text)
        (tmp_path / name).write_text(text)
        names.append(str(tmp_path / name))
    if analyze is None:  # no systemd, nothing to ask: the sections are looked at all the same
        assert all("[Unit]" in unit.read_text() for unit in UNITS)
        return
    told = subprocess.run(
        [analyze, "verify", "--man=no", *names], capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout + told.stderr) == (0, "")


def test_both_kinds_of_process_start_again_and_are_given_time_to_stop() -> None:
    for unit, patience in (("lojar-serve.service", 15), ("lojar-work@.service", 25)):
        text = (SYSTEMD / unit).read_text()
        assert "\nRestart=always\n" in text
        (stop,) = re.findall(r"^TimeoutStopSec=(\d+)$", text, re.MULTILINE)
        assert int(stop) > patience


def compose() -> dict[str, Any]:
    found = yaml.safe_load((COMPOSE / "compose.yaml").read_text())
    assert isinstance(found, dict)
    return found


def test_the_containers_are_two_of_each_with_one_database_one_store_and_a_door() -> None:
    services = compose()["services"]
    assert set(services) == {"web-1", "web-2", "work-1", "work-2", "setup", "postgres", "store", "proxy"}
    for name in ("web-1", "web-2", "work-1", "work-2", "setup"):
        assert services[name]["command"][0] in main.commands
        assert services[name]["environment"]["LOJAR_MEDIA_URL"].startswith("s3://")
    assert services["proxy"]["ports"]
    assert not any("ports" in service for name, service in services.items() if name != "proxy")


def test_every_secret_of_the_containers_is_made_and_every_file_they_name_is_there() -> None:
    found = compose()
    makes = (COMPOSE / "make-secrets").read_text()
    for name, secret in found["secrets"].items():
        assert secret == {"file": f"secrets/{name}"}
        assert f"give {name} " in makes
    for service in found["services"].values():
        assert set(service.get("secrets", ())) <= set(found["secrets"])
        for value in service.get("environment", {}).values():
            if str(value).startswith("/run/secrets/"):
                assert Path(value).name in service["secrets"]
    dockerfile = COMPOSE / "Dockerfile"
    for source in re.findall(r"^COPY (?!--from)(\S+)", dockerfile.read_text(), re.MULTILINE):
        assert (ROOT / source).exists()


def test_prometheus_asks_for_numbers_that_are_told() -> None:
    told = set()
    for path in (ROOT / "lojar/reports").glob("*.py"):
        told |= set(re.findall(r'"(lojar_[a-z0-9_]+)"', path.read_text()))
    told |= {f"{name}_total" for name in told} | {f"{name}_bucket" for name in told}
    rules = yaml.safe_load((DEPLOY / "prometheus/alerts.yml").read_text())
    for rule in (rule for group in rules["groups"] for rule in group["rules"]):
        assert set(re.findall(r"\blojar_[a-z0-9_]+", rule["expr"])) <= told, rule["alert"]
        assert rule["labels"]["severity"] in {"page", "ticket"}
    assert yaml.safe_load((DEPLOY / "prometheus/prometheus.yml").read_text())["scrape_configs"]
