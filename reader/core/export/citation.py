"""Citations to paste: a passage with its source, as a footnote has it, or the reference alone; as text and as HTML.

The reference stands last in every style, so that a pasted citation can be read back (`core/references.py`), and behind
it, in brackets, what a reader must know of guidance that is no longer current.

What a citation says of a document's standing is kept to what changes how its words may be used: what kind of document
it is, to whom the cited recommendation speaks, and the newest publication of its series, not all later ones. Its age
follows from its date, and would be wrong in a file next year. The bare style is an address to type and to follow: there
only what takes a document out of use stands behind it.
"""

from html import escape
from typing import TYPE_CHECKING

from reader.core.quotes import Citation, CitationStyle
from reader.core.references import write_reference
from reader.core.text import is_right_to_left, kind_name, language_name, long_date, shorten, squeeze
from reader.core.types import DocumentInfo

if TYPE_CHECKING:
    from reader.core.advice import Standing
    from reader.core.guidance import Publication

_LONGEST_TITLE = 100
"""Characters of a newer publication's title: it is named, not cited."""

_QUOTATION_MARKS = {"fr": ("«\u00a0", "\u00a0»"), "es": ("«", "»"), "ru": ("«", "»"), "ar": ("«", "»")}
"""By language, as the United Nations set them; all others have the English ones."""
_INSIDE = {"“": str.maketrans("“”", "‘’"), "«": str.maketrans("«»", "“”")}
"""A quote in a quote has the other marks, so that its end is not taken for the end of both."""


def cite(
    info: DocumentInfo,
    numbers: tuple[int, int] | None,
    section: str,
    quote: str,
    style: CitationStyle,
    standing: "Standing | None" = None,
    addressees: tuple[str, ...] = (),
) -> Citation:
    """The citation of a passage: first and last paragraph number (None for the whole document or a heading), the
    heading above it, its words, with a newline between paragraphs, how its document stands, and to whom the
    recommendations in it speak. Whatever is empty is left out."""
    reference = write_reference(info.reference, *(numbers or ()))
    if style == "bare":
        bare = with_status(info, reference, standing, briefly=True)
        return Citation(bare, escape(bare))
    title = squeeze(info.title)
    before = [squeeze("; ".join(info.issuers))]
    after = [kind(info), long_date(info.date)]
    after += [f"section “{squeeze(section)}”" if section and style == "footnote" else "", addressed(addressees)]
    after += [language_name(info.language), with_status(info, reference, standing)]
    source = ", ".join(part for part in (*before, title, *after) if part)
    marked_title = f"<i{_direction(info.language)}>{escape(title)}</i>" if title else ""
    source_html = ", ".join(part for part in (*map(escape, before), marked_title, *map(escape, after)) if part)
    if style == "footnote":
        return Citation(f"{source}.", f"<p>{source_html}.</p>")
    if not quote.strip():
        return Citation(f"({source})", f"<p>({source_html})</p>")
    words = quoted(quote, info.language)
    between = "\n" if "\n" in words or is_right_to_left(info.language) else " "
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in words.split("\n"))
    html = f"<blockquote{_direction(info.language)}>{paragraphs}</blockquote><p>({source_html})</p>"
    return Citation(f"{words}{between}({source})", html)


def quoted(words: str, language: str) -> str:
    """The words in the quotation marks of their language (BCP 47)."""
    opening, closing = _QUOTATION_MARKS.get(language.partition("-")[0].lower(), ("“", "”"))
    return f"{opening}{words.strip().translate(_INSIDE[opening[0]])}{closing}"


def kind(info: DocumentInfo) -> str:
    """What kind of document it is, as it stands in a sentence: "call to action"."""
    name = squeeze(kind_name(info.type))
    return name[:1].lower() + name[1:]


def addressed(addressees: tuple[str, ...]) -> str:
    """ "addressed to States; ICAT members"; empty where a passage asks nobody."""
    return f"addressed to {'; '.join(map(squeeze, addressees))}" if addressees else ""


def with_status(info: DocumentInfo, reference: str, standing: "Standing | None" = None, briefly: bool = False) -> str:
    """The reference, and behind it how the document stands where something is to be said of that; see `status`."""
    said = status(info, standing, briefly)
    return f"{reference} [{said}]" if said else reference


def status(info: DocumentInfo, standing: "Standing | None" = None, briefly: bool = False) -> str:
    """What a document says of itself where that is not "current"; else what supersedes it; else, unless `briefly`, what
    is newest in its series; without brackets."""
    said = squeeze(info.status)
    if said in ("", "current"):
        said = ""
        if standing is not None and standing.superseded_by:
            said = "superseded by " + "; ".join(map(_named, standing.superseded_by))
        elif standing is not None and standing.newer and not briefly:
            said = f"newer in its series: {_named(standing.newer[0])}"
    return said.replace("[", "(").replace("]", ")")


def _named(publication: "Publication") -> str:
    title = shorten(publication.title, _LONGEST_TITLE) + publication.named.removeprefix(publication.title)
    return ", ".join(part for part in (title, publication.dated) if part)


def _direction(language: str) -> str:
    direction = "rtl" if is_right_to_left(language) else "ltr"
    return f' lang="{escape(language)}" dir="{direction}"'
