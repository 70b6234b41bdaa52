"""How the HTML export looks, and the little script that searches in it.

The typography of the reader: a serif for what is quoted, the system's sans for the rest, three grounds, one accent.
Each colour has its own line under the quote, so that they can be told apart where there is no colour: on a grey
printer, or by a reader who does not see the difference.
"""

from reader.core.marks import Mark

_LINES = {
    "yellow": "solid 1px", "green": "dashed 1px", "blue": "dotted 2px",
    "pink": "double 1px", "orange": "wavy 1px", "purple": "solid 3px",
}  # fmt: skip
LIGHT = {
    "yellow": ("#fff0b0", "#c99a14"), "green": ("#d3f0cf", "#3f9142"), "blue": ("#d3e6fb", "#3578c4"),
    "pink": ("#fbd9e6", "#c2467f"), "orange": ("#ffe0bd", "#cf6f16"), "purple": ("#e6dcf8", "#7d55c7"),
}  # fmt: skip
_DARK = {
    "yellow": ("#54430f", "#c9a23a"), "green": ("#22452a", "#58a765"), "blue": ("#1f3f5e", "#5a9ada"),
    "pink": ("#562839", "#d1709a"), "orange": ("#5a3717", "#db8a45"), "purple": ("#3e305e", "#a184dc"),
}  # fmt: skip


def ground(mark: Mark) -> str:
    """What is painted under a marked passage on white paper, as "#rrggbb"; nothing under a bookmark."""
    return "" if mark.kind == "bookmark" else LIGHT[mark.colour][0]


def _variables(colours: dict[str, tuple[str, str]]) -> str:
    return " ".join(f"--{name}: {ground}; --{name}-line: {line};" for name, (ground, line) in colours.items())


BASE = (
    f"""
:root {{ color-scheme: light dark; --page: #fffefb; --ink: #23211c; --muted: #635e53; --soft: #e4e0d5;
  --accent: #0f5c66; {_variables(LIGHT)} }}
@media screen and (prefers-color-scheme: dark) {{
  :root {{ --page: #202124; --ink: #dcd9d0; --muted: #b0aca1; --soft: #303237; --accent: #7cc4cc; {_variables(_DARK)} }}
}}
"""
    + """
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 3rem 1.25rem 5rem; }
h1, h2, h3 { line-height: 1.25; font-weight: 600; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; margin: 0 0 .4rem; }
h2 { font-size: 1.4rem; margin: 3.2rem 0 .3rem; padding-top: 1.6rem; border-top: 1px solid var(--soft); }
h3 { font-size: .95rem; margin: 2.2rem 0 .8rem; color: var(--accent); }
.about, .source, .by, .found { color: var(--muted); font-size: .875rem; margin: 0; overflow-wrap: anywhere; }
"""
)
"""What every page has: colours, headings, small print."""

NOTE = """\
.text { margin: 0 0 .5rem; overflow-wrap: anywhere; white-space: pre-line; }
.text p, .text h4, .text ul, .text ol, .text pre { margin: 0 0 .5rem; }
.text ul, .text ol { white-space: normal; padding-inline-start: 1.5rem; }
.text li { white-space: pre-line; }
.text h4 { font-size: 1rem; }
.text blockquote { padding-inline-start: .8rem; border-inline-start: 2px solid var(--soft); color: var(--muted); }
.text code { font-family: ui-monospace, Consolas, monospace; font-size: .9em; }
.text pre { overflow-x: auto; padding: .6rem .8rem; border: 1px solid var(--soft); border-radius: .4rem; }
.text a { color: var(--accent); }
"""
"""What a note is made of, in an element of class "text"."""

STYLE = (
    BASE
    + """\
.find { position: sticky; top: 0; padding: .8rem 0; margin-top: 1.2rem; background: var(--page); }
.find input { width: 100%; padding: .55rem .8rem; font: inherit; color: inherit; background: transparent;
  border: 1px solid var(--muted); border-radius: .5rem; }
.find input:focus { outline: 2px solid var(--accent); outline-offset: 1px; }
article { margin: 1.6rem 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line, var(--soft)); }
blockquote { margin: 0 0 .5rem; }
blockquote p { margin: 0; font: 1.15rem/1.6 "Source Serif 4", Georgia, "Noto Serif", "Times New Roman", serif;
  overflow-wrap: anywhere; white-space: pre-line; }
blockquote mark { color: inherit; background: var(--ground, transparent); padding: .08em 0;
  -webkit-box-decoration-break: clone; box-decoration-break: clone;
  text-decoration: underline var(--line, transparent); text-underline-offset: .2em; }
"""
    + NOTE
    + """\
.by .tag { border: 1px solid var(--soft); border-radius: .8rem; padding: 0 .5em; }
.by .verdict { color: var(--ink); font-weight: 600; }
.own { margin: 1.6rem 0; }
[hidden] { display: none !important; }
@media print {
  :root { --page: #fff; --ink: #000; --muted: #333; --soft: #bbb; }
  main { max-width: none; padding: 0; }
  .find { display: none; }
  article, h2, h3 { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  blockquote mark { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  a[href]::after { content: " (" attr(href) ")"; }
}
"""
    + "".join(
        f".{name} {{ --ground: var(--{name}); --line: var(--{name}-line); }}\n"
        f".{name} blockquote mark {{ text-decoration-style: {line.split()[0]};"
        f" text-decoration-thickness: {line.split()[1]}; }}\n"
        for name, line in _LINES.items()
    )
    + ".bookmark blockquote mark { background: transparent; text-decoration: none; }\n"
)

SCRIPT = """
(function () {
  "use strict";
  function fold(text) {
    return text.normalize("NFKD").replace(/[\\u0300-\\u036f\\u064b-\\u065f\\u0640]/g, "").toLowerCase();
  }
  var all = Array.prototype.map.call(document.querySelectorAll("article, .own"), function (element) {
    return { element: element, text: fold(element.textContent) };
  });
  var groups = document.querySelectorAll("section");
  var box = document.createElement("div"), field = document.createElement("input"), found = document.createElement("p");
  box.className = "find";
  field.type = "search";
  field.placeholder = "Find in these notes";
  field.setAttribute("aria-label", field.placeholder);
  found.className = "found";
  found.setAttribute("role", "status");
  box.append(field, found);
  document.querySelector("header").after(box);
  field.addEventListener("input", function () {
    var words = fold(field.value).split(/\\s+/).filter(Boolean), count = 0;
    all.forEach(function (each) {
      var fits = words.every(function (word) { return each.text.indexOf(word) >= 0; });
      each.element.hidden = !fits;
      count += fits ? 1 : 0;
    });
    groups.forEach(function (group) {
      group.hidden = words.length > 0 && !group.querySelector("article:not([hidden]), .own:not([hidden])");
    });
    found.textContent = words.length ? count + " of " + all.length : "";
  });
})();
"""
