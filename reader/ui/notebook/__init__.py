"""The notebook view: all marks over all documents, and the briefings made of them.

One page of the window in small parts. As the panels do, each part has request signals out and `show_...` in, and knows
neither session nor workspace; `ui/notebooking.py` stands between.
"""
