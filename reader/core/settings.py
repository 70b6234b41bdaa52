"""How the window should look at the next start: a small readable TOML file that holds no content.

What was read or marked is personal and lives in the notebook. A damaged or mistyped file never stops the program: bad
values fall back to their defaults, one by one, and are named so that the window can say so.
"""

import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import tomli_w

from reader.core.files import write_whole

THEMES = ("system", "light", "sepia", "dark", "contrast")
ZOOM_MIN, ZOOM_MAX = 12, 44


@dataclass(frozen=True, slots=True)
class Settings:
    theme: str = "system"
    text_size: int = 18  # pixels of the reading text at 100 %, from ZOOM_MIN to ZOOM_MAX
    window: tuple[int, int, int, int] | None = None  # x, y, width, height in device-independent pixels
    maximised: bool = False
    side_panel: bool = True
    notes_panel: bool = True
    side_width: int = 310
    notes_width: int = 290


def _valid(name: str, value: Any) -> Any | None:
    """`value` in the type of the field, or None when it does not fit."""
    match name:
        case "theme":
            return value if value in THEMES else None
        case "text_size" if type(value) is int and ZOOM_MIN <= value <= ZOOM_MAX:
            return value
        case "side_width" | "notes_width" if type(value) is int and 120 <= value <= 2000:
            return value
        case "maximised" | "side_panel" | "notes_panel" if type(value) is bool:
            return value
        case "window" if isinstance(value, list) and len(value) == 4 and all(type(n) is int for n in value):
            return tuple(value) if min(value[2:]) > 200 and max(map(abs, value)) < 32_000 else None
    return None


def read_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings at `path` and the names of those that were bad; `("file",)` when it could not be read at all."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, ValueError, RecursionError):
        return Settings(), ("file",)
    good: dict[str, Any] = {}
    bad: list[str] = []
    known = {field.name for field in fields(Settings)}
    for name, value in raw.items():
        if name not in known:
            continue  # written by a newer version; harmless
        valid = _valid(name, value)
        if valid is None:
            bad.append(name)
        else:
            good[name] = valid
    return Settings(**good), tuple(bad)


def write_settings(path: Path, settings: Settings) -> None:
    """Write the file whole. Raises Broken("write_failed")."""
    values = {name: value for name, value in asdict(settings).items() if value is not None}
    if "window" in values:
        values["window"] = list(values["window"])
    text = "# ICAT Field Reader: how the window looks. Delete a line to get its default back.\n" + tomli_w.dumps(values)
    write_whole(path, text.encode())
