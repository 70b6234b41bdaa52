"""Every sentence about an error or a state, for both faces: codes come from the core, sentences stand here.

A test demands a sentence for every code, with exactly the facts that the core gives it. Sentences say what happened
and what to do next, without blame and without jargon.
"""

import re
from collections.abc import Mapping, Sequence

from reader.core.errors import Trouble
from reader.core.incoming import ImportPlan
from reader.core.marks import Verdict
from reader.core.quotes import QuoteCheck
from reader.core.references import read_reference
from reader.core.text import kind_name, language_name, printable

APP_NAME = "ICAT Field Reader"

SENTENCES = {
    "unknown_reference": "There is no “{reference}” in this library; a reference looks like ICAT-CFA-2021 para 14.",
    "unknown_document": "The document “{document}” is not in this library.",
    "unknown_role": "There is no role “{role}”; there are: {known}.",
    "unknown_publication": "No publication of the catalogue has “{value}” for --{option}; there are: {known}.",
    "unknown_term": "The thesaurus has no term with the words “{words}”.",
    "unknown_collection": "There is no collection “{name}” in your notes.",
    "unknown_checklist": "There is no checklist “{name}” in your notes; “icat-reader checklists” lists yours.",
    "checklist_gone": "This checklist is in your notes no more, so nothing was kept; make another one.",
    "nothing_to_export": "There are no marks to export yet, so no file was written.",
    "file_missing": "The file {path} does not exist.",
    "file_unreadable": "The file {path} cannot be read ({reason}).",
    "folder_missing": "The folder {path} does not exist.",
    "folder_unusable": "The folder {path} cannot hold your notes ({reason}); choose another one with --data-dir.",
    "notes_locked": "Another program is writing to your notes ({path}); nothing was changed, try again in a moment.",
    "notes_read_only": "Your notes can be read but not changed: {path} cannot be written.",
    "notes_newer": "Your notes were written by a newer version of this program, so they are open for reading only "
    "({path}).",
    "notes_in_use": "Your notes are open in another window or command ({path}); nothing was changed, close it and try "
    "again.",
    "backup_unknown": "There is no backup “{name}”; “icat-reader backups” lists those there are.",
    "backup_newer": "The backup “{name}” was made by a newer version of this program; nothing was changed.",
    "already_open": "The reader is already open with these notes ({folder}); use that window, or another --data-dir.",
    "import_other_documents": "{file} holds marks in documents that this library does not have: {titles}. "
    "Nothing was changed.",
    "empty_query": "Type something to search for.",
    "bad_day": "“{day}” is not a day; write it as in 2026-03-05.",
    "empty_quote": "Paste the words of the quote that is to be checked.",
    "quote_too_long": "This is too long for a quote; check at most {limit} characters at a time.",
    "no_display": "There is no display to open a window on; “make demo” draws the tour to pictures, "
    "and “icat-reader search WORDS” works in a terminal.",
    "import_unreadable": "Nothing was read from {path}: {reason}.",
    "import_too_large": "Nothing was read from {path}: it has more than {limit}.",
    "import_foreign": "Nothing was read from {path}: it is not a file of annotations.",
    "speech_module_missing": "Reading aloud is not part of this installation: it needs PySide6-Addons, the part of Qt "
    "that speaks.",
    "speech_engine_missing": "No speech of this computer answers; on Linux install speech-dispatcher, then try again.",
    "speech_voice_missing": "This computer has no voice for {language}; add one in its settings, then try again.",
    "speech_broke_off": "The voice broke off ({reason}); try again, or choose another one.",
    "pack_missing": "The library is missing from {folder} ({reason}); install the program again.",
    "pack_malformed": "The library cannot be read: {file} is damaged ({reason}); install the program again.",
    "document_unreadable": "The document {file} cannot be read ({reason}); the others are not affected.",
    "guidance_malformed": "In {file}, {entry} {reason}; all else is used.",
    "document_malformed": "The document {file} is not usable: {reason}; the others are not affected.",
    "notes_unusable": "Your notes at {path} are damaged and could not be set aside ({reason}); "
    "nothing was overwritten.",
    "notes_recovered": "Your notes were damaged: what could be read (marks: {saved}) is in a new notebook, "
    "and the damaged one is kept as {aside}; marks known to be missing: {missing}.",
    "notes_missing": "Your notes at {path} were missing, so what the newest backup holds (marks: {saved}) is in "
    "a new notebook.",
    "notes_cut_off": "The latest changes to your notes are damaged and could not be read: everything before them "
    "(marks: {saved}) is in a new notebook, and the damaged one is kept as {aside}.",
    "backup_damaged": "The backup “{name}” is damaged; nothing was changed, choose another one.",
    "write_failed": "Nothing was saved: {path} could not be written ({reason}).",
}

IN_MY_NOTES = "In my notes"

COLOURS = {
    "yellow": "Yellow",
    "green": "Green",
    "blue": "Blue",
    "pink": "Pink",
    "orange": "Orange",
    "purple": "Purple",
}

VERDICTS: dict[Verdict, str] = {
    "kept": "kept",
    "moved": "moved",
    "changed": "text changed",
    "unsure": "needs a look",
    "withdrawn": "withdrawn",
    "historical": "historical",
}
"""What became of a mark when the text of its document changed, in a word or two."""

SOMEBODY_ELSE = "somebody else"

BAD_SETTINGS = "Some settings were not usable and are back at their defaults: {names}."
SETTINGS_UNREADABLE = "The settings file could not be read, so all settings are at their defaults."
UNEXPECTED = "Something went wrong inside the reader; your notes are safe. Details: {details}"

FIELDS = {
    "type": "Kind of document",
    "year": "Year",
    "for": "Written for",
    "to": "Addressed to",
    "topic": "Topic",
    "sdg": "SDG target",
    "lang": "Language",
    "in": "Where to look",
    "marked": "Marked by me",
}
"""What can stand before a colon in a query, as it is called where there is room to say so."""

_READERS = {"ngo": "NGOs", "healthcare": "health care"}
_YEARS = re.compile(r"(\d{4})?(?:\.\.|-|–)(\d{4})?")


def sentence(trouble: Trouble) -> str:
    """The one sentence for what the core raised."""
    facts = {name: printable(str(value)) for name, value in trouble.facts.items()}
    return SENTENCES[trouble.code].format(**facts)


def bad_settings(names: tuple[str, ...]) -> str:
    return SETTINGS_UNREADABLE if names == ("file",) else BAD_SETTINGS.format(names=", ".join(names))


def document_type(name: str) -> str:
    return kind_name(name)


def language(code: str) -> str:
    """The name of a language by its code (BCP 47); a code that is not known stays what it is."""
    return language_name(code)


def facet_value(field: str, value: str) -> str:
    """A value of a filter, where the filter's name stands above it."""
    match field:
        case "type":
            return document_type(value.replace(" ", "_"))
        case "lang":
            return language(value)
        case "for":
            return _READERS.get(value, f"{value}s" if value.endswith(("er", "or", "ist")) else value)
        case "year" if match := _YEARS.fullmatch(value):
            first, last = match.groups()
            return f"{first}–{last}" if first and last else f"since {first}" if first else f"until {last or value}"
        case "topic":
            return value[:1].upper() + value[1:]
        case "marked":
            return FIELDS["marked"]
        case "in":
            return "in my notes"
    return value


def facet(field: str, value: str, negated: bool = False) -> str:
    """A filter on its own, as on a chip: "Statement", "For labour inspectors", "In French"."""
    before = {"for": "For ", "to": "To ", "sdg": "SDG ", "lang": "In "}.get(field, "")
    named = before + facet_value(field, value)
    return ("Not: " if negated else "") + named[:1].upper() + named[1:]


def to_whom(addressees: Sequence[str]) -> str:
    """ "To: States; ICAT members": to whom the recommendations in a passage are addressed; empty where to nobody."""
    return f"To: {'; '.join(addressees)}" if addressees else ""


def results(total: int, documents: int, in_notes: int = 0) -> str:
    """How many results there are, and where: "128 results in 4 documents, 2 in my notes"."""
    if in_notes and not total:
        return f"{count_of(in_notes, 'result')} in my notes"
    where = f" in {count_of(documents, 'document')}" if total else ""
    return f"{count_of(total, 'result')}{where}" + (f", {in_notes:,} in my notes" if in_notes else "")


def more(number: int, what: str) -> str:
    """The row that shows more: of the "hits" in a document, the "documents", or my "notes"."""
    if what == "documents":
        return f"{number:,} more document{'' if number == 1 else 's'}"
    return f"{number:,} more in " + {"hits": "this document", "notes": "my notes"}[what]


def nothing_passes(total: int) -> str:
    """When all results there are were filtered away."""
    return f"Nothing passes these filters; {count_of(total, 'result')} without them."


def searched(passages: int, documents: int, without_text: int = 0, waiting: int = 0) -> str:
    """The line under every result list: what was looked through, and what could not be."""
    line = f"Searched {passages:,} passages in {documents:,} documents; {without_text} without text."
    return f"{line} Not yet searchable: {waiting:,} more documents." if waiting else line


def ready(passages: int, documents: int) -> str:
    return f"Ready: {passages:,} passages in {documents:,} documents."


def preparing(done: int, total: int) -> str:
    """How far the index has come."""
    return f"Preparing the search: {done:,} of {total:,} passages."


def unknown_filter(field: str, value: str) -> str:
    """For a filter that nothing in the library can pass."""
    return f"Nothing in the library is “{field}:{value}”."


def verdict(answered: bool, hits: bool, titles: list[str]) -> list[str]:
    """What is said above the results when the library does not treat what was asked; nothing when it does."""
    if answered:
        return []
    lines = ["The library does not treat this." + (" The nearest passages follow." if hits else "")]
    if titles:
        lines += ["ICAT has published on it (not in this library):", *(f"  {title}" for title in titles)]
    return lines


def also_searching(expansions: tuple[tuple[str, str], ...], asked: bool, meant: bool = False) -> str:
    """The line that says what was searched besides what was typed; empty when nothing was.

    `asked`: some passages were found only by the questions that they answer, which are ours; `meant`: some only because
    they mean something alike.
    """
    found = [word for _, word in expansions]
    found += ["this project’s own questions (not ICAT’s)"] * asked + ["passages of like meaning"] * meant
    return f"Also searching: {', '.join(dict.fromkeys(found))}." if found else ""


def did_you_mean(suggestion: str, total: int) -> str:
    """The mended query, and what it would bring."""
    return f"Did you mean “{suggestion}”? ({count_of(total, 'result')})"


def count_of(number: int, what: str) -> str:
    """ "1 result", "2,000 results"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def missing(typed: tuple[str, ...]) -> str:
    """Which words of a query occur nowhere; empty when all do."""
    return f"Nowhere in the library: {', '.join(f'“{word}”' for word in typed)}." if typed else ""


def reading_minutes(words: int) -> str:
    """Reading time at 220 words a minute, the pace of non-fiction in English (Brysbaert 2019: 238), rounded up."""
    return f"{max(1, -(-words // 220))} min"


def quote_verdict(found: QuoteCheck) -> str:
    """What became of a quote that was checked, in one or two sentences."""
    where = found.places[0].reference if len(found.places) == 1 else f"{len(found.places):,} passages"
    if found.verdict == "absent":
        return "Not in this library: no passage comes near these words."
    if found.verdict == "altered":
        nearest = f"The passage it comes nearest to is {found.places[0].reference}"
        return f"Altered: these are not the exact words. {nearest}{', among others' * (len(found.places) > 1)}."
    but = " Only typography differs: quotation marks, dashes, spaces or hyphens." * found.typographic
    but += " What the quote shows as left out or put in was not compared." * found.marked
    return f"Exact: these are the words of {where}.{but}"


EXPLANATIONS: dict[Verdict, str] = {
    "kept": "The same words are at the same place.",
    "moved": "The same words are at another place of the document now.",
    "changed": "The passage has other words now. Accept puts the mark on the new words.",
    "unsure": "It cannot be told for certain where this mark belongs now.",
    "withdrawn": "The passage is no longer in the text. Its words are kept with the mark.",
    "historical": "The mark is kept with the words that it had.",
}
"""And what that means for what the user may do."""

_COUNTED: dict[Verdict, str] = {
    "kept": "{n} kept",
    "moved": "{n} moved",
    "changed": "{n} with changed text",
    "unsure": "{n} to look at",
    "withdrawn": "{n} withdrawn",
}


def verdict_counts(counts: Mapping[Verdict, int]) -> str:
    """ "14 marks kept, 2 moved, 1 with changed text"; the first of them says what is counted."""
    there = [name for name in _COUNTED if counts.get(name)]
    parts = [_COUNTED[name].format(n=f"{counts[name]:,}") for name in there]
    number, rest = parts[0].split(" ", 1)
    return ", ".join([f"{number} mark{'' if counts[there[0]] == 1 else 's'} {rest}", *parts[1:]])


def texts_changed(titles: Sequence[str], counts: Mapping[Verdict, int]) -> str:
    """What a new edition did to the marks, in a sentence."""
    what = f"The text of {titles[0]} has" if len(titles) == 1 else f"The texts of {len(titles):,} documents have"
    return f"{what} changed: {verdict_counts(counts)}."


def looks_like_reference(text: str) -> bool:
    """Whether what was typed is meant as a reference, such as "ICAT-CFA-2021 para 14", or a citation with one."""
    found = read_reference(text)
    return found is not None and found.certain


def import_plan(plan: ImportPlan) -> list[str]:
    """What bringing a file in would do, line by line."""
    left_out = sum(count for _, count in plan.incoming.left_out)
    parts = (
        (len(plan.new), "{n} new"),
        (len(plan.changed), "{n} changed there"),
        (len(plan.conflicts), "{n} changed here and there"),
        (plan.same, "{n} here already"),
        (len(plan.without_place), "{n} without a certain place"),
        (left_out, "{n} left out, which are not about words"),
        (len(plan.new_collections), "{n} briefings"),
        (len(plan.new_checklists), "{n} checklists"),
    )
    said = " · ".join(text.format(n=f"{count:,}") for count, text in parts if count)
    lines = ["Nothing in this file is new."] if plan.does_nothing else []
    lines += [f"Marks: {said}."] if said else []
    titles = [printable(title or name) for name, title in plan.unknown_documents]
    return lines + ([f"Not in this library: {'; '.join(titles)}."] if titles else [])
