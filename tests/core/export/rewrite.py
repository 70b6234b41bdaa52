"""Write the reference files anew, after a wanted change of a format: `python -m tests.core.export.rewrite`.

Then read the difference; the .docx and the .annotations are archives of what is compared.
"""

import os
import time
from pathlib import Path

from reader.core.export import EXPORTERS, SUFFIXES
from reader.core.export.gaps import GAP_FORMATS
from tests.core.export.gap_samples import reference_table
from tests.core.export.samples import reference_bundle

FOLDER = Path(__file__).with_name("reference")


def files() -> dict[str, bytes]:
    """Name to content: each format, and the shapes that differ in a briefing and in a bare file."""
    full = {f"all{SUFFIXES[form]}": write(reference_bundle()) for form, write in EXPORTERS.items()}
    briefing = {
        f"briefing{SUFFIXES[form]}": EXPORTERS[form](reference_bundle(briefing=True))
        for form in ("markdown", "html", "docx", "csv")
    }
    gaps = {f"gaps{SUFFIXES[form]}": write(reference_table()) for form, write in GAP_FORMATS.items()}
    return full | briefing | gaps | {"bare.jsonld": EXPORTERS["jsonld"](reference_bundle(bare=True))}


if __name__ == "__main__":
    os.environ["TZ"] = "UTC"
    time.tzset()
    FOLDER.mkdir(exist_ok=True)
    for name, content in files().items():
        FOLDER.joinpath(name).write_bytes(content)
