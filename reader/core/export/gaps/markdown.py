"""A gap table as Markdown with tables (GitHub Flavored Markdown, section 4.10).

A cell is one line in which only inline mark-up counts, and a bare "|" ends it even in code; one with a backslash in
front does not, and the backslash is taken away before anything else is read. So every "|" gets one, last of all.
Emphasis of the user's is written as tags: asterisks are not emphasis beside every character, tags are.
"""

import re

from reader.core.export.gaps.telling import (
    EARLIER,
    HEADS,
    SIGNS,
    about,
    addressed,
    earlier,
    notices,
    opened,
    progress,
    remarks,
    sources,
    state,
    words,
)
from reader.core.export.markdown import escape
from reader.core.export.rich import Block, Run, blocks
from reader.core.gaps import GapRow, GapTable
from reader.core.text import long_date

_PIPE = r"\|"


def write(table: GapTable) -> bytes:
    """The whole file, UTF-8 with "\\n" line ends."""
    numbers = sources(table)
    lines = [f"# {escape(table.name)}", "", " · ".join(map(escape, about(table))), ""]
    for notice in notices(table):
        lines += [escape(notice), ""]
    for document, section in opened(table):
        lines += [f"## {escape(document)}", ""] if document else []
        lines += [f"### {escape(section.section)}", ""] if section.section.strip() else []
        lines += [f"{progress(section.rows)}.", "", _line(HEADS), _line(("---",) * len(HEADS))]
        lines += [_line(_cells(row, numbers)) for row in section.rows]
        lines.append("")
    if numbers:
        lines += ["## Sources", "", *(f"{number}. {escape(cited)}" for cited, number in numbers.items())]
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "replace")


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', _PIPE) for cell in cells)} |"


def _cells(row: GapRow, numbers: dict[str, int]) -> tuple[str, ...]:
    number = rf" \[{numbers[row.citation]}\]" if row.citation in numbers else ""
    said = [_lines(words(row)), *(f"<em>{escape(remark)}</em>" for remark in remarks(row))]
    if before := earlier(row):
        said += [f"<em>{EARLIER}</em>", _lines(before)]
    return (
        escape(row.reference) + number,
        escape(addressed(row)),
        "<br>".join(said),
        f"{SIGNS[row.state]} {state(row)}",
        "<br>".join(map(_block, blocks(row.evidence))),
        escape(long_date(row.date)),
    )


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


def _block(block: Block) -> str:
    before = {"bullet": "• ", "number": f"{escape(block.number)} ", "quote": "› "}.get(block.kind, "")
    said = "".join(map(_run, block.runs))
    return "&nbsp;&nbsp;" * block.depth + before + (f"<strong>{said}</strong>" if block.kind == "heading" else said)


def _run(run: Run) -> str:
    said = "<br>".join(_piece(line) for line in run.text.split("\n"))
    for tag, meant in (("code", run.code), ("em", run.italic), ("strong", run.bold)):
        said = f"<{tag}>{said}</{tag}>" if meant else said
    link = run.link.replace("&", "&amp;").replace("\\", "%5C").replace("`", "%60")
    return f"[{said}]({link})" if link else said


def _piece(line: str) -> str:
    """A piece of a line keeps a space at its ends, since other pieces stand beside it; and a "!" at its end would make
    a picture of a link that follows."""
    said = re.sub(r"!$", r"\!", escape(line))
    return f"{' ' * line[:1].isspace()}{said}{' ' * line[-1:].isspace()}" if said else line[:1]
