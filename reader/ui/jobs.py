"""The ways in which work leaves the window's thread; use one of them.

`Lane`: one thread with one queue. The notes lane owns the notebook, the search lane owns library and index; since each
has one thread, neither needs a lock. `Worker`: our own program as a child process with a verb and --json, for what
would hold the interpreter's lock too long: building an index stalls a window for 117-222 ms from a thread, 6-15 ms
from a process (measured).

Results come back as calls in the window's thread. No QThread subclass, no processEvents, no waiting dialog.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from PySide6.QtCore import QObject, QProcess, Qt, Signal

Job = tuple[Callable[[], Any], Callable[[Any], None] | None, Callable[[Exception], None] | None]


class Lane(QObject):
    """One thread that does one thing after the other.

    A thread and a queue, not concurrent.futures: that would bring logging into the start (12 ms).
    """

    _finished = Signal(object, object)  # what to call, and with what

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._thread = Thread(target=self._work_off, name=name, daemon=True)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._closed = False
        self._thread.start()

    def submit(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do `work` in the lane; then call `done` with its result, or `failed` with its exception, in the window's
        thread. An exception that nobody takes is raised there, where it is logged and shown."""
        if not self._closed:
            self._queue.put((work, done, failed))

    def _work_off(self) -> None:
        while (job := self._queue.get()) is not None:
            self._run(*job)

    def _run(self, work: Callable[[], Any], done: Callable[[Any], None] | None, failed: Any) -> None:
        try:
            result = work()
        except Exception as error:
            self._finished.emit(failed or _raise, error)
        else:
            if done is not None:
                self._finished.emit(done, result)

    def _deliver(self, call: Callable[[Any], None], value: Any) -> None:
        if not self._closed:
            call(value)

    def finish(self) -> None:
        """Wait until what is queued is done. Answers are delivered later, as always."""
        if not self._closed:
            done = Event()
            self._queue.put((done.set, None, None))
            done.wait()

    def close(self, last: Callable[[], Any] | None = None) -> None:
        """Let what is queued finish, do `last` in the lane, and end the thread. Answers are no longer delivered."""
        if self._closed:
            return
        self._closed = True
        if last is not None:
            self._queue.put((last, None, None))
        self._queue.put(None)
        self._thread.join()


def _raise(error: Exception) -> None:
    raise error


class Worker(QObject):
    """A child process of our own program with one verb, told what to do in words on its standard input. `told` hears
    each of its lines of JSON, `finished` whether it went well."""

    told = Signal(object)  # a dict
    finished = Signal(bool)

    def __init__(self, verb: str, data_dir: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        command = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "reader"]
        where = ["--data-dir", str(data_dir)] if data_dir else []
        self._process.setProgram(command[0])
        self._process.setArguments([*command[1:], verb, "--json", "--steered", *where])
        if not getattr(sys, "frozen", False):
            self._process.setWorkingDirectory(str(Path(__file__).resolve().parent.parent.parent))
        self._process.finished.connect(lambda code, status: self.finished.emit(code == 0))
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.errorOccurred.connect(self._failed)

    def start(self) -> None:
        self._process.start()

    def say(self, wish: str) -> None:
        """`pause`, `resume` or `cancel`."""
        self._process.write(f"{wish}\n".encode())

    def _read(self) -> None:
        while self._process.canReadLine():
            try:
                line = json.loads(bytes(self._process.readLine().data()))
            except ValueError:
                continue  # not for us
            if isinstance(line, dict):
                self.told.emit(line)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # other errors end in `finished` as well
            self.finished.emit(False)

    def stop(self) -> None:
        """End the child, whatever it is doing: everything it writes is whole or not there."""
        self._process.blockSignals(True)
        self._process.kill()
        self._process.waitForFinished(2_000)
