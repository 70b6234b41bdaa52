"""Puts the window together and starts it.

Checks first what Qt would answer with an abort (no display) or not at all (a second window on the same notes), so that
each is one sentence.
"""

import gc
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLockFile, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox
from shiboken6 import Shiboken

from reader import __version__, words
from reader.core.errors import Refused, Trouble
from reader.core.paths import APP, Paths, find_paths
from reader.core.settings import read_settings
from reader.core.workspace import Workspace
from reader.ui import fonts
from reader.ui.main_window import MainWindow
from reader.ui.session import Session

_LOG_BYTES = 200_000
_SWITCH_SECONDS = 0.0005
"""How long a thread of Python may hold up another. All that the window asks of Qt may wait for that long, several times
for each thing it paints: with Python's usual 5 ms it stood still for up to 260 ms while a lane looked for the mentions
of a long document, and for 40 to 120 ms while one made a file of 10,000 marks (measured)."""


def run(data_dir: Path | None, debug: bool) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    paths = find_paths(data_dir)
    if not _display_is_there():
        return _refuse(Refused("no_display"))
    _scale_interface(paths)
    app = make_application(paths)
    lock, trouble = _lock(paths)
    if trouble is not None:
        _refuse(trouble)
        QMessageBox.information(None, words.APP_NAME, words.sentence(trouble))
        return trouble.exit_code
    window = make_window(paths, data_dir)
    _catch_what_nobody_caught(window, paths, debug)
    window.show()
    try:
        return app.exec()
    finally:
        if lock is not None:
            lock.unlock()


def _scale_interface(paths: Paths) -> None:
    """The size of the interface that was chosen; Qt reads it once, when the QApplication is made. Whoever set the
    variable knows better."""
    size = read_settings(paths.settings)[0].interface_size
    if size != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{size / 100:g}")


def make_application(paths: Paths) -> QApplication:
    """The QApplication with fonts and icon; everything that has a look comes after it."""
    app = QApplication.instance() or QApplication([words.APP_NAME])
    assert isinstance(app, QApplication)
    app.setApplicationName(APP)
    app.setApplicationDisplayName(words.APP_NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(APP)
    app.setStyle("Fusion")
    for effect in Qt.UIEffect:
        app.setEffectEnabled(effect, False)  # menus and boxes of choices are there at once; see window.qss
    app.setWindowIcon(QIcon(str(paths.resources / "icons" / "icat-field-reader.png")))
    fonts.load_fonts(paths.resources / "fonts")
    _look_for_cycles_when_nobody_looks(app)
    sys.setswitchinterval(_SWITCH_SECONDS)
    app.aboutToQuit.connect(_leave_text_on_the_clipboard)
    return app


def _leave_text_on_the_clipboard() -> None:
    """Qt's clipboard is destroyed after the interpreter, and what Python put there would crash then (PySide 6.9)."""
    clipboard = QApplication.clipboard()
    held = clipboard.mimeData()
    if held is not None and Shiboken.createdByPython(held):
        clipboard.setText(clipboard.text())


def _look_for_cycles_when_nobody_looks(app: QApplication) -> None:
    """Python's full search for cyclic garbage stops every thread: 150 ms in a library of 10,000 passages, felt while
    typing. Our values have no cycles, so it may wait until the user turns to another program."""
    gc.set_threshold(700, 10, 10_000)
    idle = Qt.ApplicationState.ApplicationInactive
    app.applicationStateChanged.connect(lambda state: gc.collect() if state == idle else None)


def make_window(paths: Paths, data_dir: Path | None) -> MainWindow:
    """The window, not yet shown. The lanes read library and notes while it is built; it hears of them once it runs."""
    session = Session(Workspace(paths), data_dir)
    session.start()
    settings, bad = read_settings(paths.settings)
    window = MainWindow(session, paths, settings)
    if bad:
        window.show_notice(words.bad_settings(bad))
    return window


def _display_is_there() -> bool:
    """Qt ends the process when it cannot reach a display, with advice about a library that is not the cause."""
    if os.environ.get("QT_QPA_PLATFORM") or not sys.platform.startswith("linux"):
        return True
    if wayland := os.environ.get("WAYLAND_DISPLAY"):
        folder = os.environ.get("XDG_RUNTIME_DIR", "")
        if (Path(folder) / wayland).exists():
            return True
    display = os.environ.get("DISPLAY", "")
    if not display.startswith(":"):
        return bool(display)  # a display of another machine cannot be looked at from here
    return Path(f"/tmp/.X11-unix/X{display[1:].split('.')[0]}").exists()


def _lock(paths: Paths) -> tuple[QLockFile | None, Trouble | None]:
    """Two windows on one notebook would show each other's past. The lock of a process that died does not count."""
    try:
        paths.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return None, Refused("folder_unusable", path=str(paths.data), reason=error.strerror or str(error))
    lock = QLockFile(str(paths.lock))
    lock.setStaleLockTime(0)
    if lock.tryLock(200):
        return lock, None
    if lock.error() == QLockFile.LockError.LockFailedError:
        return None, Refused("already_open", folder=str(paths.data))
    return None, None  # a read-only folder: the notebook opens to be read, and the window says so


def _refuse(trouble: Trouble) -> int:
    if sys.stderr is not None:  # a windowed program on Windows has none
        sys.stderr.write(words.sentence(trouble) + "\n")
    return trouble.exit_code


def _catch_what_nobody_caught(window: MainWindow, paths: Paths, debug: bool) -> None:
    """An exception that reaches the event loop is our bug: note where it happened, say so, keep the window alive.

    The log has file names, line numbers and the kind of error, never its message: that could hold the user's words.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        if debug and sys.stderr is not None:
            traceback.print_exception(kind, error, trace)
        frames = traceback.extract_tb(trace)
        lines = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        try:
            log = paths.cache / "errors.log"
            log.parent.mkdir(parents=True, exist_ok=True)
            old = log.read_text(encoding="utf-8")[-_LOG_BYTES:] if log.exists() else ""
            log.write_text(f"{old}{__version__} {kind.__name__}\n  " + "\n  ".join(lines) + "\n", encoding="utf-8")
        except OSError:
            pass
        window.show_notice(words.UNEXPECTED.format(details=f"{kind.__name__}, {lines[-1] if lines else ''}"))

    sys.excepthook = hook
