"""Puts questions on plain numbered lines, which a screen reader can follow and any terminal can show."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Final

from drafter.interview import BACK, OVERVIEW
from drafter.interview.menu import Carried, found, missed, wrapped
from drafter.interview.questions import ALWAYS, Answer, Choice, Question, read, said
from drafter.interview.texts import Texts

SHOWN: Final = 20
"""Choices that are listed at once; words narrow the rest."""


class Plain:
    """Asks on lines: `write` shows one, `listen` shows its words and gives the line that was typed."""

    def __init__(
        self,
        say: Texts,
        write: Callable[[str], None],
        listen: Callable[[str], str],
        idle: Callable[[], None] | None = None,
    ) -> None:
        self._say = say
        self._out = write
        self._listen = listen
        self._idle = idle
        self._about = ""
        self._carried = Carried()

    def _write(self, text: str) -> None:
        """Write lines, none of them broken within a word."""
        self._out(self._broken(text))

    @staticmethod
    def _broken(text: str) -> str:
        width = max(shutil.get_terminal_size().columns - 1, 20)
        return "\n".join(part for line in text.split("\n") for part in wrapped(line, width))

    def show(self, text: str, _style: str = "") -> None:
        """Write lines above the next question."""
        self._write(text)

    def tell(self, text: str) -> None:
        """Write lines to be read before the next question."""
        self._write(text)

    def ask(self, question: Question) -> Answer:
        """The answer, BACK or OVERVIEW; raises KeyboardInterrupt where no more lines come."""
        if question.about and question.about != self._about:
            self._write(question.about)
            self._about = question.about
        question, searched = self._carried.into(question), ""
        choices, shown = question.choices, self._listed(question, question.choices)
        while True:
            typed = self._line(question)
            if typed in {"<", "="}:
                return BACK if typed == "<" else OVERVIEW
            if typed == "?":
                self._write(f"{question.help}\n{self._say('plain.help')}".lstrip("\n"))
                shown = self._listed(question, choices)
                continue
            answer, narrowed = self._answer(question, typed, choices, shown)
            if narrowed is not None:
                choices = narrowed or question.choices
                if missed(question.choices, typed):
                    searched = typed
                    self._write(self._say("plain.nothing"))
                shown = self._listed(question, choices)
                continue
            if wrong := question.wrong(answer, self._say):
                self._write(wrong)
                continue
            self._carried.note(question, answer, searched)
            return answer

    def _line(self, question: Question) -> str:
        idle, self._idle = self._idle, None
        if idle is not None:
            idle()
        prompt = self._say("plain.answer")
        if question.default not in (None, "", []):
            name = "plain.default-or-none" if question.optional else "plain.default"
            prompt = self._say(name, answer=said(question, question.default, self._say))
        elif question.optional:
            prompt = self._say("plain.optional")
        try:
            return self._listen(f"{self._broken(prompt)} ").strip()
        except EOFError:
            raise KeyboardInterrupt from None

    def _listed(self, question: Question, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """Write the question and its choices with their numbers; gives those that were listed."""
        self._write(f"\n{question.ask}")
        adding = tuple(choice for choice in choices if choice.value in ALWAYS)
        rest = tuple(choice for choice in choices if choice.value not in ALWAYS)
        shown = (*rest[:SHOWN], *adding)
        for number, choice in enumerate(shown, 1):
            about = f" ({choice.about})" if choice.about else ""
            self._write(f"{number}. {choice.title}{about}")
            if (whole := choice.full()) and " ".join(whole.split()) not in choice.title:
                self._write("\n".join(f"   {line}" for line in whole.split("\n")))
        if len(rest) > SHOWN:
            self._write(self._say("plain.more", shown=SHOWN, all=len(rest)))
        if question.kind == "yes-no":
            for number, name in enumerate(("yes", "no"), 1):
                self._write(f"{number}. {self._say(name)}")
        if choices or question.kind == "yes-no":
            self._write(self._say(f"plain.{question.kind}"))
        return shown

    def _answer(
        self, question: Question, typed: str, choices: tuple[Choice, ...], shown: tuple[Choice, ...]
    ) -> tuple[Answer, tuple[Choice, ...] | None]:
        """What a line answers; or, where it answers nothing, the choices that there are now."""
        if not typed and question.default is not None:
            return question.default, None
        if question.kind == "yes-no":
            yes, no = self._say("yes"), self._say("no")
            meant = [one for number, one in (("1", yes), ("2", no)) if typed == number]
            meant += [one for one in (yes, no) if typed and one.startswith(typed.casefold())]
            return (meant[0] == yes if len(meant) == 1 else None), None
        if question.kind not in {"one", "many", "order"}:
            return (None if question.optional and typed == "-" else read(question, typed)), None
        if not typed or typed == "-":
            return ([] if question.kind == "many" else None), None
        parts = typed.replace(",", " ").split()
        if not all(part.isdecimal() for part in parts):
            return self._searched(question, typed)
        if not all(0 < int(part) <= len(shown) for part in parts):
            self._write(self._say("plain.numbers", last=len(shown)))
            return None, choices
        chosen = [shown[int(part) - 1].value for part in parts]
        return (chosen[0] if question.kind == "one" else list(dict.fromkeys(chosen))), None

    def _searched(self, question: Question, typed: str) -> tuple[Answer, tuple[Choice, ...] | None]:
        """The one choice that holds words, which is taken and said; or all those that do, to choose from."""
        narrowed = tuple(found(question.choices, typed))
        held = [one for one in narrowed if not missed((one,), typed)]
        if len(held) != 1:
            return None, narrowed
        self._write(self._say("plain.taken", choice=held[0].title))
        return (held[0].value if question.kind == "one" else [held[0].value]), None
