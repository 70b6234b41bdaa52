"""Marks as a Word document (Office Open XML, ECMA-376): headings that Word navigates by, quotes, notes, and a real
footnote with the source of every quote.

The text is written as WordprocessingML (`wordml`) here; the package around it is made in `word_package`, the one module
that imports python-docx, which loads when a document is written and not before.
"""

from reader.core.export.arranged import Opened, Own, Passage, Section, Sources, arranged
from reader.core.export.sheet import ground
from reader.core.export.sources import described, footnote
from reader.core.export.telling import Telling, direction, visible
from reader.core.export.wordml import OWN_LANGUAGE, anchor, footnote_text, heading, line, note, paragraph, run
from reader.core.marks import Bundle, PlacedMark
from reader.core.text import long_date
from reader.core.types import DocumentInfo

_DAY = 86_400  # seconds


def write(bundle: Bundle) -> bytes:
    """The whole file. What is long grows it in step: 10,000 marks are some 25 MB of XML before it is packed."""
    from reader.core.export.word_package import package  # noqa: PLC0415  # loads python-docx, 150 ms

    telling = Telling(bundle)
    body = [paragraph("Title", run(line(bundle.title)), direction(bundle.title))]
    about = " · ".join(
        part for part in (line(telling.author), _counts(bundle), long_date(telling.day(bundle.made))) if part
    )
    body.append(paragraph("Details", run(about)))
    footnotes: list[str] = []
    for part in arranged(bundle):
        match part:
            case Opened(info):
                body.append(heading("Heading1", info.title, info.language))
                known = ". ".join(map(line, described(info, telling)))
                body.append(paragraph("Details", run(known + ".")))
            case Section(title):
                body.append(heading("Heading2", title, OWN_LANGUAGE))
            case Passage(info, placed):
                footnotes.append(footnote_text(footnote(info, telling, placed)))
                body += _mark(info, placed, telling, len(footnotes))
            case Own(text):
                body += note(text)
            case Sources(infos):
                body.append(heading("Heading1", "Sources", OWN_LANGUAGE))
                body += [paragraph("ListBullet", run(line(footnote(info, telling)))) for info in infos]
    author, made = ("", bundle.made // _DAY * _DAY) if bundle.bare else (bundle.author, bundle.made)
    return package(bundle.title, author, made, "".join(body), footnotes)


def _counts(bundle: Bundle) -> str:
    marks, documents = bundle.count, len(bundle.groups)
    return f"{marks:,} mark{'' if marks == 1 else 's'} in {documents:,} document{'' if documents == 1 else 's'}"


def _mark(info: DocumentInfo, placed: PlacedMark, telling: Telling, footnote: int) -> list[str]:
    mark = placed.mark
    quote = visible(mark.anchor.quote)
    way = direction(quote)
    shaded = run(quote, ground=ground(mark), language=info.language, way=way)
    details = " · ".join(line(part) for part in telling.details(placed))
    return [
        paragraph("Quote", shaded + anchor(footnote), way, "<w:keepNext/>"),
        *note(mark.text),
        paragraph("Details", run(details)),
    ]
