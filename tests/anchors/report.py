"""`make anchors`: what becomes of marks when the text changes, on synthetic editions whose edits are known.

Old editions are the documents of the corpus and synthetic ones in six scripts (`texts`); every kind of edit is made on
its own, and all of them mixed (`editions`, which also says what counts as truth). Rows count marks by verdict; "wrong"
are marks put without a question elsewhere than the truth, "astray" are proposals for changed passages that have nothing
to do with them. "untouched" are marks in paragraphs that no edit touched, and how many of them were kept or placed;
"carried" are those in paragraphs that were moved as they are. The second table is for imported marks, whose old text is
not known and which are never placed: "changed" are those with one proposal, and "among" are the unsure ones whose
true place is among what is offered. Ends with one line for programs.

Seeds 1 to 9, 11, 101 to 104, 200 to 222, 300 to 309 and 400 to 406 were looked at while the rules were made. Those that
are used here were run for the first time when the rules were done; whoever changes a rule because of them takes others.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from random import Random

from reader.core.marks import Edition, Judgement
from reader.core.notes.anchors import Aligned, edition_of, flat_of, make_anchor
from reader.core.notes.flat import Flat
from reader.core.types import Point
from tests.anchors.editions import KINDS, Edit, Truth, built
from tests.anchors.texts import VOICES, corpus, synthetic

MIXED = "mixed"
COLUMNS = ("marks", "kept", "moved", "changed", "unsure", "withdrawn", "wrong", "astray")
PROPOSALS = ("marks", "wrong", "changed", "astray", "unsure", "among", "withdrawn")
SEEDS = (500, 501, 502, 503, 504)
Tally = dict[str, Counter[str]]


def edited(seed: int, kind: str, number: int) -> Edit:
    """One edit of a document: of one kind, once to three times, or mixed."""
    random = Random(f"{seed} {kind} {number}")
    if number % 3 == 0:
        text, voice = random.choice(corpus())
        text = list(text)
        for _ in range(random.randint(0, 3)):
            text.insert(random.randint(0, len(text)), random.choice(text))
    else:
        voice = random.choice(list(VOICES.values()))
        text = synthetic(random, voice)
    edit = Edit(text, voice, random)
    for each in random.choices(KINDS, k=random.randint(2, 8)) if kind == MIXED else [kind] * random.randint(1, 3):
        edit.apply(each)
    return edit


def spans(random: Random, texts: list[str], count: int) -> list[tuple[int, int]]:
    """Passages to mark, by offsets in the whole text: letters, a few words, one paragraph, several of them."""
    whole = "\n".join(texts)
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    found = []
    while len(found) < count:
        at = random.randrange(len(texts))
        start, end = starts[at], starts[at] + len(texts[at])
        match random.choice(("paragraph", "paragraphs", "words", "words", "words", "letters", "far")):
            case "paragraphs":
                end = starts[min(len(texts), at + random.randint(2, 3))] - 1
            case "words":
                borders = [0, *(n for n, char in enumerate(texts[at]) if char == " "), len(texts[at])]
                first = random.randrange(len(borders) - 1)
                last = min(len(borders) - 1, first + random.choice((1, 1, 2, 3, 5, 8, 13, 21)))
                start, end = start + borders[first], start + borders[last]
            case "letters" if end > start:
                start = random.randrange(start, end)
                end = random.randint(start + 1, end)
            case "far" if end > start:
                start = random.randrange(start, end)
                end = min(len(whole), start + random.randint(1, 400))
        while start < end and whole[start].isspace():
            start += 1
        while start < end and whole[end - 1].isspace():
            end -= 1
        if start < end:
            found.append((start, end))
    return found


def judged(edit: Edit, count: int, tallies: tuple[Counter[str], Counter[str]]) -> None:
    """Mark the old edition, judge the marks in the new one with and without the old text, and count."""
    old, new = built(edit.old, "old"), built([each.text for each in edit.paragraphs], "new")
    flat, there, truth = flat_of(old), flat_of(new), Truth(edit)
    if flat.text == there.text:
        return
    kept: Edition = edition_of(old)
    judges = (Aligned(kept, new), Aligned(None, new))
    for start, end in spans(edit.random, edit.old, count):
        anchor = make_anchor(old, flat.point(start), flat.point(end), flat)
        right = truth.place(flat.text, start, end)
        remains = truth.remains(start, end)
        still = [moved for first, last, moved in truth.untouched if first <= start and end <= last]
        for judge, tally in zip(judges, tallies, strict=True):
            result = judge.judge(anchor)
            tally.update(counted(result, right, remains, still, there))


def counted(
    result: Judgement, right: tuple[int, int] | None, remains: set[int], still: list[bool], there: Flat
) -> list[str]:
    counts = ["marks", result.verdict]
    if result.location and span(result.location.start, result.location.end, there) != right:
        counts.append("wrong")
    if result.verdict == "changed":
        [candidate] = result.candidates
        if remains.isdisjoint(range(*span(candidate.start, candidate.end, there))):
            counts.append("astray")
    if result.verdict == "unsure" and right:
        counts += ["among"] * (right in [span(each.start, each.end, there) for each in result.candidates])
    if still:
        name = "carried" if still[0] else "untouched"
        counts.append(name)
        counts += [f"{name} {result.verdict}"] if result.location else []
    return counts


def span(start: Point, end: Point, flat: Flat) -> tuple[int, int]:
    first, last = flat.position(start), flat.position(end)
    assert first is not None
    assert last is not None
    return first, last


def measure(seed: int, marks: int) -> tuple[Tally, Tally]:
    """By kind of edit ("all" last): counts with the old text, and without."""
    known: Tally = {kind: Counter() for kind in (*KINDS, MIXED)}
    unknown: Tally = {kind: Counter() for kind in (*KINDS, MIXED)}
    number = 0
    while sum(tally["marks"] for tally in known.values()) < marks:
        for kind in (*KINDS, MIXED, MIXED, MIXED):
            judged(edited(seed, kind, number), 40, (known[kind], unknown[kind]))
            number += 1
    for table in (known, unknown):
        table["all"] = sum(table.values(), Counter())
    return known, unknown


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def show_proposals(title: str, table: Tally) -> None:
    print(title)
    print(f"{'edit':16}" + "".join(f"{name:>10}" for name in PROPOSALS))
    for kind, tally in table.items():
        print(f"{kind:16}" + "".join(f"{tally[name]:10}" for name in PROPOSALS))
    print()


def show(title: str, table: Tally) -> None:
    print(title)
    print(
        f"{'edit':16}"
        + "".join(f"{name:>10}" for name in (*COLUMNS, "untouched", "kept", "placed", "carried", "placed"))
    )
    for kind, tally in table.items():
        placed = tally["untouched kept"] + tally["untouched moved"]
        carried = tally["carried kept"] + tally["carried moved"]
        print(
            f"{kind:16}"
            + "".join(f"{tally[name]:10}" for name in COLUMNS)
            + f"{tally['untouched']:10}{share(tally['untouched kept'], tally['untouched']):>10}"
            + f"{share(placed, tally['untouched']):>10}{tally['carried']:10}{share(carried, tally['carried']):>10}"
        )
    print()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.anchors.report")
    parser.add_argument("--seed", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--marks", type=int, default=100_000, help="in all")
    arguments = parser.parse_args()
    known: Tally = {}
    unknown: Tally = {}
    for seed in arguments.seed:
        for whole, part in zip((known, unknown), measure(seed, arguments.marks // len(arguments.seed)), strict=True):
            for kind, tally in part.items():
                whole.setdefault(kind, Counter()).update(tally)
    show("With the old text, as the notebook keeps it", known)
    show_proposals("Without the old text: the quote and 48 characters on each side", unknown)
    print("anchors: " + line("", known["all"]) + " " + line("quote_only_", unknown["all"]))
    return 0


def line(prefix: str, tally: Counter[str]) -> str:
    """Figures of all kinds of edits, for programs."""
    figures = {name: str(tally[name]) for name in ("marks", "wrong", "changed", "astray")}
    if prefix:
        figures |= {name: str(tally[name]) for name in ("unsure", "among", "withdrawn")}
    else:
        figures["untouched_kept"] = share(tally["untouched kept"], tally["untouched"])
    return " ".join(f"{prefix}{name}={value}" for name, value in figures.items())


if __name__ == "__main__":
    sys.exit(main())
