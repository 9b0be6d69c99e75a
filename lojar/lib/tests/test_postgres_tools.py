"""pg_dump and pg_restore that fit: as new as server and dump, and none that an old server would not understand."""

import pytest

from lojar.lib.embedded_postgres import NotPossible, binaries


@pytest.mark.parametrize(
    ("tool", "server", "reads", "fitting"),
    [
        (18, 18, 0, True),
        (18, 17, 0, True),
        (18, 19, 0, False),
        (18, 16, 0, False),  # it would say `SET transaction_timeout` to a server that does not know it
        (16, 15, 0, True),
        (15, 15, 15, True),
        (18, 18, 15, True),
        (17, 17, 18, False),
    ],
)
def test_a_tool_serves_its_own_server_and_older_ones(tool, server, reads, fitting):
    assert binaries.fits(tool, server=server, reads=reads) is fitting


def put_tools(folder, major, *names):
    folder.mkdir(parents=True)
    for name in names or binaries.TOOLS:
        tool = folder / name
        tool.write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {major}.3 (Debian {major}.3-1)'\n")
        tool.chmod(0o755)
    return folder


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Where tools are looked for: folders of majors, and nowhere else."""

    def make(*majors):
        folders = [put_tools(tmp_path / str(major), major) for major in majors]
        monkeypatch.setattr(binaries, "_tool_folders", lambda: iter(folders))
        return tmp_path

    return make


def test_the_oldest_that_fits_is_taken(here):
    folder = here(18, 16, 17, 15)
    assert binaries.find_tools(server=16) == binaries.Binaries(folder / "16", 16)
    assert binaries.find_tools(server=17, reads=18) == binaries.Binaries(folder / "18", 18)


def test_where_none_fits_it_is_said_which_to_install(here):
    here(15, 18)
    with pytest.raises(
        NotPossible, match=r"PostgreSQL 16 are needed, and only 15, 18 is here.*postgresql-client-16"
    ):
        binaries.find_tools(server=16)


def test_a_folder_with_half_of_them_does_not_count(tmp_path, monkeypatch):
    half = put_tools(tmp_path / "half", 18, "pg_dump")
    monkeypatch.setattr(binaries, "_tool_folders", lambda: iter([half, tmp_path / "nothing"]))
    with pytest.raises(NotPossible, match="none is here"):
        binaries.find_tools(server=18)


def test_the_embedded_server_brings_its_own():
    found = binaries.find_tools(server=18)
    assert found.major == 18
    assert (found.folder / "pg_restore").exists()
