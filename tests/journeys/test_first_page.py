"""What the first page tells somebody who has never seen this program."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel

from reader.core.paths import find_paths
from tests.driver import Driver


def said(widget: Any) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_the_first_page_names_the_keys_that_lead_on(start: Callable[..., Any]) -> None:
    driver = start()
    home = driver.window.home
    assert home.isVisible()
    shown = said(home)
    for name in ("search", "highlight", "print", "help"):
        action = driver.window.actions_by_name[name]
        assert action.text() in shown
        assert action.shortcut().toString() in shown


def test_a_library_that_is_gone_says_so_where_its_documents_would_be(tmp_path: Path) -> None:
    paths = find_paths(tmp_path / "data")
    with Driver(tmp_path / "data", paths=replace(paths, corpus=tmp_path / "nothing")) as driver:
        driver.wait_until(lambda: any("install the program again" in text for text in said(driver.window.home)))


def test_a_library_whose_documents_are_all_gone_says_so_too(tmp_path: Path) -> None:
    paths = find_paths(tmp_path / "data")
    shutil.copytree(paths.corpus, tmp_path / "corpus")
    for file in (tmp_path / "corpus" / "documents").iterdir():
        file.unlink()
    with Driver(tmp_path / "data", paths=replace(paths, corpus=tmp_path / "corpus")) as driver:
        driver.wait_until(lambda: "The library cannot be shown" in said(driver.window.home))
