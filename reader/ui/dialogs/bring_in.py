"""Bringing notes in: from which file, what it would change, whose they are, and what becomes of conflicts.

Nothing is changed before the last button, and then all of it in one step. A file that is wrong is one sentence here.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.core.incoming import ImportPlan, Incoming, Resolution
from reader.core.marks import Mark
from reader.core.text import shorten, squeeze
from reader.ui.dialogs.files import choose_file, documents_folder
from reader.ui.panels.chooser import Chooser
from reader.ui.panels.parts import announce, label, scrolled

_LISTED = 500
"""Entries of one list; who looks through more does so in the notebook, afterwards."""
_KINDS = "*.annotations *.annotation *.jsonld *.json"


_PADDED = 12
"""Pixels that the style sheet keeps free beside the words of an entry."""


class _Entry(QStyledItemDelegate):
    """Wraps the words where they end on the screen; Qt adds the padding to what it has wrapped."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        rect = option.rect  # type: ignore[attr-defined]
        rect.setWidth(rect.width() - _PADDED)
        option.rect = rect  # type: ignore[attr-defined]
        return super().sizeHint(option, index)


class BringInDialog(QDialog):
    plan_wanted = Signal(object)  # Path
    import_wanted = Signal(object, str, str)  # Incoming, name of the layer or "", Resolution

    def __init__(self, layers: Sequence[str], folder: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Bring in notes"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._folder = folder
        self._incoming: Incoming | None = None
        self._lists: list[list[str]] = []
        self.path = QLineEdit()
        self.path.setAccessibleName(self.tr("File"))
        self.path.setPlaceholderText(self.tr("A file of annotations, also from a stick"))
        self.path.returnPressed.connect(self._typed)
        self._browse = QPushButton(self.tr("Choose…"))
        self._browse.clicked.connect(self._choose_file)
        self._state = label(self.tr("Choose a file, or drop one here: .annotations or .jsonld."), "muted", True)
        self.found = Chooser(self.tr("What is in the file"))
        self.found.currentIndexChanged.connect(self._show_list)
        self.list = QListWidget()
        self.list.setObjectName("incoming")
        self.list.setAccessibleName(self.tr("What is in the file"))
        self.list.setWordWrap(True)
        self.list.setItemDelegate(_Entry(self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)  # rows are wrapped again when the scroll bar comes
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(96)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setTabKeyNavigation(False)
        self.mine, self.theirs = QRadioButton(self.tr("Mine")), QRadioButton(self.tr("Somebody else’s:"))
        self.mine.setChecked(True)
        self.layer = Chooser(self.tr("Whose they are"))
        self.layer.setEditable(True)
        self._name = QLineEdit()
        self.layer.setLineEdit(self._name)
        self._name.setAccessibleName(self.layer.accessibleName())  # the field has the keys, not the box around it
        self.layer.addItems(layers)
        self.layer.setCurrentText("")
        self._name.setPlaceholderText(self.tr("Name"))
        self._name.setMaxLength(200)
        self.resolutions: dict[Resolution, QRadioButton] = {
            "mine": QRadioButton(self.tr("Keep mine")),
            "theirs": QRadioButton(self.tr("Take theirs")),
            "both": QRadioButton(self.tr("Keep both")),
        }
        self.resolutions["mine"].setChecked(True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._import = self._buttons.addButton(self.tr("Bring in"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._import.setAutoDefault(False)
        self._browse.setDefault(True)
        self._build()
        self._set_ready(False)
        self._grow(200)

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.path, 1)
        line.addWidget(self._browse)
        whose = QGridLayout()
        whose.setHorizontalSpacing(10)
        whose.addWidget(self.mine, 0, 0, 1, 2)
        whose.addWidget(self.theirs, 1, 0)
        whose.addWidget(self.layer, 1, 1)
        whose.setColumnStretch(1, 1)
        owners = QButtonGroup(self)
        owners.addButton(self.mine)
        owners.addButton(self.theirs)
        self._plan = QWidget()
        column = QVBoxLayout(self._plan)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.found)
        column.addWidget(self.list, 1)
        column.addSpacing(4)
        column.addWidget(label(self.tr("Whose are these?"), "strong"))
        column.addLayout(whose)
        self._conflicts = QWidget()
        choices = QVBoxLayout(self._conflicts)
        choices.setContentsMargins(0, 4, 0, 0)
        choices.setSpacing(4)
        choices.addWidget(label(self.tr("Changed here and there"), "strong"))
        group = QButtonGroup(self)
        for button in self.resolutions.values():
            group.addButton(button)
            choices.addWidget(button)
        column.addWidget(self._conflicts)
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(2, 2, 8, 2)
        body.addWidget(label(self.tr("File"), "strong"))
        body.addLayout(line)
        body.addWidget(self._state)
        body.addWidget(self._plan, 1)
        body.addStretch()
        self._scroll = scrolled(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._buttons)
        self._name.textEdited.connect(lambda: self.theirs.setChecked(True))
        self.layer.activated.connect(lambda: self.theirs.setChecked(True))
        self.layer.currentTextChanged.connect(self._check)
        self.mine.toggled.connect(self._check)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)

    def _grow(self, height: int) -> None:
        """To this height, as far as the screen has room; never smaller than somebody has made it."""
        screen = self.screen().availableGeometry().size()
        self.resize(QSize(640, max(height, self.height() if self.isVisible() else 0)).boundedTo(screen - QSize(40, 60)))

    # -- the file --------------------------------------------------------------------------------------------

    def _choose_file(self) -> None:
        start = str(self._folder or documents_folder())
        choose_file(self, self.windowTitle(), start, self.tr("Annotations") + f" ({_KINDS})", self.read)

    def _typed(self) -> None:
        if self.path.text().strip():
            self.read(self.path.text().strip())

    def read(self, path: str) -> None:
        """Ask what this file would bring."""
        self.path.setText(QDir.toNativeSeparators(path))
        self._set_ready(False)
        self._say(self.tr("Reading…"))
        try:
            where = Path(path).expanduser()
        except (RuntimeError, ValueError):
            where = Path(path)
        self._folder = where.parent
        self.plan_wanted.emit(where)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := dropped_file(event):
            event.acceptProposedAction()
            self.read(path)

    def show_trouble(self, sentence: str) -> None:
        self._set_ready(False)
        self._say(sentence, "danger")
        announce(self, sentence)

    def _say(self, sentence: str, tone: str = "muted") -> None:
        self._state.setProperty("tone", tone)
        self._state.style().polish(self._state)
        self._state.setText(sentence)

    def _set_ready(self, ready: bool) -> None:
        if not ready:
            self._incoming = None
        self._plan.setVisible(ready)
        self._check()

    # -- what it would do ------------------------------------------------------------------------------------

    def show_plan(self, plan: ImportPlan) -> None:
        incoming = plan.incoming
        lists = (
            (self.tr("New"), len(plan.new), [_told(mark) for mark in plan.new[:_LISTED]]),
            (self.tr("Changed there"), len(plan.changed), [self._pair(*p) for p in plan.changed[:_LISTED]]),
            (
                self.tr("Changed here and there"),
                len(plan.conflicts),
                [self._pair(*p) for p in plan.conflicts[:_LISTED]],
            ),
            (self.tr("Place uncertain"), len(plan.without_place), [_told(m) for m in plan.without_place[:_LISTED]]),
            (
                self.tr("Documents that are not in this library"),
                len(plan.unknown_documents),
                [title or name for name, title in plan.unknown_documents[:_LISTED]],
            ),
            (self.tr("Briefings"), len(plan.new_collections), [c.name for c in plan.new_collections[:_LISTED]]),
            (self.tr("Checklists"), len(plan.new_checklists), [c.name for c in plan.new_checklists[:_LISTED]]),
        )
        self.found.blockSignals(True)
        self.found.clear()
        self._lists = []
        for name, count, lines in lists:
            if count:
                self.found.addItem(f"{name} ({count:,})")
                if count > len(lines):
                    lines.append(self.tr("… and {n} more").format(n=f"{count - len(lines):,}"))
                self._lists.append(lines)
        self.found.blockSignals(False)
        self._conflicts.setVisible(bool(plan.conflicts))
        if incoming.author:
            self.theirs.setChecked(True)
            self.layer.setCurrentText(incoming.author)
        self._say(self._summary(plan))
        self._set_ready(not plan.does_nothing)
        if plan.does_nothing:
            return
        self._incoming = incoming
        self._grow(600)
        self._show_list(0)
        self._check()
        self._import.setDefault(True)
        (self._name if self.theirs.isChecked() and not self.layer.currentText() else self._import).setFocus()

    def _summary(self, plan: ImportPlan) -> str:
        parts = [
            (len(plan.new), self.tr("{n} new")),
            (len(plan.changed), self.tr("{n} changed there")),
            (len(plan.conflicts), self.tr("{n} changed here and there")),
            (plan.same, self.tr("{n} here already")),
            (len(plan.without_place), self.tr("{n} without a certain place")),
            (len(plan.new_checklists), self.tr("checklists: {n}")),
            (sum(count for _, count in plan.incoming.left_out), self.tr("{n} left out, which are not about words")),
        ]
        said = " · ".join(text.format(n=f"{count:,}") for count, text in parts if count)
        if plan.does_nothing:
            return self.tr("Nothing in this file is new.") + (f" {said}" if said else "")
        return said

    def _pair(self, mine: Mark, theirs: Mark) -> str:
        return f"{_told(theirs, False)}\n{self.tr('Mine:')} {_content(mine)}\n{self.tr('Theirs:')} {_content(theirs)}"

    def _show_list(self, number: int) -> None:
        self.list.clear()
        for line in self._lists[number] if 0 <= number < len(self._lists) else []:
            item = QListWidgetItem(line)
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)

    # -- carrying out ----------------------------------------------------------------------------------------

    def _check(self) -> None:
        named = self.mine.isChecked() or bool(self.layer.currentText().strip())
        self._import.setEnabled(self._incoming is not None and named)

    def _accept(self) -> None:
        if self._incoming is not None and self._import.isEnabled():
            how = next(name for name, button in self.resolutions.items() if button.isChecked())
            self._import.setEnabled(False)
            layer = self.layer.currentText().strip() if self.theirs.isChecked() else ""
            self.import_wanted.emit(self._incoming, layer, how)


def dropped_file(event: QDropEvent) -> str:
    """The one file that is dropped; empty when it is something else."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else ""


def _told(mark: Mark, whole: bool = True) -> str:
    quote = f"“{shorten(squeeze(mark.anchor.quote), 160)}”"
    said = _content(mark, "") if whole else ""
    return f"{quote}\n{said}" if said else quote


def _content(mark: Mark, nothing: str = "–") -> str:
    """What somebody made of a passage: note, tags, colour."""
    parts = [shorten(squeeze(mark.text), 160), ", ".join(squeeze(tag) for tag in mark.tags)]
    return " · ".join([*(part for part in parts if part), mark.colour if nothing else ""]).strip(" ·") or nothing
