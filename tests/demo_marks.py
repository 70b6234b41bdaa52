"""The scenes of `make demo` about marks: colours and their signs, overlaps, notes in Markdown, tags, verdicts, layers.

The documents are made here, so that everything a mark can meet is in sight at once: Arabic with numbers and Latin,
emoji, Chinese, combining characters, lists.
"""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from reader.core.marks import COLOURS, Change, Layer
from reader.core.workspace import Workspace
from reader.ui.dialogs.meanings import MeaningsDialog
from reader.ui.drafts import Draft
from tests.builders import document_text, pack, places
from tests.driver import Driver

BODY = """# Interviewing a child

A child is never interviewed alone, and never by the officer who made the first contact with the family.

Where there is doubt about the age of a person, the person is treated as a child until the age is established by someone
trained to do so 👩🏽‍⚕️. The doubt, and who had it, is written down.

- The interview is recorded once, and is not repeated for another authority.
- A guardian is present. The guardian is not an employer, and not a relative who is under suspicion.
- The child chooses the language 中文, français, العربية; the interpreter is not from the same community.

Costs of the interview are borne by the authority that asked for it. Résumé, coöperation and Å are each one word.

The report names no place where the child can be found.
"""
LATER = BODY.replace("never interviewed alone", "not interviewed alone at any time").replace(
    "The report names no place where the child can be found.\n", ""
)
ARABIC = """# مقابلة طفل

لا تجرى مقابلة مع الطفل بمفرده (UNICEF 2021) ولا يجريها الضابط الذي اتصل بالأسرة أول مرة في 15 دقيقة.

- تسجل المقابلة مرة واحدة ولا تعاد أمام سلطة أخرى.
- يحضر الوصي 👩🏽‍⚕️ المقابلة، وليس صاحب العمل.

تتحمل السلطة التي طلبت المقابلة تكاليفها.
"""
NOTE = "**Ask** Nadia whether *every* team does this:\n- recorded where?\n- see [the manual](https://example.org)"


def scenes(app: QApplication, folder: Path, out: Path) -> None:
    """Draw them all into `out`, pictures 40 to 49."""
    texts: dict[str, str | bytes] = {
        "sample": document_text(BODY, title="Interviewing a child"),
        "arabic": document_text(ARABIC, id="arabic", reference="ICAT-ARA-2024", language="ar", title="مقابلة طفل"),
    }
    corpus = pack(folder / "corpus", texts)
    home = places(folder / "marks", corpus)
    driver = Driver(folder / "marks", (1360, 860), home)
    window, page = driver.window, driver.window.page

    def shot(name: str) -> None:
        driver.picture(out / f"{name}.png")

    window.look.set_theme("light")
    driver.open("sample")
    driver.session.notes.set_meanings({"yellow": "quote in report", "pink": "ask supervisor"})
    for number, (block, words) in enumerate(
        [
            ("p1", "never interviewed alone"), ("p2", "treated as a child until the age is established"),
            ("p3", "recorded once"), ("p4", "A guardian is present."), ("p5", "the language 中文, français, العربية"),
            ("p6", "Costs of the interview"),
        ],
        1,
    ):  # fmt: skip
        driver.select(block, words)
        driver.keys(str(number), page)
        driver.wait_until(lambda number=number: len(driver.session.notes.marks) == number)
    _note(driver, "p2", "until the age is established by someone trained to do so 👩🏽‍⚕️", NOTE)
    driver.highlight("p2", "someone")
    driver.select("p4", " The guardian is not an employer")
    driver.keys("4", page)
    driver.settle()
    driver.keys("Ctrl+D", page)
    driver.settle()
    marks = driver.session.notes.marks
    driver.session.notes.tag([marks[0].mark.id], add=("case 12/24, Kyiv", "legal", "for the training in March"))
    driver.session.notes.tag([marks[2].mark.id], add=("legal",))
    driver.session.notes.tag([marks[-1].mark.id], add=[f"tag {n}" for n in range(30)])
    driver.settle()
    page.setFocus()
    page.verticalScrollBar().setValue(0)
    for _ in range(3):
        driver.keys("M", page)
    for theme in ("light", "sepia", "dark", "contrast"):
        window.look.set_theme(theme)
        shot(f"40-marks-{theme}")
    window.look.set_theme("light")
    driver.keys("J", page)
    driver.keys("Shift+End", page)
    shot("41-keys-only")
    driver.keys("T", window.notes._list)
    driver.keys("M", page)
    driver.keys("M", page)
    driver.keys("T", page)
    driver.type("ca")
    popup = window.notes.editor.tags.line._offers.popup()
    driver.settle()
    popup.grab().save(str(out / "42-tags-offered.png"))
    popup.hide()
    shot("42-tags")
    driver.keys("Escape")
    driver.keys("Escape")
    _menus(app, driver, out)
    window.resize(1024, 600)
    shot("45-narrow")
    driver.keys("T", window.notes._list)
    window.notes._list.setFocus()
    shot("45-narrow-editor")
    window.resize(1366, 768)
    for _ in range(6):
        driver.keys("Ctrl++", window)
    shot("46-twice-the-size")
    driver.keys("Ctrl+0", window)
    driver.close()
    _later(folder, texts, out)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    for theme in ("light", "dark"):
        _right_to_left(Driver(folder / "rtl", (1360, 860), places(folder / "rtl", corpus)), theme, out)
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _note(driver: Driver, block: str, words: str, text: str) -> None:
    """A note with any characters in it; keys can only be pressed for some."""
    placed = driver.note(block, words, "x")
    done: list[int] = []
    driver.session.notes.save_note(Draft(placed.mark, placed.location), text, lambda: done.append(1), lambda: None)
    driver.wait_until(lambda: bool(done))


def _menus(app: QApplication, driver: Driver, out: Path) -> None:
    window = driver.window
    menu = window.notes.menu_for(driver.session.notes.marks[0])
    menu.popup(window.mapToGlobal(QPoint(700, 200)))
    colours = next(each for each in menu.findChildren(QMenu))
    colours.popup(menu.geometry().topRight())
    driver.settle()
    menu.grab().save(str(out / "43-menu.png"))
    colours.grab().save(str(out / "43-menu-colours.png"))
    menu.close()
    for theme in ("light", "dark"):
        window.look.set_theme(theme)
        window.marking.open_meanings()
        driver.settle()
        dialog = next(w for w in app.topLevelWidgets() if isinstance(w, MeaningsDialog) and w.isVisible())
        dialog.grab().save(str(out / f"44-meanings-{theme}.png"))
        dialog.reject()
    window.look.set_theme("light")
    window.helping.open()
    driver.settle()
    shortcuts = next(w for w in app.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    shortcuts.grab().save(str(out / "44-help.png"))
    shortcuts.reject()


def _later(folder: Path, texts: dict[str, str | bytes], out: Path) -> None:
    """The same marks in a later edition, with those of a colleague."""
    corpus = pack(folder / "later", texts | {"sample": document_text(LATER, title="Interviewing a child")})
    home = places(folder / "marks", corpus)
    notes = Workspace(home).notes
    notes.open()
    own = next(placed.mark for placed in notes.marks() if placed.mark.anchor.quote == "recorded once")
    theirs = [replace(own, id=f"theirs{n}", colour=COLOURS[n], layer="l1", text="Agreed.") for n in range(2)]
    notes._do(Change(tuple((None, mark) for mark in theirs), layers=((None, Layer("l1", "Amara (supervisor)")),)))
    notes.close()
    driver = Driver(folder / "marks", (1360, 860), home)
    driver.open("sample")
    driver.picture(out / "47-later-edition.png")
    driver.window.notes._list.scrollToBottom()
    driver.picture(out / "47-later-edition-verdicts.png")
    driver.close()


def _right_to_left(driver: Driver, theme: str, out: Path) -> None:
    window = driver.window
    window.look.set_theme(theme)
    driver.open("arabic")
    driver.settle()
    if not driver.session.notes.marks:
        driver.highlight("p1", "بمفرده (UNICEF 2021) ولا")
        driver.select("p1", "أول مرة في 15 دقيقة")
        driver.keys("3", window.page)
        driver.settle()
        _note(driver, "p3", "يحضر الوصي 👩🏽‍⚕️ المقابلة", "اسأل *المشرف* عن **هذا**")
        driver.session.notes.tag([driver.session.notes.marks[0].mark.id], add=("قانون", "case 12"))
    window.page.setFocus()
    driver.keys("J", window.page)
    driver.picture(out / f"48-right-to-left-{theme}.png")
    driver.keys("M", window.page)
    driver.keys("T", window.page)
    driver.picture(out / f"49-right-to-left-editor-{theme}.png")
    driver.keys("Escape")
    driver.close()
