"""Gap tables to export: one for the reference files, and one of any words."""

from reader.core.gaps import GapRow, GapSection, GapTable
from reader.core.guidance import RECOMMENDATION_KINDS, RecommendationKind
from reader.core.marks import STATES, State
from tests.builders import NOON
from tests.core.export.samples import NASTY, SCRIPTS

NOTICE = "The texts are an unofficial copy; the publisher’s own edition is authoritative."
CITATION = "ICAT, A call for action, 15 November 2021, section “1. Drivers”, English, ICAT-CFA-2021 para 14."


def row(text: str, **changes: object) -> GapRow:
    """A recommendation to States that nobody has looked at; `changes` are fields of GapRow."""
    fields: dict[str, object] = {
        "reference": "ICAT-CFA-2021 para 14", "addressee": "States", "addressee_stated": True, "kind": "explicit",
        "text": text, "language": "en", "state": None, "evidence": "", "date": "", "citation": CITATION,
    }  # fmt: skip
    return GapRow(**fields | changes)  # type: ignore[arg-type]


def table(*sections: GapSection, name: str = "Our district, 2026", role: str = "Labour inspector") -> GapTable:
    return GapTable(name, NOON, role, sections, NOTICE)


def reference_table() -> GapTable:
    """Two documents and what is gone; every state and kind, a changed text, Arabic, evidence with emphasis."""
    second = CITATION.replace("para 14", "para 15")
    kinds: tuple[RecommendationKind, ...] = RECOMMENDATION_KINDS
    states: tuple[State | None, ...] = (*STATES, None)
    drivers = tuple(
        row(
            f"States should {number} <b>address</b> “drivers” | with *care*.",
            kind=kind,
            state=state,
            citation=CITATION if number < 3 else second,
            reference=f"ICAT-CFA-2021 para {14 if number < 3 else 15}",
            evidence="Our *plan*, see [minutes](https://example.org/a?b=1&c=2).\n\n- **first** | second"
            if state
            else "",
            date="2026-03-05" if state else "",
        )
        for number, (kind, state) in enumerate(zip(kinds, states, strict=True), 1)
    )
    changed = row("Give victims a card.", state="done", before="Give victims a card, and a bed.", date="2026-02")
    nobody = row("More data are needed.", addressee_stated=False, evidence="=1+1")
    arabic = row(
        "لا يجوز معاقبة ضحايا الاتجار (ICAT).",
        language="ar",
        addressee="الدول",
        reference="ICAT-OTH-2022 para 1",
        citation="نداء, 2022, Arabic, ICAT-OTH-2022 para 1.",
        state="partly",
        evidence="ملاحظة مع 1. رقم\n- بند",
    )
    gone = row("Old words.", before="Old words.", gone=True, citation="", state="not_yet", evidence="We tried.")
    return table(
        GapSection("Call for <action>", "", (changed, nobody)),
        GapSection("Call for <action>", "1. Drivers › Crises & |conflicts|", drivers),
        GapSection("نداء", "", (arabic,)),
        GapSection("", "", (gone,)),
        name='Our "district", 2026 — منطقة',
    )


def hostile_table() -> GapTable:
    """Everything that can be typed, in every field that can hold it."""
    texts = [text for text in (*NASTY, *SCRIPTS, "a | b \\| c \\\\|", "half \ud83d", "|", "`a|b`") if text.strip()]
    rows = tuple(
        row(
            text,
            reference=text,
            addressee=text,
            addressee_stated=bool(number % 2),
            language=text,
            evidence=text,
            date=text,
            citation=text,
            before=f"{text} before",
            state=(*STATES, None)[number % 5],
        )
        for number, text in enumerate(texts)
    )
    sections = tuple(GapSection(text, text, (each,)) for text, each in zip(texts, rows, strict=True))
    return table(*sections, GapSection("", "", rows), name="".join(texts)[:5_000], role=texts[1])
