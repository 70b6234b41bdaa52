"""Where everything lives, decided once at the start.

Without `--data-dir` the system's own places are used: notes in the data folder, settings in the configuration folder,
and what can be rebuilt (compiled library, index) in the cache. With it, one folder holds all three. The program's own
files (corpus, themes, fonts) lie beside the package, in a checkout as in the packaged app.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

APP = "icat-field-reader"


@dataclass(frozen=True, slots=True)
class Paths:
    data: Path  # the notebook and its backups: what must never be lost
    config: Path  # settings.toml
    cache: Path  # public text only, may be deleted at any time
    corpus: Path  # the bundled pack, read-only
    resources: Path  # themes, icons, fonts, read-only

    @property
    def notebook(self) -> Path:
        return self.data / "notebook.db"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def settings(self) -> Path:
        return self.config / "settings.toml"

    @property
    def lock(self) -> Path:
        """Held by the window, so that two windows never share a notebook."""
        return self.data / "window.lock"


def program_folder() -> Path:
    """The folder that holds `corpus/` and `resources/`: the checkout, or PyInstaller's unpacked folder."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) if bundled else Path(__file__).resolve().parent.parent.parent


def find_paths(data_dir: Path | None = None) -> Paths:
    """The places for this run. Nothing is created here; each room makes its folder when it first writes."""
    program = program_folder()
    corpus, resources = program / "corpus", program / "resources"
    if data_dir is not None:
        root = data_dir.expanduser().absolute()
        return Paths(root, root, root / "cache", corpus, resources)
    # Costs 16 ms, and is not needed with --data-dir.
    from platformdirs import PlatformDirs  # noqa: PLC0415

    folders = PlatformDirs(APP, appauthor=False)
    return Paths(
        Path(folders.user_data_dir), Path(folders.user_config_dir), Path(folders.user_cache_dir), corpus, resources
    )
