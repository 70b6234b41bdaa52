"""The data folders that the scenes of the demo play in: what is on the disk when the window starts.

Each is made with the program's own hands. In a mirrored window the library has one document more, in Arabic, with
everything that text from the right can meet: headings, lists, numbers, Latin words, a quotation, a table.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reader.core.marks import STATES, Desk
from reader.core.paths import Paths
from reader.core.workspace import Workspace
from tests import revised
from tests.builders import CORPUS, document_text, pack, places, prepare
from tests.demo_notebook import fill

PSEUDO = "pseudo-2024"
_ARABIC = """# الدعوة إلى العمل من أجل ضحايا الاتجار بالأشخاص

## 1. الحماية وعدم المعاقبة

يجب ألا يعاقب الضحايا على الأفعال التي أجبروا على ارتكابها نتيجة الاتجار بهم (المادة 8، 2020)، ولا يحتجزون بسببها.

- تسجل المقابلة مرة واحدة (UNICEF 2021) ولا تعاد أمام سلطة أخرى في 15 دقيقة.
- يحضر الوصي 👩🏽‍⚕️ المقابلة، وليس صاحب العمل، ولا قريب يشتبه فيه.

> كل قرار يتعلق بالطفل تكون فيه مصلحته الفضلى أولا.

## 2. البيانات والتعاون بين السلطات المختصة بالتحقيق والعمل والهجرة واللجوء في بلدان المنشأ والعبور والمقصد

تتحمل السلطة التي طلبت المقابلة تكاليفها. Labour inspectors و «ICAT-CFA-2021» يردان كما كتبا.

| السنة | الضحايا |
| --- | --- |
| 2020 | 1,248 |
| 2021 | 1,390 |
"""


@dataclass(frozen=True, slots=True)
class World:
    """`make` fills a folder, from the corpus in another one, and says where everything lies."""

    name: str
    make: Callable[[Path, Path], Paths]
    waits: bool = True  # until library and notes are there


def library(folder: Path, mirrored: bool) -> Path:
    """The corpus that a window is started with."""
    if not mirrored:
        return CORPUS
    shutil.copytree(CORPUS, folder)
    title = "الدعوة إلى العمل من أجل ضحايا الاتجار بالأشخاص (نص تجريبي)"
    text = document_text(_ARABIC, id=PSEUDO, reference="ICAT-PSE-2024", language="ar", title=title)
    (folder / "documents" / f"{PSEUDO}.md").write_text(text, encoding="utf-8")
    listed = folder / "pack.yaml"
    listed.write_text(listed.read_text(encoding="utf-8").rstrip() + f"\n  - {PSEUDO}\n", encoding="utf-8")
    return folder


def _first(folder: Path, corpus: Path) -> Paths:
    return places(folder, corpus)


def _empty(folder: Path, corpus: Path) -> Paths:
    """As after the first start."""
    where = places(folder, corpus)
    if corpus == CORPUS:
        prepare(folder, "library", "index")
    else:
        Workspace(where).library.update_index()
    return where


def _marked(folder: Path, corpus: Path) -> Paths:
    """Sixty marks, briefings, a colleague's layer, a backup, and a file of marks that partly say something else."""
    where = _empty(folder, corpus)
    fill(folder)
    notes = Workspace(where).notes
    notes.open()
    notes.backup_if_due()
    file = folder / "theirs.jsonld"
    notes.export(file, notes.bundle(), "jsonld")
    notes.close()
    content = json.loads(file.read_text(encoding="utf-8"))
    for number, theirs in enumerate(each for each in content["items"] if "icat:mark" in each):
        if number % 5 == 0 and "body" in theirs and "value" in theirs["body"]:
            theirs["body"]["value"] = "Ask the lawyer whether this was argued at the first hearing."
            theirs["icat:mark"] |= {"revision": f"theirs{number}"}
            theirs["icat:mark"].pop("markdown", None)
    file.write_text(json.dumps(content), encoding="utf-8")
    return where


_BEFORE = "يجب ألا يعاقب الضحايا على الأفعال التي أجبروا على ارتكابها نتيجة الاتجار بهم (المادة 8، 2020)."


def _revised(folder: Path, corpus: Path) -> Paths:
    """A document whose text has changed under marks; in a mirrored window it begins in Arabic."""
    if corpus == CORPUS:
        return revised.revised(folder, folder / "pack")
    home, arabic = folder / "pack", {"title": "نداء إلى العمل", "language": "ar"}
    revised.edition(home, f"{revised.FIRST}\n\n{_BEFORE}", **arabic)
    where = revised.prepare(folder, home)
    revised.mark_all(where)
    revised.mark_words(where, "p10", "يعاقب الضحايا على الأفعال التي أجبروا على ارتكابها", "pink", "للمحكمة")
    later = _BEFORE.replace("2020", "2024").replace("يعاقب", "يحتجز أو يعاقب")
    revised.edition(home, f"{revised.SECOND}\n\n{later}", **arabic)
    return revised.prepare(folder, home)


def _damaged_notes(folder: Path, corpus: Path) -> Paths:
    where = _marked(folder, corpus)
    where.notebook.write_bytes(b"not a database, but long enough to be one" * 200)
    return where


def _damaged_library(folder: Path, corpus: Path) -> Paths:
    broken = pack(folder / "pack")
    (broken / "pack.yaml").write_text("id: [\n", encoding="utf-8")
    return places(folder, broken)


def _damaged_document(folder: Path, corpus: Path) -> Paths:
    broken = pack(folder / "pack", {"sample": document_text(), "other": "no front matter at all"})
    return places(folder, broken)


def _assessed(folder: Path, corpus: Path) -> Paths:
    """A checklist about half filled; the text of one recommendation was another one then, and one is gone."""
    where = _empty(folder, corpus)
    workspace = Workspace(where)
    workspace.notes.open()
    change = workspace.notes.make_checklist("my district, 2026")
    name = change.checklists[0][1].id  # type: ignore[union-attr]
    for number, each in enumerate(workspace.library.guide.recommendations()[:20]):
        said, source = each.recommendation, each.source
        then = source.text.replace("holistic", "whole").replace(", such as corruption and impunity", "")
        addressee = said.addressee if said.addressee_stated else ""
        evidence = "Circular 12/2025 of the ministry; seen at two inspections." if number % 2 else None
        if number % 3 != 2:
            workspace.notes.assess(name, said.id, then, source.reference, addressee, state=STATES[number % 4],
                                   evidence=evidence, date="2026-03-05" if number % 2 else None)  # fmt: skip
    workspace.notes.assess(name, "rec-old", "States should act together.", "ICAT-CFA-2021 para 40", "States",
                           state="partly", evidence="Seen.")  # fmt: skip
    workspace.notes.keep_desk(Desk(checklist=name))
    workspace.notes.close()
    return where


FIRST = World("first", _first)
LOADING = World("loading", _first, waits=False)
EMPTY = World("empty", _empty)
MARKED = World("marked", _marked)
ASSESSED = World("assessed", _assessed)
REVISED = World("revised", _revised)
DAMAGED_NOTES = World("damaged-notes", _damaged_notes)
DAMAGED_LIBRARY = World("damaged-library", _damaged_library, waits=False)
DAMAGED_DOCUMENT = World("damaged-document", _damaged_document)
