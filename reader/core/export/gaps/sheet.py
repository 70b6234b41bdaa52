"""How a gap table looks on a page and on paper: wide, quiet lines, the words of the texts in a serif.

Grounds under states are a help only: sign and word say the same. They are those of the marks, on which text has a
contrast of more than 6:1 in both themes.
"""

from reader.core.export.sheet import BASE, LIGHT, NOTE
from reader.core.marks import State

GROUNDS: dict[State | None, str] = {
    "done": LIGHT["green"][0],
    "partly": LIGHT["yellow"][0],
    "not_yet": LIGHT["orange"][0],
}
"""What is painted under a state on white paper, as "#rrggbb"."""

STYLE = (
    BASE
    + NOTE
    + """
main { max-width: 84rem; }
.about { font-size: 1rem; }
.notice { max-width: 60rem; margin: .8rem 0 0; color: var(--muted); font-size: .875rem; }
.about + .notice { margin-top: 1.2rem; }
.notice + .notice { margin-top: .2rem; }
h2 { margin: 3rem 0 0; padding-top: 1.4rem; }
.wide { overflow-x: auto; margin: 0 0 2rem; }
.wide:focus { outline: 2px solid var(--accent); outline-offset: 4px; }
table { width: 100%; min-width: 60rem; table-layout: fixed; border-collapse: collapse; font-size: .875rem;
  line-height: 1.5; }
caption { text-align: start; padding: 1.4rem 0 .8rem; }
caption h3 { margin: 0 0 .2rem; }
caption p { margin: 0; color: var(--muted); }
th, td { text-align: start; vertical-align: top; padding: .7rem 1.2rem .7rem 0; overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-inline-end: 0; }
thead th { padding-block: .3rem; color: var(--muted); font-size: .8125rem; font-weight: 600; vertical-align: bottom;
  border-bottom: 1px solid var(--muted); }
tbody tr { border-bottom: 1px solid var(--soft); }
tbody th { font-weight: 600; }
tbody th a { font-weight: 400; color: var(--accent); white-space: nowrap; }
th.reference { width: 13%; } th.addressed { width: 14%; } th.words { width: 33%; } th.state { width: 11%; }
th.evidence { width: 19%; } th.date { width: 10%; }
.said { font: 1rem/1.5 "Source Serif 4", Georgia, "Noto Serif", "Times New Roman", serif; }
.remark { margin: .4rem 0 0; color: var(--muted); font-size: .8125rem; }
.remark + .said { color: var(--muted); font-size: .9rem; }
.state i { font-style: normal; }
.state span { display: inline-block; padding: .1rem .5rem; border: 1px solid var(--soft); border-radius: .3rem; }
.done span { background: var(--green); border-color: transparent; }
.partly span { background: var(--yellow); border-color: transparent; }
.not_yet span { background: var(--orange); border-color: transparent; }
.text { margin: 0; }
.text > :last-child { margin-bottom: 0; }
ol { padding-inline-start: 1.6rem; font-size: .875rem; line-height: 1.6; overflow-wrap: anywhere; }
li:target { background: var(--yellow); }
@page { size: A4 landscape; margin: 15mm; }
@media print {
  :root { --page: #fff; --ink: #000; --muted: #333; --soft: #bbb; }
  body { font-size: 9pt; }
  main { max-width: none; padding: 0; }
  .wide { overflow: visible; margin: 0; }
  table { min-width: 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  .state i { font-style: normal; }
.state span { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .text a[href]::after { content: " (" attr(href) ")"; }
}
"""
)
