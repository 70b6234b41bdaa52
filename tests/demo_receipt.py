"""Scenes of the demo: a document whose text has changed under marks, and the quote check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reader.core.paths import Paths
from tests import revised
from tests.driver import Driver

_ALTERED = "Victims must never be punished for acts which they were compelled to commit"


def tour(app: QApplication, folder: Path, out: Path, wide: tuple[int, int]) -> None:
    where = revised.revised(folder / "revised", folder / "revised-pack")
    driver = Driver(folder / "revised", wide, where)
    window = driver.window

    def shot(name: str) -> None:
        driver.picture(out / f"{name}.png")

    window.look.set_theme("light")
    driver.settle()
    shot("50-text-has-changed")
    driver.keys("Ctrl+Shift+R", window)
    driver.settle()
    for theme in ("light", "sepia", "dark", "contrast"):
        window.look.set_theme(theme)
        shot(f"51-receipt-{theme}")
    window.look.set_theme("light")
    for name in ("changed", "withdrawn", "moved"):
        _choose(driver, name)
        shot(f"52-{name}")
    window.receipt._list.selectAll()
    driver.settle()
    shot("53-several")
    _choose(driver, "unsure")
    window.receipt._go_on()
    driver.keys("Down")
    shot("53-a-passage-chosen")
    for size in ((560, 420), (560, 760), (1024, 600), (1366, 768)):
        window.resize(*size)
        _choose(driver, "unsure" if size[0] > 560 else "changed")
        shot(f"54-{size[0]}x{size[1]}")
    _choose(driver, "changed")
    for _ in range(6):
        driver.keys("Ctrl++", window)
    shot("55-twice-the-size")
    window.resize(560, 760)
    shot("55-narrow-twice-the-size")
    driver.keys("Ctrl+0", window)
    window.resize(*wide)
    _choose(driver, "withdrawn")
    driver.click(window.receipt.pick)
    driver.settle()
    shot("56-showing-the-place")
    window.resize(560, 420)
    shot("56-showing-the-place-narrow")
    window.resize(*wide)
    driver.keys("Escape", window.page)
    driver.settle()
    driver.click(window.receipt.accept_sure)
    driver.settle()
    shot("57-kept-and-moved-settled")
    window.going.show_home()
    shot("58-first-page")
    driver.keys("Ctrl+Shift+R", window)
    driver.session.notes.keep_historical([placed.mark.id for placed in driver.session.notes.marks])
    driver.settle()
    shot("59-all-settled")
    _quotes(driver, shot, out)
    driver.close()
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    _right_to_left(folder, out, wide)
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _quotes(driver: Driver, shot: Callable[[str], None], out: Path) -> None:
    window = driver.window
    for theme in ("light", "dark", "contrast"):
        window.look.set_theme(theme)
        _check(driver, _ALTERED, out / f"60-quote-altered-{theme}.png")
    window.look.set_theme("light")
    _check(driver, "The interests of the child come first", out / "61-quote-exact.png")
    _check(driver, "Nobody ever wrote this sentence about xylophones", out / "62-quote-absent.png")
    window.resize(560, 420)
    _check(driver, _ALTERED, out / "63-quote-narrow.png")


def _check(driver: Driver, text: str, picture: Path) -> None:
    driver.window.quoting.open()
    dialog = driver.window.quoting._dialog
    assert dialog is not None
    dialog.field.setPlainText(text)
    driver.wait_until(lambda: bool(dialog.verdict.text()))
    driver.settle()
    picture.parent.mkdir(parents=True, exist_ok=True)
    assert dialog.grab().save(str(picture))
    dialog.reject()
    driver.settle()


def _choose(driver: Driver, verdict: str) -> None:
    receipts = driver.session.notes.beside.receipts
    driver.window.receipt.choose(
        [placed.mark.id for receipt in receipts for placed in receipt.touched if placed.verdict == verdict][:1]
    )
    driver.settle()


_ARABIC = "يجب ألا يعاقب الضحايا على الأفعال التي أجبروا على ارتكابها نتيجة الاتجار بهم (المادة 8، 2020)."


def _right_to_left(folder: Path, out: Path, wide: tuple[int, int]) -> None:
    second = _ARABIC.replace("2020", "2024").replace("يعاقب", "يحتجز أو يعاقب")
    corpus, data = folder / "arabic-pack", folder / "arabic"
    revised.edition(corpus, f"{_ARABIC}\n\n{revised.FIRST}", title="نداء إلى العمل", language="ar")
    where: Paths = revised.prepare(data, corpus)
    revised.mark_words(where, "p1", "يعاقب الضحايا على الأفعال التي أجبروا على ارتكابها", "pink", "للمحكمة")
    revised.mark_words(where, "p4", "Victims must not be punished", "yellow", "")
    later = revised.FIRST.replace("Victims must not be", "Victims (of any age) should not be")
    revised.edition(corpus, f"{second}\n\n{later}", title="نداء إلى العمل", language="ar")
    driver = Driver(data, wide, revised.prepare(data, corpus))
    driver.window.look.set_theme("light")
    driver.keys("Ctrl+Shift+R", driver.window)
    driver.settle()
    driver.picture(out / "64-right-to-left.png")
    driver.keys("Down")
    driver.window.look.set_theme("dark")
    driver.picture(out / "64-right-to-left-dark.png")
    driver.window.resize(560, 420)
    driver.picture(out / "64-right-to-left-narrow.png")
    driver.close()
