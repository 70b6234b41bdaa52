"""The only place where UTF-16 exists: Qt counts UTF-16 units, everything else counts code points.

Also the link between our leaves and Qt's text blocks: the non-empty QTextBlocks are the leaves in the same order, and
each keeps its leaf's number as its user state (-1 for blocks that are no leaf, such as rules).
"""

from PySide6.QtGui import QTextBlock, QTextDocument

from reader.core.types import Block

LINE_SEPARATOR = "\u2028"  # what Qt makes of <br>, where our texts have "\n"


def to_utf16(text: str, offset: int) -> int:
    """The UTF-16 offset of a code point offset in `text`."""
    head = text[:offset]
    return len(head) + sum(1 for char in head if ord(char) > 0xFFFF)


def from_utf16(text: str, offset: int) -> int:
    """The code point offset of a UTF-16 offset in `text`; inside a surrogate pair, the character's start."""
    units = 0
    for index, char in enumerate(text):
        width = 2 if ord(char) > 0xFFFF else 1
        if units + width > offset:
            return index
        units += width
    return len(text)


def number_leaves(document: QTextDocument, leaves: tuple[Block, ...]) -> bool:
    """Give every text block its leaf's number. True when the counts and texts agree, as they should.

    Should they ever not, blocks are matched by their text in order, so that no mark lands on a wrong paragraph.
    """
    waiting = 0
    agree = True
    block = document.begin()
    while block.isValid():
        block.setUserState(-1)
        text = block.text().replace(LINE_SEPARATOR, "\n")
        if text.strip():
            for number in range(waiting, len(leaves)):
                if leaves[number].text == text:
                    agree = agree and number == waiting
                    block.setUserState(number)
                    waiting = number + 1
                    break
            else:
                agree = False
        block = block.next()
    return agree and waiting == len(leaves)


def blocks_by_leaf(document: QTextDocument) -> dict[int, QTextBlock]:
    """The text block of each leaf number."""
    found: dict[int, QTextBlock] = {}
    block = document.begin()
    while block.isValid():
        if block.userState() >= 0:
            found[block.userState()] = block
        block = block.next()
    return found
