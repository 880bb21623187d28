"""The files that a case names: texts of sources, signatures; each read once, and what cannot be read is a finding."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from drafter import folders, pictures, source_texts, sources
from drafter.cache import Cache
from drafter.case import Case
from drafter.folders import Folder
from drafter.model import Picture
from drafter.problems import Abort, Finding, Placed
from drafter.record import Mutable, field


class CaseFiles(Mutable):
    """Reads the files that a case names, each once; what cannot be read is a finding at the line that names it."""

    folder: Folder
    case: Case
    findings: list[Finding]
    cache: Cache
    office_folder: Folder | None = None
    office_file: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    """The texts that were read, by the source's id."""
    _spans: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    _read_as: dict[str, sources.SourceText] = field(default_factory=dict)
    _translations: dict[str, str] = field(default_factory=dict)

    def _named(self) -> Iterator[tuple[str, Placed]]:
        for name, source in self.case.sources.items():
            for key in ("file", "transcript", "translation"):
                file: Placed | None = getattr(source, key)
                if file is not None:
                    yield f"sources: {name}: {key}", file
        for name, party in self.case.parties.items():
            if party.signature is not None:
                yield f"parties: {name}: signature", party.signature

    def paths(self) -> Iterator[Path]:
        """The files that the case names, resolved."""
        for _, file in self._named():
            try:
                yield Path(os.path.realpath(self.folder_of(file).root / file))
            except (OSError, ValueError):  # no file's name, which is a finding elsewhere
                continue

    def missing(self) -> Iterator[Finding]:
        """A finding for each file that the case names and that is not there, whether the letter needs it or not."""
        for what, file in self._named():
            yield from self._missing(what, file)

    def _missing(self, what: str, file: Placed) -> tuple[Finding, ...]:
        try:
            path = self.folder_of(file).path(file, what, file.place)
        except Abort as abort:
            return abort.findings
        return () if path.is_file() else folders.not_there(path, what, file.place)

    def folder_of(self, file: Placed) -> Folder:
        """The folder of the file that names another: the office's for what the office says."""
        if self.office_folder is not None and file.place.file == self.office_file:
            return self.office_folder
        return self.folder

    def source(self, name: Placed) -> str:
        """The text that is held of a source; nothing where none is."""
        if name not in self.texts:
            self.texts[name] = self._read(name)
        return self.texts[name]

    def translation(self, name: str) -> str:
        """The text of a source's translation; nothing where none is held."""
        file = self.case.sources[name].translation
        if file is None:
            return ""
        if name not in self._translations:
            self._translations[name] = ""
            try:
                content = self.folder.read(file, f"sources: {name}: translation", file.place)
                self._translations[name] = source_texts.read_kept(content, file, file.place, self.cache).text
            except Abort as abort:
                self.findings += abort.findings
        return self._translations[name]

    def emphasis(self, name: str) -> tuple[tuple[int, int], ...]:
        """The spans of a source's text that are emphasised there."""
        return self._spans.get(name, ())

    def note_marks(self, name: str) -> tuple[tuple[int, str], ...]:
        """Where a source's text refers to notes, and the marks that it leaves out."""
        found = self._read_as.get(name)
        return found.references if found else ()

    def page(self, name: str, position: int) -> int:
        """The page on which a position of a source's text stands; 0 where its pages are not known."""
        found = self._read_as.get(name)
        paragraph = sources.paragraph_at(found, position) if found else None
        return paragraph.page if paragraph else 0

    def _read(self, name: str) -> str:
        source = self.case.sources[name]
        read = source.transcript or source.file
        if read is None:
            return ""
        try:
            content = self.folder.read(read, f"sources: {name}: file", read.place)
            found = source_texts.read_kept(content, read, read.place, self.cache)
            pinned = self.folder.read(source.file, "file", source.file.place) if source.file else content
        except Abort as abort:
            self.findings += abort.findings
            return ""
        self.findings += found.warnings
        self._spans[name] = tuple(found.emphasis)
        self._read_as[name] = found
        if not found.text.strip():
            message = f"sources: {name}: file '{read}' holds no words"
            self.findings.append(Finding("file-empty", "error", message, read.place, "put the document's text into it"))
        if what := sources.changed(pinned, found.text, source.sha256, source.text_sha256):
            message = f"sources: {name}: {what}"
            advice = "see what changed; if the new file is right, add it again with `drafter source add`"
            self.findings.append(Finding("source-changed", "error", message, source.place, advice))
        return found.text

    def picture(self, file: Placed, alt: str) -> Picture | None:
        """A signature; nothing where it cannot be read."""
        try:
            return pictures.picture(self.folder_of(file).read(file, "signature", file.place), alt, file.place)
        except Abort as abort:
            self.findings += abort.findings
            return None
