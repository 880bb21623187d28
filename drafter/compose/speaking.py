"""What wording sees of the letter itself: its author and the author's voice, its deadline."""

from __future__ import annotations

from typing import ClassVar, Final

from drafter.compose.view import View
from drafter.office import Office

_FORMS: Final = ("subject", "object", "possessive", "am", "have", "was", "do")
_I: Final = ("I", "me", "my", "am", "have", "was", "do")
_WE: Final = ("we", "us", "our", "are", "have", "were", "do")


def forms(voice: str) -> dict[str, str]:
    """What an author who speaks as `I` or as `we` is called, and does, by attribute; nothing for an office."""
    return dict(zip(_FORMS, {"I": _I, "we": _WE}.get(voice, ()), strict=False))


class AuthorView(View, eq=False):
    """Who speaks, in the voice of the letter: `{{ author }} {{ author.am }} writing` is right in all three."""

    office: Office
    voice: str
    kind: ClassVar[str] = "author"

    def described(self) -> str:
        return "the author"

    def attributes(self) -> dict[str, object]:
        spoken = forms(self.voice)
        office = self.office.known_as or " ".join(self.office.office)
        third = (office, office, self.views.language.possessive(office), "is", "has", "was", "does")
        words = spoken or dict(zip(_FORMS, third, strict=True))
        return {"third": not spoken, **{name: self.said(word) for name, word in words.items()}}

    def printed(self) -> object:
        return self.look_up("subject")


class SenderView(View, eq=False):
    """The office that writes."""

    office: Office
    kind: ClassVar[str] = "sender"

    def described(self) -> str:
        return "the sender"

    def attributes(self) -> dict[str, object]:
        office = self.office
        found: dict[str, object] = {"name": self.said(" ".join(office.office))}
        found["known_as"] = self.said(office.known_as) if office.known_as else found["name"]
        if office.contact:
            found["contact"] = [self.said(line) for line in office.contact]
        if office.web:
            found["web"] = self.said(office.web)
        return found

    def possible(self) -> tuple[str, ...]:
        return ("contact", "web")

    def printed(self) -> object:
        return self.look_up("known_as")


class DeadlineView(View, eq=False):
    """The day by which an answer is asked for; `working_days` where it was counted."""

    day: str
    working_days: str
    kind: ClassVar[str] = "deadline"

    def described(self) -> str:
        return "the deadline"

    def attributes(self) -> dict[str, object]:
        found: dict[str, object] = {"date": self.said(self.views.language.written_date(self.day))}
        if self.working_days:
            found["working_days"] = self.said(self.working_days)
        return found

    def possible(self) -> tuple[str, ...]:
        return ("working_days",)

    def printed(self) -> object:
        return self.look_up("date")
