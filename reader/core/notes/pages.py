"""The rows that stand in the pages of a database file, read without its trees: what remains when a tree is damaged.

Every leaf of a table is looked at, wherever it stands; which table it belongs to, its rows must tell. Format:
https://www.sqlite.org/fileformat2.html#b_tree_pages. With secure_delete a deleted row leaves only zeros.
"""

import struct
from collections.abc import Iterator
from struct import unpack, unpack_from

_LEAF = 13
_FIXED = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class Unreadable:
    """Stands in a row for a text that is no text any more."""

    def __init__(self, data: bytes) -> None:
        self.data = data


def text(data: bytes) -> str | Unreadable:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return Unreadable(data)


def page_size(header: bytes) -> int:
    """The size of the pages by the beginning of a database file (18 bytes); SQLite's own when that is damaged."""
    size = unpack_from(">H", header, 16)[0] if len(header) >= 18 else 0
    return 65536 if size == 1 else size if size in (512, 1024, 2048, 4096, 8192, 16384, 32768) else 4096


def records(data: bytes) -> Iterator[tuple[int, list[object]]]:
    """The number and the values of every row that can be told from the bytes of a database file."""
    size = page_size(data)
    for start in range(0, len(data), size):
        page = data[start : start + size]
        header = 0 if start else 100
        if len(page) < header + 8 or page[header] != _LEAF:
            continue
        count = min(unpack_from(">H", page, header + 3)[0], (len(page) - header - 8) // 2)
        for place in unpack_from(f">{count}H", page, header + 8):
            try:
                yield _cell(data, page, place, size)
            except (IndexError, ValueError, struct.error):
                continue


def _cell(data: bytes, page: bytes, place: int, size: int) -> tuple[int, list[object]]:
    length, place = _varint(page, place)
    number, place = _varint(page, place)
    if length > len(data):
        raise ValueError
    local = length
    if length > size - 35:
        least = (size - 12) * 32 // 255 - 23
        local = least + (length - least) % (size - 4)
        local = local if local <= size - 35 else least
    payload = page[place : place + local]
    if local < length:
        payload += _overflow(data, size, unpack_from(">I", page, place + local)[0], length - local)
    if len(payload) < length:
        raise ValueError
    return number - (1 << 64 if number >> 63 else 0), _values(payload)


def _overflow(data: bytes, size: int, page: int, length: int) -> bytes:
    parts: list[bytes] = []
    while length > 0:
        start = (page - 1) * size
        if page < 2 or start + size > len(data):
            raise ValueError
        parts.append(data[start + 4 : start + size][:length])
        length -= len(parts[-1])
        page = unpack_from(">I", data, start)[0]
    return b"".join(parts)


def _values(payload: bytes) -> list[object]:
    end, place = _varint(payload, 0)
    if not place <= end <= len(payload):
        raise ValueError
    types: list[int] = []
    while place < end:
        kind, place = _varint(payload, place)
        types.append(kind)
    values: list[object] = []
    for kind in types:
        size = _FIXED.get(kind, 8 if kind == 7 else (kind - 12) // 2 if kind >= 12 else 0)
        raw = payload[end : end + size]
        if len(raw) < size or kind in (10, 11):
            raise ValueError
        end += size
        if kind in _FIXED:
            values.append(int.from_bytes(raw, "big", signed=True))
        elif kind == 7:
            values.append(unpack(">d", raw)[0])
        elif kind >= 12:
            values.append(text(raw) if kind % 2 else raw)
        else:
            values.append({0: None, 8: 0, 9: 1}[kind])
    if end != len(payload):
        raise ValueError
    return values


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for n in range(9):
        byte = data[place + n]
        if n == 8:
            return value << 8 | byte, place + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + n + 1
    raise ValueError
