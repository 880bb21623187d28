"""Puts one question to somebody at a terminal; the only module that knows questionary and prompt_toolkit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from drafter.interview import BACK, OVERVIEW, Move
from drafter.interview.questions import Answer, Choice, Question, first_date

if TYPE_CHECKING:
    from questionary import Question as Prompt

KEYS: Final = "Esc goes back, Ctrl-O shows all answers, ? helps, Ctrl-C stops (nothing is lost)"
_HELP: Final = "?"
_SKIPPED: Final = "\0skip"
_SEARCHED: Final = 8
"""From so many choices on, typing narrows them."""


class _Help(Move):
    pass


_SHOW_HELP: Final = _Help("help")


class Prompts:
    """Asks at the terminal; `printed` shows a line above the question."""

    def __init__(self, **streams: Any) -> None:
        self._streams = streams
        self._about = ""

    def ask(self, question: Question) -> Answer:
        """The answer, BACK or OVERVIEW; raises KeyboardInterrupt on Ctrl-C."""
        import questionary

        if question.about and question.about != self._about:
            questionary.print(f"\n{question.about}", style="bold")
            self._about = question.about
        while True:
            answer = self._once(question)
            if answer is not _SHOW_HELP:
                return answer
            lines = [question.help or "There is no more to say about this question.", KEYS]
            questionary.print("\n".join(f"  {line}" for line in lines), style="italic")

    def _once(self, question: Question) -> Answer:
        match question.kind:
            case "one":
                return self._one(question)
            case "many":
                return self._many(question)
            case "yes-no":
                choices = (Choice("yes", "yes"), Choice("no", "no"))
                default = "yes" if question.default else "no"
                answer = self._select(question, choices, default)
                return answer if isinstance(answer, Move) else answer == "yes"
            case "order":
                return self._order(question)
            case _:
                return self._typed(question)

    def _run(self, prompt: Prompt, *, typed: bool) -> Answer:
        """One run of a prompt, with the keys for going back, the overview and help."""
        from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

        keys = KeyBindings()

        @keys.add("escape")
        def _back(event: Any) -> None:
            event.app.exit(result=BACK)

        @keys.add("c-o")
        def _overview(event: Any) -> None:
            event.app.exit(result=OVERVIEW)

        if not typed:

            @keys.add("?", eager=True)
            def _help(event: Any) -> None:
                event.app.exit(result=_SHOW_HELP)

        application = prompt.application
        held = application.key_bindings
        application.key_bindings = merge_key_bindings([held, keys] if held else [keys])
        return prompt.unsafe_ask()

    def _choices(self, choices: tuple[Choice, ...], checked: list[str]) -> list[Any]:
        import questionary

        return [
            questionary.Choice(
                f"{choice.title}  ({choice.about})" if choice.about else choice.title,
                choice.value,
                checked=choice.value in checked,
            )
            for choice in choices
        ]

    def _select(self, question: Question, choices: tuple[Choice, ...], default: str | None) -> Answer:
        import questionary

        values = {choice.value for choice in choices}
        prompt = questionary.select(
            question.ask,
            self._choices(choices, []),
            default=default if default in values else None,
            use_search_filter=len(choices) >= _SEARCHED,
            use_jk_keys=False,
            instruction="(type to search)" if len(choices) >= _SEARCHED else " ",
            **self._streams,
        )
        return self._run(prompt, typed=False)

    def _one(self, question: Question) -> Answer:
        choices, skip = question.choices, (Choice(_SKIPPED, "— none of these, go on —"),)
        if question.optional:
            choices = (*choices, *skip) if question.default is not None else (*skip, *choices)
        answer = self._select(question, choices, question.default)
        return None if answer == _SKIPPED else answer

    def _many(self, question: Question) -> Answer:
        import questionary

        searched = len(question.choices) >= _SEARCHED
        prompt = questionary.checkbox(
            question.ask,
            self._choices(question.choices, question.default or []),
            validate=lambda answer: question.wrong(answer) or True,
            use_search_filter=searched,
            use_jk_keys=False,
            instruction=f"(space ticks, Enter goes on{', type to search' if searched else ''})",
            **self._streams,
        )
        return self._run(prompt, typed=False)

    def _order(self, question: Question) -> Answer:
        import questionary

        for number, choice in enumerate(question.choices, 1):
            questionary.print(f"  {number}. {choice.title}")
        values = [choice.value for choice in question.choices]
        usual = " ".join(str(values.index(value) + 1) for value in question.default or values)

        def wrong(typed: str) -> bool | str:
            numbers = sorted(typed.replace(",", " ").split())
            wanted = sorted(str(number) for number in range(1, len(values) + 1))
            return True if numbers == wanted or typed in {_HELP, "<"} else f"write each number once, such as {usual}"

        prompt = questionary.text(question.ask, default=usual, validate=wrong, **self._streams)
        answer = self._run(prompt, typed=True)
        if isinstance(answer, Move):
            return answer
        if answer in {_HELP, "<"}:
            return _SHOW_HELP if answer == _HELP else BACK
        return [values[int(number) - 1] for number in answer.replace(",", " ").split()]

    def _typed(self, question: Question) -> Answer:
        import questionary

        def wrong(typed: str) -> bool | str:
            if typed.strip() in {_HELP, "<"}:
                return True
            return question.wrong(_read(question, typed)) or True

        prompt = questionary.text(
            question.ask,
            default="" if question.default is None else str(question.default),
            validate=wrong,
            instruction="(may be left empty) " if question.optional else None,
            **self._streams,
        )
        answer = self._run(prompt, typed=True)
        if isinstance(answer, Move):
            return answer
        if answer.strip() in {_HELP, "<"}:
            return _SHOW_HELP if answer.strip() == _HELP else BACK
        return _read(question, answer)


def _read(question: Question, typed: str) -> Answer:
    """What was typed, as the kind of the question has it."""
    words = typed.strip()
    if not words:
        return None
    if question.kind == "date":
        return first_date(words) or words
    if question.kind == "number":
        return int(words) if words.lstrip("-").isdigit() else words
    return words
