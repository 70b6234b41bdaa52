"""A gap table as one HTML file that needs nothing else and runs nothing: real tables with captions and headings.

`body` is the same for the small HTML that Qt's QTextDocument knows, for a preview.
"""

from reader.core.export.gaps.sheet import GROUNDS, STYLE
from reader.core.export.gaps.telling import (
    EARLIER,
    HEADS,
    SIGNS,
    about,
    addressed,
    earlier,
    notices,
    opened,
    progress,
    remarks,
    sources,
    state,
    title,
    tongue,
    words,
)
from reader.core.export.note_html import note_html
from reader.core.export.page import page, text
from reader.core.export.telling import direction
from reader.core.gaps import GapRow, GapSection, GapTable
from reader.core.text import long_date

_CLASSES = ("reference", "addressed", "words", "state", "evidence", "date")
_QT_WIDTHS = (14, 15, 32, 11, 18, 10)  # per cent; left alone, Qt gives most room to what needs least
_QT_MUTED = 'style="color:#444"'
_QT_TABLE = "border-collapse:collapse; border-style:solid; border-color:#d6d1c4; margin-top:4px; margin-bottom:12px"


def write(table: GapTable) -> bytes:
    """The whole file, UTF-8."""
    numbers = sources(table)
    lines = ["<header>", f'<h1 dir="{direction(table.name)}">{text(table.name)}</h1>']
    lines.append(f'<p class="about">{_about(table)}</p>')
    lines += [f'<p class="notice" dir="{direction(said)}">{text(said)}</p>' for said in notices(table)]
    lines.append("</header>")
    for document, section in opened(table):
        lines.append(_heading(2, document, section))
        lines.append(_table(section, numbers))
    if numbers:
        items = [f'<li id="source-{number}"><bdi>{text(cited)}</bdi></li>' for cited, number in numbers.items()]
        lines += ["<h2>Sources</h2>", "<ol>", *items, "</ol>"]
    return page(table.name, STYLE, lines)


def _about(table: GapTable) -> str:
    return " · ".join(f"<bdi>{text(part)}</bdi>" for part in about(table))


def _heading(level: int, said: str, section: GapSection) -> str:
    """Nothing where there is nothing to say."""
    where = f'lang="{text(tongue(section))}" dir="{direction(said)}"'
    return f"<h{level} {where}>{text(said)}</h{level}>" if said.strip() else ""


def _table(section: GapSection, numbers: dict[str, int]) -> str:
    """A table scrolls sideways in a narrow window, and so must be reached by the keyboard."""
    heading = _heading(3, section.section, section)
    heads = "".join(f'<th scope="col" class="{name}">{head}</th>' for name, head in zip(_CLASSES, HEADS, strict=True))
    rows = "\n".join(_row(row, numbers) for row in section.rows)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{text(title(section))}">\n<table>\n'
        f"<caption>{heading}<p>{progress(section.rows)}</p></caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _row(row: GapRow, numbers: dict[str, int]) -> str:
    number = numbers.get(row.citation)
    link = f' <a href="#source-{number}">[{number}]</a>' if number else ""
    evidence = f'<div class="text">{note_html(row.evidence, "<br>")}</div>' if row.evidence.strip() else ""
    return (
        f'<tr><th scope="row"><bdi>{text(row.reference)}</bdi>{link}</th><td>{_addressed(row)}</td>'
        f'<td>{_words(row)}</td><td class="state {row.state or ""}"><span>{_state(row)}</span></td>'
        f"<td>{evidence}</td><td><bdi>{text(long_date(row.date))}</bdi></td></tr>"
    )


def _addressed(row: GapRow) -> str:
    said = addressed(row)
    return f'<div dir="{direction(said)}">{text(said)}</div>'


def _words(row: GapRow, muted: str = 'class="remark"') -> str:
    said = [_said(row, words(row)), *(f"<p {muted}>{text(remark)}</p>" for remark in remarks(row))]
    if before := earlier(row):
        said += [f"<p {muted}>{EARLIER}</p>", _said(row, before)]
    return "".join(said)


def _said(row: GapRow, quote: str) -> str:
    shown = text(quote, keep_lines=True).replace("\n", "<br>")
    return f'<div class="said" lang="{text(row.language)}" dir="{direction(quote)}">{shown}</div>'


def _state(row: GapRow) -> str:
    """The sign is not read out: the word beside it says the same."""
    return f'<i aria-hidden="true">{SIGNS[row.state]}</i> {state(row)}'


def body(table: GapTable) -> str:
    """The content of a body, for QTextDocument: headings, paragraphs, tables whose first row repeats on each page, and
    plain styles; nothing that it would have to load. It wants some 60 em of width, as a landscape page has."""
    numbers = sources(table)
    lines = [f'<h1 dir="{direction(table.name)}">{text(table.name)}</h1>', _small(_about(table))]
    lines += [_small(text(said)) for said in notices(table)]
    for document, section in opened(table):
        lines.append(_heading(2, document, section))
        lines += [_heading(3, section.section, section), _small(progress(section.rows)), _small_table(section, numbers)]
    if numbers:
        lines += ["<h2>Sources</h2>", "<ol>", *(f"<li>{text(cited)}</li>" for cited in numbers), "</ol>"]
    return "\n".join(lines)


def _small(said: str) -> str:
    return f"<p {_QT_MUTED}>{said}</p>"


def _small_table(section: GapSection, numbers: dict[str, int]) -> str:
    heads = "".join(
        f'<th width="{width}%" align="left" {_QT_MUTED}>{head}</th>'
        for width, head in zip(_QT_WIDTHS, HEADS, strict=True)
    )
    rows = "\n".join(_small_row(row, numbers) for row in section.rows)
    return (
        f'<table width="100%" cellspacing="0" cellpadding="6" border="1" style="{_QT_TABLE}">\n'
        f"<thead><tr>{heads}</tr></thead>\n{rows}\n</table>"
    )


def _small_row(row: GapRow, numbers: dict[str, int]) -> str:
    number = f" [{numbers[row.citation]}]" if row.citation in numbers else ""
    ground = f' bgcolor="{GROUNDS[row.state]}"' if row.state in GROUNDS else ""
    cells = (
        f"<td>{text(row.reference)}{number}</td>",
        f"<td>{_addressed(row)}</td>",
        f"<td>{_words(row, _QT_MUTED)}</td>",
        f"<td{ground}>{SIGNS[row.state]} {state(row)}</td>",
        f"<td>{note_html(row.evidence, '<br>')}</td>",
        f"<td>{text(long_date(row.date)) or '&nbsp;'}</td>",  # behind an empty last cell Qt forgets the next margin
    )
    return f"<tr>{''.join(cells)}</tr>"
