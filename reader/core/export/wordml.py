"""What a Word document is written with: paragraphs, runs, notes and footnotes in WordprocessingML (Office Open XML,
ECMA-376). Elements stand in the order that the schema demands (CT_PPr, CT_RPr), or Word would ask to repair the file.
"""

from html import escape

from reader.core.export.rich import Block, Run, blocks
from reader.core.export.telling import direction, visible
from reader.core.text import squeeze

_HALF_INCH = 360  # twentieths of a point, a step of nesting
_NOTE_STYLES = {"bullet": "ListBullet", "quote": "NoteQuote", "code": "NoteCode"}
_TEXT = '<w:t xml:space="preserve">'
_REFERENCE = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'

OWN_LANGUAGE = "en-GB"


def heading(style: str, title: str, language: str) -> str:
    """A paragraph of one of the styles of headings, running as its title does."""
    way = direction(title)
    return paragraph(style, run(line(title), language=language, way=way), way)


def note(text: str) -> list[str]:
    """A note's paragraphs. Numbers of a list are those that were typed, so that they stay when it is copied."""
    return [_note_block(block) for block in blocks(text)]


def _note_block(block: Block) -> str:
    way = direction("".join(each.text for each in block.runs))
    number = run(block.number + "\t", way=way) if block.kind == "number" else ""
    runs = number + "".join(_note_run(each, way, block.kind == "heading") for each in block.runs)
    indent = ""
    if block.kind in ("bullet", "number"):
        indent = f'<w:ind w:left="{_HALF_INCH * (block.depth + 1)}" w:hanging="{_HALF_INCH}"/>'
    return paragraph(_NOTE_STYLES.get(block.kind, "Note"), runs, way, after=indent)


def _note_run(each: Run, way: str, headline: bool) -> str:
    said = run(each.text, bold=each.bold or headline, italic=each.italic, code=each.code, way=way)
    return said + run(f" ({each.link})", way=way) if each.link and each.link != each.text else said


def paragraph(style: str, runs: str, way: str = "ltr", before: str = "", after: str = "") -> str:
    """`before` and `after` are properties that the schema puts before and after the direction."""
    bidi = "<w:bidi/>" if way == "rtl" else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{bidi}{after}</w:pPr>{runs}</w:p>'


def run(
    text: str,
    bold: bool = False,
    italic: bool = False,
    code: bool = False,
    ground: str = "",
    language: str = "",
    way: str = "ltr",
) -> str:
    """Some text in one look; `ground` is "#rrggbb", `language` BCP 47, both may be empty."""
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


def line(text: str) -> str:
    """`text` on one line."""
    return squeeze(visible(text))


def anchor(number: int) -> str:
    """Where a footnote, from 1, belongs."""
    return f'<w:r>{_REFERENCE}<w:footnoteReference w:id="{number}"/></w:r>'


def footnote_text(cited: str) -> str:
    """What stands in a footnote."""
    said = line(cited)
    return paragraph("FootnoteText", f"<w:r>{_REFERENCE}<w:footnoteRef/></w:r>{run(' ' + said)}", direction(said))
