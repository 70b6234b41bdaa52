"""Format name to writer: `EXPORTERS[name](bundle)` gives the bytes of one file. One module per format."""

from collections.abc import Callable

from reader.core.export import markdown
from reader.core.marks import Bundle

EXPORTERS: dict[str, Callable[[Bundle], bytes]] = {"markdown": markdown.write}
