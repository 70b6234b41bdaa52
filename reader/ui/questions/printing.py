"""Printing the reading path of a role, with the dialog and the preview that documents are printed with."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from reader.core.advice import PathStep, ReadingPath
from reader.ui.dialogs.print import Choice, Offer
from reader.ui.guide.section import Surroundings
from reader.ui.panels.parts import announce
from reader.ui.print_job import PrintJob, sheet_of
from reader.ui.questions.rows import READ
from reader.ui.questions.sheet import PathPages


class PathToPrint:
    """As `print_job.Printable` has it: only the paper can be chosen."""

    def __init__(self, path: ReadingPath, state_of: Callable[[PathStep], str], notice: str) -> None:
        self._path, self._state_of, self._notice = path, state_of, notice
        self.offer: Offer | None = None
        self.title = self.file_name = QCoreApplication.translate("Questions", "Reading path {role}").format(
            role=path.role.label
        )

    def pages(self, choice: Choice) -> PathPages:
        today = date.today().isoformat()
        return PathPages(self._path, lambda step: self._state_of(step) == READ, sheet_of(choice), today, self._notice)


def print_path(around: Surroundings, path: ReadingPath, state_of: Callable[[PathStep], str], notice: str) -> None:
    def tell(sentence: str) -> None:
        around.message.say(sentence)
        announce(around.window, sentence)

    source = PathToPrint(path, state_of, notice)
    PrintJob(around.session, source, None, None, around.look, around.window).told.connect(tell)
