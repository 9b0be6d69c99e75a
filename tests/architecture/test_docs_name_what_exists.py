"""The papers of the house stay true: every function and file that a page names is there."""

import importlib
import re
from pathlib import Path

import pytest
from procrastinate.contrib.django import app as jobs

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "ARCHITECTURE.md", ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
ROOMS = {path.name for path in (ROOT / "lojar").iterdir() if path.is_dir()}
NAME = re.compile(rf"`(?:lojar\.)?((?:{'|'.join(sorted(ROOMS))})(?:\.\w+)+)(?:\([^`]*\))?`")
FILE_ENDS = {"py", "yaml", "csv", "txt", "html", "css", "js", "md"}
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def _exists(name: str) -> bool:
    """A job by its name, or a module of lojar and then attributes of it."""
    if name in jobs.tasks:
        return True
    parts = ["lojar", *name.split(".")]
    for end in range(len(parts), 1, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            found = getattr(found, part, None)
        return found is not None
    return False


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_function_a_page_names_exists(page: Path) -> None:
    names = {name for name in NAME.findall(page.read_text()) if name.rsplit(".", 1)[1] not in FILE_ENDS}
    assert [name for name in sorted(names) if not _exists(name)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []
