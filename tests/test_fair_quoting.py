"""Words that a quotation leaves out are looked at: a denial, a condition, the end of a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_width import CASE, opened

HELD = "The council has no part in it. We were not told, and it was done only after an order. It paid. Others did."


@pytest.mark.parametrize(
    ("words", "codes", "shown"),
    [
        ("The council has ... part in it", ["ellipsis-turns"], "leaves out “no”"),
        ("The council has [a] part in it", ["ellipsis-turns"], "leaves out “no”"),
        ("We were ... told", ["ellipsis-turns"], "'not'"),
        ("it was done … after an order", ["ellipsis-turns"], "'only'"),
        ("The council has no part in it … it was done only after an order", ["ellipsis-turns", "ellipsis-joins"], ""),
        ("after an order … others did", ["ellipsis-joins"], "joins two sentences"),
        ("after an order. … Others did", [], ""),
        ("The council … in it", ["ellipsis-turns"], ""),
        ("it was done only after … order", [], ""),
        ("it was done only after [the] order", [], ""),
    ],
)
def test_what_is_left_out_is_shown(tmp_path: Path, words: str, codes: list[str], shown: str) -> None:
    case = CASE.replace("{words: Every lift is safe., source: report}", f"{{words: '{words}', source: held}}")
    case = case.replace("sources:\n", "sources:\n  held: {title: Held, file: held.txt}\n")
    (tmp_path / "held.txt").write_text(HELD, encoding="utf-8")
    made = opened(tmp_path, '  - text: You wrote {{ quote(claim("safe")) }}.\n', case=case)
    assert [finding.code for finding in made.findings] == codes
    assert shown in " ".join(finding.message for finding in made.findings)
