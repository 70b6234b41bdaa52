"""Reading aloud. Where Qt's speech is not installed, which is nearly everywhere, it says so; with it, Qt's own silent
engine speaks (a word in 0.1 seconds), and the page follows."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMainWindow

from reader import words
from reader.core.errors import Refused
from reader.ui.aloud import sentences
from tests.builders import document, document_text, pack, places

THERE = importlib.util.find_spec("PySide6.QtTextToSpeech") is not None
ENGLISH = "One two. Three four?\n\nFive “six”. No. 8 of the list: seven.\n\nEight nine."


@pytest.mark.skipif(THERE, reason="PySide6-Addons is installed")
def test_without_the_module_the_key_says_so_and_nothing_else_happens(driver: Any) -> None:
    driver.keys("Ctrl+Shift+U", driver.window)
    assert driver.window.message.text == words.sentence(Refused("speech_module_missing"))
    assert not driver.window.aloud.bar.isVisible()


def test_sentences_keep_their_numbers_and_leave_out_what_is_not_spoken() -> None:
    texts = ("One two.  Three four? ", "See para. 5 of it.  ", "第一句。第二句！", "\U0001f600 Last")
    made = document(*texts)
    spoken = [made.blocks[number].text[start:end] for number, start, end in sentences(made)]
    assert spoken[1:4] == ["One two.", "Three four?", "See para. 5 of it."]
    assert spoken[-3:] == ["第一句。", "第二句！", "\U0001f600 Last"]


@pytest.fixture
def listening(start: Callable[..., Any], tmp_path: Path) -> Any:
    pytest.importorskip("PySide6.QtTextToSpeech", reason="needs PySide6-Addons, which only the extra `voice` brings")
    documents: dict[str, str | bytes] = {
        "one": document_text(ENGLISH, id="one"),
        "finnish": document_text("Yksi kaksi.", id="finnish", reference="ICAT-FIN-2024", language="fi"),
        "swahili": document_text("Moja mbili.", id="swahili", reference="ICAT-SWA-2024", language="sw"),
    }
    pack(tmp_path / "pack", documents)
    driver = start("own", first=True, paths=places(tmp_path / "own", tmp_path / "pack"))
    driver.window.aloud.engine = "mock"
    driver.open("one")
    return driver


def shown(driver: Any) -> str:
    page = driver.window.page
    return page.text_of(page._flash) if page._flash else ""


def begin(driver: Any) -> None:
    driver.select("p1", "One")
    driver.keys("Ctrl+Shift+U", driver.window)
    assert shown(driver) == "One two."


def wait_for(driver: Any, sentence: str) -> None:
    driver.wait_until(lambda: shown(driver) == sentence)


pytestmark = pytest.mark.qt_log_ignore("pipewire", "none-such", extend=True)


def test_it_reads_from_the_selection_to_the_end_and_shows_each_sentence(listening: Any) -> None:
    driver, bar = listening, listening.window.aloud.bar
    said: list[str] = []
    driver.select("p2", "six")
    driver.keys("Ctrl+Shift+U", driver.window)
    hold = driver.window.page.hold
    driver.window.aloud._page.hold = lambda place: (hold(place), said.append(shown(driver)))  # type: ignore[method-assign]
    assert shown(driver) == "Five “six”."
    assert bar.isVisible()
    driver.wait_until(lambda: not bar.isVisible())
    assert said == ["No. 8 of the list: seven.", "Eight nine.", ""]


def test_pause_goes_on_with_the_same_sentence_and_steps_go_by_paragraphs(listening: Any) -> None:
    driver, bar = listening, listening.window.aloud.bar
    begin(driver)
    wait_for(driver, "Three four?")
    bar.play.click()
    assert bar.play.accessibleName() == "Go on reading aloud"
    driver.settle()
    assert shown(driver) == "Three four?"
    for button, sentence in ((bar._before, "One two."), (bar._after, "Five “six”."), (bar._after, "Eight nine.")):
        button.click()
        assert shown(driver) == sentence
    bar._after.click()
    assert shown(driver) == "Eight nine."
    bar._before.click()
    bar.play.click()
    wait_for(driver, "No. 8 of the list: seven.")
    bar._before.click()  # while it speaks: the beginning of the same paragraph
    assert shown(driver) == "Five “six”."
    wait_for(driver, "No. 8 of the list: seven.")


def test_the_keys_go_to_the_page_that_is_left_when_the_one_that_is_read_is_closed(listening: Any) -> None:
    driver, window = listening, listening.window
    driver.keys("F9", window.page)
    begin(driver)
    window.aloud.bar.play.setFocus()
    window.panes.close_side(window.page)
    assert not window.aloud.bar.isVisible()
    assert driver.focused() is window.page


def test_another_speed_or_voice_says_the_sentence_again(listening: Any) -> None:
    driver, bar = listening, listening.window.aloud.bar
    begin(driver)
    assert bar.voice.count() > 1
    bar.voice.setCurrentIndex(1)
    bar.voice.activated.emit(1)
    bar.speed.setCurrentIndex(4)
    bar.speed.activated.emit(4)
    assert driver.window.aloud._speech._engine.rate() == 0.5
    chosen = driver.window.aloud._speech._engine.voice().name()
    assert bar.voice.currentText().startswith(chosen)
    driver.keys("Ctrl+Shift+U", driver.window)
    assert not bar.isVisible()
    driver.keys("Ctrl+Shift+U", driver.window)
    assert driver.window.aloud._speech._engine.voice().name() == chosen
    wait_for(driver, "Three four?")


@pytest.mark.parametrize("by", ["Ctrl+Shift+U", "Escape", "document"])
def test_it_stops(listening: Any, by: str) -> None:
    driver = listening
    driver.window.page.setFocus()
    driver.keys("Ctrl+Shift+U", driver.window)
    driver.open("finnish") if by == "document" else driver.keys(by)
    assert not driver.window.aloud.bar.isVisible()
    assert shown(driver) == ""
    assert driver.window.page.hasFocus()


def test_it_pauses_while_another_page_is_in_front(listening: Any) -> None:
    driver = listening
    begin(driver)
    driver.keys("Ctrl+B", driver.window)
    driver.settle()
    assert not driver.window.aloud._playing
    driver.keys("Ctrl+B", driver.window)
    assert driver.window.aloud.bar.isVisible()
    driver.window.aloud.bar.play.click()
    wait_for(driver, "Three four?")


def test_a_document_is_read_in_its_language_or_not_at_all(listening: Any) -> None:
    driver = listening
    driver.open("finnish")
    driver.keys("Ctrl+Shift+U", driver.window)
    assert driver.window.aloud._speech._engine.locale().name() == "fi_FI"
    driver.open("swahili")
    driver.keys("Ctrl+Shift+U", driver.window)
    assert driver.window.message.text == words.sentence(Refused("speech_voice_missing", language="Swahili"))
    assert not driver.window.aloud.bar.isVisible()


def test_an_engine_that_does_not_answer_or_breaks_off_is_told(listening: Any) -> None:
    driver = listening
    driver.window.aloud.engine = "none-such"
    driver.keys("Ctrl+Shift+U", driver.window)
    assert driver.window.message.text == words.sentence(Refused("speech_engine_missing"))
    driver.window.aloud.engine = "mock"  # tried again when it is asked again
    driver.keys("Ctrl+Shift+U", driver.window)
    assert driver.window.aloud.bar.isVisible()
    driver.window.aloud._speech.failed.emit("no sound card")
    assert "no sound card" in driver.window.message.text
    assert not driver.window.aloud.bar.isVisible()


def test_the_page_follows(listening: Any) -> None:
    driver, window = listening, listening.window
    assert isinstance(window, QMainWindow)
    window.look.set_size(44)
    window.resize(560, 420)
    driver.settle()
    begin(driver)
    for _ in range(2):
        window.aloud.bar._after.click()
    driver.settle()
    last = window.page.rects_of(window.page._flash)[-1]
    assert 0 <= last.top() < last.bottom() <= window.page.viewport().height()
