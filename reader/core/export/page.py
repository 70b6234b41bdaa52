"""The shell of an HTML file that needs nothing else, and text that stays text in it.

Its policy (Content-Security-Policy) allows the one style sheet and, where there is one, the one script that are in it,
by their hashes, and nothing besides; so even a mark-up that slipped through could load and run nothing.
"""

import base64
import hashlib
from html import escape

from reader.core.export.telling import visible
from reader.core.text import squeeze


def page(title: str, style: str, content: list[str], script: str = "") -> bytes:
    """The whole file, UTF-8. `content` is the lines of its main part."""
    scripts = f"script-src '{_hash(script)}'; " if script else ""
    policy = f"default-src 'none'; style-src '{_hash(style)}'; {scripts}base-uri 'none'; form-action 'none'"
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{text(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        "<main>",
        *content,
        "</main>",
        *([f"<script>{script}</script>"] if script else []),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode("utf-8", "replace")


def text(words: str, keep_lines: bool = False) -> str:
    """The words without anything that HTML reads as mark-up; on one line, or with their own."""
    shown = visible(words)
    return escape(shown if keep_lines else squeeze(shown), quote=True)


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
