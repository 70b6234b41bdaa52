"""Notes on their way out and in: the dialogs for exports, for files of annotations, and for backups.

Stands beside the window, as `marking` does: opens a dialog, asks the session what the dialog asks, and says in the
message bar what came of it. A dialog is loaded when it is first wanted.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAction, QCursor, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from reader import words
from reader.core.errors import Trouble
from reader.core.incoming import Incoming, Resolution
from reader.core.marks import COLOURS, Backup, Change, Collection, Colour, MarkFilter, PlacedMark
from reader.ui.dialogs.alive import Alive
from reader.ui.look import Look
from reader.ui.panels.bars import MessageBar
from reader.ui.panels.parts import announce
from reader.ui.session import Session
from reader.ui.taking_out import Counts, Scope, Wish

if TYPE_CHECKING:
    from reader.ui.dialogs.export import Choice, ExportDialog

_HOUR_MS = 3_600_000


class Exchanging(QObject):
    def __init__(
        self, session: Session, message: MessageBar, look: Look, actions: dict[str, QAction], save: Callable[[], None],
        window: QWidget,
    ) -> None:  # fmt: skip
        """`save` sends what is being written on its way to the disk."""
        super().__init__(window)
        self._session, self._message, self._look, self._window, self._save = session, message, look, window, save
        self._folder: Path | None = None  # of the last file
        self._form = "markdown"
        self._close_anyway = False
        self._more = QMenu(window)
        notes = ("export", "import", "backups", "receipt", "quote_check")
        guidance = ("questions", "recommendations", "publications", "terms", "bodies")
        window_wide = ("print", "beside", "aloud", "full_screen", "settings", "help")
        self._more.addActions([actions[name] for name in notes])
        for others in (guidance, window_wide):
            self._more.addSeparator()
            self._more.addActions([actions[name] for name in others])
        actions["more"].setMenu(self._more)
        for name, call in (
            ("export", lambda: self.open_export()), ("import", lambda: self.open_import()),
            ("backups", self.open_backups), ("more", self._show_more),
        ):  # fmt: skip
            actions[name].triggered.connect(call)
        session.taking_out.exported.connect(self._exported)
        session.notes.exported.connect(self._exported)
        session.taking_out.idle.connect(self._idle)
        session.notes.brought_in.connect(self._brought_in)
        self._hourly = QTimer(self, interval=_HOUR_MS)
        self._hourly.timeout.connect(session.notes.backup_if_due)
        self._hourly.start()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def _show_more(self) -> None:
        """Under its button; where the window has none, under the mouse."""
        buttons = (b for b in self._window.findChildren(QToolButton) if b.menu() is self._more and b.isVisible())
        button = next(buttons, None)
        self._more.popup(button.mapToGlobal(button.rect().bottomLeft()) if button else QCursor.pos())

    # -- taking out ------------------------------------------------------------------------------------------

    def open_export(
        self,
        selected: tuple[PlacedMark, ...] = (),
        collection: Collection | None = None,
        wanted: MarkFilter | None = None,
    ) -> None:
        """The export dialog, with these marks chosen: those that are selected, a briefing, or what passes a filter."""
        from reader.ui.dialogs.export import ExportDialog  # noqa: PLC0415  # as said above

        self._save()
        session = self._session
        held = session.notes
        if not held.marks and not held.beside.collections and not held.checks.checklists:
            self._message.say(words.SENTENCES["nothing_to_export"], seconds=6)
            return

        def choices(counts: Counts | None) -> "list[Choice]":
            return self._choices(selected, collection, wanted, counts)

        dialog = ExportDialog(choices(None), self._folder, self._form, self._look.size, self._window)
        alive = Alive(dialog)
        dialog.preview_wanted.connect(
            lambda wish: session.taking_out.preview(
                wish, alive(dialog.show_preview), alive(lambda trouble: dialog.show_no_preview(words.sentence(trouble)))
            )
        )
        dialog.export_wanted.connect(lambda path, wish: self._export(dialog, alive, path, wish))
        session.taking_out.count(wanted, alive(lambda counts: dialog.show_choices(choices(counts))))
        dialog.open()

    def open_export_of(self, what: tuple[PlacedMark, ...] | Collection) -> None:
        """The export dialog for marks that were chosen, or for a briefing."""
        if isinstance(what, Collection):
            self.open_export(collection=what)
        else:
            self.open_export(selected=what)

    def _choices(
        self,
        selected: tuple[PlacedMark, ...],
        collection: Collection | None,
        wanted: MarkFilter | None,
        counts: Counts | None,
    ) -> "list[Choice]":
        """What was asked for first; then from all to the few."""
        from reader.ui.dialogs.export import Choice  # noqa: PLC0415  # as said above

        beside, document = self._session.notes.beside, self._session.document
        meanings = beside.meanings or {}
        made: list[Choice] = []
        if selected:
            ids = frozenset(placed.mark.id for placed in selected)
            made.append(Choice(self.tr("Selected marks") + f" ({len(ids):,})", Scope(ids=ids)))
        if wanted is not None:
            made.append(Choice(self.tr("The list as it is filtered") + _number(None, counts), Scope(wanted)))
        briefings = tuple((f"{each.name} ({len(each.items):,})", Scope(collection=each)) for each in beside.collections)
        if briefings:
            first = [pair for pair in briefings if collection and pair[1].collection.id == collection.id]  # type: ignore[union-attr]
            briefings = (*first, *(pair for pair in briefings if pair not in first))
        of_briefing = Choice(self.tr("A briefing"), values=briefings)
        if collection is not None and briefings:
            made.append(of_briefing)
        made.append(Choice(self.tr("All marks") + f" ({len(self._session.notes.marks):,})", Scope()))
        if document is not None:
            here = MarkFilter(documents=(document.info.id,))
            made.append(Choice(self.tr("This document") + f" ({len(self._session.marks_here()):,})", Scope(here)))
        if beside.tags:
            tags = tuple((f"{tag} ({count:,})", Scope(MarkFilter(tags=(tag,)))) for tag, count in beside.tags)
            made.append(Choice(self.tr("A tag"), values=tags))
        named = ((colour, f"{colour}: {meanings[colour]}" if meanings.get(colour) else colour) for colour in COLOURS)
        colours = tuple(
            (name + _number(colour, counts), Scope(MarkFilter(colours=(colour,)))) for colour, name in named
        )
        made.append(Choice(self.tr("A colour"), values=colours))
        if collection is None and briefings:
            made.append(of_briefing)
        return made

    def _export(self, dialog: "ExportDialog", alive: Alive, path: Path, wish: Wish) -> None:
        self._form = wish.form

        def failed(trouble: Trouble) -> None:
            if alive.yes:
                dialog.show_trouble(words.sentence(trouble))
            else:
                self._session.notes.trouble.emit(trouble)

        self._session.taking_out.export(path, wish, alive(dialog.accept), failed, alive(dialog.show_progress))

    def _exported(self, count: int, path: Path) -> None:
        self._folder = path.parent
        sentence = self.tr("1 mark written to {path}.") if count == 1 else self.tr("{n} marks written to {path}.")
        if not count:  # checklists alone
            sentence = self.tr("Written to {path}.")
        self._message.say(sentence.format(n=f"{count:,}", path=path))

    def may_close(self) -> bool:
        """Whether every file that was asked for is written. If not, the window closes by itself when it is; who asks
        again does not want to wait."""
        if not self._session.taking_out.busy or self._close_anyway:
            return True
        self._close_anyway = True
        self._message.say(self.tr("The window closes when the file is written; close it again not to wait."))
        return False

    def _idle(self) -> None:
        if self._close_anyway:
            QTimer.singleShot(0, self._window, self._window.close)

    # -- bringing in -----------------------------------------------------------------------------------------

    def open_import(self, path: str = "") -> None:
        """The dialog for files of annotations, perhaps with one."""
        from reader.ui.dialogs.bring_in import BringInDialog  # noqa: PLC0415  # as said above

        self._save()
        if self._session.notes.refuses_notes():
            return
        layers = [layer.name for layer in self._session.notes.beside.layers]
        dialog = BringInDialog(layers, self._folder, self._window)
        alive = Alive(dialog)
        failed = alive(lambda trouble: dialog.show_trouble(words.sentence(trouble)))
        notes = self._session.notes
        dialog.plan_wanted.connect(lambda file: notes.plan_import(file, alive(dialog.show_plan), failed))

        def bring_in(incoming: Incoming, layer: str, conflicts: Resolution) -> None:
            notes.bring_in(incoming, layer, conflicts, alive(dialog.accept), failed)

        dialog.import_wanted.connect(bring_in)
        dialog.open()
        if path:
            dialog.read(path)

    def _brought_in(self, change: Change | None) -> None:
        if change is None:
            sentence = self.tr("Nothing was new.")
            self._message.say(sentence, seconds=6)
        else:
            new = sum(old is None for old, _ in change.pairs)
            changed = len(change.pairs) - new
            parts = [
                (new, self.tr("{n} new")), (changed, self.tr("{n} changed")),
                (len(change.collections), self.tr("briefings: {n}")),
                (len(change.checklists), self.tr("checklists: {n}")),
            ]  # fmt: skip
            said = ", ".join(text.format(n=f"{count:,}") for count, text in parts if count)
            sentence = self.tr("Notes brought in: {what}.").format(what=said)
            self._message.say(sentence, self.tr("Undo"), self._session.notes.undo)
        announce(self._window, sentence)

    # -- backups ---------------------------------------------------------------------------------------------

    def open_backups(self) -> None:
        """The dialog with what was kept of the notebook."""
        from reader.ui.dialogs.backups import BackupsDialog  # noqa: PLC0415  # as said above

        self._save()
        notes = self._session.notes
        dialog = BackupsDialog(self._window)
        alive = Alive(dialog)
        failed = alive(lambda trouble: dialog.show_trouble(words.sentence(trouble)))
        dialog.comparison_wanted.connect(lambda name: notes.compare(name, alive(dialog.show_comparison), failed))

        def restore(backup: Backup) -> None:
            notes.restore(backup.name, lambda: self._restored(backup, alive(dialog.accept)), failed)

        dialog.restore_wanted.connect(restore)
        notes.ask_backups(alive(dialog.show_backups))
        dialog.open()

    def _restored(self, backup: Backup, close: Callable[[], None]) -> None:
        from reader.ui.dialogs.backups import backup_time  # noqa: PLC0415  # as said above

        close()
        self._message.withdraw(self._session.notes.undo)  # nothing of before can be undone
        when = backup_time(backup)
        sentence = self.tr("Your notes are those of the backup of {when}; those of before are a backup now.")
        self._message.say(sentence.format(when=when))
        announce(self._window, sentence.format(when=when))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A file that is dropped on the window."""
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            from reader.ui.dialogs.bring_in import dropped_file  # noqa: PLC0415  # as said above

            path = dropped_file(event)
            if path:
                event.acceptProposedAction()
                if not isinstance(event, QDragEnterEvent):
                    self.open_import(path)
                return True
        return super().eventFilter(watched, event)


def _number(colour: Colour | None, counts: Counts | None) -> str:
    """How many marks are of a colour, or pass the filter; nothing while that is not known."""
    if counts is None:
        return ""
    return f" ({counts.filtered if colour is None else counts.colours.get(colour, 0):,})"
