"""Whole files or none: what is written here is complete on disk under its name, or the old file is still there.

Used by settings, exports and the compiled library. The notebook has SQLite for this and never passes through here.
A *sealed* file carries its own checksum, so that a damaged cache is noticed and rebuilt instead of believed.
"""

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from reader.core.errors import Broken


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` (bytes) under a temporary name beside `path`, flush it to disk, and move it into place.

    Raises Broken("write_failed") with the system's reason; the old file is then untouched and no scrap remains.
    """
    if not path.name:  # "." or "/"
        raise Broken("write_failed", path=str(path), reason="it is a folder")
    scrap = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with scrap.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        scrap.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            scrap.unlink(missing_ok=True)
        raise Broken("write_failed", path=str(path), reason=error.strerror or str(error)) from error


def sync_folder(folder: Path) -> None:
    """Make the renaming itself durable where the system can (POSIX); elsewhere the file's own flush must do."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_sealed(path: Path, value: Any) -> None:
    """Write `value` as JSON behind one line with its SHA-256. Raises Broken("write_failed")."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    write_whole(path, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def read_sealed(path: Path) -> Any | None:
    """The value of a sealed file, or None when it is missing, unreadable or damaged in any way."""
    try:
        seal, _, body = path.read_bytes().partition(b"\n")
        if seal.decode("ascii") != hashlib.sha256(body).hexdigest():
            return None
        return json.loads(body)
    except (OSError, ValueError):
        return None
