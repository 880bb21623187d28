"""What a received letter says of itself: its date, writer, references and addressee; proposed, never decided."""

from __future__ import annotations

import re
from typing import Final

from drafter.record import Record
from drafter.written_dates import first_date


class Reading(Record):
    """What was found in a letter; an empty field was not found."""

    date: str = ""
    writer: str = ""
    title: str = ""
    role: str = ""
    organisation: str = ""
    our_ref: str = ""
    """Their own reference, as they write it."""
    your_ref: str = ""
    """The reference of the office that they write to."""
    addressee: tuple[str, ...] = ()
    """The lines of whom they write to: a name, then an office."""
    subject: str = ""
    body: tuple[int, int] = (0, 0)
    """Where what it says begins and ends in the text: after the greeting, before the farewell."""

    @property
    def pronoun(self) -> str:
        """What the writer's title tells."""
        return _PRONOUNS.get(self.title.rstrip(".").casefold(), "")

    @property
    def salutation(self) -> str:
        """What stands after Dear in an answer: the title with the last name."""
        return f"{self.title} {self.writer.split()[-1]}" if self.title and self.writer else ""


_PRONOUNS: Final = {"mr": "he", "sir": "he", "ms": "she", "mrs": "she", "miss": "she", "lady": "she", "dame": "she"}
_TITLE: Final = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lady|Lord|Ambassador|Councillor|Cllr)\.?"
_NAMED: Final = re.compile(rf"(?:({_TITLE})\s+)?([A-Z][\w.’'-]*(?:\s+(?:[a-z]{{1,3}}\s+)?[A-Z][\w.’'-]*){{0,4}})")
_FAREWELL: Final = re.compile(r"(?:yours|sincerely|(?:kind |best )?regards|with best wishes)\b.{0,30}", re.IGNORECASE)
_GREETING: Final = re.compile(r"dear\b.{1,60}", re.IGNORECASE)
_OURS: Final = re.compile(r"(?:our|my)\s+ref(?:erence)?\s*[:.]*\s+(\S.*?)(?=\s{2,}|\s+your\s+ref|$)", re.IGNORECASE)
_YOURS: Final = re.compile(r"your\s+ref(?:erence)?\s*[:.]*\s+(\S.*?)(?=\s{2,}|\s+our\s+ref|$)", re.IGNORECASE)
_REF: Final = re.compile(r"^ref(?:erence)?\s*[:.]+\s*(\S.*?)\s*$", re.IGNORECASE)
_BODY: Final = re.compile(r"\b(?:subject|re)\s*:\s*(.+)", re.IGNORECASE)
_ANSWERED: Final = re.compile(r"^(?:(?:re|fwd?)\s*:\s*)+", re.IGNORECASE)
"""What mail programs put before the subject of an answer."""
_OFFICE: Final = re.compile(
    r"\b(?:office|council|ministry|department|limited|ltd|llp|plc|inc|company|commission|authority|association|agency"
    r"|university|trust|group|services|bureau|board|partners|solicitors)\b",
    re.IGNORECASE,
)
_FORM: Final = re.compile(
    r"\b(?:office|council|ministry|department|limited|ltd|llp|plc|inc|company|commission|authority|association|agency"
    r"|university|trust|bureau|board|partners|solicitors)\.?$"
    r"|^(?:the\s+)?(?:office|ministry|department|university|commission|bureau|institute)\s+(?:of|for)\b",
    re.IGNORECASE,
)
"""What a name ends or begins with that is certainly one of an organisation."""
_POST: Final = (
    r"(?:director|head|chief|chair(?:man|woman|person)?|president|manager|secretary|officer|minister|commissioner"
    r"|counsel|advis[eo]r|partner|clerk|leader|mayor|ombudsman|inspector|auditor|registrar|governor|dean|treasurer"
    r"|controller|solicitor|ceo|cfo|coo|ambassador)"
)
_ROLE: Final = re.compile(
    r"^(?:(?:acting|interim|deputy|assistant|associate|senior|joint|managing|executive|non-executive|group|general"
    rf"|permanent|principal|regional|vice)[\s-]+)*{_POST}\b(?![’'])|\b{_POST}$",
    re.IGNORECASE,
)
"""What somebody is, by how it begins or ends."""
_ELSE: Final = re.compile(r"@|https?://|www\.|\d{3,}|^(?:tel|phone|fax|e-?mail|page|copy|cc|enc)\b", re.IGNORECASE)
_LONGEST: Final = 90


def read(text: str) -> Reading:
    """What the letter of a text says of itself."""
    raw = re.split(r"[\n\f]", text)
    lines = [" ".join(line.split()) for line in raw]
    greeting = next((number for number, line in enumerate(lines) if _GREETING.fullmatch(line)), None)
    head = lines[:greeting] if greeting is not None else lines[:25]
    farewells = [number for number, line in enumerate(lines) if _FAREWELL.fullmatch(line)]
    heading = _heading(head)
    signed = _signed(lines[farewells[-1] + 1 :], heading) if farewells else ("", "", "", "")
    title, writer, role, organisation = signed
    after = lines[greeting + 1 : greeting + 5] if greeting is not None else []
    start = sum(len(line) + 1 for line in raw[: greeting + 1]) if greeting is not None else 0
    end = sum(len(line) + 1 for line in raw[: farewells[-1]]) if farewells else len(text)
    said = (first_date(line) or _sent(line) for line in head)
    return Reading(
        date=next((day for day in said if day), ""),
        writer=writer,
        title=title,
        role=role,
        organisation=organisation or heading,
        our_ref=_first(_OURS, head) or _first(_REF, head),
        your_ref=_first(_YOURS, head),
        addressee=_addressee(head, writer),
        subject=_subject(head, after),
        body=(min(start, end), end),
    )


def _first(rule: re.Pattern[str], lines: list[str]) -> str:
    return next((found[1].strip() for line in lines if len(line) < 200 and (found := rule.search(line))), "")


def _sent(line: str) -> str:
    """The day in the line of a mail that says when it was sent."""
    from email.utils import parsedate

    stamp = parsedate(line.partition(":")[2]) if line.lower().startswith("date:") else None
    return "{:04}-{:02}-{:02}".format(*stamp) if stamp else ""


def _signed(lines: list[str], heading: str) -> tuple[str, str, str, str]:
    """The title, name, role and organisation of the block under the farewell."""
    block = [line for line in lines[:12] if line and len(line) <= _LONGEST and not _ELSE.search(line)]
    for number, line in enumerate(block):
        found = _NAMED.match(line)
        rest = line[found.end() :].lstrip(", ") if found else ""
        if found is None or (rest and not line[found.end() :].startswith(",")) or _OFFICE.search(found[2]):
            continue
        after = [*([rest] if rest else []), *block[number + 1 : number + 3]]
        told = [_apart(one, heading) for one in after]
        role = next((one for one, _ in told if one), "")
        body = next((one for _, one in told if one), "") or next((one for one, _ in told if one != role), "")
        return found[1] or "", found[2], role, body
    return "", "", "", ""


def _apart(line: str, heading: str) -> tuple[str, str]:
    """The role and the organisation that a line under a name tells; what may be either is proposed as the role."""
    front, _, back = map(str.strip, line.partition(","))
    body = bool(back) and "," not in back and not _ROLE.search(back)
    if body and _ROLE.search(front) and (_FORM.search(back) or back.casefold() == heading.casefold()):
        return front, back
    in_doubt = bool(back) and not _FORM.search(front)
    return (line, "") if in_doubt or _ROLE.search(line) or not _OFFICE.search(line) else ("", line)


def _heading(head: list[str]) -> str:
    """The office or company that the letter's head begins with, where a block of its own names one before the date."""
    block: list[str] = []
    for line in head:
        if not line and block:
            break
        if line:
            block.append(line)
    if len(block) == len([line for line in head if line]):
        return ""  # one block alone may be whom it is written to
    return next(
        (one for one in block[:2] if len(one) <= _LONGEST and _OFFICE.search(one) and not _ELSE.search(one)), ""
    )


def _addressee(head: list[str], writer: str) -> tuple[str, ...]:
    """The lines above the greeting that name whom it is written to: the last block with a name or an office in it."""
    blocks: list[list[str]] = [[]]
    for line in head:
        if not line:
            blocks.append([])
        elif not (first_date(line) or _OURS.search(line) or _YOURS.search(line) or _REF.search(line)):
            blocks[-1].append(line)
    usable = [block for block in blocks if block and all(len(line) <= _LONGEST for line in block)]
    if not usable or (len(usable) == 1 and len(blocks) > 1 and head[: len(usable[0])] == usable[0]):
        return ()
    named = [line for line in usable[-1] if not _ELSE.search(line) and line != writer]
    return tuple(named[:2]) if named and (_OFFICE.search(" ".join(named)) or _NAMED.fullmatch(named[0])) else ()


def _subject(head: list[str], after: list[str]) -> str:
    said = _first(_BODY, [*head, *after])
    lone = next((line for line in after if line), "")
    short = 0 < len(lone) <= _LONGEST and lone[-1] not in ".:;,?" and len(lone.split()) > 1
    return _ANSWERED.sub("", said) or (lone if short else "")
