"""A ZIP that depends on nothing but what is in it: no time of day, no user, no system."""

import io
import zipfile
from collections.abc import Iterable

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP can say."""


def packed(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of these (name, content) entries, in this order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else it tells Windows from the others
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()
