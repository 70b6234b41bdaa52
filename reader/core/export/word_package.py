"""The package of a Word document around its text: styles, footnotes, settings, properties.

python-docx (MIT) brings the template with its styles and keeps parts and relationships together; it has no footnotes,
so their part, its relationship, its two separators and their place in the settings are made here (ECMA-376 part 1,
17.11). What the template tells about its own maker is taken out, and the archive is packed anew without times.
"""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor

from reader.core.export.archive import packed
from reader.core.export.telling import visible
from reader.core.text import squeeze

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    f"</w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>"
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
_UNWANTED = ("customXml", "stylesWithEffects", "thumbnail")
_UNWANTED_SETTINGS = (
    "rsids",
    "savePreviewPicture",
    "proofState",
    "docId",
    "shapeDefaults",
    "doNotAutoCompressPictures",
)
_MUTED = RGBColor(0x63, 0x5E, 0x53)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def package(title: str, author: str, made: float, body: str, footnotes: list[str], wide: bool = False) -> bytes:
    """The file. `body` is the WordprocessingML of all paragraphs, `footnotes` that of each footnote, from 1; `made` is
    in seconds since 1970-01-01 UTC. `wide` is for tables: landscape pages with numbers, and styles for cells."""
    document: Any = Document()
    _styles(document)
    if wide:
        _cell_styles(document.styles)
        _landscape(document.sections[0], title)
    _footnotes(document, footnotes)
    _settings(document.settings.element)
    _properties(document.core_properties, title, author, made)
    for owner in (document.part, document.part.package):
        for name, relation in list(owner.rels.items()):
            if any(unwanted in relation.reltype for unwanted in _UNWANTED):
                del owner.rels[name]
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            part._blob = _APPLICATION
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return packed((name, _filled(name, archive.read(name), body)) for name in archive.namelist())


def _filled(name: str, content: bytes, body: str) -> bytes:
    """The template's document is empty but for the section's own properties, which must stay last. The text is put in
    as it is written: as a tree, 100,000 marks would need more than a gigabyte."""
    if name != "word/document.xml":
        return content
    before, start, after = content.partition(b"<w:body>")
    return before + start + body.encode("utf-8", "replace") + after


_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>ICAT Field Reader</Application></Properties>"
)


def _footnotes(document: Any, footnotes: list[str]) -> None:
    notes = "".join(f'<w:footnote w:id="{number}">{note}</w:footnote>' for number, note in enumerate(footnotes, 1))
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:footnotes xmlns:w="{_W}">{_SEPARATORS}{notes}</w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, xml.encode("utf-8", "replace"), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _settings(settings: Any) -> None:
    for child in list(settings):
        if child.tag.rpartition("}")[2] in _UNWANTED_SETTINGS:
            settings.remove(child)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")  # required; the template lacks it
    separators = parse_xml(f'<w:footnotePr xmlns:w="{_W}"><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>')
    settings.find(qn("w:compat")).addprevious(separators)
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), "en-GB")


def _styles(document: Any) -> None:
    """The template's styles in calm colours, and five of our own."""
    styles = document.styles
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for name in ("Title", "Heading 1", "Heading 2"):
        styles[name].font.color.rgb = RGBColor(0x23, 0x21, 0x1C)
    quote = styles["Quote"]
    quote.font.italic = False
    quote.font.color.rgb = RGBColor(0x23, 0x21, 0x1C)
    quote.font.name = "Georgia"
    quote.paragraph_format.space_before = Pt(12)
    quote.paragraph_format.space_after = Pt(4)
    for name, size, after in (("Details", 9, 10), ("Note", None, 6), ("NoteQuote", None, 6), ("NoteCode", 9, 6)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size = Pt(size) if size else None
        style.paragraph_format.space_after = Pt(after)
        style.quick_style = True
    styles["Details"].font.color.rgb = _MUTED
    styles["NoteQuote"].paragraph_format.left_indent = Pt(18)
    styles["NoteCode"].font.name = "Consolas"
    note = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    note.base_style = styles["Normal"]
    note.font.size = Pt(9)
    note.paragraph_format.space_after = Pt(0)
    note.element.set(qn("w:styleId"), "FootnoteText")
    mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.font.superscript = True
    mark.element.set(qn("w:styleId"), "FootnoteReference")


def _cell_styles(styles: Any) -> None:
    """Text in narrow columns is smaller; a row of headings stays with what it is above."""
    styles["Normal"].font.size = Pt(9.5)
    for name in ("Note", "NoteQuote", "NoteCode", "List Bullet"):
        styles[name].paragraph_format.space_after = Pt(3)
    for name, size, after in (("Cell", None, 2), ("CellWords", 10, 2), ("CellDetails", 8.5, 2), ("CellHead", 8.5, 0)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size = Pt(size) if size else None
        style.paragraph_format.space_after = Pt(after)
    styles["CellWords"].font.name = "Georgia"
    styles["CellDetails"].font.color.rgb = styles["CellHead"].font.color.rgb = _MUTED
    styles["CellHead"].font.bold = True
    styles["CellHead"].paragraph_format.keep_with_next = True


def _landscape(section: Any, title: str) -> None:
    """A4, with the title and the number of the page below."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    foot = section.footer.paragraphs[0]
    foot.style = "Details"
    foot.add_run(f"{squeeze(visible(title))} · ")
    foot._p.append(parse_xml(f'<w:fldSimple xmlns:w="{_W}" w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def _properties(core: Any, title: str, author: str, made: float) -> None:
    """What the file says of itself. Word needs some time of making, to the second."""
    time = _EPOCH + timedelta(seconds=int(min(max(made, 0.0), 4_102_444_800.0)))
    core.title = squeeze(visible(title))[:255]  # as long as python-docx takes them
    core.author = core.last_modified_by = squeeze(visible(author))[:255]
    core.created = core.modified = time.replace(tzinfo=None)
    core.comments = core.keywords = core.subject = core.category = ""
    core.language = "en-GB"
    core.revision = 1
