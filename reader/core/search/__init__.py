"""Whoosh, all of it, and nothing else knows it: schema, analysis, what was typed, scoring, snippets, index files.

Whoosh imports `urllib.request` for one name it never uses, and with it http, ssl and sockets: 30 ms and network code in
a program that promises none. While Whoosh is imported, a stub stands in for that module; afterwards it is gone again.
"""

import sys
import types

if "urllib.request" not in sys.modules and "whoosh.compat" not in sys.modules:
    _stub = types.ModuleType("urllib.request")
    _stub.urlretrieve = None  # type: ignore[attr-defined]
    sys.modules["urllib.request"] = _stub
    import whoosh.compat  # noqa: F401  # the module that asks for it; the others take it from there

    del sys.modules["urllib.request"]
