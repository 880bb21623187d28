"""Letterheads built in memory: lean ones, part by part, as other programs than ours would have made them."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from drafter.problems import Finding, Unreadable
from drafter.writers.docx import prepare
from tests import outside

BASE = Path(__file__).parent.parent.joinpath("templates", "letter-a4.docx").read_bytes()

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN = f"{TYPE}.document.main+xml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
SECTION = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"'
    ' w:header="720" w:footer="720" w:gutter="0"/>'
)
ALL_MARKS = (
    *("sender_office", "sender_person", "sender_role", "sender_contact", "sender_web", "marking", "date"),
    *("our_ref", "your_ref", "delivery", "addressee", "head_copies", "salutation", "subject", "body", "closing"),
    *("signature", "copies", "enclosures", "annexes"),
)


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs of plain text, each a run of its own as Word cuts them; what is XML already stays so."""
    inner = "".join(run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    return f"<w:p>{properties}{inner}</w:p>"


def bare_paragraphs(*names: str) -> str:
    """A paragraph for each mark."""
    return "".join(p("{{ " + name + " }}") for name in names)


def text_box(content: str) -> str:
    """A run with a text box, stored twice as Word does."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0"'
        ' distR="0"><wp:extent cx="1800000" cy="900000"/><wp:docPr id="7" name="Box" descr="A box"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>'
        f"{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def table(*cells: str) -> str:
    """A table of one row."""
    row = "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell in cells)
    grid = '<w:gridCol w:w="2000"/>' * len(cells)
    width = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{width}<w:tblGrid>{grid}</w:tblGrid><w:tr>{row}</w:tr></w:tbl>"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def members(docx: bytes) -> dict[str, bytes]:
    """What a zip file holds."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def relationships(*entries: tuple[str, str, str], external: bool = False) -> str:
    """A part of relationships, each an id, the last word of its type, a target."""
    mode = ' TargetMode="External"' if external else ""
    inner = "".join(
        f'<Relationship Id="{identity}" Type="{R}/{kind}" Target="{target}"{mode}/>'
        for identity, kind, target in entries
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def letterhead(
    body: str = bare_paragraphs(*ALL_MARKS),
    *,
    parts: Mapping[str, str] | None = None,
    section: str = SECTION,
    extra: Mapping[str, str | bytes] | None = None,
    main: str = MAIN,
) -> bytes:
    """A lean letterhead without styles; `parts` are more parts by kind and number ("header1", "styles").

    Their content stands within the root that their kind has; the id of their relationship is their name.
    `extra` adds or replaces members of the zip as they are.
    """
    roots = {"header": "hdr", "footer": "ftr"}
    more = {name: (name.rstrip("0123456789"), content) for name, content in (parts or {}).items()}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{kind}+xml"/>' for name, (kind, _) in more.items()
    )
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{main}"/>{overrides}'
        "</Types>",
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}"
        f"<w:sectPr>{section}</w:sectPr></w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(
            *((name, kind, f"{name}.xml") for name, (kind, _) in more.items())
        ),
    }
    for name, (kind, inner) in more.items():
        root = roots.get(kind, kind)
        content[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{inner}</w:{root}>"
    return zipped(content | dict(extra or {}))


def picture(descr: str = "") -> str:
    """A run with a picture of the relationship `logo`."""
    named = f'id="9" name="Logo" descr="{descr}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="360000" cy="360000"/>'
        f'<wp:docPr {named}/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
        f'<pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="logo"/><a:stretch>'
        '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def crowded(logo: bytes, alt: str = "The arms of the office") -> bytes:
    """A letterhead of two sections with a logo, three headers, a footer, a text box, a list and a footnote."""
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/><w:lvlJc'
        ' w:val="left"/></w:lvl>'
    )
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{count}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for count, kind in enumerate(("separator", "continuationSeparator"))
    )
    own = p('<w:r><w:t>We reply within ten days</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>')
    listed = p("Own item", properties='<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>')
    references = (
        '<w:headerReference w:type="first" r:id="header1"/><w:headerReference w:type="default" r:id="header2"/>'
        '<w:headerReference w:type="even" r:id="header3"/><w:footerReference w:type="first" r:id="footer1"/>'
    )
    broken = f"<w:pPr><w:sectPr>{references}{SECTION}<w:titlePg/></w:sectPr></w:pPr>"
    marks = ("date", "our_ref", "addressee", "salutation", "subject", "body", "closing", "signature", "enclosures")
    return letterhead(
        p(text_box(p("{{ sen", "der_", "person }}")))
        + own
        + listed
        + bare_paragraphs(*marks)
        + p(properties=broken)
        + p("Terms of the office"),
        section=references + SECTION,
        parts={
            "header1": p(picture(alt), "{{ sender_office }}"),
            "header2": p("{{ addressee_name }}, ", "{{ page", "_of }}"),
            "header3": p("{{ date }}, {{ page_of }}"),
            "footer1": p("{{ sender_web }}"),
            "numbering": f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1">'
            '<w:abstractNumId w:val="0"/></w:num>',
            "footnotes": separators
            + f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " Working days.")}</w:footnote>',
            "settings": "<w:evenAndOddHeaders/>",
        },
        extra={
            "word/_rels/header1.xml.rels": relationships(("logo", "image", "media/logo.png")),
            "word/media/logo.png": logo,
            "[Content_Types].xml": _TYPES_WITH_PNG,
        },
    )


_KINDS = ("header1", "header2", "header3", "footer1", "numbering", "footnotes", "settings")
_TYPES_WITH_PNG = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
    f' ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{name.rstrip("123")}+xml"/>' for name in _KINDS
    )
    + "</Types>"
)


def saved_by_libreoffice(content: bytes, folder: Path) -> bytes:
    """The same letterhead, opened in LibreOffice and saved as a Word file."""
    source = folder / "letterhead.docx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    to = ["--convert-to", "docx:Office Open XML Text", "--outdir", str(folder / "saved")]
    subprocess.run(
        [outside.executable("soffice"), profile, "--headless", *to, str(source)], check=True, capture_output=True
    )
    return (folder / "saved" / source.name).read_bytes()


def found(content: bytes) -> list[Finding]:
    """What is wrong in a letterhead, apart from missing styles."""
    _, findings = prepare(content, BASE, "office.docx")
    return [finding for finding in findings if finding.code != "letterhead-style-missing"]


def refusal(content: bytes) -> Finding:
    """Why a letterhead is refused."""
    with pytest.raises(Unreadable) as refused:
        prepare(content, BASE, "office.docx")
    (finding,) = refused.value.findings
    assert finding.advice
    return finding
