"""The receipt of a changed text as one HTML file, to print or to hand on: every touched mark with what became of it.

It needs nothing else and runs nothing. Old and new text stand in one paragraph: what is gone struck through behind a
minus, what is new underlined behind a plus, so that it can be read on any printer and without colour.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape

from reader.core.excerpts import Excerpt, Piece, compare
from reader.core.marks import VERDICTS, PlacedMark, Receipt, Verdict
from reader.core.text import long_date, squeeze

_VERDICTS: dict[Verdict, str] = {
    "kept": "Kept: the same words at the same place",
    "moved": "Moved: the same words at another place",
    "changed": "Changed: the passage has other words now",
    "unsure": "To look at: it cannot be told where this belongs now",
    "withdrawn": "Withdrawn: the passage is no longer in the text",
}
_STYLE = """
body { font: 11pt/1.5 Georgia, "Source Serif 4", serif; max-width: 44em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; } h2 { font-size: 1.2em; margin-top: 2em; }
article { border-top: 1px solid #bbb; padding: .6em 0; break-inside: avoid; }
.verdict { font-weight: bold; } .by, .about { color: #555; font-size: .9em; }
.text { white-space: pre-line; } del { color: #8c1c13; } ins { color: #0b5a2a; }
del::before { content: "\\2212"; } ins::before { content: "+"; }
"""


def write(
    receipts: Sequence[Receipt], excerpts: Mapping[str, tuple[Excerpt, tuple[Excerpt, ...]]], made: float
) -> bytes:
    """The whole file, UTF-8. `excerpts` have for each mark, by its id, the old paragraphs, and those where it is now or
    may belong; `made` is in seconds since 1970-01-01 UTC."""
    day = long_date(datetime.fromtimestamp(made).strftime("%Y-%m-%d"))
    title = "Marks in changed texts"
    lines = [
        "<!DOCTYPE html>", '<html lang="en">', "<head>", '<meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>", f"<style>{_STYLE}</style>", "</head>", "<body>",
        f"<h1>{title}</h1>", f'<p class="about">{day}</p>',
    ]  # fmt: skip
    for receipt in receipts:
        counts = Counter(placed.verdict for placed in receipt.touched)
        told = ", ".join(f"{counts[verdict]:,} {verdict}" for verdict in VERDICTS if counts[verdict])
        info = receipt.document
        lines.append(f'<section>\n<h2 dir="auto">{_text(info.title)}</h2>')
        lines.append(f'<p class="about"><bdi>{_text(info.reference)}</bdi> · {told}</p>')
        for placed in receipt.touched:
            lines += _article(placed, *excerpts[placed.mark.id])
        lines.append("</section>")
    return "\n".join([*lines, "</body>", "</html>", ""]).encode("utf-8", "replace")


def _article(placed: PlacedMark, was: Excerpt, now: tuple[Excerpt, ...]) -> Iterable[str]:
    mark = placed.mark
    yield f'<article class="{placed.verdict}">\n<p class="verdict">{_VERDICTS[placed.verdict]}</p>'
    if mark.text.strip():
        yield f'<p class="text" dir="auto">{escape(mark.text.strip())}</p>'
    for each in now or (None,):
        if each is not None:
            yield f'<p class="by"><bdi>{_text(each.reference)}</bdi></p>'
        yield f'<p class="text" dir="auto">{"".join(map(_shown, compare(was, each)))}</p>'
    kind = mark.kind.capitalize() if mark.kind == "bookmark" else f"{mark.kind.capitalize()}, {mark.colour}"
    day = long_date(datetime.fromtimestamp(mark.created).strftime("%Y-%m-%d"))
    yield f'<p class="by">{kind} · {day}</p>\n</article>'


def _shown(piece: Piece) -> str:
    text = f"<b>{escape(piece.text)}</b>" if piece.meant else escape(piece.text)
    return {"same": text, "gone": f"<del>{text}</del>", "new": f"<ins>{text}</ins>"}[piece.kind]


def _text(text: str) -> str:
    return escape(squeeze(text))
