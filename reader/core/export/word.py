"""Marks as a Word document (Office Open XML, ECMA-376): headings that Word navigates by, quotes, notes, and a real
footnote with the source of every quote.

The text is written as WordprocessingML here; the package around it is made in `word_package`, the one module that
imports python-docx, which loads when a document is written and not before. Elements stand in the order that
the schema demands (CT_PPr, CT_RPr), or Word would ask to repair the file.
"""

from html import escape

from reader.core.export.arranged import Opened, Own, Passage, Section, Sources, arranged
from reader.core.export.rich import Block, Run, blocks
from reader.core.export.sheet import ground
from reader.core.export.sources import footnote
from reader.core.export.telling import Telling, direction, visible
from reader.core.marks import Bundle, PlacedMark
from reader.core.text import long_date, squeeze
from reader.core.types import DocumentInfo

_HALF_INCH = 360  # twentieths of a point, a step of nesting
_NOTE_STYLES = {"bullet": "ListBullet", "quote": "NoteQuote", "code": "NoteCode"}
_OWN_LANGUAGE = "en-GB"


def write(bundle: Bundle) -> bytes:
    """The whole file. What is long grows it in step: 10,000 marks are some 25 MB of XML before it is packed."""
    from reader.core.export.word_package import package  # noqa: PLC0415  # loads python-docx, 150 ms

    telling = Telling(bundle)
    body = [_paragraph("Title", _run(_line(bundle.title)), direction(bundle.title))]
    about = " · ".join(
        part for part in (_line(telling.author), _counts(bundle), long_date(telling.day(bundle.made))) if part
    )
    body.append(_paragraph("Details", _run(about)))
    footnotes: list[str] = []
    for part in arranged(bundle):
        match part:
            case Opened(info):
                body.append(_heading("Heading1", info.title, info.language))
                known = ("; ".join(info.issuers), long_date(info.date), info.reference)
                body.append(_paragraph("Details", _run(". ".join(_line(one) for one in known if one) + ".")))
            case Section(title):
                body.append(_heading("Heading2", title, _OWN_LANGUAGE))
            case Passage(info, placed):
                cited = _line(footnote(info, placed))
                footnotes.append(_paragraph("FootnoteText", f"{_FOOTNOTE_MARK}{_run(' ' + cited)}", direction(cited)))
                body += _mark(info, placed, telling, len(footnotes))
            case Own(text):
                body += _note(text)
            case Sources(infos):
                body.append(_heading("Heading1", "Sources", _OWN_LANGUAGE))
                body += [_paragraph("ListBullet", _run(_line(footnote(info)))) for info in infos]
    return package(bundle, "".join(body), footnotes)


def _counts(bundle: Bundle) -> str:
    marks, documents = bundle.count, len(bundle.groups)
    return f"{marks:,} mark{'' if marks == 1 else 's'} in {documents:,} document{'' if documents == 1 else 's'}"


def _mark(info: DocumentInfo, placed: PlacedMark, telling: Telling, footnote: int) -> list[str]:
    mark = placed.mark
    quote = visible(mark.anchor.quote)
    way = direction(quote)
    shaded = _run(quote, ground=ground(mark), language=info.language, way=way)
    anchor = f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{footnote}"/></w:r>'
    details = " · ".join(_line(part) for part in telling.details(placed))
    return [
        _paragraph("Quote", shaded + anchor, way, "<w:keepNext/>"),
        *_note(mark.text),
        _paragraph("Details", _run(details)),
    ]


def _heading(style: str, title: str, language: str) -> str:
    way = direction(title)
    return _paragraph(style, _run(_line(title), language=language, way=way), way)


def _note(text: str) -> list[str]:
    """A note's paragraphs. Numbers of a list are those that were typed, so that they stay when it is copied."""
    return [_note_block(block) for block in blocks(text)]


def _note_block(block: Block) -> str:
    way = direction("".join(run.text for run in block.runs))
    number = _run(block.number + "\t", way=way) if block.kind == "number" else ""
    runs = number + "".join(_note_run(run, way, block.kind == "heading") for run in block.runs)
    indent = ""
    if block.kind in ("bullet", "number"):
        indent = f'<w:ind w:left="{_HALF_INCH * (block.depth + 1)}" w:hanging="{_HALF_INCH}"/>'
    return _paragraph(_NOTE_STYLES.get(block.kind, "Note"), runs, way, after=indent)


def _note_run(run: Run, way: str, heading: bool) -> str:
    said = _run(run.text, bold=run.bold or heading, italic=run.italic, code=run.code, way=way)
    return said + _run(f" ({run.link})", way=way) if run.link and run.link != run.text else said


def _paragraph(style: str, runs: str, way: str = "ltr", before: str = "", after: str = "") -> str:
    """`before` and `after` are properties that the schema puts before and after the direction."""
    bidi = "<w:bidi/>" if way == "rtl" else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{bidi}{after}</w:pPr>{runs}</w:p>'


_FOOTNOTE_MARK = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'


def _run(
    text: str,
    bold: bool = False,
    italic: bool = False,
    code: bool = False,
    ground: str = "",
    language: str = "",
    way: str = "ltr",
) -> str:
    rtl = way == "rtl"
    properties = (
        '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/>' if code else "",
        "<w:b/><w:bCs/>" if bold else "",
        "<w:i/><w:iCs/>" if italic else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{ground[1:].upper()}"/>' if ground else "",
        "<w:rtl/>" if rtl else "",
        _language(language, rtl) if language else "",
    )
    said = "".join(properties)
    return f"<w:r>{f'<w:rPr>{said}</w:rPr>' if said else ''}{_content(text)}</w:r>"


def _language(language: str, rtl: bool) -> str:
    name = "bidi" if rtl else "eastAsia" if language.startswith(("zh", "ja", "ko")) else "val"
    return f'<w:lang w:{name}="{escape(visible(language))}"/>'


def _content(text: str) -> str:
    """The text of a run; a tab and a line break are elements of their own in a Word document."""
    said = (
        escape(visible(text), quote=False)
        .replace("\t", f"</w:t><w:tab/>{_TEXT}")
        .replace("\n", f"</w:t><w:br/>{_TEXT}")
    )
    return f"{_TEXT}{said}</w:t>"


_TEXT = '<w:t xml:space="preserve">'


def _line(text: str) -> str:
    return squeeze(visible(text))
