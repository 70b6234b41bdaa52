"""The packaged app as a person meets it: a folder unpacked somewhere, no Python, a screen, a keyboard.

Run by `make test-app` after `make app`. xdotool presses real keys on a virtual display; what the window did is read
from outside, through the packaged command line and the files it wrote.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

BUILT = Path(__file__).resolve().parent.parent.parent / "dist" / "icat-field-reader"
PATIENCE = 60.0  # seconds
QUOTE = "applying the non-punishment principle"


@pytest.fixture(scope="module")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A virtual display with a window manager, which gives windows the keyboard."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    name = ":" + os.read(read, 16).decode().strip()
    home = tmp_path_factory.mktemp("manager")
    manager = subprocess.Popen(
        ["openbox"], env={"DISPLAY": name, "HOME": str(home), "PATH": os.environ["PATH"]},
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    yield name
    manager.kill()
    server.kill()
    manager.wait()
    server.wait()


class Person:
    """Starts the packaged program from a read-only folder and works on it with the keyboard."""

    def __init__(self, display: str, folder: Path) -> None:
        self.home = folder / "home"
        (self.home / "Documents").mkdir(parents=True)
        self.program = folder / "a folder with spaces" / "icat"
        shutil.copytree(BUILT, self.program, symlinks=True)
        for path in self.program.rglob("*"):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode & ~0o222)
        # No PATH to a Python, nothing of the checkout.
        self.env = {"DISPLAY": display, "HOME": str(self.home), "LANG": "C.UTF-8"}
        self.window: subprocess.Popen[bytes] | None = None

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.program / "icat-reader"), *arguments], env=self.env, capture_output=True, text=True, cwd="/"
        )

    def start(self) -> None:
        self.window = subprocess.Popen([str(self.program / "icat-reader")], env=self.env, cwd="/")
        self.tool("search", "--sync", "--onlyvisible", "--name", "ICAT Field Reader", "windowactivate", "--sync")

    def tool(self, *arguments: str) -> None:
        """Looking for a window fails when another one goes meanwhile, as a dialog does that has done its work."""
        for again in (True, True, False):
            done = subprocess.run(
                ["xdotool", *arguments], env=self.env | {"PATH": os.environ["PATH"]}, timeout=PATIENCE,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip
            if not (again and done.returncode and "BadWindow" in done.stderr):
                break
        assert done.returncode == 0, done.stderr

    def keys(self, *keys: str) -> None:
        self.tool("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        self.tool("type", "--delay", "15", text)

    def wait(self, fact: Callable[[], bool]) -> None:
        """Ask from outside until it is so; every question starts a process, which is pause enough."""
        end = time.monotonic() + PATIENCE
        while not fact():
            assert time.monotonic() < end, "it did not happen"
            assert self.window is None or self.window.poll() is None, "the program ended"

    def bookmark_the_quote(self) -> None:
        """Start, open the paragraph with QUOTE by its reference, and bookmark it."""
        self.start()
        self.keys("ctrl+k")
        self.type("ICAT-CFA-2021 para 21")
        self.keys("Return")
        self.tool("search", "--sync", "--onlyvisible", "--name", "call for action")
        self.keys("ctrl+d")
        self.wait(lambda: QUOTE in self.notes())

    def notes(self) -> str:
        target = self.home / "look.md"
        self.command("export", "-o", str(target))
        return target.read_text(encoding="utf-8") if target.exists() else ""

    def quit(self) -> None:
        assert self.window is not None
        self.keys("ctrl+q")
        assert self.window.wait(timeout=PATIENCE) == 0
        self.window = None


@pytest.fixture
def person(display: str, tmp_path: Path) -> Iterator[Person]:
    person = Person(display, tmp_path)
    yield person
    if person.window is not None:
        person.window.kill()
        person.window.wait()
    for path in person.program.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o200)


def test_search_mark_export_quit_and_find_the_mark_again(person: Person) -> None:
    person.start()
    person.keys("ctrl+k")
    person.type("non-punishment")
    person.keys("Return")
    person.tool("search", "--sync", "--onlyvisible", "--name", "call for action")
    person.keys("ctrl+h")
    person.wait(lambda: QUOTE in person.notes())
    person.keys("ctrl+n")
    person.type("Ask the lawyer about this.")
    person.keys("ctrl+Return")
    person.wait(lambda: "Ask the lawyer about this." in person.notes())
    person.keys("ctrl+e")
    person.tool("search", "--sync", "--onlyvisible", "--name", "Export notes", "windowactivate", "--sync")
    person.keys("Return")
    person.wait(lambda: any((person.home / "Documents").glob("*.md")))
    exported = next((person.home / "Documents").glob("*.md")).read_text(encoding="utf-8")
    assert QUOTE in exported
    assert "ICAT-CFA-2021 para 21" in exported
    person.tool("search", "--sync", "--onlyvisible", "--name", "call for action", "windowactivate", "--sync")
    person.quit()

    person.start()
    person.tool("search", "--sync", "--onlyvisible", "--name", "call for action")  # the same document is open again
    assert QUOTE in person.notes()
    person.quit()


def test_the_help_opens_and_a_document_is_printed_to_a_file(person: Person) -> None:
    person.bookmark_the_quote()
    person.keys("F1")
    person.tool("search", "--sync", "--onlyvisible", "--name", "^Help", "windowactivate", "--sync")
    person.keys("Escape")
    person.tool("search", "--sync", "--onlyvisible", "--name", "call for action", "windowactivate", "--sync")
    person.keys("ctrl+p")
    person.tool("search", "--sync", "--onlyvisible", "--name", "^Print", "windowactivate", "--sync")
    person.keys("Return")
    person.tool("search", "--sync", "--onlyvisible", "--name", "^Save", "windowactivate", "--sync")
    person.keys("Return")
    files = person.home / "Documents"
    person.wait(lambda: any(file.read_bytes().rstrip().endswith(b"%%EOF") for file in files.glob("*.pdf")))
    (file,) = files.glob("*.pdf")
    text = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout
    assert "ICAT-CFA-2021" in text
    assert "non-punishment" in text
    person.tool("search", "--sync", "--onlyvisible", "--name", "call for action", "windowactivate", "--sync")
    person.quit()


def test_a_kill_after_the_mark_was_seen_loses_nothing(person: Person) -> None:
    person.bookmark_the_quote()
    assert person.window is not None
    person.window.kill()
    person.window.wait()
    person.window = None
    assert QUOTE in person.notes()


def test_the_packaged_command_line_answers(person: Person) -> None:
    answer = person.command("search", "--json", "non-punishment")
    assert answer.returncode == 0
    assert '"reference": "ICAT-CFA-2021 para 21"' in answer.stdout
    refused = person.command("show", "ICAT-NO-1")
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr


def test_every_export_is_packed_and_annotations_come_back(person: Person) -> None:
    person.bookmark_the_quote()
    person.quit()
    for form in ("html", "docx", "csv", "jsonld", "annotations", "csl-json", "ris", "bibtex"):
        done = person.command("export", "--format", form, "-o", str(person.home / f"out.{form}"))
        assert (done.returncode, done.stderr) == (0, ""), form
        assert (person.home / f"out.{form}").stat().st_size > 100
    with zipfile.ZipFile(person.home / "out.docx") as package:
        assert QUOTE in package.read("word/document.xml").decode()
    other = str(person.home / "other")
    brought = person.command("import", str(person.home / "out.annotations"), "--data-dir", other)
    assert "1 new" in brought.stdout
    assert "1 mark" in person.command("export", "-o", str(person.home / "again.md"), "--data-dir", other).stdout
    assert QUOTE in (person.home / "again.md").read_text(encoding="utf-8")
    assert person.command("backups").stdout.count("1 mark") >= 1


def test_the_guidance_is_packed_and_a_checklist_is_filled_by_keys(person: Person) -> None:
    assert '"labour_inspector-01"' in person.command("questions", "--role", "labour-inspector", "--json").stdout
    assert "To: States" in person.command("recommendations", "--to", "States").stdout
    assert "70 publications" in person.command("catalogue").stdout
    assert "forced labour" in person.command("term", "travail forcé").stdout
    assert "UNODC" in person.command("bodies").stdout
    person.start()
    person.keys("ctrl+6")
    person.keys(*["shift+Tab"] * 6, "Return")  # from the list up to the link that makes a checklist
    person.type("my district")
    person.keys("Return")
    person.wait(lambda: "my district" in person.command("checklists").stdout)
    person.keys("ctrl+6", "Down", "2")
    person.wait(lambda: '"partly": 1' in person.command("checklists", "--json").stdout)
    person.quit()
    for form in ("docx", "csv", "html", "md"):
        done = person.command("gaps", "my district", str(person.home / f"gaps.{form}"))
        assert (done.returncode, done.stderr) == (0, ""), form
    with zipfile.ZipFile(person.home / "gaps.docx") as package:
        said = package.read("word/document.xml").decode()
    assert "Partly" in said
    assert "States" in said


def test_a_quote_is_checked_and_cited(person: Person) -> None:
    assert person.command("quote-check", QUOTE).returncode == 0
    assert "ICAT-CFA-2021 para 21" in person.command("cite", "ICAT-CFA-2021 para 21").stdout


def test_a_pdf_is_written_by_the_window(person: Person) -> None:
    person.bookmark_the_quote()
    person.keys("ctrl+e")
    person.tool("search", "--sync", "--onlyvisible", "--name", "Export notes", "windowactivate", "--sync")
    person.keys("Tab", "Down", "Down", "Down", "Return")
    person.wait(lambda: any((person.home / "Documents").glob("*.pdf")))
    assert next((person.home / "Documents").glob("*.pdf")).read_bytes().startswith(b"%PDF-")


def test_a_second_window_on_the_same_notes_says_so(person: Person) -> None:
    person.start()
    second = subprocess.Popen(
        [str(person.program / "icat-reader")], env=person.env, cwd="/", stderr=subprocess.PIPE, text=True
    )
    assert second.stderr is not None
    assert "already open" in second.stderr.readline()
    second.kill()
    second.wait()
    second.stderr.close()
    person.keys("Escape")


def test_nothing_of_the_network_is_packed() -> None:
    names = [path.name for path in BUILT.rglob("*")]
    assert not [name for name in names if "Network" in name or name.startswith(("_ssl", "libssl", "_socket.ssl"))]


def test_it_comes_with_icon_desktop_entry_and_licence() -> None:
    for name in ("icat-field-reader.desktop", "icat-field-reader.png"):
        assert (BUILT / name).is_file()
    assert (BUILT / "_internal" / "corpus" / "NOTICE.md").is_file()
