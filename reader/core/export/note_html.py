"""A note's blocks as HTML of a few known tags. Every character of the note is escaped; the tags are ours."""

from html import escape

from reader.core.export.rich import Block, Run, blocks
from reader.core.export.telling import direction

_LIST = {"bullet": "ul", "number": "ol"}
_TAGS = {"paragraph": "p", "heading": "h4"}


def note_html(text: str, line_break: str = "\n") -> str:
    """A note as paragraphs, lists, quotes and code, each with its direction. `line_break` stands where a line of the
    note ends: nothing but "\\n" where the style sheet keeps lines, "<br>" elsewhere."""
    lines: list[str] = []
    opened: list[str] = []  # the lists that are open, outermost first
    for block in blocks(text):
        tag = _LIST.get(block.kind)
        depth = min(block.depth, len(opened)) + 1 if tag else 0
        while len(opened) > depth or (opened and len(opened) == depth and opened[-1] != tag):
            lines.append(f"</li></{opened.pop()}>")
        content = "".join(_run(run) for run in block.runs)
        if block.kind != "code":
            content = content.replace("\n", line_break)
        way = direction("".join(run.text for run in block.runs))
        if tag is None:
            lines.append(_alone(block, content, way))
            continue
        if len(opened) < depth:
            start = f' start="{int(block.number[:-1])}"' if block.kind == "number" else ""
            lines.append(f"<{tag}{start}>")
            opened.append(tag)
        else:
            lines.append("</li>")
        lines.append(f'<li dir="{way}">{content}')
    lines += [f"</li></{tag}>" for tag in reversed(opened)]
    return "".join(lines)


def _alone(block: Block, content: str, way: str) -> str:
    if block.kind == "code":
        return f'<pre dir="ltr">{content}</pre>'
    if block.kind == "quote":
        return f'<blockquote dir="{way}">{content}</blockquote>'
    tag = _TAGS[block.kind]
    return f'<{tag} dir="{way}">{content}</{tag}>'


def _run(run: Run) -> str:
    said = escape(run.text, quote=True)
    if run.code:
        said = f"<code>{said}</code>"
    if run.italic:
        said = f"<em>{said}</em>"
    if run.bold:
        said = f"<strong>{said}</strong>"
    return f'<a href="{escape(run.link, quote=True)}" rel="noreferrer noopener">{said}</a>' if run.link else said
