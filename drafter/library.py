"""Finds snippets, registers of principles and letterheads: the case's own, then the office's, then the shipped ones."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from drafter import folders, shapes, subparagraphs, yaml_files
from drafter.folders import Folder
from drafter.problems import NOWHERE, Finding, Place, Placed, Unreadable, did_you_mean
from drafter.record import Mutable, Record, field, replace
from drafter.shapes import ANY, IDENTIFIER, TRUTH, WORDS, ChoiceShape, Key, ListShape, MapShape, RecordShape

SHIPPED_LETTERHEAD: Final = "letter-a4"
"""The letterhead of a brief that names none, and the base of styles that another lacks."""

WORDINGS: Final = Path(".drafter") / "wording"
"""Where a case keeps the wording that its letters were built with."""

KINDS: Final = ("opening", "challenge", "evidence", "principle", "query", "list", "paragraph", "closing")
TYPES: Final = {
    "words": "plain words, set exactly as they are given",
    "text": "free text, in the language of snippets",
    "yes-no": "yes or no",
    "number": "a whole number",
    "date": "a date, as year-month-day",
    "choice": "one of the `choices`",
    "party": "the id of a party of the case",
    "source": "the id of a source of the case",
    "claim": "the id of a claim of the case",
    "evidence": "the id of a piece of evidence of the case",
    "passage": "a passage of a piece of evidence, as `evidence.passage`",
    "provision": "a provision of a register, such as `UNGP 13`",
    "list": "the id of a list of the case",
}
"""The types of a snippet's parameters, with what an answer is."""
DOES: Final = ("rests", "needs-nothing", "asks")
"""What a wording may do in a challenge, beyond what its kind and its parameters show."""


class Param(Record):
    """A parameter that a snippet declares; `ask` is the interview's question."""

    type: str = "words"
    ask: str = ""
    help: str = ""
    optional: bool = False
    many: bool = False
    default: yaml_files.Node | None = None
    choices: tuple[str, ...] = ()
    place: Place = NOWHERE


class Snippet(Record):
    """Reusable wording: Markdown with Jinja2; `first_line` is where `body` starts in its file."""

    id: str = ""
    title: str = ""
    kind: str = "paragraph"
    topics: tuple[str, ...] = ()
    params: dict[str, Param] = field(default_factory=dict)
    does: tuple[str, ...] = ()
    owner: str = ""
    approved_by: str = ""
    approved_on: str = ""
    review_by: str = ""
    jurisdiction: str = ""
    replaces: tuple[str, ...] = ()
    text: str = ""
    body: str = ""
    file: str = ""
    first_line: int = 1
    place: Place = NOWHERE


class Provision(Record):
    """A numbered provision of an instrument, with what is held of its text and its commentary."""

    tier: str = ""
    pillar: str = ""
    bearer: str = ""
    gist: str = ""
    text: str = ""
    commentary: str = ""
    place: Place = NOWHERE


class Register(Record):
    """An instrument: how it is named and cited, and its provisions by number."""

    label: str = ""
    title: str = ""
    known_as: str = ""
    plural: bool = False
    cite: str = "{number}"
    held: str = "extract"
    note: str = ""
    provisions: dict[str, Provision] = field(default_factory=dict)
    file: str = ""
    place: Place = NOWHERE


PARAM: Final = RecordShape(
    Param,
    {
        "type": Key(ChoiceShape(tuple(TYPES)), "what kind of answer: " + ", ".join(TYPES), required=True),
        "ask": Key(WORDS, "the question that the interview asks", required=True),
        "help": Key(WORDS, "a longer explanation, shown on ?"),
        "optional": Key(TRUTH, "yes, if it may be left out"),
        "many": Key(TRUTH, "yes, if it takes a list of such answers"),
        "default": Key(ANY, "the answer where none is given"),
        "choices": Key(shapes.LINES, "the answers of a choice"),
    },
    "a parameter",
)
SNIPPET: Final = RecordShape(
    Snippet,
    {
        "title": Key(WORDS, "what the wording is for, in a few words", required=True),
        "kind": Key(ChoiceShape(KINDS), "the part of a letter that it makes", required=True),
        "topics": Key(shapes.LINES, "other words by which it is looked for"),
        "params": Key(MapShape(PARAM, r"[a-z][a-z0-9_]*"), "the parameters that the wording uses, by name"),
        "does": Key(ListShape(ChoiceShape(DOES), lone=True), "what it does in a challenge, beside what its kind shows"),
        "owner": Key(WORDS, "who keeps the wording"),
        "approved_by": Key(WORDS, "who approved it as a standard line"),
        "approved_on": Key(shapes.DAY, "the day on which it was approved"),
        "review_by": Key(shapes.DAY, "the day by which it is to be looked at again"),
        "jurisdiction": Key(WORDS, "where it may be used, such as England and Wales"),
        "replaces": Key(shapes.LINES, "the ids of the snippets whose place it takes"),
    },
    "a snippet",
    "The front matter of a snippet: what it is, and the parameters that its wording uses.",
)
PROVISION: Final = RecordShape(
    Provision,
    {
        "tier": Key(WORDS, "the instrument's own class of it, such as foundational or operational"),
        "pillar": Key(WORDS, "the part of the instrument that it stands in"),
        "bearer": Key(WORDS, "on whom the duty falls"),
        "gist": Key(WORDS, "what it says, in our own words, as a phrase after 'to' or 'that'"),
        "text": Key(WORDS, "its words, verbatim, or an extract of them"),
        "commentary": Key(WORDS, "words of its official commentary, verbatim, or an extract of them"),
    },
    "a provision",
)
REGISTER: Final = RecordShape(
    Register,
    {
        "label": Key(
            shapes.TextShape(r"[A-Z][A-Za-z0-9]*", "a label of letters and digits"), "such as UNGP", required=True
        ),
        "title": Key(WORDS, "the instrument's full title", required=True),
        "known_as": Key(WORDS, "what a letter calls it after the first mention"),
        "plural": Key(TRUTH, "yes, if what a letter calls it is a plural"),
        "cite": Key(WORDS, "how a provision is cited, with {number}", required=True),
        "held": Key(ChoiceShape(("full", "extract")), "whether the provisions' whole text is held, or an extract"),
        "note": Key(WORDS, "where the text comes from"),
        "provisions": Key(MapShape(PROVISION, subparagraphs.NUMBER), "by number", required=True),
    },
    "a register",
    "A register of an instrument's numbered provisions.",
)

_FRONT: Final = re.compile(r"---[ ]*\n(.*?\n)---[ ]*(?:\n|$)", re.DOTALL)


def parse_snippet(text: str, file: str, identity: str) -> tuple[Snippet, list[Finding]]:
    """Read a snippet's file: YAML between lines of ---, then the wording. Gives what is wrong with the declarations."""
    match = _FRONT.match(text)
    if match is None:
        finding = Finding(
            "snippet-front",
            "error",
            "a snippet begins with its declaration between two lines of ---",
            Place(file, 1, text.split("\n", 1)[0][:200]),
            "see docs/snippets.md",
        )
        return Snippet(identity, text=text, file=file, body=text), [finding]
    document = yaml_files.read_text(match[1], file, first_line=2)
    snippet, findings = shapes.read_record(SNIPPET, document, "declaration")
    for name, param in (snippet.params if snippet else {}).items():
        if param.type == "choice" and not param.choices:
            message = f"{name}: a choice without `choices` cannot be answered"
            findings.append(Finding("snippet-choices", "error", message, param.place, "add `choices: [one, other]`"))
    first_line = match[0].count("\n") + 1
    declared = snippet or Snippet()
    body = text[match.end() :]
    return replace(declared, id=identity, text=text, body=body, file=file, first_line=first_line), findings


def pin_of(text: str) -> str:
    """The name of a wording, the first twelve digits of its SHA-256: the same words have the same pin."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class Library(Mutable):
    """The folders looked through, in order; what was found is kept. The command line adds `allowed`."""

    case_folder: Path | None = None
    allowed: tuple[Path, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    office_folder: Path | None = None
    _snippets: dict[str, Snippet] = field(default_factory=dict)
    _registers: dict[str, Register] | None = None

    def _folders(self, kind: str) -> list[Folder]:
        roots = [folder for folder in (self.case_folder, self.office_folder) if folder]
        found: list[Folder] = []
        for root in (*roots, folders.shipped()):
            folder = root / kind
            if not folder.is_dir():
                continue
            if any(folders.lies_in(folder, one) for one in (root, *self.allowed)):
                found.append(Folder(folder, self.allowed))
            elif (outside := _outside(folder, root)) not in self.findings:
                self.findings.append(outside)
        return found

    def snippet_ids(self) -> list[str]:
        """The ids of all snippets, in order: the path below `snippets`, without `.md`."""
        found = {
            path.relative_to(folder.root).with_suffix("").as_posix()
            for folder in self._folders("snippets")
            for path in folder.root.glob("*/*.md")
        }
        return sorted(found)

    def pinned(self, name: Placed, pin: Placed) -> Snippet | None:
        """A snippet in the wording that a letter of this case was once built with; else a finding."""
        path = (self.case_folder or Path()) / WORDINGS / f"{pin}.md"
        if not folders.is_file(path):
            message = f"pin: no wording '{pin}' of '{name}' is kept in {WORDINGS.as_posix()}"
            advice = "take the pin out, to use the wording as it is now"
            self.findings.append(Finding("snippet-pin", "error", message, pin.place, advice))
            return None
        file = folders.shown(path)
        text = yaml_files.decode(folders.read_file(path, "snippet", pin.place), file)
        if pin not in {pin_of(text), pin_of(text.replace("\r\n", "\n")), pin_of(text.replace("\n", "\r\n"))}:
            message = f"pin: {file} was changed: it does not hold the wording '{pin}' any more"
            advice = "get that file back as it was, or take the pin out, to use the wording as it is now"
            self.findings.append(Finding("snippet-pin", "error", message, pin.place, advice))
            return None
        snippet, findings = parse_snippet(text, file, str(name))
        self.findings += findings
        return snippet

    def found(self) -> tuple[Snippet, ...]:
        """The snippets that were asked for so far, pinned ones left out."""
        return tuple(self._snippets.values())

    def snippet(self, name: Placed) -> Snippet | None:
        """The snippet of an id; where there is none, a finding names the nearest."""
        if name not in self._snippets:
            found = self._find_snippet(name)
            if found is None:
                message = f"snippet: unknown snippet '{name}'{did_you_mean(name, self.snippet_ids())}"
                advice = "snippets are named by folder and file, such as opening/further-to-letter"
                self.findings.append(Finding("unknown-snippet", "error", message, name.place, advice))
                return None
            self._snippets[name] = found
        return self._snippets[name]

    def _find_snippet(self, name: Placed) -> Snippet | None:
        if not re.fullmatch(rf"{IDENTIFIER}/{IDENTIFIER}", name):
            return None
        for folder in self._folders("snippets"):
            if folders.is_file(folder.root / f"{name}.md"):
                path = folder.path(f"{name}.md", "snippet", name.place)
                file = folders.shown(folder.root / f"{name}.md")
                text = yaml_files.decode(folders.read_file(path, "snippet", name.place), file)
                snippet, findings = parse_snippet(text, file, str(name))
                self.findings += findings
                return snippet
        return None

    def registers(self) -> dict[str, Register]:
        """The registers by label; the case's own hide the office's, and these the shipped ones."""
        if self._registers is None:
            self._registers = {}
            for folder in reversed(self._folders("snippets")):
                for path in sorted((folder.root / "registers").glob("*.yaml")):
                    self._add(self._read_register(folder, path))
        return self._registers

    def _add(self, register: Register) -> None:
        """Keep a register, over one of the same label that a later folder holds."""
        known = (self._registers or {}).get(register.label)
        if known and Path(known.file).parent == Path(register.file).parent:
            message = f"label: '{register.label}' is also the label of {Path(known.file).name}"
            advice = "give one of them another label, or delete one"
            self.findings.append(Finding("register-twice", "error", message, register.place, advice))
        if "{number}" not in register.cite:
            message = f"cite: '{register.cite}' has no {{number}}, so that every provision would be cited alike"
            advice = "write, say, `cite: paragraph {number}`"
            self.findings.append(Finding("register-cite", "error", message, register.place, advice))
        if self._registers is not None:
            self._registers[register.label] = register

    def _read_register(self, folder: Folder, path: Path) -> Register:
        file = folders.shown(path)
        content = folder.read(f"registers/{path.name}", "register", Place(file))
        register, findings = _register(content, file)
        self.findings += findings
        return register

    def letterhead(self, name: str, place: Place) -> tuple[bytes, str]:
        """A letterhead by its name without .docx: its bytes and its file's name; raises Unreadable with the nearest."""
        available = self._letterheads()
        if name in available:
            file = f"{name}.docx"
            return available[name].read(file, "letterhead", place), folders.shown(available[name].root / file)
        raise Unreadable(self._unknown_letterhead(name, place, available))

    def letterheads(self) -> list[str]:
        """The names of all letterheads, in order."""
        return sorted(self._letterheads())

    def missing_letterhead(self, name: Placed) -> tuple[Finding, ...]:
        """A finding where there is no letterhead of a name."""
        before = len(self.findings)
        available = self._letterheads()
        outside = tuple(self.findings[before:])
        return outside if name in available else (*outside, self._unknown_letterhead(name, name.place, available))

    def _letterheads(self) -> dict[str, Folder]:
        available: dict[str, Folder] = {}
        for folder in reversed(self._folders("templates")):
            available |= {path.stem: folder for path in folder.root.glob("*.docx") if not path.name.startswith("~$")}
        return available

    @staticmethod
    def _unknown_letterhead(name: str, place: Place, available: dict[str, Folder]) -> Finding:
        message = f"template: unknown letterhead '{name}'{did_you_mean(name, list(available))}"
        advice = f"known: {', '.join(sorted(available))}"
        return Finding("unknown-letterhead", "error", message, place, advice)


def _outside(folder: Path, root: Path) -> Finding:
    message = (
        f"the folder '{folders.shown(folder)}' is a link that leads out of '{folders.shown(root)}'; it is not read"
    )
    advice = "copy the folder, or allow the one that the link leads to with --allow"
    return Finding("file-outside", "error", message, Place(folders.shown(folder)), advice)


@lru_cache(maxsize=32)
def _register(content: bytes, file: str) -> tuple[Register, tuple[Finding, ...]]:
    """The register of a file and its mistakes; kept, because every letter of a process reads the same few."""
    register, findings = shapes.read_record(REGISTER, yaml_files.read(content, file), "register")
    return replace(register or Register(label=Path(file).stem), file=file), tuple(findings)
