"""What the reader looks like: Qt, and nothing but Qt. No SQL, no Whoosh, no file formats.

A panel has request signals out and `show_…` methods in; it knows no other panel, no workspace and no lane. `session.py`
holds what is open now; `main_window.py` is the only place where things are connected, with `marking.py` for marks and
`finding.py` for searches beside it.
"""
