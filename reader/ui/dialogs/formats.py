"""The formats that notes can be taken out in, as the export dialog offers them."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True, slots=True)
class Format:
    form: str  # one of `reader.core.export.EXPORTERS`, or "pdf"
    name: str
    suffix: str
    hint: str


def _mark(text: str) -> str:
    """Marks a text for translation; it is translated when it is shown."""
    return text


FORMATS = (
    Format("markdown", _mark("Markdown"), ".md", _mark("Plain text with headings, for editors and note programs.")),
    Format("html", _mark("Web page (HTML)"), ".html", _mark("One file for any browser, with a field to search in.")),
    Format(
        "docx", _mark("Word document (DOCX)"), ".docx", _mark("For Word and LibreOffice, with sources as footnotes.")
    ),
    Format("pdf", _mark("PDF"), ".pdf", _mark("To print, or to hand on as it is.")),
    Format("csv", _mark("Table (CSV)"), ".csv", _mark("For spreadsheets: a row for each mark.")),
    Format("jsonld", _mark("Web annotations (JSON-LD)"), ".jsonld", _mark("To bring into this reader again, whole.")),
    Format(
        "annotations", _mark("Annotations file (EPUB)"), ".annotations", _mark("To bring into this reader, or another.")
    ),
    Format("csl-json", _mark("Sources for Zotero (CSL-JSON)"), ".json", _mark("What is cited, without your notes.")),
    Format("ris", _mark("Sources for EndNote (RIS)"), ".ris", _mark("What is cited, without your notes.")),
    Format("bibtex", _mark("Sources for LaTeX (BibTeX)"), ".bib", _mark("What is cited, without your notes.")),
)
SUFFIXES = frozenset(each.suffix for each in FORMATS)


def tr(text: str) -> str:
    return QCoreApplication.translate("Formats", text)
