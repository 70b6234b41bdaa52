"""What every test stands on: a folder of its own for the home, and one QApplication with our fonts and style."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.screen import take_an_old_laptops

# Nothing of a test may reach the home of whoever runs it, and nothing there may reach a test.
take_an_old_laptops()
os.environ["QT_LOGGING_RULES"] = "qt.qpa.*=false"


_LONGEST = ("test_no_text_is_cut_off_in_any_scene", "test_a_kill_at_any_moment_leaves_an_index_that_answers_and_the")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: at the end one process would wait for the other."""
    items.sort(key=lambda item: not item.name.startswith(_LONGEST))


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
    gc.freeze()  # what is imported stays; whenever a window closes, the program looks for garbage among all the rest
    yield app
    app.aboutToQuit.emit()  # its loop never ran, so nobody else says so


@pytest.fixture(scope="session")
def prepared() -> Path:
    """A data folder as a first start leaves it, to be read or copied."""
    from tests import builders  # noqa: PLC0415

    return builders.prepared()


@pytest.fixture
def start(qapp: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Starts the real window over a folder of the test, which is prepared unless it is the `first` start; what is still
    open at the end is closed."""
    from tests.builders import prepare  # noqa: PLC0415
    from tests.driver import Driver  # noqa: PLC0415

    opened: list[Any] = []

    def make(folder: str = "data", first: bool = False, **options: Any) -> Any:
        if not first and not (tmp_path / folder).exists():
            prepare(tmp_path / folder, "library", "index")
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
