"""A child process that does something to a notebook and reports each step; the parent kills it in the middle.

The child is forked from a parent that has imported everything and has no SQLite connection open: a start costs a few
milliseconds, and the kill falls into the work and not into the imports.
"""

import os
import random
import select
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Say = Callable[[str], None]
Job = Callable[[Path, random.Random, Say], None]


@dataclass(frozen=True)
class Ended:
    said: list[str]  # whole lines
    seconds: float
    crashed: str  # the traceback, or how it ended; empty when it was killed or came to its end


def run(job: Job, folder: Path, seed: str, kill_after: float | None, lines: int = 0) -> Ended:
    """Fork, do the job, and kill it after so many seconds, or right after it has said so many lines; without either it
    comes to its end."""
    reading, writing = os.pipe()
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        _be_child(job, folder, seed, reading, writing)
    os.close(writing)
    said = _read(reading, None if kill_after is None else begun + kill_after, lines)
    if kill_after is not None or lines:
        os.kill(child, signal.SIGKILL)
    said += _read(reading, None)
    os.close(reading)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    lines = said.decode().split("\n")[:-1]
    crash = next((line for line in lines if line.startswith("!")), "")
    return Ended(lines, time.monotonic() - begun, crash or ("" if code in (0, -signal.SIGKILL) else f"exit {code}"))


def _be_child(job: Job, folder: Path, seed: str, reading: int, writing: int) -> None:
    code = 1
    try:
        os.close(reading)
        job(folder, random.Random(seed), lambda line: _write(writing, line))
        code = 0
    except BaseException:
        _write(writing, "!" + traceback.format_exc().replace("\n", " | "))
    finally:
        os._exit(code)  # nothing of the parent is cleaned up twice


def _write(pipe: int, line: str) -> None:
    os.write(pipe, line.encode() + b"\n")


def _read(pipe: int, until: float | None, lines: int = 0) -> bytes:
    said = b""
    while not lines or said.count(b"\n") < lines:
        left = None if until is None else until - time.monotonic()
        if left is not None and (left <= 0 or not select.select([pipe], [], [], left)[0]):
            return said
        some = os.read(pipe, 65_536)
        if not some:
            return said
        said += some
    return said
