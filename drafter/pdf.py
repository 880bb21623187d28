"""Turns Word letters into tagged PDF files (PDF/UA-1, ISO 14289-1), with LibreOffice where it is installed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from drafter.problems import Abort, Finding, Place
from drafter.record import Record

UA_SINCE: Final = (25, 2)
"""The first LibreOffice that is known to tag links and notes as PDF/UA-1 asks."""
USUAL_PLACES: Final = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_AT_ONCE: Final = 50
"""Letters that one call of LibreOffice converts, so that Windows takes the command line."""
_SECONDS: Final = 90
_SECONDS_EACH: Final = 10
_FILTER: Final = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
_SECURITY: Final = "/org.openoffice.Office.Common/Security/Scripting"
_CLOSED: Final = ("BlockUntrustedRefererLinks", "DisableActiveContent", "DisableMacrosExecution")
"""Settings of LibreOffice that keep it from fetching what a letter names, and from running what it carries."""
_DATES: Final = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate")
_GET: Final = (
    "install LibreOffice 25.2 or newer (libreoffice.org; Debian and Ubuntu: apt-get install libreoffice-writer), "
    "or name its soffice program in DRAFTER_SOFFICE; or save the Word file as PDF in Word"
)


class OfficeMissing(Abort):
    """There is no LibreOffice."""


class OfficeFailed(Abort):
    """LibreOffice made no PDF file of a letter."""


class WordLetter(Record):
    """A letter to convert: the name that findings call it, its date (YYYY-MM-DD), the bytes of its Word file."""

    name: str
    dated: str
    docx: bytes


def find_office(named: str = "", places: Sequence[str] = USUAL_PLACES) -> str:
    """The soffice program: the one that is named, else on the PATH, else in the usual places; raises OfficeMissing."""
    if named:
        found = shutil.which(named)
        message = f"LibreOffice is not at '{named}', where DRAFTER_SOFFICE says"
    else:
        found = next(filter(None, map(shutil.which, ("soffice", "libreoffice", *places))), None)
        message = "LibreOffice is not installed, and a PDF file is made with it"
    if found is None:
        raise OfficeMissing(Finding("libreoffice-missing", "error", message, advice=_GET))
    return found


class Office:
    """LibreOffice with a profile of its own, which lasts as long as the `with` block; nothing is fetched or run."""

    def __init__(self, soffice: str, *, seconds: int = _SECONDS) -> None:
        self._soffice, self._seconds = soffice, seconds
        self._holder = tempfile.TemporaryDirectory(prefix="drafter-office-", ignore_cleanup_errors=True)
        self._folder = Path(self._holder.name)

    def __enter__(self) -> Self:
        settings = self._folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_settings(), encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._holder.cleanup()

    def convert(self, letters: Sequence[WordLetter]) -> tuple[list[bytes], tuple[Finding, ...]]:
        """The PDF files of letters, in their order, with what is doubtful; raises OfficeFailed for all that fail."""
        converted: list[bytes] = []
        failed: list[Finding] = []
        doubtful: tuple[Finding, ...] = ()
        for first in range(0, len(letters), _AT_ONCE):
            some = letters[first : first + _AT_ONCE]
            for letter, made in zip(some, self._made(some), strict=True):
                content, version = _settled(made, letter.dated)
                converted.append(content)
                doubtful = doubtful or (_doubts(version) if content else ())
                if not content:
                    failed.append(_failure("LibreOffice could not convert the letter", letter))
        if failed:
            raise OfficeFailed(*failed)
        return converted, doubtful

    def _made(self, letters: Sequence[WordLetter]) -> list[bytes]:
        """What LibreOffice makes of each letter; nothing where it fails."""
        with tempfile.TemporaryDirectory(dir=self._folder, ignore_cleanup_errors=True) as folder:
            files = [Path(folder, f"{number}.docx") for number in range(len(letters))]
            for file, letter in zip(files, letters, strict=True):
                file.write_bytes(letter.docx)
            self._run(["--convert-to", _FILTER, "--outdir", folder, *(file.name for file in files)], folder, letters)
            targets = [file.with_suffix(".pdf") for file in files]
            return [target.read_bytes() if target.exists() else b"" for target in targets]

    def _run(self, arguments: list[str], folder: str, letters: Sequence[WordLetter]) -> None:
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        command = [self._soffice, profile, "--headless", "--norestore", *arguments]
        limit = self._seconds + _SECONDS_EACH * (len(letters) - 1)
        try:
            # In a session of its own, so that what it starts can be ended with it.
            process = subprocess.Popen(  # noqa: S603 - the program that the user installed
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            message = f"LibreOffice ('{self._soffice}') cannot be started: {error.strerror}"
            raise OfficeMissing(Finding("libreoffice-missing", "error", message, advice=_GET)) from error
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            raise OfficeFailed(
                *(_failure(f"LibreOffice did not end within {limit} seconds", letter) for letter in letters)
            ) from None
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that has not ended, with those that it started."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        taskkill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(taskkill, capture_output=True, check=False)  # noqa: S603 - Windows's own
    else:
        import os
        import signal

        with suppress(OSError):
            os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _settings() -> str:
    items = "".join(
        f'<item oor:path="{_SECURITY}"><prop oor:name="{name}" oor:op="fuse"><value>true</value></prop></item>'
        for name in _CLOSED
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>\n'
    )


def _failure(message: str, letter: WordLetter) -> Finding:
    advice = "open the Word file in LibreOffice to see what is wrong, or save it as PDF in Word"
    return Finding("libreoffice-failed", "error", message, Place(letter.name), advice)


def _settled(made: bytes, dated: str) -> tuple[bytes, str]:
    """A PDF file with the letter's date and an identifier made from its content, and its maker; nothing if broken."""
    import pikepdf

    written = io.BytesIO()
    try:
        document = pikepdf.open(io.BytesIO(made))
    except pikepdf.PdfError:
        return b"", ""
    with document:
        version = str(document.docinfo.get("/Producer", ""))
        document.docinfo["/CreationDate"] = pikepdf.String(f"D:{dated.replace('-', '')}000000Z")
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for name in _DATES:
                if name in metadata:
                    metadata[name] = f"{dated}T00:00:00Z"
            if "dc:date" in metadata:
                metadata["dc:date"] = [f"{dated}T00:00:00Z"]
        for name in ("/ID", "/DocChecksum"):
            if name in document.trailer:
                del document.trailer[name]
        document.save(written, deterministic_id=True)
    return written.getvalue(), version


def _doubts(version: str) -> tuple[Finding, ...]:
    """A warning where the LibreOffice that made a file is too old."""
    found = re.search(r"LibreOffice (\d+)\.(\d+)", version)
    if found and (int(found[1]), int(found[2])) >= UA_SINCE:
        return ()
    message = f"{found[0] if found else 'this LibreOffice'} may not tag links and notes as PDF/UA asks"
    advice = "people who use screen readers may miss them: install LibreOffice 25.2 or newer"
    return (Finding("libreoffice-old", "warning", message, advice=advice),)
