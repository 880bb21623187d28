"""Writes docs/snippet-gallery.md: every shipped snippet, filled in for two invented matters.

`python tools/gallery.py` brings it up to date; tests/test_snippet_library.py fails where it is stale.
"""

# A script, in no package.

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from drafter.checks.challenges import lacking
from drafter.library import KINDS, Library, Snippet
from drafter.problems import Placed
from drafter.snippet_samples import Matter, filled, matters

PAGE: Final = Path(__file__).parent.parent / "docs" / "snippet-gallery.md"
HEADINGS: Final = {
    "opening": "Openings",
    "challenge": "Challenges",
    "evidence": "Evidence",
    "principle": "Principles",
    "query": "Queries",
    "list": "Lists",
    "paragraph": "Paragraphs",
    "closing": "Closings",
}
IN_ALL_VOICES: Final = "opening/no-reply"
INTRODUCTION: Final = """\
# Gallery of snippets

<!-- Made by tools/gallery.py: do not edit. -->

The snippets that are shipped, each filled in for two invented matters:
{matters}. The first is written in the voice
{first}, the second in the voice {second}; every snippet is right in the voice of the office, too. Where a parameter is
optional, the examples give it. `drafter snippets show ID` shows one with its parameters; how to write your own is told
in [Snippets](snippets.md).
"""


def gallery() -> str:
    """The whole page."""
    library, samples = Library(), matters()
    names = " and ".join(f"“{matter.title}”" for matter in samples)
    voices = [matter.read.sender.voice for matter in samples]
    snippets = [one for name in library.snippet_ids() if (one := library.snippet(Placed(name))) is not None]
    parts = [INTRODUCTION.format(matters=names, first=f"“{voices[0]}”", second=f"“{voices[1]}”")]
    parts += _voices(next(one for one in snippets if one.id == IN_ALL_VOICES), samples[1], library)
    for kind in KINDS:
        parts.append(f"## {HEADINGS[kind]}\n")
        for snippet in snippets:
            if snippet.kind == kind:
                parts += _shown(snippet, samples, library)
    return "\n".join(parts)


def _voices(snippet: Snippet, matter: Matter, library: Library) -> Iterator[str]:
    yield f"One wording serves all three voices. This is `{snippet.id}` as I, as we and as the office:\n"
    for voice in ("I", "we", "office"):
        yield _block(filled(snippet, matter, library, voice=voice).text)


def _shown(snippet: Snippet, samples: tuple[Matter, ...], library: Library) -> Iterator[str]:
    beside = " and ".join(lacking(snippet)) if snippet.kind == "challenge" else ""
    follows = f" It wants {beside} beside it." if beside else ""
    yield f"### {snippet.id}\n\n{snippet.title}.{follows}\n"
    for matter in samples:
        made = filled(snippet, matter, library)
        if made.findings:
            raise AssertionError(made.findings)
        yield _block(made.text)


def _block(text: str) -> str:
    return f"```text\n{text.strip()}\n```\n"


def main() -> None:
    """Write the page where its words have changed."""
    text = gallery().rstrip("\n") + "\n"
    if not PAGE.exists() or PAGE.read_bytes() != text.encode("utf-8"):
        PAGE.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
