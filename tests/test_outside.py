"""The outside tools complain: each is shown faults that it must find, and a letter with nothing to find."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import outside

Tool = Callable[[bytes], list[str]]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")


def picture(number: int) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing">'
        '<wp:extent cx="360000" cy="360000"/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr="A dot"/><a:graphic xmlns:a="{DRAWING}/main">'
        f'<a:graphicData uri="{DRAWING}/picture"><pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="dot.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip xmlns:r="{R}" r:embed="rId4"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def theme() -> str:
    """The least theme that the schema allows; openxml-audit demands that there is one."""
    dark_and_light = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    colours = "".join(f'<a:{name}><a:srgbClr val="000000"/></a:{name}>' for name in dark_and_light)
    fonts = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    return (
        f'{XML}<a:theme xmlns:a="{DRAWING}/main" name="Plain"><a:themeElements><a:clrScheme name="Plain">{colours}'
        f'</a:clrScheme><a:fontScheme name="Plain"><a:majorFont>{fonts}</a:majorFont><a:minorFont>{fonts}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Plain"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>'
        f"{'<a:ln><a:noFill/></a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>"
        f"{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill}"
        "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


CITATION = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
ITEM = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:jc w:val="left"/></w:pPr>'
    "<w:r><w:t>an item</w:t></w:r></w:p>"
)
PARTS = {
    "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("numbering", "numbering"),
            ("footnotes", "footnotes"),
            ("settings", "settings"),
            ("fontTable", "fontTable"),
        )
    )
    + '<Override PartName="/word/theme.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
    "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" '
    f'Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
    "docProps/core.xml": f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A letter</dc:title></cp:coreProperties>',
    "word/document.xml": f"{XML}<w:document {W}><w:body><w:p><w:r><w:t>Words</w:t></w:r>{CITATION}</w:p>{ITEM}"
    f'{picture(1)}{picture(2)}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
    "word/_rels/document.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{R}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{R}/numbering" Target="numbering.xml"/>'
    f'<Relationship Id="rId3" Type="{R}/footnotes" Target="footnotes.xml"/>'
    f'<Relationship Id="rId4" Type="{R}/image" Target="media/dot.png"/>'
    f'<Relationship Id="rId5" Type="{R}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId6" Type="{R}/fontTable" Target="fontTable.xml"/>'
    f'<Relationship Id="rId7" Type="{R}/theme" Target="theme.xml"/></Relationships>',
    "word/styles.xml": f'{XML}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr>'
    '</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="FootnoteText">'
    '<w:name w:val="footnote text"/><w:basedOn w:val="Normal"/></w:style><w:style w:type="character" '
    'w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr>'
    '<w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>',
    "word/numbering.xml": f'{XML}<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    "word/footnotes.xml": f'{XML}<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
    '<w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
    '<w:continuationSeparator/></w:r></w:p></w:footnote><w:footnote w:id="1"><w:p>'
    '<w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr>'
    '<w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> A note</w:t>'
    "</w:r></w:p></w:footnote></w:footnotes>",
    "word/settings.xml": f'{XML}<w:settings {W}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/>'
    '</w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
    "word/fontTable.xml": f'{XML}<w:fonts {W}><w:font w:name="Arial"/></w:fonts>',
    "word/theme.xml": theme(),
}


def docx(part: str = "", old: str = "", new: str = "") -> bytes:
    """A small letter; with a fault, if one is named: `old` within a part becomes `new`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in PARTS.items():
            if name == part:
                assert old in text
                archive.writestr(name, text.replace(old, new, 1))
            else:
                archive.writestr(name, text)
        archive.writestr("word/media/dot.png", DOT)
    return packed.getvalue()


TOOLS: dict[str, Tool] = {
    "openxml-audit": outside.openxml_audit,
    "ooxml-integrity": outside.ooxml_integrity,
    "Open XML SDK": outside.open_xml_sdk,
}
AUDIT, INTEGRITY, SDK = TOOLS
FAULTS = {
    "a picture's id twice": (docx("word/document.xml", 'docPr id="2"', 'docPr id="1"'), (SDK,)),
    "a note that is not there": (
        docx("word/document.xml", 'footnoteReference w:id="1"', 'footnoteReference w:id="7"'),
        (AUDIT, INTEGRITY, SDK),
    ),
    "a list that is not defined": (
        docx("word/document.xml", 'numId w:val="1"', 'numId w:val="7"'),
        (AUDIT, INTEGRITY),
    ),
    "a picture that is not there": (
        docx("word/document.xml", 'r:embed="rId4"', 'r:embed="rId9"'),
        (AUDIT, INTEGRITY, SDK),
    ),
    "properties out of order": (docx("word/document.xml", "<w:numPr>", '<w:jc w:val="left"/><w:numPr>'), (AUDIT, SDK)),
    "an unknown element": (docx("word/document.xml", "<w:t>Words</w:t>", "<w:words/>"), (AUDIT, SDK)),
    "settings out of order": (docx("word/settings.xml", "<w:footnotePr>", "<w:compat/><w:footnotePr>"), (AUDIT, SDK)),
    "a part of no type": (
        docx("[Content_Types].xml", "/word/footnotes.xml", "/word/notes.xml"),
        (AUDIT, INTEGRITY, SDK),
    ),
    "a part that is no XML": (docx("word/styles.xml", "</w:styles>", ""), (AUDIT, INTEGRITY, SDK)),
}
FOUND = [
    pytest.param(TOOLS[tool], fault, id=f"{tool}-{name}") for name, (fault, tools) in FAULTS.items() for tool in tools
]


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_a_faultless_letter_has_no_problem(tool: Tool) -> None:
    assert tool(docx()) == []


@pytest.mark.parametrize(("tool", "fault"), FOUND)
def test_a_faulty_letter_has_problems(tool: Tool, fault: bytes) -> None:
    assert tool(fault)


def test_a_faultless_letter_becomes_one_accessible_page(tmp_path: Path) -> None:
    pdf = outside.to_pdf(docx(), tmp_path)
    assert outside.verapdf_ua1(pdf) == []
    assert outside.pages(pdf) == 1


@pytest.mark.parametrize(
    ("part", "old", "problem"),
    [
        ("word/document.xml", ' descr="A dot"', "Figure tags shall include an alternative representation"),
        ("docProps/core.xml", "A letter", "shall contain a dc:title entry"),
    ],
    ids=["a picture without words", "a letter without a title"],
)
def test_verapdf_finds_what_some_readers_cannot_read(tmp_path: Path, part: str, old: str, problem: str) -> None:
    found = outside.verapdf_ua1(outside.to_pdf(docx(part, old), tmp_path))
    assert any(problem in line for line in found)


def test_a_page_break_makes_a_second_page(tmp_path: Path) -> None:
    broken = docx("word/document.xml", "<w:t>Words</w:t>", '<w:t>Words</w:t><w:br w:type="page"/>')
    assert outside.pages(outside.to_pdf(broken, tmp_path)) == 2


def test_pandoc_reads_words_and_notes_in_order() -> None:
    assert outside.pandoc_words(docx()) == ["Words", "A", "note", "an", "item"]


def test_an_absent_program_skips_the_test() -> None:
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        outside.executable("no-such-program")
