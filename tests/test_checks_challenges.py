"""A challenge is warned about where nothing stands beside the claim, or nothing is asked; wordings say what they do."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.checks.challenges import lacking
from drafter.library import Library, Snippet
from drafter.problems import Placed
from tests.checking import CASE, Desk

_LIBRARY = Library()
_SHIPPED = [one for name in _LIBRARY.snippet_ids() if (one := _LIBRARY.snippet(Placed(name))) is not None]
_CHALLENGES = [one for one in _SHIPPED if one.kind == "challenge"]
_ANSWERS = {
    "date": "2025-01-02",
    "source": "reply",
    "passage": "contract.term",
    "text": "it is so",
    "words": "the list",
}


def _challenged(folder: Path, snippet: Snippet, more: str = "") -> set[str]:
    """The warnings about a challenge that is made of a shipped snippet and what else stands in it."""
    claims = iter(("no-cameras", "stressed"))
    answers = {
        name: next(claims) if one.type == "claim" else _ANSWERS[one.type] for name, one in snippet.params.items()
    }
    given = "".join(f"{name}: {answer}, " for name, answer in answers.items())
    case = CASE.replace("term: 21 years}", "term: 21 years}\n    passages: {term: It runs for 21 years.}")
    if "claim" not in snippet.params:
        more += "      - text: You said {{ quote(claim('no-cameras')) }}.\n"
    item = f"{{snippet: {snippet.id}, with: {{{given}}}}}"
    body = f"  - challenge: {{claim: no-cameras}}\n    body:\n      - {item}\n{more}"
    found = Desk(folder).findings("", body=body, case=case)
    assert "error" not in [one.severity for one in found], found
    return {one.code for one in found if one.code.startswith("claim-without")}


@pytest.mark.parametrize("snippet", _CHALLENGES, ids=lambda one: one.id)
def test_a_shipped_challenge_is_warned_about_only_for_what_its_gallery_says_it_wants(
    tmp_path: Path, snippet: Snippet
) -> None:
    beside = {
        "evidence or a principle": ("claim-without-evidence", "      - text: See {{ evidence('contract') }}.\n"),
        "a question": ("claim-without-query", "      - question: Is that so?\n"),
    }
    wanted = [beside[one] for one in lacking(snippet)]
    assert _challenged(tmp_path, snippet) == {code for code, _ in wanted}
    assert _challenged(tmp_path, snippet, "".join(more for _, more in wanted)) == set()


def test_what_shipped_challenges_want_beside_them() -> None:
    wants = {one.id.partition("/")[2]: lacking(one) for one in _CHALLENGES}
    assert wants["contradicted-by-own-words"] == wants["unsupported"] == ("a question",)
    assert wants["evasive"] == wants["welcomed-and-held-to"] == wants["accepted-with-condition"] == ()
    assert wants["impression-contradicted"] == ("evidence or a principle", "a question")


def test_a_claim_that_is_contested_with_nothing_is_warned_about_beside_one_that_needs_nothing(tmp_path: Path) -> None:
    contested = "      - {snippet: challenge/impression-contradicted, with: {claim: stressed, impression: it is so}}\n"
    unsupported = next(one for one in _CHALLENGES if one.id == "challenge/unsupported")
    assert "claim-without-evidence" in _challenged(tmp_path, unsupported, contested)
