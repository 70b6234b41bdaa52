"""The window gives up on a locked notebook after five seconds; the journeys wait for that many times."""

from __future__ import annotations

import pytest

from reader.core.notes import connection


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.4)
