"""A menu as data: what is shown, searched, ticked and moved, and its lines at any width. Knows no terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from drafter.interview.questions import ADD, ALWAYS, OWN, Answer, Choice, Question
from drafter.interview.texts import ENGLISH, Texts
from drafter.record import Mutable, field, replace

SKIPPED: Final = "\0skip"
PANE: Final = 6
"""Lines at most of the pane that shows the highlighted choice whole."""
Line = tuple[str, str]
"""A style (`ask`, `here`, `plain`, `pane`, `hint`, `wrong`) and one line of words."""
Measure = Callable[[str], int]


class Carried(Mutable):
    """Words that were searched in vain before something was added, which its first question proposes."""

    under: str = ""
    words: str = ""

    def note(self, question: Question, answer: Answer, searched: str) -> None:
        """Keep what was searched, where the answer asks to add something."""
        wanted = answer if isinstance(answer, list) else [answer]
        if searched.strip() and (ADD in wanted or OWN in wanted):
            self.under, self.words = question.id, searched.strip()

    def into(self, question: Question) -> Question:
        """The question with these words proposed, where they are for it."""
        meant = question.id == f"{self.under}/own" or question.id.startswith(f"{self.under}/new/")
        if not self.words or not meant or question.kind not in {"words", "text"}:
            return question
        words, self.words = self.words, ""
        return question if question.default else replace(question, default=words)


class Menu(Mutable):
    """The state of one question with choices."""

    question: Question
    choices: tuple[Choice, ...]
    say: Texts = ENGLISH
    ticked: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    search: str = ""
    at: int = 0
    held: bool = False
    """Whether the highlighted part moves with the arrows."""
    wrong: str = ""
    chose: bool = False
    """Whether somebody went to the highlighted choice, by the arrows or a search."""
    note: str = ""
    """Help, shown in place of the pane until the next key."""

    def take_over(self, left: Menu) -> None:
        """Take what was ticked and searched when the same choices were left."""
        if [one.value for one in left.choices] == [one.value for one in self.choices]:
            self.ticked, self.order, self.search, self.at = left.ticked, left.order, left.search, left.at
            self.chose = left.chose

    @property
    def kind(self) -> str:
        """The question's kind."""
        return self.question.kind

    @property
    def keys(self) -> str:
        """The text that names the keys."""
        if self.kind == "many" and self.search:
            return "keys.many-searching" if self.ticked or self.missed else "keys.many-found"
        if self.kind == "many" and self.chose and not self.ticked:
            return "keys.many-chosen-optional" if self.question.optional else "keys.many-chosen"
        return f"keys.{self.kind}"

    @property
    def missed(self) -> bool:
        """Whether no choice holds what is searched; what asks for something else is listed all the same."""
        return bool(self.search.strip()) and missed(self.choices, self.search)

    @property
    def passes(self) -> bool:
        """Whether `-` takes none: where that may be, and no search is begun that it could be part of."""
        return self.kind == "many" and self.question.optional and not self.search

    def found(self) -> list[Choice]:
        """The choices that are listed, in order."""
        if self.kind == "order":
            by_value = {choice.value: choice for choice in self.choices}
            return [by_value[value] for value in self.order]
        return found(self.choices, self.search)

    def here(self) -> Choice | None:
        """The highlighted choice."""
        found = self.found()
        return found[min(self.at, len(found) - 1)] if found and self.at >= 0 else None

    def move(self, by: int) -> None:
        """Move the highlight, or the part that is held."""
        self.wrong = self.note = ""
        count = len(self.found())
        if not count:
            return
        self.chose = True
        at = max(self.at, 0 if by < 0 else -1)
        there = max(0, min(at + by, count - 1)) if self.held or abs(by) > 1 else (at + by) % count
        if self.held:
            self.order.insert(there, self.order.pop(self.at))
        self.at = there

    def typed(self, words: str) -> None:
        """Add to what is searched."""
        self.wrong = self.note = ""
        if self.kind != "order":
            self.search, self.chose = self.search + words, True
            self.at = -1 if self.missed else 0

    def erase(self, *, whole: bool = False) -> bool:
        """Take back what is searched; says whether there was any."""
        was, self.wrong, self.note = self.search, "", ""
        self.search = "" if whole else was[:-1]
        self.at = -1 if self.missed else 0
        self.chose = bool(self.search)
        return bool(was)

    def space(self) -> None:
        """Tick, or pick up and put down; once a search is begun, part its words."""
        self.wrong = self.note = ""
        if self.kind == "order":
            self.held = not self.held
        elif self.kind == "many" and not self.search:
            self.tick()
        else:
            self.typed(" ")

    def tab(self) -> None:
        """Tick, also in the midst of a search; where nothing is ticked, go down."""
        if self.kind == "many":
            self.tick()
        else:
            self.move(1)

    def tick(self) -> None:
        """Tick the highlighted choice, or take the tick away."""
        self.wrong = self.note = ""
        here = self.here()
        if here is None:
            return
        if here.value in self.ticked:
            self.ticked.remove(here.value)
            self.chose = False
        else:
            self.ticked.append(here.value)

    def answer(self) -> tuple[bool, Answer]:
        """Whether it will do as it stands, and the answer."""
        here = self.here()
        made: Answer = None
        taken = self.kind == "one" or (self.kind == "many" and self.chose and not self.ticked)
        if here is None and self.choices and self.kind in {"one", "many"}:
            self.wrong = self.say("wrong.search-or-move" if self.found() else "wrong.search")
            return False, None
        if self.kind == "order":
            made = list(self.order)
        elif self.kind == "many":
            made = [here.value] if taken and here else list(self.ticked)
        elif here is not None and here.value != SKIPPED:
            made = here.value
        if self.kind == "many" and not made and not self.question.optional:
            self.wrong = self.say("wrong.none-ticked")
            return False, None
        self.wrong = (
            "" if self.kind == "one" and here and here.value == SKIPPED else self.question.wrong(made, self.say)
        )
        return not self.wrong, made


def menu(question: Question, say: Texts = ENGLISH) -> Menu:
    """The menu of a question."""
    if question.kind == "yes-no":
        answers = (Choice("yes", say("yes")), Choice("no", say("no")))
        held = "no" if question.default is False else "yes"
        question = Question(question.id, "one", question.ask, question.help, answers, held, about=question.about)
    choices, default = question.choices, question.default
    if question.kind == "one" and question.optional:
        skipping = Choice(SKIPPED, say("skip"))
        choices = (skipping, *choices) if default is None else (*choices, skipping)
    values = [choice.value for choice in choices]
    made = Menu(question, choices, say)
    if question.kind == "many":
        made.ticked = [one for one in default or [] if one in values]
    elif question.kind == "order":
        wanted = [one for one in default or [] if one in values]
        made.order = [*wanted, *(one for one in values if one not in wanted)]
    elif default in values:
        made.at = values.index(default)
    return made


def found(choices: Sequence[Choice], search: str) -> list[Choice]:
    """The choices that hold each searched word: in the name, else in all that is shown, else in what is kept.

    Those that ask for something else are listed besides.
    """
    words = search.casefold().split()
    return [one for some in _ranked(choices, words) for one in some] if words else list(choices)


def missed(choices: Sequence[Choice], search: str) -> bool:
    """Whether no choice holds each searched word."""
    return not any(_ranked(choices, search.casefold().split())[:3])


def _ranked(choices: Sequence[Choice], words: list[str]) -> list[list[Choice]]:
    """The choices by where they hold each word; last those that are listed though they do not."""
    ranked: list[list[Choice]] = [[], [], [], []]
    for one in choices:
        text = ""
        for rank, more in enumerate((one.title, f"{one.about} {one.whole}", one.value)):
            text += f" {more}".casefold()
            if all(word in text for word in words):
                ranked[rank].append(one)
                break
        else:
            ranked[3] += [one] * (one.value in ALWAYS)
    return ranked


def lines(shown: Menu, width: int, height: int, hint: str, measure: Measure = len) -> list[Line]:
    """The lines of a menu on a screen of so many cells, none of them wider."""
    made: list[Line] = [("ask", one) for one in wrapped(f"? {shown.question.ask}", width, measure)]
    if shown.search:
        made.append(("hint", cut(f"  / {shown.search}", width, measure)))
    found = shown.found()
    shown.at = min(shown.at, max(len(found) - 1, 0))
    if shown.missed:
        made += [("wrong", one) for one in wrapped(f"    {shown.say('plain.nothing')}", width, measure)]
    pane = _pane(shown, width, height, measure)
    foot = wrapped(f"  {hint}", width, measure)
    room = max(height - len(made) - len(pane) - len(foot) - 2, 3)
    top = max(0, min(max(shown.at, 0) - room // 2, len(found) - room))
    for number, choice in list(enumerate(found))[top : top + room]:
        made.append(("here" if number == shown.at else "plain", _row(shown, choice, number, width, measure)))
    if len(found) > room:
        made.append(("hint", f"  {shown.at + 1} / {len(found)}"))
    return [*made, *pane, *(("hint", one) for one in foot)]


def _row(shown: Menu, choice: Choice, number: int, width: int, measure: Measure) -> str:
    pointer = ">" if number == shown.at else " "
    mark = ""
    if shown.kind == "many":
        mark = "[x] " if choice.value in shown.ticked else "[ ] "
    elif shown.kind == "order":
        mark = f"{number + 1}. " if not (shown.held and number == shown.at) else "<> "
    words = f"{choice.title}  ({choice.about})" if choice.about else choice.title
    if measure(words) + 8 > width:
        words = choice.title  # what is known about it stands in the pane
    return cut(f" {pointer} {mark}{words}", width, measure)


def _pane(shown: Menu, width: int, height: int, measure: Measure) -> list[Line]:
    """The highlighted choice whole, where its line is cut or says less; what is wrong; or help."""
    if shown.wrong:
        return [("wrong", one) for one in wrapped(f"  ! {shown.wrong}", width, measure)]
    here = shown.here()
    text = shown.note
    if not text and here is not None:
        row, whole = _row(shown, here, -1, 10**6, measure), here.full()
        if whole or measure(row) + 4 > width:
            text = "\n".join(part for part in (whole or here.title, here.about) if part)
    if not text:
        return []
    found = [f"  | {one}" for part in text.split("\n") for one in wrapped(part, width - 4, measure)]
    most = min(max(height - 9, 3), height if shown.note else 12 if len(found) > PANE else PANE)
    if len(found) > most:
        found = [*found[: most - 1], "  | …"]
    return [("pane", one) for one in found]


def cut(text: str, width: int, measure: Measure = len) -> str:
    """A text in so many cells: its middle goes, because statements that begin alike differ at their ends.

    No word is cut, but one that takes most of the room by itself.
    """
    text = " ".join(text.split("\n"))
    if measure(text) <= width:
        return text
    indent = text[: len(text) - len(text.lstrip())]
    words = text.split()
    room = max(width - measure(indent), 2)
    front = _whole(words, room * 2 // 3 - 2, measure)
    back = _whole(words[::-1], room - measure(" ".join(front)) - 3, measure)[::-1]
    if front:
        return f"{indent}{' '.join([*front, '…', *back])}"
    return f"{indent}{_front(text.lstrip(), room - 1, measure)}…"


def _whole(words: Sequence[str], width: int, measure: Measure) -> list[str]:
    """The first words that fit."""
    made: list[str] = []
    for word in words:
        if measure(" ".join([*made, word])) > width:
            break
        made.append(word)
    return made


def _front(text: str, width: int, measure: Measure) -> str:
    if measure is len:
        return text[:width]
    taken = 0
    for number, letter in enumerate(text):
        taken += measure(letter)
        if taken > width:
            return text[:number]
    return text


def wrapped(text: str, width: int, measure: Measure = len) -> Sequence[str]:
    """A text in lines of so many cells, parted at blanks where there are some."""
    made: list[str] = []
    line = ""
    indent = " " * (len(text) - len(text.lstrip()))
    for word in re.split(r"[ \t\n]+", text.strip(" \t\n")):
        rest = word
        while rest:
            joined = f"{line} {rest}" if line.strip() else f"{indent}{rest}"
            if measure(joined) <= width:
                line, rest = joined, ""
            elif line.strip():
                made.append(line)
                line = ""
            else:
                piece = _front(rest, max(width - len(indent), 2), measure)
                made.append(indent + piece)
                rest = rest[len(piece) :]
    return [*made, line] if line.strip() or not made else made
