"""How the window should look at the next start: a small readable TOML file that holds no content.

What was read or marked is personal and lives in the notebook. A damaged or mistyped file never stops the program: bad
values fall back to their defaults, one by one, and are named so that the window can say so.
"""

import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

import tomli_w

from reader.core.files import write_whole

Face = Literal["serif", "sans", "legible"]

THEMES = ("system", "light", "sepia", "dark", "contrast")
FACES: tuple[Face, ...] = get_args(Face)
ZOOM_MIN, ZOOM_MAX = 12, 44
LINE_MIN, LINE_MAX = 1.3, 2.0
MEASURE_MIN, MEASURE_MAX = 60, 75
INTERFACE_SIZES = (100, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class Typesetting:
    """How running text is set; everything else on the page follows from it."""

    face: Face = "serif"
    size: int = 18  # pixels, from ZOOM_MIN to ZOOM_MAX
    line_height: float = 1.55  # of the size, from LINE_MIN to LINE_MAX
    measure: int = 66  # characters a line, from MEASURE_MIN to MEASURE_MAX: what is easy to read
    justified: bool = False
    numbers: bool = True  # of paragraphs, in the margin


@dataclass(frozen=True, slots=True)
class Settings:
    theme: str = "system"
    type: Typesetting = Typesetting()
    interface_size: int = 100  # per cent, one of INTERFACE_SIZES; from the next start on
    window: tuple[int, int, int, int] | None = None  # x, y, width, height in device-independent pixels
    maximised: bool = False
    side_panel: bool = True
    notes_panel: bool = True
    side_width: int = 310
    notes_width: int = 290


_IN_FILE = {"text_size": "size"}
"""What a field of Typesetting is called in the file, where it stands among all others."""

_TYPE = frozenset(field.name for field in fields(Typesetting))
_KNOWN = frozenset(field.name for field in fields(Settings)) - {"type"} | _TYPE - {"size"} | {"text_size"}


def _valid(name: str, value: Any) -> Any | None:
    """`value` in the type of the field, or None when it does not fit."""
    match name:
        case "theme":
            return value if value in THEMES else None
        case "face":
            return value if value in FACES else None
        case "text_size" if type(value) is int and ZOOM_MIN <= value <= ZOOM_MAX:
            return value
        case "line_height" if type(value) in (int, float) and LINE_MIN <= value <= LINE_MAX:
            return float(value)
        case "measure" if type(value) is int and MEASURE_MIN <= value <= MEASURE_MAX:
            return value
        case "interface_size":
            return value if type(value) is int and value in INTERFACE_SIZES else None
        case "side_width" | "notes_width" if type(value) is int and 120 <= value <= 2000:
            return value
        case "maximised" | "side_panel" | "notes_panel" | "justified" | "numbers" if type(value) is bool:
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
    for name, value in raw.items():
        if name not in _KNOWN:
            continue  # written by a newer version; harmless
        valid = _valid(name, value)
        if valid is None:
            bad.append(name)
        else:
            good[_IN_FILE.get(name, name)] = valid
    typed = {name: good.pop(name) for name in _TYPE & good.keys()}
    return Settings(type=Typesetting(**typed), **good), tuple(bad)


def write_settings(path: Path, settings: Settings) -> None:
    """Write the file whole. Raises Broken("write_failed")."""
    values = {name: value for name, value in asdict(settings).items() if value is not None}
    typed = values.pop("type")
    values |= {"text_size": typed.pop("size")} | typed
    if "window" in values:
        values["window"] = list(values["window"])
    text = "# ICAT Field Reader: how the window looks. Delete a line to get its default back.\n" + tomli_w.dumps(values)
    write_whole(path, text.encode())
