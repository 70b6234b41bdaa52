"""What every test stands on: a folder of its own for the home, and one QApplication with our fonts and style."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

# Nothing of a test may reach the home of whoever runs it, and nothing there may reach a test.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_LOGGING_RULES"] = "qt.qpa.*=false"


@pytest.fixture(scope="session")
def qapp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The application that pytest-qt uses, made as `reader.app` makes it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(home)
    # Qt only when a test of the window runs: core tests check that the core does without.
    from reader.app import make_application  # noqa: PLC0415
    from reader.core.paths import find_paths  # noqa: PLC0415

    app = make_application(find_paths())
    app.setCursorFlashTime(0)
    yield app
    app.aboutToQuit.emit()  # its loop never ran, so nobody else says so


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as a first start leaves it: the library compiled and indexed, nothing marked."""
    from reader.core.paths import find_paths  # noqa: PLC0415
    from reader.core.workspace import Workspace  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("prepared")
    Workspace(find_paths(folder)).library.update_index()
    return folder


@pytest.fixture
def start(qapp: Any, prepared: Path, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Starts the real window over a folder of the test, which is prepared unless it is the `first` start; what is still
    open at the end is closed."""
    from tests.driver import Driver  # noqa: PLC0415

    opened: list[Any] = []

    def make(folder: str = "data", first: bool = False, **options: Any) -> Any:
        if not first and not (tmp_path / folder).exists():
            shutil.copytree(prepared, tmp_path / folder)
        driver = Driver(tmp_path / folder, **options)
        opened.append(driver)
        return driver

    yield make
    for driver in opened:
        driver.close()


@pytest.fixture
def driver(start: Callable[..., Any]) -> Any:
    """A window with the call for action open; files that begin at the first page have a `driver` of their own."""
    driver = start()
    driver.open("call-for-action-2021")
    return driver
