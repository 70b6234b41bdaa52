"""Following what is read: the section under the eyes, in the contents and in the breadcrumb."""

from reader import words
from reader.core.types import Document, Heading
from reader.ui.panels.bars import Breadcrumb
from reader.ui.panels.side import SidePanel


class Following:
    def __init__(self, side: SidePanel, breadcrumb: Breadcrumb) -> None:
        self._side, self._breadcrumb = side, breadcrumb
        self._document: Document | None = None
        self._section_of: dict[str, str] = {}  # by block, the heading in the contents that it belongs to
        self._sections: dict[str, tuple[str, ...]] = {}

    def open(self, document: Document, headings: tuple[Heading, ...], sections: dict[str, tuple[str, ...]]) -> None:
        """Another document is read."""
        self._document, self._sections, self._section_of = document, sections, {}
        above = headings[0].block
        starts = {heading.block for heading in headings}
        for block in document.blocks:
            above = block.id if block.id in starts else above
            self._section_of[block.id] = above if block.id in starts or sections[block.id] else headings[0].block
        self._side.show_outline(document, headings)

    def read(self, block_id: str) -> None:
        """This block is at the top of the page."""
        if self._document is None:
            return
        info, blocks = self._document.info, self._document.blocks
        self._side.show_section(self._section_of.get(block_id, blocks[0].id))
        path = list(self._sections.get(block_id, ()))
        heading = next((block.text for block in blocks if block.id == block_id and block.kind == "heading"), None)
        if heading is not None:
            path.append(heading)
        facts = [info.reference, words.reading_minutes(info.words)]
        self._breadcrumb.show_path([info.short_title, *path], facts)
