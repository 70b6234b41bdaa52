"""Citations to paste: a passage with its source, as a footnote has it, or the reference alone; as text and as HTML.

The reference stands last in every style, so that a pasted citation can be read back (`core/references.py`), and behind
it, in brackets, what a reader must know of guidance that is no longer current.
"""

from html import escape

from reader.core.quotes import Citation, CitationStyle
from reader.core.references import write_reference
from reader.core.text import is_right_to_left, language_name, long_date, squeeze
from reader.core.types import DocumentInfo

_QUOTATION_MARKS = {"fr": ("«\u00a0", "\u00a0»"), "es": ("«", "»"), "ru": ("«", "»"), "ar": ("«", "»")}
"""By language, as the United Nations set them; all others have the English ones."""
_INSIDE = {"“": str.maketrans("“”", "‘’"), "«": str.maketrans("«»", "“”")}
"""A quote in a quote has the other marks, so that its end is not taken for the end of both."""


def cite(
    info: DocumentInfo, numbers: tuple[int, int] | None, section: str, quote: str, style: CitationStyle
) -> Citation:
    """The citation of a passage: first and last paragraph number (None for the whole document or a heading), the
    heading above it, and its words, with a newline between paragraphs. Whatever is empty is left out."""
    reference = with_status(info, write_reference(info.reference, *(numbers or ())))
    if style == "bare":
        return Citation(reference, escape(reference))
    title = squeeze(info.title)
    before = [squeeze("; ".join(info.issuers))]
    after = [long_date(info.date), f"section “{squeeze(section)}”" if section and style == "footnote" else ""]
    after += [language_name(info.language), reference]
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


def with_status(info: DocumentInfo, reference: str) -> str:
    """The reference, and the document's status where that is not "current"."""
    status = squeeze(info.status).replace("[", "(").replace("]", ")")
    return reference if status in ("", "current") else f"{reference} [{status}]"


def _direction(language: str) -> str:
    direction = "rtl" if is_right_to_left(language) else "ltr"
    return f' lang="{escape(language)}" dir="{direction}"'
