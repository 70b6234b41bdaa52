"""Bundles to export: a rich one for the reference files, and many marks with what texts can hold."""

import random
from dataclasses import replace

from reader.core.advice import Standing
from reader.core.guidance import Publication
from reader.core.marks import (
    COLOURS,
    KINDS,
    VERDICTS,
    Anchor,
    Bundle,
    Checklist,
    Collection,
    Item,
    Layer,
    Mark,
    PlacedMark,
)
from reader.core.types import Document, DocumentInfo, Location, Point
from tests.builders import NOON, assessment, checklist, document, mark

DAY = 86_400.0

SCRIPTS = (
    "States should not punish victims for acts they were compelled to commit.",
    "L’État veille à l’identification « proactive » des victimes — sans délai.",
    "Жертвы торговли людьми не должны наказываться; ёлка, объём.",
    "لا يجوز معاقبة ضحايا الاتجار بالأشخاص (ICAT 2020)، المادة 26.",
    "不应惩罚被贩运者因被迫而犯下的行为。第３条",
    "पीड़ितों को दंडित नहीं किया जाना चाहिए।",
    "אין להעניש קורבנות סחר בבני אדם 😀 סעיף 4.",
)
NASTY = (
    "", "=1+1", " \t=cmd|'/c calc'!A0", "@SUM(A1)", "+49 30 1234", "-", "'=already", "''", "\ttab first",
    "\r\ncr first",
    "a,b;c\"d'e", 'says "yes", "no"', "nul \x00 and \x1b[31m bell \x07", "\x7f\x80\x85 C1", "\ufeff\ufffe\uffff end",
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- ", "]]>", "&lt;b&gt; &amp; &#0;",
    "[x](javascript:alert(1)) [y](https://example.org/a_(b)) ![z](http://x/y.png)", "{{ x }} %s %(a)s ${y}",
    "# heading\n- list\n  - deeper\n1. one\n2. two\n> quote\n```\ncode <b>\n```\nend",
    "**bold** *it* `co*de` __b__ _i_",
    "*unclosed **and [open](", "line\nnext\n\nparagraph\u2028separator\u2029end\x0b\x0c",
    "\u202e reversed \u2066isolated",
    "👨‍👩‍👧‍👦 👩🏽‍⚕️ 🇫🇷 e\u0301 \U0001f468", "---\ntitle: x\n---", "\\ \\* \\", "a" * 3_000, "   ",
    "{t} {0} {text!r}", "﷽ \u0652\u0651",
)  # fmt: skip


def publication(title: str, date: str, *uncertain: str) -> Publication:
    """An entry of a catalogue that is not held."""
    return Publication(title.casefold(), title, date, "statement", (), "", None, "", ("en",), uncertain, (), ())


def reference_bundle(bare: bool = False, briefing: bool = False) -> Bundle:
    """Two documents, every kind, colour and verdict, tags, a layer, meanings, a collection, four scripts."""
    first = document("Words.", title="Call for *action*, 1. part", issuers="[ICAT, UNODC]").info
    second = document(
        "كلمات.", id="other", reference="ICAT-OTH-2022", date='"2022"', date_precision="year",
        title='"نداء: <عمل> 😀"', language="ar",
    ).info  # fmt: skip
    section = ("1. Drivers", "Crises & <conflicts>")
    note = "A *note*.\nIts second line.\n\n# Its heading\n- a **dash**\n  - deeper\n1. one <b>\n\n[law](https://example.org/)"
    marks = (
        made("a", 1, kind="bookmark", quote="A whole sentence with *stars* and [brackets].", text=""),
        made("b", 2, kind="highlight", quote="Two lines\nof a quote", text="", colour="green"),
        made("c", 3, quote="Quote 😀", text=note, tags=("work, home", 'say "so"', "право")),
        made("d", 4, quote="=About us", text="+1", colour="blue", layer="ana", revision="r2", ancestors=("r1", "r0")),
        made("e", 5, quote="Nowhere", text="Nul \x00, old", colour="pink", created=NOON - 40 * DAY + 0.1234567),
        made("f", 6, quote="Gone", text="", kind="highlight", colour="orange", historical=True),
        made("g", 7, quote="Replaced", text="x", colour="purple"),
        made("h", 8, quote="Away", text="y"),
    )
    sections: tuple[tuple[str, ...], ...] = ((), section, section, (), (), (), (), ())
    placed = tuple(
        PlacedMark(
            each,
            Location("sample", each.anchor.start, each.anchor.end) if verdict in ("kept", "moved") else None,
            f"ICAT-SMP-2024 para {number}" if verdict in ("kept", "moved") else "ICAT-SMP-2024",
            where,
            (number, 0),
            verdict,
        )
        for number, (each, where, verdict) in enumerate(
            zip(
                marks,
                sections,
                ("kept", "kept", "kept", "moved", "unsure", "historical", "changed", "withdrawn"),
                strict=True,
            ),
            1,
        )
    )
    arabic = mark("i", document="other", quote="لا يجوز معاقبة ضحايا الاتجار (ICAT).", text="ملاحظة مع 1. رقم\n- بند")
    placed_arabic = PlacedMark(
        arabic, Location("other", arabic.anchor.start, arabic.anchor.end), "ICAT-OTH-2022 para 1", (), (0, 0)
    )
    collection = Collection(
        "k1", "Briefing: “first”", (Item(mark="c"), Item(text="Own *words*"), Item(mark="i")), NOON, NOON + 0.5
    )
    return Bundle(
        groups=((first, placed), (second, (placed_arabic,))),
        made=NOON + DAY,
        title='My "notes": a, b #1 — عنوان',
        briefing=(placed_arabic, "An own text.\n\n- with a *list*", placed[2]) if briefing else (),
        meanings=(("green", "quote in report"), ("purple", "ask: supervisor")),
        layers=(Layer("ana", "Ana’s <notes>"),),
        collections=(collection,),
        checklists=(reference_checklist(),),
        standings=(
            Standing(first, ("States",), (publication("Later: *[brackets]* & <tags>", "2026-07-30"),), ()),
            Standing(second, (), (), (publication("Instead", "2025"),)),
        ),
        addressees=(("c", ("States", "ICAT & members")),),
        author="" if bare else "Jo Bloggs",
        bare=bare,
    )


def reference_checklist() -> Checklist:
    """Every state and none, with what texts can hold, and times that microseconds do not hold."""
    return checklist(
        "k2",
        assessment("r1", state="done", evidence="Own *words*: “نص” 😀\n\n- one", changed=NOON + 0.1234567),
        assessment("r2", date="", reference=""),
        assessment("r3", state="not_yet", evidence=""),
        assessment("r/4 §", state="not_applicable", words=""),
        assessment("r5", state=None, changed=0.0),
        name="My district: “2026”",
        changed=NOON + 0.7654321,
    )


def made(name: str, number: int, **changes: object) -> Mark:
    """A mark of the sample document in block p<number>; `changes` may be any field."""
    late = {key: changes.pop(key) for key in ("tags", "layer", "historical", "revision", "ancestors") if key in changes}
    place = {"start": Point(f"p{number}", number), "end": Point(f"p{number}", number + 5)}
    return replace(mark(name, **place, **changes), **late)  # type: ignore[arg-type]


def many(documents: list[Document], count: int, seed: int = 1) -> Bundle:
    """`count` marks spread over these documents, their quotes cut from the text, notes of every kind."""
    rng = random.Random(seed)
    groups: dict[str, list[PlacedMark]] = {each.info.id: [] for each in documents}
    for number in range(count):
        each = documents[number % len(documents)]
        groups[each.info.id].append(_one(rng, each, number))
    infos: dict[str, DocumentInfo] = {each.info.id: each.info for each in documents}
    filled = tuple(
        (infos[name], tuple(sorted(marks, key=lambda p: p.order))) for name, marks in groups.items() if marks
    )
    return Bundle(filled, NOON, author="Jo Bloggs", meanings=(("green", "quote"),), layers=(Layer("ana", "Ana"),))


def _one(rng: random.Random, each: Document, number: int) -> PlacedMark:
    index = rng.randrange(len(each.blocks))
    block = each.blocks[index]
    start = rng.randrange(len(block.text))
    end = min(len(block.text), start + rng.randrange(1, 200))
    text = rng.choice((rng.choice(SCRIPTS), rng.choice(NASTY), f"{rng.choice(SCRIPTS)}\n\n{rng.choice(NASTY)}", ""))
    kind = "note" if text.strip() else rng.choice(("bookmark", "highlight"))
    created = NOON + rng.random() * 1e7
    value = Mark(
        id=f"{rng.getrandbits(64):016x}",
        kind=kind if kind in KINDS else "note",  # type: ignore[arg-type]
        anchor=Anchor(
            each.info.id, each.info.edition, Point(block.id, start), Point(block.id, end), block.text[start:end],
            block.text[max(0, start - 32) : start], block.text[end : end + 32],
        ),
        colour=rng.choice(COLOURS),
        text=text,
        created=created,
        changed=created + rng.random() * 1e5,
        tags=tuple(rng.sample(("work", "a, b", 'say "so"', "право", "标签", "=x", "مهم"), rng.randrange(4))),
        revision=f"{rng.getrandbits(64):016x}",
    )  # fmt: skip
    reference = f"{each.info.reference} para {block.number}" if block.number else each.info.reference
    return PlacedMark(
        value, Location(each.info.id, value.anchor.start, value.anchor.end), reference,
        ("Section",) if index > 3 else (), (index, start), rng.choice(VERDICTS),
    )  # fmt: skip
