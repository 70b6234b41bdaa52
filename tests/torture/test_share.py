"""A small share of `make torture`, the same in every run."""

import os

import pytest

from tests.torture.damage import damaged
from tests.torture.disks import disks
from tests.torture.kills import tortured
from tests.torture.tally import Tally

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9, fork and limits are those of POSIX")


def whole(tallies: list[Tally]) -> list[list[str]]:
    """What went wrong; the runs are counted so that none of them can be left out in silence."""
    assert all(tally.runs or tally.note.startswith("skipped") for tally in tallies)
    return [tally.failures or [tally.situation] for tally in tallies if tally.failed or tally.failures]


def test_no_kill_loses_a_confirmed_change() -> None:
    tallies = tortured(20)
    for seed in range(2, 8):  # on a busy machine most kills come before anything is written
        if sum(tally.confirmed for tally in tallies) <= 20:
            tallies += tortured(20, seed)
    assert whole(tallies) == []
    assert sum(tally.confirmed for tally in tallies) > 20


def test_no_damaged_file_is_more_than_damaged() -> None:
    tallies = damaged(3)
    assert whole(tallies) == []
    assert {"notes_recovered", "backup_damaged"} <= {code for tally in tallies for code in tally.told}


def test_no_full_or_locked_disk_loses_a_confirmed_change() -> None:
    tallies = disks(3)
    assert whole(tallies) == []
    assert {"write_failed", "notes_locked", "notes_in_use"} <= {code for tally in tallies for code in tally.told}
