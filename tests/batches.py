"""A small case, brief and table for the tests of batches."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from tests.command import run

CASE = """\
title: Drains
sender: {office: Drains Office, signatory: me, country: GB}
parties:
  me: {name: Anna Officer, role: Commissioner}
  acme: {name: Acme Works, pronoun: it}
sources:
  register: {title: Register of contracts}
evidence:
  north:
    title: Contract for the northern drains
    source: register
    facts: {reference: NX-2201-77, supplier: {party: acme}}
  south:
    title: Contract for the southern drains
    source: register
    facts: {reference: SX-9914-02}
"""
BRIEF = """\
date: 2024-05-06
subject: Drains
body:
  - text: We write to {{ to[0].name }} about the drains.
  - snippet: paragraph/remark
    with: {words: nothing, remark: nothing}
  - question: How many drains have you?
    name: many
  - question: Who cleans them?
    name: who
"""
SNIPPET = """\
---
title: A remark
kind: paragraph
params:
  words: {type: words, ask: Which words?}
  remark: {type: text, ask: Which remark?}
  contract: {type: evidence, ask: Which contract?, optional: true}
---
We were told {{ words }}. {{ remark }}{% if contract %} It is {{ contract.reference }}.{% endif %}
"""
HEADERS = ("to.name", "to.organisation", "to.address", "your_ref", "words", "remark", "contract")


def folder(at: Path, brief: str = BRIEF) -> Path:
    """A folder with the case, its snippet and the brief; gives the brief."""
    (at / "snippets" / "paragraph").mkdir(parents=True)
    (at / "case.yaml").write_text(CASE, encoding="utf-8")
    (at / "snippets" / "paragraph" / "remark.md").write_text(SNIPPET, encoding="utf-8")
    (at / "brief.yaml").write_text(brief, encoding="utf-8")
    return at / "brief.yaml"


def row(number: int, **changed: str) -> tuple[str, ...]:
    """The cells of a recipient, all different from those of any other number."""
    cells = {
        "to.name": f"Person{number} Family{number}",
        "to.organisation": f"Firm {number} Ltd",
        "to.address": f"{number} High Street; AB{number} {number}CD",
        "your_ref": f"YR/{number:05}",
        "words": f"that all is well at site {number}",
        "remark": "It rained.",
        "contract": "",
    }
    cells |= {name.replace("__", "."): value for name, value in changed.items()}
    return tuple(cells[name] for name in HEADERS)


def table(path: Path, *rows: tuple[str, ...]) -> Path:
    """Write rows as CSV below the usual headers."""
    import csv

    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADERS, *rows))
    return path


def files(at: Path) -> dict[str, bytes]:
    """The files of a folder by name, with what they hold."""
    return {path.name: path.read_bytes() for path in sorted(at.iterdir())}


def single(at: Path, cells: dict[str, str], out: Path, ending: str) -> bytes:
    """The letter that `drafter build` makes of the values of a row."""
    plan = yaml.safe_load(BRIEF)
    case = yaml.safe_load((at.parent / "case.yaml").read_text(encoding="utf-8"))
    case["parties"]["recipient"] = {
        "name": cells["to.name"],
        "organisation": cells["to.organisation"],
        "address": cells["to.address"].split("; "),
    }
    plan |= {"to": "recipient", "date": str(plan["date"]), "your_ref": cells["your_ref"]}
    plan["body"][1]["with"] = {"words": cells["words"], "remark": "It rained."}
    folder(at)
    (at / "case.yaml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
    (at / "brief.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    done = run("build", at / "brief.yaml", "-o", out.with_suffix(f".{ending}"))
    assert done.code == 0, done.err
    return out.with_suffix(f".{ending}").read_bytes()


def low(findings: str) -> str:
    """Findings with the words that they quote from a letter in small letters and without marks."""
    quoted = re.compile(r"(?<=says )'([^'\n]*)'")
    return quoted.sub(lambda said: "'" + " ".join(re.findall(r"[^\W_]+", said[1].casefold())) + "'", findings)
