"""What a PDF of Qt's tells about itself: its name and its dates, the same for the same content.

Qt writes the clock of now and its own version into a PDF, in two places at its beginning. What is put there instead is
as long, since the file tells the place of everything in it by counting bytes.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtCore import QUuid

_HEAD = 4_096  # bytes at the beginning of a PDF of Qt's, in which it tells about itself
_INFO_TIME = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}(Z|[+-]\d\d'\d\d)")
_XMP_TIME = re.compile(rb'(xmp:(?:Create|Modify|Metadata)Date=")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)')
_INFO_PRODUCER = re.compile(rb"(/Producer \(\xfe\xff)([^)]*)(\))")
_XMP_PRODUCER = re.compile(rb'(pdf:Producer=")([^"]*)(")')
_NAMESPACE = QUuid("{5c1a7f0e-3c3e-4a53-9a1e-6c1f2b5d7a90}")


def name_of(texts: Iterable[str]) -> QUuid:
    """By what is in it, so that the same content is the same file."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode("utf-8", "replace"))
    return QUuid.createUuidV5(_NAMESPACE, digest.digest())


def dated(data: bytes, seconds: float, day_only: bool, bare: bool = False) -> bytes:
    """The file with this time (since 1970-01-01 UTC) for its own, or its day; a `bare` one names no program."""
    made = datetime.fromtimestamp(seconds, UTC)
    if day_only:
        made = made.replace(hour=0, minute=0, second=0)
    head, rest = data[:_HEAD], data[_HEAD:]
    head = _INFO_TIME.sub(lambda m: m[1] + f"{made:%Y%m%d%H%M%S}".encode() + _no_zone(m[2]), head)
    head = _XMP_TIME.sub(lambda m: m[1] + f"{made:%Y-%m-%dT%H:%M:%S}".encode() + _no_zone(m[2]), head)
    if bare:
        head = _INFO_PRODUCER.sub(lambda m: m[1] + b"\0 " * (len(m[2]) // 2) + m[3], head)
        head = _XMP_PRODUCER.sub(lambda m: m[1] + b" " * len(m[2]) + m[3], head)
    return head + rest


def _no_zone(zone: bytes) -> bytes:
    return re.sub(rb"[+-]\d\d(\D?)\d\d", rb"+00\g<1>00", zone)
