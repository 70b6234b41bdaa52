"""The screen of the tests and of the demo. Qt's own off-screen one is 800x800, which nobody has: every dialog would be
cut to that. Ours is that of an old laptop, 1366x768."""

import os
from pathlib import Path


def take_an_old_laptops() -> None:
    """To be called before there is an application; a platform that was asked for by name stays."""
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"
