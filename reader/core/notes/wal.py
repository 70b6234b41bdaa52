"""SQLite's log (the file that ends in -wal), read without SQLite: is all of it there, and what does it hold?

SQLite reads a log up to the first frame whose checksum is wrong and takes that for the end: right after a power cut,
but when a bit has flipped in the middle, it drops every confirmed change behind it without a word. This module tells
the two apart, and puts the pages of a damaged log where they belong, in a copy.

The formats are those of https://www.sqlite.org/fileformat2.html#the_write_ahead_log and
https://www.sqlite.org/walformat.html (the index of the log, in the file that ends in -shm).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import mul
from struct import unpack, unpack_from

_HEADER = 32
_FRAME_HEADER = 24
_MAGIC = (0x377F0682, 0x377F0683)  # checksums over little-endian and over big-endian words


@dataclass(frozen=True, slots=True)
class Log:
    """What a log holds. `lost` counts the confirmed frames that are not in it any more."""

    pages: dict[int, bytes]  # the latest image of each page, damaged or not
    size: int  # of the database, in pages; 0 when no transaction is complete
    page_size: int
    damaged: bool  # SQLite would drop confirmed changes
    lost: int


def read_log(data: bytes, index: bytes = b"") -> Log:
    """`data`: the bytes of the log; `index`: the beginning of its index, as far as there is one (100 bytes)."""
    page_size = _page_size(data)
    step = _FRAME_HEADER + page_size
    count = max(0, (len(data) - _HEADER) // step)
    frames = [data[_HEADER + n * step : _HEADER + (n + 1) * step] for n in range(count)]
    confirmed, folded_in = _confirmed(data[16:24], frames, index)
    if not confirmed and _header_is_whole(data) and all(frame[8:16] != data[16:24] for frame in frames[:2]):
        frames = []  # it was begun anew after all of it had been folded in, and nothing is written yet
    salt = data[16:24] if any(frame[8:16] == data[16:24] for frame in frames[:2]) else b"".join(frames[:1])[8:16]
    # The frames of an older log behind this one have another salt; a single one of them is a damaged frame of this log.
    frames = frames[: next((n for n in range(len(frames)) if all(f[8:16] != salt for f in frames[n : n + 2])), count)]
    whole = _whole(data, frames, salt)
    taken = next((n for n, good in enumerate(whole) if not good), len(frames)) if _header_is_whole(data) else 0
    commits = [n + 1 for n, frame in enumerate(frames) if frame[4:8] != b"\0\0\0\0" and (whole[n] or n < confirmed)]
    end = commits[-1] if commits else 0
    size = unpack(">I", frames[end - 1][4:8])[0] if end else 0
    pages = {unpack(">I", frame[:4])[0]: frame[_FRAME_HEADER:] for frame in frames[:end]}
    lost = max(0, confirmed - len(frames)) if folded_in < confirmed else 0
    damaged = lost > 0 or (taken < end and folded_in < end)
    return Log({n: page for n, page in pages.items() if 0 < n <= size}, size, page_size, damaged, lost)


def _page_size(data: bytes) -> int:
    size = unpack(">I", data[8:12])[0] if len(data) >= _HEADER else 0
    return size if size in (512, 1024, 2048, 8192, 16384, 32768, 65536) else 4096


def _confirmed(salt: bytes, frames: list[bytes], index: bytes) -> tuple[int, int]:
    """How many frames the index says were written, and how many of them are in the database already.

    The index is written after its frames are on the disk. It counts only when it is about this log: its two copies are
    alike, its checksum is right, and it has the salt of the log or of a frame, or there is no log at all.
    """
    if len(index) < 100 or index[:48] != index[48:96] or not index[12]:
        return 0, 0
    if _sums(index[:40], "=", (0, 0)) != unpack_from("=2I", index, 40):
        return 0, 0
    if index[32:40] not in (salt, b"", *(frame[8:16] for frame in frames[:2])) and salt:
        return 0, 0
    return unpack_from("=I", index, 16)[0], unpack_from("=I", index, 96)[0]


def _header_is_whole(data: bytes) -> bool:
    if len(data) < _HEADER or unpack(">I", data[:4])[0] not in _MAGIC:
        return False
    return _sums(data[:24], _order(data), (0, 0)) == unpack(">2I", data[24:32])


def _order(data: bytes) -> str:
    return ">" if data[3:4] == b"\x83" else "<"


def _whole(data: bytes, frames: list[bytes], salt: bytes) -> list[bool]:
    """Of each frame, whether it has the checksum that follows from the one before it."""
    whole = []
    before = unpack(">2I", data[24:32]) if len(data) >= _HEADER else (0, 0)
    for frame in frames:
        stored = unpack(">2I", frame[16:24])
        sums = _sums(frame[:8], _order(data), before)
        whole.append(frame[8:16] == salt and _sums(frame[_FRAME_HEADER:], _order(data), sums) == stored)
        before = stored
    return whole


def _sums(data: bytes, order: str, start: Iterable[int]) -> tuple[int, int]:
    """SQLite's checksum: s0 += x0 + s1; s1 += x1 + s0, over pairs of 32-bit words. Both are sums of the words and the
    start, weighted with Fibonacci numbers, which Python adds up far quicker than it goes round a loop."""
    words = unpack(f"{order}{len(data) // 4}I", data)
    first, second = _weights(len(words))
    values = (*start, *words)
    return sum(map(mul, values, first)) & 0xFFFFFFFF, sum(map(mul, values, second)) & 0xFFFFFFFF


@lru_cache(maxsize=8)
def _weights(count: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What the start (two) and each of `count` words count in the first sum and in the second."""
    first: list[int] = []
    second: list[int] = []
    # Backwards: the vector that maps (s0, s1) after a step to the sum wanted, moved to before that step.
    for weights, (a, b) in ((first, (1, 0)), (second, (0, 1))):
        for _ in range(count // 2):
            # s0' = s0 + s1 + x0; s1' = s1 + x1 + s0'
            x1, x0 = b, (a + b) & 0xFFFFFFFF
            weights += [x1, x0]
            a, b = x0, (a + 2 * b) & 0xFFFFFFFF
        weights += [b, a]
        weights.reverse()
    return tuple(first), tuple(second)
