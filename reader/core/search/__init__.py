"""Whoosh, all of it, and nothing else knows it: schema, analysis, what was typed, scoring, snippets, index files.

Whoosh imports `urllib.request` for one name it never uses, and `cached_property`, which imports `asyncio` for one
question: together 70 ms, and with them http, ssl and sockets: network code in a program that promises none. While the
two are imported, stubs stand in for those modules; afterwards they are gone again.
"""

import os
import sys
import types

# NumPy would start a thread for each core and keep memory ready for all of them; our vectors are small.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _is_coroutine_function(function: object) -> bool:
    return False  # Whoosh has none


if "urllib.request" not in sys.modules and "whoosh.compat" not in sys.modules:
    _stub = types.ModuleType("urllib.request")
    _stub.urlretrieve = None  # type: ignore[attr-defined]
    sys.modules["urllib.request"] = _stub
    import whoosh.compat  # noqa: F401  # the module that asks for it; the others take it from there

    del sys.modules["urllib.request"]

if "asyncio" not in sys.modules and "cached_property" not in sys.modules:
    _stub = types.ModuleType("asyncio")
    _stub.iscoroutinefunction = _is_coroutine_function  # type: ignore[attr-defined]
    sys.modules["asyncio"] = _stub
    import cached_property  # type: ignore[import-untyped]  # noqa: F401

    del sys.modules["asyncio"]
