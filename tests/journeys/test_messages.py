"""The message bar: what it offers is what it does, and what matters is not pushed away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

CFA = "call-for-action-2021"


def test_undo_is_not_offered_any_more_once_it_would_undo_something_else(start: Callable[..., Any]) -> None:
    driver = start()
    driver.open(CFA)
    driver.highlight("p2", "greater action")
    driver.keys("Ctrl+4", driver.window)
    driver.keys("Delete")
    driver.wait_until(lambda: driver.window.message._act.isVisible())
    driver.highlight("p3", "Crisis situations")
    assert not driver.window.message._act.isVisible()


def test_that_notes_were_damaged_is_said_again_after_a_passing_message(
    start: Callable[..., Any], tmp_path: Path
) -> None:
    driver = start()
    driver.open(CFA)
    driver.highlight("p2", "greater action")
    driver.close()
    (tmp_path / "data" / "notebook.db").write_bytes(b"\x00\xff" * 5_000)
    (tmp_path / "data" / "settings.toml").write_text("text_size = 4000\n")
    driver = start()
    driver.open(CFA)
    message = driver.window.message
    driver.keys("Ctrl+Z", driver.window.page)
    driver.wait_until(lambda: "nothing more" in message.text)
    message.dismiss()
    assert "damaged" in message.text
    message.dismiss()
    assert "text_size" in message.text
    message.dismiss()
    assert not message.isVisible()


def test_a_long_path_in_a_message_does_not_push_the_panels_out_of_the_window(start: Callable[..., Any]) -> None:
    driver = start()
    driver.open(CFA)
    window = driver.window
    for size in ((1024, 600), (560, 420)):
        window.resize(*size)
        window.message.say("1 mark written to /home/somebody/" + "a-folder-with-a-long-name" * 10 + "/notes.md.")
        driver.settle()
        assert window.minimumSizeHint().width() <= window.width()
        assert window.notes.isHidden() or window.rect().right() >= window.notes.geometry().right()
        label = window.message._text
        assert label.height() >= label.heightForWidth(label.width())
        assert window.message.text.endswith("/notes.md.")
        window.message.dismiss()
