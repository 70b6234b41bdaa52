"""`make torture`: what becomes of the notebook when everything goes wrong; a table, and one line for programs.

A confirmed change that is lost, a notebook that does not open, an end without a sentence or a good copy that is gone
makes the exit code 1. Marks that are gone from a damaged file are no loss in this sense: what of them came back is the
salvaged share, and `unsaid` counts those that were missing or altered without a word to the user (SQLite keeps no
checksums of a notebook; a log whose end is cut off looks like a shorter log).
"""

import argparse
import sys
import time

from reader.core.errors import BROKEN
from tests.torture.damage import damaged
from tests.torture.disks import disks
from tests.torture.kills import tortured
from tests.torture.tally import Tally

_HEADS = ("runs", "confirmed", "lost", "unopened", "crashes", "overwritten", "altered", "unsaid", "salvaged")


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.torture", description=(__doc__ or "").split("\n")[0])
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--files", type=int, default=200, help="damaged files of each kind")
    options.add_argument("--disks", type=int, default=40, help="full disks")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    begun = time.monotonic()
    killed = tortured(chosen.kills, chosen.seed)
    broken = damaged(chosen.files, chosen.seed)
    full = disks(chosen.disks, chosen.seed)
    tallies = [*killed, *broken, *full]
    print(f"{'situation':36}" + "".join(f"{head:>12}" for head in _HEADS) + "  what the user was told; how")
    for tally in tallies:
        _print(tally)
    for tally in tallies:
        for failure in tally.failures:
            print(f"  {failure}", file=sys.stderr)
    marks, salvaged = sum(t.marks for t in broken), sum(t.salvaged for t in broken)
    print(
        f"torture: kills={sum(t.runs for t in killed)} confirmed={sum(t.confirmed for t in killed)} "
        f"lost={sum(t.lost for t in tallies)} unopened={sum(t.unopened for t in tallies)} "
        f"crashes={sum(t.crashes for t in tallies)} overwritten={sum(t.overwritten for t in tallies)} "
        f"damaged={sum(t.runs for t in broken)} salvaged={salvaged / max(1, marks):.4f} "
        f"unsaid={sum(t.unsaid for t in broken)} seconds={time.monotonic() - begun:.0f}"
    )
    return int(any(tally.failed for tally in tallies))


def _print(tally: Tally) -> None:
    share = f"{tally.salvaged / tally.marks:.1%}" if tally.marks else "-"
    figures = [getattr(tally, head) for head in _HEADS[:-1]]
    told = " ".join(code + ("!" if code in BROKEN else "") for code in sorted(tally.told))
    notes = "; ".join(filter(None, (told, tally.note)))
    print(f"{tally.situation:36}" + "".join(f"{figure:>12,}" for figure in figures) + f"{share:>12}  {notes}")


if __name__ == "__main__":
    sys.exit(main())
