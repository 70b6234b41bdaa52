"""No text is cut off in any scene of the demo: asked of the real window in every state, and not of pictures."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from tests.cut_off import cut_off_anywhere
from tests.scenes import SCENES, THEMES, VIEWS, walk


def test_the_list_has_every_state_in_every_kind_of_window() -> None:
    assert len(SCENES) >= 20
    assert len({scene.name for scene in SCENES}) == len(SCENES)
    assert sum(scene.themes == THEMES for scene in SCENES) >= 10
    times = Counter(view for scene in SCENES for view in scene.views)
    assert all(times[view] >= 20 for view in VIEWS)


def test_no_text_is_cut_off_in_any_scene(qapp: Any, tmp_path: Path) -> None:
    found: list[str] = []
    walked = 0
    for shown in walk(qapp, tmp_path):
        walked += 1
        found += [f"{shown.name}: {what}" for what in cut_off_anywhere(shown.screen)]
    assert walked == sum(len(scene.views) for scene in SCENES)
    assert found == []
