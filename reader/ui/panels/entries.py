"""What a card says of a term, of a publication, and of a place in the library: values in, texts out.

Definitions and summaries are the compiler's words, never ICAT's, and say so; translations that nobody checked say it
too. What is not known for certain (a date, a title) is called so.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reader import words
from reader.core.text import fold, long_date, shorten
from reader.core.types import Target

if TYPE_CHECKING:
    from reader.core.guidance import Concept, Publication, Recommendation

_FIRST_LINES = 280  # characters of a passage
_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class CardText:
    """What stands on a card, from top to bottom; what is empty is left out."""

    kind: str
    title: str
    facts: str = ""
    text: str = ""
    whose: str = ""  # whose words the text is in
    rows: tuple[tuple[str, str], ...] = ()  # (name, text)
    how: str = ""  # how to get it
    address: str = ""  # on the web: shown and copied, never opened
    query: str = ""  # what "Search this" searches
    opens: str = ""  # address in the library
    leads: tuple[tuple[str, str], ...] = ()  # (name, address) of entries in the guidance

    def spoken(self) -> str:
        """All of it, for a screen reader."""
        lines = [self.kind, self.title, self.facts, self.text, self.whose]
        lines += [f"{name}: {text}" for name, text in self.rows]
        return "\n".join(line for line in (*lines, self.how, self.address) if line)


def term_card(concept: "Concept", related: tuple[str, ...]) -> CardText:
    """`related` are the preferred labels of the related concepts."""
    besides: dict[str, str] = {}
    for label in concept.labels:
        if label not in concept.american:
            besides.setdefault(_alike(label), label)
    besides.pop(_alike(concept.preferred), None)
    rows = [
        (tr("Also"), ", ".join(besides.values())),
        (tr("Short"), ", ".join(concept.acronyms)),
        (tr("American"), ", ".join(concept.american)),
    ]
    for language in dict.fromkeys(language for language, _ in concept.translations):
        labels = ", ".join(label for name, label in concept.translations if name == language)
        unchecked = tr("unchecked")
        rows.append((words.language(language), f"{labels} ({unchecked})" if language in concept.unchecked else labels))
    rows.append((tr("Related"), ", ".join(related)))
    return CardText(
        kind=tr("Term"),
        title=concept.preferred,
        text=concept.scope_note,
        whose=tr("In our words, not ICAT’s") if concept.scope_note else "",
        rows=tuple((name, text) for name, text in rows if text),
        query=concept.preferred,
        leads=((tr("Term page"), f"term:{concept.id}"),),
    )


def publication_card(entry: "Publication", address: str) -> CardText:
    """A publication that is not held; `address` is where such can be had."""
    number = tr("No. {n}").format(n=entry.number) if entry.number else ""
    date = long_date(entry.date) + (f" ({tr('date not certain')})" if "date" in entry.uncertain else "")
    title = tr("title not certain") if "title" in entry.uncertain else ""
    return CardText(
        kind=" ".join(part for part in (words.document_type(entry.type), number) if part),
        title=entry.title,
        facts="  ·  ".join(part for part in (date, title, tr("not in this library")) if part),
        text=entry.summary,
        whose=tr("Our summary, not ICAT’s") if entry.summary else "",
        how=tr("This reader never goes online. ICAT lists its publications at:") if address else "",
        address=address,
        query=" ".join(_WORD.findall(entry.title)),
        leads=((tr("In the catalogue"), f"publication:{entry.id}"),),
    )


def target_card(target: Target, address: str, asked: "tuple[Recommendation, ...]" = ()) -> CardText:
    """A document of the library, or the first lines of one of its paragraphs, and to whom the recommendations `asked`
    in it are addressed."""
    info, block = target.info, target.block
    kind = words.document_type(info.type)
    if block is None:
        whose = tr("Our summary, not ICAT’s") if info.summary else ""
        return CardText(kind, info.title, long_date(info.date), info.summary, whose, opens=address)
    facts = f"{info.short_title}  ·  {long_date(info.date)}"
    rows = dict.fromkeys(
        (tr("Addressed to"), each.addressee)
        if each.addressee_stated
        else (tr("Addressee"), tr("not stated; the text is about: {whom}").format(whom=each.addressee))
        for each in asked
    )
    leads = tuple((tr("Recommendation"), f"recommendation:{each.id}") for each in asked[:1])
    text = shorten(block.text, _FIRST_LINES)
    return CardText(kind, target.reference, facts, text, rows=tuple(rows), opens=address, leads=leads)


def _alike(label: str) -> str:
    """The same for singular and plural, and with and without hyphens: nobody needs to be told both."""
    return " ".join(word.rstrip("s") for word in fold(label).replace("-", " ").split())


def tr(text: str) -> str:
    return QCoreApplication.translate("Entries", text)
