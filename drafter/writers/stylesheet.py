"""How the HTML letter looks: a sheet on the screen, A4 on paper. Text contrast is 7:1 or better (WCAG 2.2, 1.4.6)."""

from __future__ import annotations

from typing import Final

STYLESHEET: Final = """
@counter-style letter-in-brackets { system: extends lower-alpha; prefix: "("; suffix: ") "; }
@counter-style roman-in-brackets { system: extends lower-roman; prefix: "("; suffix: ") "; }
@page { size: A4; margin: 22mm 25mm;
  @bottom-center { content: counter(page) " / " counter(pages); font: 9pt Arial, sans-serif; } }
@page :first { @bottom-center { content: none; } }
*, *::before, *::after { box-sizing: border-box; }
html { background: #eef0f2; color: #111; font: 1.0625rem/1.5 Arial, "Liberation Sans", Helvetica, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 4rem 4.5rem 4.5rem; background: #fff;
  border: 1px solid #d5d9dd; overflow-wrap: break-word; }
p, h1, h2, h3, h4, h5, h6, ol, ul, blockquote, address, table { margin: 0 0 1em; }
address { font-style: normal; }
header { margin-bottom: 2.75em; padding-bottom: 1.25em; border-bottom: 1px solid #1f3a5f; }
header p, header address { margin: 0 0 .75em; }
header > :last-child { margin-bottom: 0; }
header .office { color: #1f3a5f; font-weight: bold; font-size: 1.125em; line-height: 1.3; }
header address { font-size: .9375em; }
.marking { font-weight: bold; }
.date, .addressee, .delivery, .our-ref, .your-ref, .copies, .enclosures { text-align: start; }
.our-ref + .your-ref { margin-top: -1em; }
.salutation { margin-top: 2em; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; break-after: avoid; }
h1 { font-size: 1.0625em; }
h2 { margin-top: 1.75em; font-size: 1.0625em; }
h3 { margin-top: 1.5em; font-size: 1em; }
h4, h5, h6 { margin-top: 1.25em; font-size: 1em; font-weight: normal; font-style: italic; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }
ol, ul { padding-inline-start: 2.5em; }
li { margin-bottom: .35em; padding-inline-start: .25em; }
li > p { margin-bottom: .6em; }
li > ol, li > ul { margin-top: .35em; margin-bottom: .35em; }
ol[type="a"] { list-style-type: letter-in-brackets; }
ol[type="i"] { list-style-type: roman-in-brackets; }
ul.unmarked { list-style: none; }
ol.questions > li { margin-bottom: 1em; }
.numbered { position: relative; padding-inline-start: 2.75em; }
.continued { padding-inline-start: 2.75em; }
.numbered > .number { position: absolute; inset-inline-start: 0; }
blockquote { margin-inline: 2.5em; }
table { width: 100%; border-collapse: collapse; font-size: .9375em; }
th, td { padding: .4em .6em; border: 1px solid #8a939c; text-align: start; vertical-align: top; }
caption { padding-bottom: .4em; font-weight: bold; text-align: start; }
th { background: #f1f3f5; }
tr { break-inside: avoid; }
a { color: #1a4480; text-underline-offset: .15em; }
a:focus-visible { outline: 3px solid #1f3a5f; outline-offset: 2px; }
sup { font-size: .75em; line-height: 0; }
sup a { padding: 0 .15em; }
.closing { margin-top: 2em; break-after: avoid; }
.signatory { margin: 0 0 1.5em; break-inside: avoid; }
.signatory img { display: block; width: auto; height: auto; max-width: 70mm; max-height: 20mm; margin-bottom: .5em; }
.signatory p { margin: 0; }
.signatory .unsigned { padding-top: 3.5em; }
.label { font-weight: bold; }
.copies, .enclosures { font-size: .9375em; }
.annex { margin-top: 4rem; padding-top: 1.5rem; border-top: 1px solid #8a939c; }
.annex > h2 { margin-top: 0; }
.notes { margin-top: 3em; padding-top: 1em; border-top: 1px solid #8a939c; font-size: .875em; }
.notes h2 { margin-top: 0; font-size: 1em; }
.notes ol { padding: 0; list-style: none; }
.notes li { position: relative; padding-inline-start: 2em; }
.notes li > .back { position: absolute; inset-inline-start: 0; min-width: 1.5em; }
p { orphans: 2; widows: 2; }
@media (max-width: 48rem) {
  body { margin: 0; padding: 1.5rem 1.25rem 2.5rem; border: 0; }
  blockquote { margin-inline: 1.25em; }
  ol, ul { padding-inline-start: 2em; }
}
@media print {
  html { background: none; font-size: 11pt; line-height: 1.4; }
  body { max-width: none; margin: 0; padding: 0; border: 0; }
  a { color: inherit; }
  sup a, .notes .back { text-decoration: none; }
  .annex { margin-top: 0; padding-top: 0; border: 0; break-before: page; }
}
"""
