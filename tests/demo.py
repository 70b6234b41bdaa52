"""`make demo`: the real window, rendered off-screen, one picture a scene, into build/demo/.

Every scene of `tests.scenes` in each of its views, the first of them in all of its themes; and what a mark can meet, in
documents made for it. Look at every picture after every change to a screen. `ARGS='results notebook'` draws these only.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from reader.app import make_application
from reader.core.paths import find_paths
from tests import demo_marks, states
from tests.driver import Driver
from tests.scenes import SCENES, Shown, walk
from tests.screen import take_an_old_laptops

OUT = Path("build/demo")


def main(names: list[str]) -> int:
    if unknown := set(names) - {scene.name for scene in SCENES}:
        print(f"There is no scene {', '.join(sorted(unknown))}.")
        return 2
    take_an_old_laptops()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    app = make_application(find_paths())
    with tempfile.TemporaryDirectory() as folder:
        for shown in walk(app, Path(folder), names):
            _draw(shown)
        if not names:
            demo_marks.scenes(app, Path(folder) / "marking", OUT)
    for picture in sorted(OUT.glob("*.png")):
        print(picture)
    return 0


def _draw(shown: Shown) -> None:
    first = shown.view == shown.scene.views[0]
    for theme in shown.scene.themes if first else shown.scene.themes[:1]:
        _paint(shown.driver, theme)
        what = next(iter(states.dialogs()), shown.driver.window)
        assert what.grab().save(str(OUT / f"{shown.name}-{theme}.png"))
        for number, menu in enumerate(states.menus()):
            assert menu.grab().save(str(OUT / f"{shown.name}-{theme}-menu-{number}.png"))
    _paint(shown.driver, "light")


def _paint(driver: Driver, theme: str) -> None:
    if driver.window.look.name != theme:  # every widget is polished again, which takes a third of a second
        driver.window.look.set_theme(theme)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
