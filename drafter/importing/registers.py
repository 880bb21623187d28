"""Puts an instrument's text into a register: a new one, or one that is there, of which nothing is overwritten."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from drafter import folders, quoting, shapes, splice, yaml_files
from drafter.importing.automatic_numbers import numbered
from drafter.importing.instruments import Imported, Instrument, read_instrument
from drafter.library import REGISTER, Library, Provision, Register
from drafter.problems import Finding, FindingsStop, Place
from drafter.record import Mutable, Record, field
from drafter.sources import digest, read_whole
from drafter.subparagraphs import parted, paths, subparagraph
from drafter.yaml_values import Value, block

LABEL: Final = r"[A-Z][A-Za-z0-9]*"
KEYS: Final = ("tier", "pillar", "bearer", "gist", "text", "commentary")


class Named(Record):
    """What the command line says of an instrument; what it leaves out is told from the text."""

    label: str = ""
    title: str = ""
    cite: str = ""


class Made(Record):
    """A register as it is to be written: where, what is in it, how many texts are new, and what is doubtful."""

    path: Path
    content: bytes
    label: str
    provisions: int
    added: int
    findings: tuple[Finding, ...]


class _Changes(Mutable):
    """What the import adds to a register: keys of provisions, new provisions, and what is doubtful."""

    provisions: dict[str, dict[str, str]] = field(default_factory=dict)
    replaced: list[tuple[str, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def register_of(file: Path, named: Named, library: Library, into: Path) -> Made:
    """The register of an instrument's file below a folder; raises Abort, and writes nothing."""
    content = folders.read_file(file, "the instrument")
    shown = folders.shown(file)
    source = read_whole(content, file.name, Place(shown))
    instrument = read_instrument(source, shown, numbered(content, file.name))
    registers = library.registers()
    label = named.label or _label(source.text, registers)
    if not re.fullmatch(LABEL, label):
        message = f"--label: a label of letters and digits expected, such as UNGP, found '{label}'"
        if not label:
            message = "it cannot be told which register this is: none of those that are known is named in the text"
        known = ", ".join(sorted(registers))
        advice = f"name it with --label: a new one, or one of {known}"
        raise FindingsStop(Finding("instrument-label", "error", message, Place(shown), advice))
    folder = into / "snippets" / "registers"
    held = registers.get(label)
    findings: list[Finding] = []
    own = _own(folder, label)
    path = own or folder / f"{label}.yaml"
    note = f"verbatim text read from {file.name} (SHA-256 {digest(content)[:16]})"
    if held is None:
        made, added = _new(instrument, label, named, note), len(instrument.provisions)
    else:
        changes = _changes(held, instrument, shown)
        whole = _whole(instrument)
        added = sum(bool({"text", "commentary"} & set(keys)) for keys in changes.provisions.values())
        if own is not None:
            made = _spliced(folders.read_file(own, "register"), folders.shown(own), held, changes, note)
        else:
            made = _completed(held, changes, note, held_whole=whole)
        findings = changes.findings
    _refuse_mistakes(made, folders.shown(path))
    return Made(
        path, made, label, len(instrument.provisions), added, (*source.warnings, *instrument.findings, *findings)
    )


def _own(folder: Path, label: str) -> Path | None:
    """The file below a folder that holds a label's register already."""
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        root = yaml_files.read(folders.read_file(path, "register"), folders.shown(path)).root
        said = root.get("label") if isinstance(root, yaml_files.Mapping) else None
        if isinstance(said, yaml_files.Scalar) and said.text == label:
            return path
    target = folder / f"{label}.yaml"
    if target.exists():
        message = f"'{folders.shown(target)}' is there, and its label is not {label}"
        raise FindingsStop(Finding("instrument-label", "error", message, Place(folders.shown(target)), "rename it"))
    return None


def _label(text: str, registers: dict[str, Register]) -> str:
    """The label of the one register whose title stands at the beginning of a text."""
    begins = _plain(text[:6000])
    found = [
        label
        for label, one in registers.items()
        if any(len(words) > 12 and words in begins for words in (_plain(one.title), _plain(one.known_as)))
    ]
    return found[0] if len(found) == 1 else ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


# --- what is new ---------------------------------------------------------------------------------


def _keys(one: Imported) -> dict[str, str]:
    said = {"pillar": one.pillar, "text": one.text, "commentary": one.commentary}
    return {key: words for key, words in said.items() if words}


def _changes(held: Register, instrument: Instrument, file: str) -> _Changes:
    """What an instrument adds to a register; words that are held and do not stand in it are kept, and told."""
    changes = _Changes()
    imported = {one.number: one for one in instrument.provisions}
    for number, one in imported.items():
        provision = held.provisions.get(number)
        if provision is None:
            changes.provisions[number] = _keys(one)
            message = f"{held.label} has no {number} ({one.at}); it is added"
            changes.findings.append(_warning("provision-added", message, file, "give it a gist, a tier and a bearer"))
            continue
        new = changes.provisions.setdefault(number, {})
        for key, words in _keys(one).items():
            before = str(getattr(provision, key))
            if not before:
                new[key] = words
            elif key != "pillar" and before != words:
                _compare(changes, held, number, key, (before, words, file))
        if not new:
            del changes.provisions[number]
    for number, provision in held.provisions.items():
        base, parts = parted(number)
        if base not in imported:
            message = f"{held.label} {number} does not stand in this text"
            changes.findings.append(
                _warning("provision-absent", message, file, "compare the edition and the numbering")
            )
        elif parts and provision.text and number not in imported:
            whole = imported[base].text
            doubtful = any(path[-len(parts) :] == parts for path in paths(whole))
            words = subparagraph(whole, parts) or whole * doubtful
            if not _stands_in(provision.text, words):
                changes.findings.append(_differs(held, number, "text", file))
    return changes


def _compare(changes: _Changes, held: Register, number: str, key: str, texts: tuple[str, str, str]) -> None:
    """An extract that stands in the whole gives way to it; anything else is kept, and told."""
    before, words, file = texts
    if _stands_in(before, words):
        changes.provisions.setdefault(number, {})[key] = words
        changes.replaced.append((number, key))
    else:
        changes.findings.append(_differs(held, number, key, file))


def _stands_in(extract: str, whole: str) -> bool:
    """Whether words stand in a text as a quotation of it would: an ellipsis in them leaves words out."""
    try:
        return not isinstance(quoting.find(extract, quoting.source(whole)), quoting.Mismatch)
    except quoting.DeclarationError:
        return _plain(extract) in _plain(whole)


def _differs(held: Register, number: str, key: str, file: str) -> Finding:
    message = f"{held.label} {number}: the {key} that the register holds does not stand in this text; it is kept"
    return _warning("provision-differs", message, file, "compare both with the official text, and correct the register")


def _warning(code: str, message: str, file: str, advice: str) -> Finding:
    return Finding(code, "warning", message, Place(file), advice)


def _whole(instrument: Instrument) -> bool:
    codes = {"provision-gap", "provision-empty", "provision-twice", "provision-order"}
    return not any(one.code in codes for one in instrument.findings)


# --- files ---------------------------------------------------------------------------------------


def _new(instrument: Instrument, label: str, named: Named, note: str) -> bytes:
    head: dict[str, Value] = {
        "label": label,
        "title": named.title or instrument.title or label,
        "cite": named.cite or instrument.cite,
        "held": "full" if _whole(instrument) else "extract",
        "note": note[:1].upper() + note[1:],
    }
    provisions = {one.number: _keys(one) for one in instrument.provisions}
    return ("\n".join(block({**head, "provisions": provisions}, 0)) + "\n").encode()


def _completed(held: Register, changes: _Changes, note: str, *, held_whole: bool) -> bytes:
    """A copy of a register of another folder, with what is new."""
    head: dict[str, Value] = {"label": held.label, "title": held.title}
    if held.known_as:
        head["known_as"] = held.known_as
    provisions = {number: _said(one) for number, one in held.provisions.items()}
    for number, keys in changes.provisions.items():
        merged = {**provisions.get(number, {}), **keys}
        provisions[number] = {key: merged[key] for key in KEYS if key in merged}
    texts = held_whole and all(one.get("text") for number, one in provisions.items() if not parted(number)[1])
    differs = any(one.code in {"provision-differs", "provision-absent"} for one in changes.findings)
    tail: dict[str, Value] = {
        "cite": held.cite,
        "held": "full" if texts and not differs else "extract",
        "note": _told(held.note, note),
        "provisions": provisions,
    }
    lines = [*block(head, 0), *(["plural: yes"] if held.plural else []), *block(tail, 0)]
    origin = f"# After {Path(held.file).name}, which this file hides; gists and the rest are as they were there.\n"
    return (origin + "\n".join(lines) + "\n").encode()


def _told(before: str, note: str) -> str:
    """Where a register's text comes from: what was said before, and what is new."""
    return before if note.casefold() in before.casefold() else "; ".join(filter(None, (before.rstrip(". "), note)))


def _said(provision: Provision) -> dict[str, str]:
    return {key: words for key in KEYS if (words := str(getattr(provision, key)))}


def _spliced(content: bytes, file: str, held: Register, changes: _Changes, note: str) -> bytes:
    """A register of the folder itself, with what is new put in at its place and every other byte as it was."""
    for number, keys in changes.provisions.items():
        if number not in held.provisions:
            content = splice.add_entry(content, file, ("provisions",), number, keys)
            continue
        for key, words in keys.items():
            edit = splice.set_key if (number, key) in changes.replaced else splice.add_entry
            content = edit(content, file, ("provisions", number), key, words)
    if changes.provisions:
        content = splice.set_key(content, file, (), "note", _told(held.note, note))
    return content


def _refuse_mistakes(made: bytes, file: str) -> None:
    document = yaml_files.read(made, file)
    wrong = [*document.findings, *shapes.read_record(REGISTER, document, "register")[1]]
    if any(one.severity == "error" for one in wrong):
        # The lines are those of a file that is not written.
        raise FindingsStop(*(Finding(one.code, one.severity, one.message, Place(file), one.advice) for one in wrong))
