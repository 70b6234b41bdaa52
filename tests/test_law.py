"""The parts of the law that import-linter cannot see. The rest is in `pyproject.toml`; `make lint` checks it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import PROJECT

FILES = sorted((PROJECT / "reader").rglob("*.py"))
NETWORK = {
    "sqlite3",
    "socket",
    "ssl",
    "http",
    "urllib",
    "ftplib",
    "smtplib",
    "asyncio",
    "requests",
    "xmlrpc",
    "telnetlib",
}
VAGUE = {"utils", "util", "misc", "helpers", "helper", "common", "manager", "managers", "base", "core_utils", "tools"}
MOST_LINES = 400

FRESH = """
import sys
from pathlib import Path
from reader import cli
code = cli.run(cli.parse(["search", "non-punishment", "--json", "--data-dir", sys.argv[1]]))
print(code, [name for name in sys.modules if name.partition(".")[0] in ("PySide6", "shiboken6")])
"""


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Line and top-level package of everything that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module.partition(".")[0]


def test_a_search_in_a_terminal_loads_no_qt(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FRESH, str(tmp_path)], capture_output=True, text=True, cwd=PROJECT, check=False
    )
    assert (done.stdout.splitlines()[-1], done.stderr) == ("0 []", "")


def test_the_files_are_found() -> None:
    assert len(FILES) > 25


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PROJECT)))
def test_no_module_imports_network_code_or_a_second_sqlite(file: Path) -> None:
    assert [(line, name) for line, name in imports(file) if name in NETWORK] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(file) for file in FILES if file.stem in VAGUE or file.parent.name in VAGUE] == []


def test_no_module_is_too_long_to_be_read_at_once() -> None:
    lengths = {str(file.relative_to(PROJECT)): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_module_says_what_belongs_in_it() -> None:
    silent = [
        file for file in FILES if file.name != "__main__.py" and not ast.get_docstring(ast.parse(file.read_bytes()))
    ]
    assert silent == []


def test_the_core_does_not_print() -> None:
    printing = [
        f"{file}:{node.lineno}"
        for file in FILES
        if (PROJECT / "reader" / "core") in file.parents
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Name) and node.id == "print"
    ]
    assert printing == []
