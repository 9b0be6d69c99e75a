"""A file that nears 300 lines becomes a folder; a function that nears 40 becomes two."""

import ast

from .the_map import PACKAGE, ROOT, python_files

MOST_LINES = 300
MOST_OF_A_FUNCTION = 40


def test_no_file_is_longer_than_a_reader_has_patience_for():
    files = [*python_files(), *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_function_is_longer_than_a_screen():
    long = []
    for path in python_files(tests=False):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = node.end_lineno - node.lineno + 1
                if lines > MOST_OF_A_FUNCTION:
                    long.append(f"{path.relative_to(PACKAGE)}:{node.name} {lines}")
    assert long == []
