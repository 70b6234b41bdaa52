"""A file from a stick becomes a JSON value, or is refused: nothing in it is believed before it was checked.

The limits are for the whole file; what the single members may hold is checked where they are read. They bound memory
and time whatever the file says of itself: 50 MB of JSON, 50 levels, eight million parts.
"""

import io
import json
import math
import zipfile
import zlib
from itertools import accumulate
from pathlib import Path
from typing import Any

from reader.core.errors import Refused
from reader.core.export.shape import ENTRY

MAX_BYTES = 50_000_000
MAX_DEPTH = 50
MAX_PARTS = 8_000_000
"""Quotation marks; and brackets, commas and colons. An annotation of ours has up to 140 of each. It is many small
parts that make JSON large in memory."""

_NOT_STRUCTURE = bytes(set(range(256)) - set(b"[]{},:"))
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


def read_json(path: Path) -> Any:
    """The value in a JSON file, or in the one entry of an `.annotations` archive.

    Raises Refused: "file_missing", "file_unreadable", "import_too_large", or "import_unreadable" with what is wrong.
    """
    data = _content(path)
    if data[:4] == b"PK\x03\x04":
        data = _unpacked(path, data)
    _check_size(path, data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("import_unreadable", path=str(path), reason="it is not UTF-8 text") from error
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except RecursionError as error:
        raise Refused("import_unreadable", path=str(path), reason="it is nested too deeply") from error
    except ValueError as error:
        raise Refused("import_unreadable", path=str(path), reason="it is not valid JSON") from error


def _content(path: Path) -> bytes:
    """Raises like `read_json`. A device or a pipe is no file: it might never end."""
    try:
        if not path.exists():
            raise Refused("file_missing", path=str(path))
        if not path.is_file():
            raise Refused("file_unreadable", path=str(path), reason="it is not a file")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused("file_unreadable", path=str(path), reason=error.strerror or str(error)) from error
    if len(data) > MAX_BYTES:
        raise _too_large(path, "50 MB")
    return data


def _unpacked(path: Path, packed: bytes) -> bytes:
    """The one entry of an archive. What it says of its size is checked, and then not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            entries = archive.infolist()
            if [entry.filename for entry in entries] != [ENTRY]:
                raise Refused("import_unreadable", path=str(path), reason=f"it is not an archive of one {ENTRY}")
            (entry,) = entries
            if entry.flag_bits & 0x1:
                raise Refused("import_unreadable", path=str(path), reason="it is encrypted")
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Refused("import_unreadable", path=str(path), reason="it is packed in an unusual way")
            if entry.file_size > MAX_BYTES:
                raise _too_large(path, "50 MB")
            with archive.open(entry) as stream:
                data = stream.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError, OSError) as error:
        raise Refused("import_unreadable", path=str(path), reason="the archive is damaged") from error
    if len(data) > MAX_BYTES:
        raise _too_large(path, "50 MB")
    return data


def _check_size(path: Path, data: bytes) -> None:
    """Depth and number of parts, before anything is built from them."""
    unescaped = data.replace(rb"\\", b"").replace(rb"\"", b"")
    if unescaped.count(b'"') > MAX_PARTS:
        raise _too_large(path, "eight million parts")
    structure = b"".join(unescaped.split(b'"')[::2]).translate(None, _NOT_STRUCTURE)  # every second piece is a string
    if len(structure) > MAX_PARTS:
        raise _too_large(path, "eight million parts")
    brackets = structure.translate(None, b",:")
    if max(accumulate(_STEP[bracket] for bracket in brackets), default=0) > MAX_DEPTH:
        raise Refused("import_unreadable", path=str(path), reason="it is nested too deeply")


def _too_large(path: Path, limit: str) -> Refused:
    return Refused("import_too_large", path=str(path), limit=limit)


def _no_number(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError("a number that is too large")
    return value
