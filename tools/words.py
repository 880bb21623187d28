# /// script
# requires-python = ">=3.11"
# dependencies = ["spylls==0.1.7"]
# ///
"""Makes the word list of a language from dictionaries for Hunspell: `python tools/words.py fr FOLDER`.

FOLDER holds the files that are named here, and drafter/checks/words/README.md says where they come from. Writes
drafter/checks/words/fr.graph. Needs spylls, which reads Hunspell's formats; `uv run tools/words.py …` fetches it.
"""

# A script, in no package.

from __future__ import annotations

import hashlib
import re
import struct
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

WORDS: Final = Path(__file__).parent.parent / "drafter" / "checks" / "words"
SOURCES: Final = {
    "cy": {
        "cy_GB.dic": "c71bf9a3bb0e8ebc9a7b7a766efbc8f7c51d6138def66ea2f5b5d0a7adb870ef",
        "cy_GB.aff": "76c1d25bb302153a3b69f66248446c429d9e38f333acfc45ec8872a78fc9555c",
    },
    "es": {
        "es_ES.dic": "907f786a8ceb3456722b20ad91dd4dbe99c5c16e45015ea63155e36f26b06d2c",
        "es_ES.aff": "892039d59db11d747061b81c3a92a52d48ba0e055b5835af1943cbd3c2fba85b",
        "es_MX.dic": "bfb17f2e285505fbe7a2d8c1785906e7ed2cd7f6fd6182afb9d8ac0e7e16d202",
        "es_MX.aff": "4dc9ddafc140e0fc27a40fe808ff3d77138e12bf3db5748832f03d780aadecfa",
        "spanish": "6b26adc955ec682e41e98d626d0ed1f778511065ee1f7f19c28e8b3cb574b9b6",
    },
    "fr": {
        "fr.dic": "f98d56be522f05426ae254ecfac1d089b196ea19a35f231d8306715c19e47d9a",
        "fr.aff": "0c756a9cae09bf4c4fd8ad1fc894a800cfc65940b7914ef9bf681fea66a4f19c",
    },
}
"""The files of each language with their SHA-256: Hunspell dictionaries, and a plain list."""
STEMS: Final = (
    "amhar amheu amnewidi anerch argymhell arhos asi atgenhedl briwi brwydr cenhedl cyfnewidi cymath cymhar cymhell "
    "cymhwys cynhes cynhwys cynhyrch cynhyrf cynnull cynull cyrhaedd darluni diwylli erlidi ffacsi goresgynn llithr "
    "lluni maddeu maluri treini trwsi ymdeithi ymgynnull ymlidi"
)
"""Of Welsh verbs of which the dictionary has the infinitive alone: cyrraedd, cyrhaeddodd."""
FURTHER: Final = (
    "comfforddus cwcis dadansoddeg ebost ffrwydriad ffrwydriadau marchnatawr mewnweliad mewnweliadau rhyddfraint "
    "rhyddfreintiau rhyddfrydol seiberddiogelwch sgrinlun sgrinluniau trafodiad trafodion trymach"
)
"""Welsh words that it lacks."""
VERB: Final = "v"
MUTATIONS: Final = "LMTH"
SINGLE_A: Final = re.compile("(?<![aeouyâêîôûŵŷ])a(?=[^aeiouwyâêîôûŵŷ]+$)")
LAST: Final = 0x40
WHOLE: Final = 0x80


def words(dictionary: Any, language: str) -> set[str]:
    """What a dictionary for Hunspell holds, in every form; without what the check itself cuts off."""
    forms: set[str] = set()
    entries = [(word.stem, set(word.flags)) for word in dictionary.dic.words]
    if language == "cy":
        entries += [(stem, {VERB, *MUTATIONS}) for stem in STEMS.split()]
        entries += [(word, set(MUTATIONS)) for word in FURTHER.split()]
        verbs = [stem for stem, flags in entries if VERB in flags]
        entries += [(form, set(MUTATIONS)) for stem in verbs for form in _affected(stem)]
    for stem, flags in entries:
        forms.update(_forms(dictionary.aff, stem, flags))
    return forms


def with_plurals(listed: Iterable[str]) -> Iterator[str]:
    """Spanish words with their plurals: all that end in a vowel or in -ión, whichever kind of word they are."""
    for word in listed:
        yield word
        if word.endswith("ión"):
            yield f"{word[:-2]}ones"
        elif word.endswith(tuple("aeiouáéó")):
            yield f"{word}s"


def _kept(form: str, language: str) -> bool:
    if len(form) < 3 or form != form.lower() or not form.replace("-", "").replace("'", "").isalpha():
        return False
    # “aimè-je”: only so, before “je”, which is rare in letters, while “aimè” for “aimé” is a slip.
    return language != "fr" or not form.endswith("è")


def _affected(stem: str) -> Iterator[str]:
    """Forms of a Welsh verb in which a has become e, which the dictionary lacks: gall, gellir; sicrha, sicrhewch."""
    if stem.endswith("a"):
        yield from (f"{stem[:-1]}e{ending}" for ending in ("ir", "id", "wch"))
    elif found := SINGLE_A.search(stem):
        affected = f"{stem[: found.start()]}e{stem[found.end() :]}"
        yield from (affected + ending for ending in ("ir", "id", "wch", "ych"))


def _forms(affixes: Any, stem: str, flags: Collection[str]) -> Iterator[str]:
    bare = affixes.NEEDAFFIX
    if affixes.FORBIDDENWORD and affixes.FORBIDDENWORD in flags:
        return
    for form, more, crossing in _suffixed(affixes, stem, flags):
        if not (bare and bare in more):
            yield form
        # Where the suffix brings prefixes of its own, as Welsh mutations, and where the stem's go with it.
        for flag in {*more, *(flags if crossing else ())}:
            for prefix in affixes.PFX.get(flag, ()):
                yield from _prefixed(affixes, form, prefix)


def _prefixed(affixes: Any, form: str, prefix: Any) -> Iterator[str]:
    # Articles and the like have an apostrophe, and the check cuts them off.
    if "'" not in prefix.add and form.startswith(prefix.strip) and prefix.cond_regexp.search(form):
        made = prefix.add + form.removeprefix(prefix.strip)
        yield made
        yield from (twice for twice, _, _ in _once_suffixed(affixes, made, prefix.flags))


def _suffixed(affixes: Any, stem: str, flags: Collection[str]) -> Iterator[tuple[str, Collection[str], bool]]:
    """The stem and its forms, each with its own flags and whether prefixes of the stem go with it."""
    yield stem, flags, True
    for form, more, crossing in _once_suffixed(affixes, stem, flags):
        yield form, more, crossing
        for twice, further, also in _once_suffixed(affixes, form, more):
            yield twice, further, crossing and also


def _once_suffixed(affixes: Any, stem: str, flags: Collection[str]) -> Iterator[tuple[str, Collection[str], bool]]:
    for flag in flags:
        for suffix in affixes.SFX.get(flag, ()):
            if stem.endswith(suffix.strip) and suffix.cond_regexp.search(stem):
                yield stem.removesuffix(suffix.strip) + suffix.add, suffix.flags, suffix.crossproduct


@dataclass(eq=False)
class _State:
    """What may follow some letters; states from which the same may follow are one."""

    whole: bool = False
    following: dict[str, _State] = field(default_factory=dict)


def packed(held: Iterable[str]) -> bytes:
    """The bytes of a graph of words, as drafter/checks/word_graph.py reads them."""
    start = _minimal(sorted(set(held)))
    letters = _letters(start)
    placed, order = {id(start): 1}, [start]
    size = 1 + max(1, len(start.following))
    for state in order:
        for letter in letters:
            after = state.following.get(letter)
            if after is not None and after.following and id(after) not in placed:
                placed[id(after)] = size
                size += len(after.following)
                order.append(after)
    edges = [0]
    for state in order:
        leading = [
            (number, state.following[letter]) for number, letter in enumerate(letters) if letter in state.following
        ]
        for number, after in leading:
            target = placed[id(after)] if after.following else 0
            edges.append(target << 8 | (WHOLE if after.whole else 0) | number)
        if not state.following:  # of no word at all
            edges.append(0x3F)
        edges[-1] |= LAST
    return ("".join(letters) + "\n").encode() + struct.pack(f"<{len(edges)}I", *edges)


def _letters(start: _State) -> list[str]:
    """All letters, those of most edges first, so that a search in order is short."""
    counted: Counter[str] = Counter()
    met, waiting = {id(start)}, [start]
    while waiting:
        state = waiting.pop()
        counted.update(state.following.keys())
        for after in state.following.values():
            if id(after) not in met:
                met.add(id(after))
                waiting.append(after)
    if len(counted) > 63:
        raise SystemExit(f"too many letters: {''.join(sorted(counted))}")
    return [letter for letter, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]


def _minimal(ordered: list[str]) -> _State:
    """The least acyclic automaton of sorted words, built as Daciuk and others describe (2000)."""
    known: dict[tuple[bool, tuple[tuple[str, int], ...]], _State] = {}
    path, last = [_State()], ""

    def settle(depth: int) -> None:
        while len(path) - 1 > depth:
            state = path.pop()
            key = (state.whole, tuple((letter, id(after)) for letter, after in state.following.items()))
            path[-1].following[last[len(path) - 1]] = known.setdefault(key, state)

    for word in ordered:
        shared = next((at for at, (one, other) in enumerate(zip(word, last, strict=False)) if one != other), len(last))
        settle(shared)
        for letter in word[shared:]:
            path[-1].following[letter] = state = _State()
            path.append(state)
        path[-1].whole, last = True, word
    settle(0)
    return path[0]


def main(language: str, folder: str) -> None:
    """Checks the files, writes the list and says what is in it."""
    from spylls.hunspell.dictionary import Dictionary

    held: set[str] = set()
    for name, expected in SOURCES[language].items():
        path = Path(folder, name)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != expected:
            raise SystemExit(f"{path} is another file: its SHA-256 is {found}")
        if path.suffix == ".dic":
            held |= words(Dictionary.from_files(str(path.with_suffix(""))), language)
        elif not path.suffix:
            held.update(with_plurals(path.read_text(encoding="utf-8").split()))
    kept = {form for form in held if _kept(form, language)}
    content = packed(kept)
    (WORDS / f"{language}.graph").write_bytes(content)
    print(f"{language}: {len(kept)} words, {len(content)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
