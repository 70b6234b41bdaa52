"""What is known of one entry, set for reading: a column of parts, each with its own look.

Sections say what there is (`Part`); how it looks is decided here, once, as HTML for a text browser that loads nothing.
Links can be reached by Tab and pressed by Enter. Words of a text are set as a quotation with their reference; words of
ours are said to be ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from reader.ui.fonts import interface_font
from reader.ui.look import USUAL
from reader.ui.panels.text import direction_of
from reader.ui.reading.sealed import SealedBrowser
from reader.ui.theme import Theme

_WIDEST, _EDGE = 640, 24
_SERIF = "'Source Serif 4', 'Noto Naskh Arabic'"

PartKind = Literal[
    "kicker", "title", "heading", "text", "muted", "notice", "quote", "ours", "facts", "links", "flow", "code", "diff"
]


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `kind` is one of

    - kicker: a line above the title, such as what kind of thing it is; title; heading: of what follows
    - text; muted; notice: something that must not be overlooked
    - quote: words of a text; `items` are lines below it as (text, address), an address may be empty; `spans` of it
      are marked, in code points
    - ours: words of the compilers, said to be theirs
    - facts: `items` are (name, value); with `addresses`, those of the values that are links
    - links: `items` are (text, address), one below the other
    - flow: the same, one after the other; an address may be empty
    - code: an address on the web, to be read and copied
    - diff: two texts in one; `items` are (words, "same", "gone" or "new")
    """

    kind: PartKind
    text: str = ""
    items: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


class Detail(SealedBrowser):
    link_wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideDetail")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._clicked)
        self._parts: tuple[Part, ...] = ()
        self._theme: Theme | None = None
        self._size = USUAL

    def set_look(self, theme: Theme, size: int) -> None:
        """`size` is that of running text in pixels."""
        self._theme, self._size = theme, size
        bar = self.verticalScrollBar().value()
        self._set()
        self.verticalScrollBar().setValue(bar)

    def show_parts(self, parts: Iterable[Part]) -> None:
        self._parts = tuple(parts)
        self._set()

    @property
    def parts(self) -> tuple[Part, ...]:
        return self._parts

    def _set(self) -> None:
        if self._theme is None:
            return
        self.document().setDefaultFont(interface_font(self._pixels(13)))
        self.document().setDefaultStyleSheet(f"a {{ color: {self._theme.text['accent']}; text-decoration: none; }}")
        self.setExtraSelections([])
        self.setHtml("".join(map(self._html, self._parts)))

    def _pixels(self, usual: int) -> int:
        return max(usual - 1, round(usual * self._size / USUAL))

    # -- how each part looks ---------------------------------------------------------------------------------

    def _html(self, part: Part) -> str:
        theme = self._theme
        assert theme is not None
        ink, muted, accent = theme.text["ink"], theme.text["muted"], theme.text["accent"]
        match part.kind:
            case "kicker":
                return self._line(part.text, 11, accent, after=4, weight=500)
            case "title":
                return self._line(part.text, 22, ink, after=8, weight=600, serif=True)
            case "heading":
                return self._line(part.text, 13, ink, before=20, after=4, weight=600)
            case "muted":
                return self._line(part.text, 12, muted, after=4)
            case "notice":
                return self._barred(self._line(part.text, 12, ink, after=0), theme.text["danger"], theme.ground["card"])
            case "quote":
                below = "".join(self._below(text, address) for text, address in part.items)
                said = self._line(part.text, 16, ink, after=4, serif=True, spans=part.spans)
                return self._barred(said + below, accent, "")
            case "ours":
                return self._line(part.text, 13, ink, after=2) + self._line(tr("Ours, not ICAT’s"), 11, muted, after=8)
            case "facts":
                return self._facts(part)
            case "links":
                return "".join(self._line(text, 13, accent, after=4, address=to) for text, to in part.items)
            case "flow":
                return self._line(
                    "", 13, ink, after=6, inside="&nbsp; · &nbsp;".join(_linked(*item) for item in part.items)
                )
            case "code":
                return self._line(part.text, 13, ink, after=4)
            case "diff":
                return self._diff(part)
            case _:
                return self._line(part.text, 13, ink, after=8)

    def _line(
        self,
        text: str,
        size: int,
        colour: str,
        before: int = 0,
        after: int = 0,
        weight: int = 400,
        serif: bool = False,
        address: str = "",
        inside: str = "",
        spans: tuple[tuple[int, int], ...] = (),
    ) -> str:
        """A paragraph of `text`, or of the HTML `inside`."""
        rtl = direction_of(text) == Qt.LayoutDirection.RightToLeft
        side = "right" if QGuiApplication.isRightToLeft() else "left"
        family = f"font-family: {_SERIF};" if serif else ""
        high = 104 if serif else 116
        said = inside or self._marked(text, spans).replace("\n", "<br/>")
        if address:
            said = f'<a href="{escape(address)}">{said}</a>'
        return (
            f'<p dir="{"rtl" if rtl else "ltr"}" align="{side}" style="margin: {before}px 0 {after}px 0; {family}'
            f"font-size: {self._pixels(size)}px; font-weight: {weight}; line-height: {high}%; color: {colour};"
            f'">{said}</p>'
        )

    def _marked(self, text: str, spans: tuple[tuple[int, int], ...]) -> str:
        theme = self._theme
        assert theme is not None
        style, said, at = f"background-color: {theme.hit['word']}; color: {theme.hit['word_text']}", "", 0
        for start, end in spans:
            said += f'{escape(text[at:start])}<span style="{style};">{escape(text[start:end])}</span>'
            at = end
        return said + escape(text[at:])

    def _diff(self, part: Part) -> str:
        """As `panels.diff` has it: signs and lines tell the two apart, and colours besides."""
        theme = self._theme
        assert theme is not None
        said, before = "", ("", "same")
        for text, kind in part.items:
            if "same" not in (kind, before[1]) and not before[0][-1:].isspace():
                said += " "  # what took the place of something stands apart from it
            before = text, kind
            if kind == "same":
                said += escape(text)
                continue
            line, sign = ("line-through", "\u2212") if kind == "gone" else ("underline", "+")
            colours = f"color: {theme.diff[kind]}; background-color: {theme.diff[f'{kind}_ground']}"
            core = text.strip()
            start = text.index(core)
            said += text[:start] + f'<span style="{colours};">{sign}</span>'
            shape = f"{colours}; text-decoration: {line};"
            said += f'<span style="{shape}">{escape(core)}</span>' + text[start + len(core) :]
        plain = "".join(text for text, _ in part.items)
        return self._line(plain, 16, theme.text["muted"], after=12, inside=said.replace("\n", "<br/>"), serif=True)

    def _below(self, text: str, address: str) -> str:
        theme = self._theme
        assert theme is not None
        return self._line(text, 12, theme.text["accent" if address else "muted"], after=2, address=address)

    def _barred(self, inside: str, bar: str, ground: str) -> str:
        """Behind a bar at the leading edge."""
        cells = [f'<td width="3" bgcolor="{bar}"></td>', f'<td style="padding: 2px 12px;">{inside}</td>']
        if QGuiApplication.isRightToLeft():
            cells.reverse()
        filled = f' bgcolor="{ground}"' if ground else ""
        return (
            f'<table cellspacing="0" cellpadding="0" width="100%"{filled} style="margin: 4px 0 12px 0;">'
            f"<tr>{''.join(cells)}</tr></table>"
        )

    def _facts(self, part: Part) -> str:
        theme = self._theme
        assert theme is not None
        rows = []
        for number, (name, value) in enumerate(part.items):
            address = part.addresses[number] if number < len(part.addresses) else ""
            ink = theme.text["accent" if address else "ink"]
            cells = [
                f'<td style="padding: 2px 16px 2px 0;">{self._line(name, 12, theme.text["muted"])}</td>',
                f'<td style="padding: 2px 0;">{self._line(value, 13, ink, address=address)}</td>',
            ]
            if QGuiApplication.isRightToLeft():
                cells = [cell.replace("2px 16px 2px 0", "2px 0 2px 16px") for cell in reversed(cells)]
            rows.append(f"<tr>{''.join(cells)}</tr>")
        side = ' align="right"' if QGuiApplication.isRightToLeft() else ""
        return f'<table cellspacing="0" cellpadding="0"{side} style="margin: 4px 0 8px 0;">{"".join(rows)}</table>'

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt goes from link to link here, and tells nobody."""
        moved = super().focusNextPrevChild(forward)
        self._show_link()
        return moved

    def _show_link(self) -> None:
        """The link that the keys are on has a ground and a line; Qt's own frame of dots is hardly seen."""
        cursor = self.textCursor()
        shown = []
        if self._theme is not None and cursor.hasSelection() and cursor.charFormat().isAnchor():
            marked = QTextEdit.ExtraSelection()
            marked.cursor = cursor  # type: ignore[attr-defined]
            marked.format.setBackground(QColor(self._theme.ground["selected"]))  # type: ignore[attr-defined]
            marked.format.setFontUnderline(True)  # type: ignore[attr-defined]
            shown.append(marked)
        self.setExtraSelections(shown)

    # -- the browser -----------------------------------------------------------------------------------------

    def _clicked(self, url: QUrl) -> None:
        self.link_wanted.emit(url.toString())

    def resizeEvent(self, event: QResizeEvent) -> None:
        rest = max(_EDGE, self.width() - _EDGE - self._pixels(_WIDEST))
        if self.isRightToLeft():
            self.setViewportMargins(rest, 16, _EDGE, 0)
        else:
            self.setViewportMargins(_EDGE, 16, rest, 0)
        super().resizeEvent(event)


def _linked(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)


def spoken(parts: Sequence[Part]) -> str:
    """The parts as plain lines: for the clipboard and for tests."""
    lines = []
    for part in parts:
        if part.text:
            lines.append(part.text)
        lines += [f"{one}: {two}" if part.kind in ("facts", "diff") else one for one, two in part.items]
    return "\n".join(lines)


def tr(text: str) -> str:
    return QCoreApplication.translate("Detail", text)
