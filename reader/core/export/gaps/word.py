"""A gap table as a Word document: landscape pages, real tables whose first row repeats on each page, rows that stay
whole, and a real footnote with the source of every recommendation.

A footnote can be read at one place only, so where a citation comes again, a field (NOTEREF, ECMA-376 part 1, 17.16.5)
shows the number of the footnote that has it. Elements stand in the order of the schema (CT_TblPr, CT_TrPr, CT_TcPr).
"""

from html import escape

from reader.core.export.gaps.sheet import GROUNDS
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
from reader.core.export.telling import direction
from reader.core.export.wordml import anchor, footnote_text, heading, line, note, paragraph, run
from reader.core.gaps import GapRow, GapSection, GapTable
from reader.core.text import long_date

_WIDTHS = (1900, 2000, 4900, 1500, 2970, 1300)  # twentieths of a point; together as wide as a page inside its margins
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>'
    for side, colour in (("top", "8A8578"), ("bottom", "8A8578"), ("insideH", "D6D1C4"))
)
_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 60), ("left", 80), ("bottom", 60), ("right", 80))
)


def write(table: GapTable) -> bytes:
    """The whole file."""
    from reader.core.export.word_package import package  # noqa: PLC0415  # loads python-docx, 150 ms

    body = [heading("Title", table.name, ""), _small(" · ".join(about(table)))]
    body += [_small(said) for said in notices(table)]
    numbers, noted = sources(table), set[int]()
    for document, section in opened(table):
        body += [heading("Heading1", document, tongue(section))] if document else []
        body += [heading("Heading2", section.section, tongue(section))] if section.section.strip() else []
        body += [_small(progress(section.rows), "<w:keepNext/>"), _table(section, numbers, noted)]
    body.append(paragraph("Details", ""))  # Word wants a paragraph behind a table that ends a document
    return package(table.name, "", table.made, "".join(body), list(map(footnote_text, numbers)), wide=True)


def _small(said: str, before: str = "") -> str:
    way = direction(said)
    return paragraph("Details", run(line(said), way=way), way, before)


def _table(section: GapSection, numbers: dict[str, int], noted: set[int]) -> str:
    """`noted` are the footnotes that have their place already."""
    heads = "".join(_cell(width, paragraph("CellHead", run(head))) for width, head in zip(_WIDTHS, HEADS, strict=True))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    rows = "".join(_row(row, numbers, noted) for row in section.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar>'
        f'<w:tblLook w:val="0620" w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(line(title(section)))}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>{rows}</w:tbl>"
    )


def _row(row: GapRow, numbers: dict[str, int], noted: set[int]) -> str:
    said = run(f"{SIGNS[row.state]} {state(row)}", bold=row.state is not None)
    cells = (
        paragraph("Cell", run(line(row.reference)) + _source(numbers.get(row.citation), noted)),
        _own("Cell", addressed(row)),
        _words(row),
        paragraph("Cell", said),
        "".join(note(row.evidence)) or paragraph("Cell", ""),
        _own("Cell", long_date(row.date)),
    )
    grounds = ("", "", "", GROUNDS.get(row.state, ""), "", "")
    content = "".join(map(_cell, _WIDTHS, cells, grounds))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{content}</w:tr>"


def _cell(width: int, content: str, ground: str = "") -> str:
    shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground[1:].upper()}"/>' if ground else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shaded}</w:tcPr>{content}</w:tc>'


def _own(style: str, said: str) -> str:
    way = direction(said)
    return paragraph(style, run(line(said), way=way), way)


def _words(row: GapRow) -> str:
    said = [_quote(row, words(row)), *(_own("CellDetails", remark) for remark in remarks(row))]
    if before := earlier(row):
        said += [_own("CellDetails", EARLIER), _quote(row, before)]
    return "".join(said)


def _quote(row: GapRow, quote: str) -> str:
    way = direction(quote)
    return paragraph("CellWords", run(quote, language=row.language, way=way), way)


def _source(number: int | None, noted: set[int]) -> str:
    """The footnote, or the number of the one that says the same; a bookmark around each makes that possible."""
    if number is None:
        return ""
    if number in noted:
        shown = f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:t>{number}</w:t></w:r>'
        return f'<w:fldSimple w:instr="NOTEREF _Source{number} \\f \\h">{shown}</w:fldSimple>'
    noted.add(number)
    start = f'<w:bookmarkStart w:id="{number}" w:name="_Source{number}"/>'
    return f'{start}{anchor(number)}<w:bookmarkEnd w:id="{number}"/>'
