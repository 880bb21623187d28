"""A small case and a letter about it, for tests of checks: a test gives the body and reads the findings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

from drafter.problems import Finding
from drafter.workshop import open_brief

CASE = """\
title: A matter
sender: {office: Office of Letters, signatory: smith}
parties:
  smith: {name: Ann Smith}
  jones: {name: Bo Jones, salutation: Mr Jones, organisation: Jones & Co}
sources:
  reply: {title: letter of 13 May 2025, known_as: latest letter, author: jones, date: 2025-05-13, file: reply.txt}
  award: {title: award notice, author: jones, date: 2025-01-20}
claims:
  no-cameras: {words: We have no cameras, source: reply, topic: cameras}
  stressed: {words: We have *no* cameras, source: reply, topic: cameras}
evidence:
  contract:
    title: contract notice
    source: award
    grade: reported
    facts: {reference: NC-2023-118, value: £412m, term: 21 years}
"""
REPLY = "We have no cameras. Nor have we ever sold one to the government, as your office is well aware.\n"


@dataclass(frozen=True)
class Desk:
    """Where a letter is written; gives the findings of one, except those of the codes that a test does not mean."""

    folder: Path

    def findings(self, text: str, *, body: str = "", head: str = "", case: str = CASE) -> list[Finding]:
        """The findings of a letter with a paragraph of free text; `body` is the body's YAML instead."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "case.yaml").write_text(case, encoding="utf-8")
        (self.folder / "reply.txt").write_text(REPLY, encoding="utf-8")
        items = body or f"  - text: |\n{indent(text, '      ')}\n"
        default = "date: 2025-06-02\nto: jones\nsubject: Cameras\n"
        keys = {line.partition(":")[0] for line in head.splitlines() if not line.startswith(" ")}
        kept = "".join(f"{line}\n" for line in default.splitlines() if line.partition(":")[0] not in keys)
        brief = self.folder / "letter.yaml"
        brief.write_text(f"{kept}{head}body:\n{items}", encoding="utf-8")
        return list(open_brief(brief).findings)

    def codes(self, text: str, *, body: str = "", head: str = "", case: str = CASE) -> list[str]:
        """The codes of those findings."""
        return [finding.code for finding in self.findings(text, body=body, head=head, case=case)]

    def one(self, code: str, text: str, *, body: str = "", head: str = "", case: str = CASE) -> Finding:
        """The only finding of a code, which knows its line."""
        found = self.findings(text, body=body, head=head, case=case)
        fitting = [finding for finding in found if finding.code == code]
        assert len(fitting) == 1, found
        assert fitting[0].place.line > 0
        assert fitting[0].advice
        return fitting[0]
