"""Marks as one HTML file that needs nothing else: no address is asked for anything, now or when it is opened.

Without its script everything is there to read; with it there is a field to search in. `body_for_print` is the same for
the small HTML that Qt's QTextDocument knows, from which the window makes its PDF.
"""

from reader.core.export.arranged import Opened, Own, Part, Passage, Section, Sources, arranged
from reader.core.export.note_html import note_html
from reader.core.export.page import page, text
from reader.core.export.sheet import SCRIPT, STYLE, ground
from reader.core.export.sources import described, footnote
from reader.core.export.telling import Telling, direction, verdict, visible
from reader.core.marks import Bundle, PlacedMark
from reader.core.text import long_date
from reader.core.types import DocumentInfo


def write(bundle: Bundle) -> bytes:
    """The whole file, UTF-8."""
    telling = Telling(bundle)
    lines = [
        f'<header>\n<h1 dir="{direction(bundle.title)}">{text(bundle.title)}</h1>',
        f'<p class="about">{_about(bundle, telling)}</p>\n</header>',
    ]
    open_section = False
    for part in arranged(bundle):
        if isinstance(part, Opened | Sources):
            lines += ["</section>"] * open_section + ["<section>"]
            open_section = True
        lines.append(_part(part, telling))
    return page(bundle.title, STYLE, lines + ["</section>"] * open_section, SCRIPT)


def _part(part: Part, telling: Telling) -> str:
    match part:
        case Opened(info):
            return (
                f'<h2 lang="{text(info.language)}" dir="{direction(info.title)}">{text(info.title)}</h2>\n'
                f'<p class="source">{text(_known(info, telling))}</p>'
            )
        case Section(title):
            return f'<h3 dir="{direction(title)}">{text(title)}</h3>'
        case Passage(info, placed):
            return _article(info, placed, telling)
        case Own(own):
            return f'<div class="own text" dir="{direction(own)}">{note_html(own)}</div>'
        case Sources(infos):
            items = "\n".join(f"<li><bdi>{text(footnote(info, telling))}</bdi></li>" for info in infos)
            return f"<h2>Sources</h2>\n<ol>\n{items}\n</ol>"


def _article(info: DocumentInfo, placed: PlacedMark, telling: Telling) -> str:
    mark = placed.mark
    quote = visible(mark.anchor.quote)
    lines = [
        f'<article class="{mark.kind} {mark.colour}">',
        f'<blockquote lang="{text(info.language)}" dir="{direction(quote)}">'
        f"<p><mark>{text(quote, keep_lines=True)}</mark></p></blockquote>",
    ]
    if mark.text.strip():
        lines.append(f'<div class="text" dir="{direction(mark.text)}">{note_html(mark.text)}</div>')
    said = [text(placed.reference)]
    if whom := telling.to_whom(mark):
        said.append(f"<bdi>{text(whom)}</bdi>")
    if became := verdict(placed):
        said.append(f'<span class="verdict">{text(became)}</span>')
    said.append(f"<bdi>{text(telling.kind(mark))}</bdi>")
    said += [f'<bdi class="tag">{text(tag)}</bdi>' for tag in mark.tags]
    if whose := telling.layer(mark):
        said.append(f"From <bdi>{text(whose)}</bdi>")
    said.append(text(long_date(telling.day(mark.created))))
    return "\n".join([*lines, f'<p class="by">{" · ".join(part for part in said if part)}</p>', "</article>"])


def body_for_print(bundle: Bundle) -> str:
    """The content of a body, for QTextDocument: headings, paragraphs, quotes, lists and spans with plain styles, all
    with their direction; no script, no field, no class."""
    telling = Telling(bundle)
    lines = [
        f'<h1 dir="{direction(bundle.title)}">{text(bundle.title)}</h1>',
        f'<p style="color:#444">{_about(bundle, telling)}</p>',
    ]
    for part in arranged(bundle):
        lines.append(_printed(part.info, part.placed, telling) if isinstance(part, Passage) else _part(part, telling))
    return "\n".join(lines)


def _printed(info: DocumentInfo, placed: PlacedMark, telling: Telling) -> str:
    mark = placed.mark
    quote = visible(mark.anchor.quote)
    shown = text(quote, keep_lines=True).replace("\n", "<br>")
    lines = [
        f'<blockquote lang="{text(info.language)}" dir="{direction(quote)}">'
        f'<span style="background-color:{ground(mark) or "transparent"}">{shown}</span></blockquote>',
    ]
    if mark.text.strip():
        lines.append(note_html(mark.text, "<br>"))
    details = " · ".join(text(part) for part in telling.details(placed))
    return "\n".join([*lines, f'<p style="color:#444">{details}</p>'])


def _about(bundle: Bundle, telling: Telling) -> str:
    marks, documents = bundle.count, len(bundle.groups)
    counts = f"{marks:,} mark{'' if marks == 1 else 's'} in {documents:,} document{'' if documents == 1 else 's'}"
    parts = (telling.author, counts, long_date(telling.day(bundle.made)))
    return " · ".join(f"<bdi>{text(part)}</bdi>" for part in parts if part)


def _known(info: DocumentInfo, telling: Telling) -> str:
    return ". ".join(described(info, telling)) + "."
