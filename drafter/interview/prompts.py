"""Puts one question to somebody at a terminal; with `lines`, the only module that knows prompt_toolkit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from drafter.interview import BACK, OVERVIEW, Move
from drafter.interview.days import written
from drafter.interview.lines import Line, application
from drafter.interview.menu import Carried, Menu, lines, menu, wrapped
from drafter.interview.questions import Answer, Question, read, said, shown_words
from drafter.interview.texts import Texts

_HELP: Final = Move("help")
_STYLES: Final = {"ask": "bold", "here": "reverse", "plain": "", "pane": "", "hint": "italic", "wrong": "bold"}
_CHOSEN: Final = {"one", "many", "order", "yes-no"}


class Prompts:
    """Asks at the terminal. `idle` is called once, when the first question stands on the screen."""

    def __init__(self, say: Texts, idle: Callable[[], None] | None = None, **streams: Any) -> None:
        self._say = say
        self._idle = idle
        self._streams = streams
        self._about = ""
        self._carried = Carried()
        self._left: dict[str, str | Menu] = {}
        """What was typed or ticked where somebody went to the overview, by the question, which is asked again."""

    def show(self, text: str, style: str = "") -> None:
        """Print lines above the next question."""
        from prompt_toolkit import print_formatted_text

        output = {"output": self._streams["output"]} if "output" in self._streams else {}
        print_formatted_text(_styled([(style, text)]), **output)

    def tell(self, text: str) -> None:
        """Print lines to be read before the next question."""
        self._lines("  | ", text)

    def _lines(self, mark: str, text: str, style: str = "") -> None:
        found = [one for line in text.split("\n") for one in wrapped(line, self._width() - len(mark), cells)]
        self.show("\n".join(f"{mark}{one}" for one in found), style)

    def _width(self) -> int:
        from prompt_toolkit.application.current import get_app_session

        output = self._streams.get("output") or get_app_session().output
        return max(int(output.get_size().columns) - 1, 20)

    def ask(self, question: Question) -> Answer:
        """The answer, BACK or OVERVIEW; raises KeyboardInterrupt on Ctrl-C."""
        question = self._carried.into(question)
        if question.about and question.about != self._about:
            self.show("\n" + "\n".join(wrapped(question.about, self._width(), cells)), "bold")
            self._about = question.about
        answer = self._chosen(question) if question.kind in _CHOSEN else self._typed(question)
        if not isinstance(answer, Move):
            width = self._width()
            echo = wrapped(f"  {question.ask}  {said(question, answer, self._say)}", width, cells)
            self.show("\n".join(echo))
        return answer

    def _started(self, _: object = None) -> None:
        idle, self._idle = self._idle, None
        if idle is not None:
            idle()

    def _chosen(self, question: Question) -> Answer:
        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import FormattedTextControl, Layout, Window

        say = self._say
        state = menu(question, say)
        if isinstance(left := self._left.pop(question.id, None), Menu):
            state.take_over(left)

        def text() -> Any:
            size = application.output.get_size()
            return _styled([(_STYLES[style], f"{line}\n") for style, line in drawn(size.columns, size.rows)])

        def drawn(columns: int, rows: int) -> Any:
            return lines(state, max(columns - 1, 20), rows - 1, say(state.keys), cells)

        control = FormattedTextControl(text, show_cursor=False, focusable=True)
        application: Application[Answer] = Application(
            Layout(Window(control, dont_extend_height=True)),
            key_bindings=_menu_keys(state, self._help(question)),
            erase_when_done=True,
            **self._streams,
        )
        application.ttimeoutlen = application.timeoutlen = 0.05
        application.after_render += self._started
        answer = application.run()
        if answer is OVERVIEW:
            self._left[question.id] = state
        self._carried.note(question, answer, state.search if state.missed else "")
        if question.kind == "yes-no" and not isinstance(answer, Move):
            return answer == "yes"
        return answer

    def _help(self, question: Question) -> str:
        return f"{question.help}\n{self._say('keys.help')}".lstrip("\n")

    def _typed(self, question: Question) -> Answer:
        default = shown_words(question, question.default)
        if question.kind == "date":
            default = written(default, self._say)
        optional = f" {self._say('optional')}" if question.optional else ""
        line = Line(f"? {question.ask}{optional}", default, question.optional, "; " if question.several else " ")
        held = ""
        if isinstance(left := self._left.pop(question.id, None), str):
            line.proposed, held = "", left
        while True:
            typed, stands = self._line(line, held)
            if typed is OVERVIEW and stands and not line.proposed:
                self._left[question.id] = stands
            if typed in {BACK, OVERVIEW} or typed == "<":
                return BACK if typed == "<" else typed
            if typed is _HELP or typed.strip() == "?":
                self._lines("  ", self._help(question), "italic")
                continue
            answer = read(question, typed)
            wrong = question.wrong(answer, self._say)
            if not wrong:
                return answer
            self.show("\n".join(wrapped(f"  ! {wrong}", self._width(), cells)), "bold")
            line.proposed, held = "", typed

    def _line(self, line: Line, held: str) -> tuple[Any, str]:
        """What is typed in a line, or a move; and what stood in it."""
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.key_binding import KeyBindings

        say, keys = self._say, KeyBindings()

        def hint(text: str) -> str:
            name = "keys.pasted-list" if line.joins == "; " else "keys.pasted"
            pasted = f"{say(name, count=line.pasted)} " if line.pasted else ""
            return pasted + say(line.keys if line.proposed or not text else "keys.typed")

        @keys.add("?", filter=Condition(lambda: bool(line.proposed) or not buffer.text))
        def _help(event: Any) -> None:
            event.app.exit(result=_HELP)

        for name, result in (("escape", BACK), ("c-o", OVERVIEW)):
            keys.add(name)(lambda event, result=result: event.app.exit(result=result))

        @keys.add("<sigint>")  # Ctrl-C before the terminal is ours
        @keys.add("c-c")
        @keys.add("c-d")
        def _stop(event: Any) -> None:
            event.app.exit(exception=KeyboardInterrupt())

        asking, buffer = application(line, held, hint, keys, cells, **self._streams)
        asking.after_render += self._started
        return asking.run(), buffer.text


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    from prompt_toolkit.utils import get_cwidth

    return get_cwidth(text)


def _styled(pieces: list[tuple[str, str]]) -> Any:
    from prompt_toolkit.formatted_text import FormattedText

    return FormattedText(pieces)


def _moved(state: Menu, by: int, _: object) -> None:
    state.move(by)


def _menu_keys(state: Menu, help_: str) -> Any:
    """What the keys do in a menu."""
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    keys = KeyBindings()

    def on(*names: str, does: Callable[[Any], object]) -> None:
        for name in names:
            keys.add(name, eager=name == "?")(lambda event: does(event) and None)

    for names, by in ((("up", "c-p"), -1), (("down", "c-n"), 1), (("pageup",), -10), (("pagedown",), 10)):
        on(*names, does=partial(_moved, state, by))
    on("home", does=lambda _: state.move(-(10**9)))
    on("end", does=lambda _: state.move(10**9))
    on(" ", does=lambda _: state.space())
    on("tab", does=lambda _: state.tab())
    on("backspace", "c-h", does=lambda _: state.erase())
    on("c-u", does=lambda _: state.erase(whole=True))
    on("c-o", does=lambda event: event.app.exit(result=OVERVIEW))
    on("<", does=lambda event: event.app.exit(result=BACK))
    on("<sigint>", "c-c", "c-d", does=lambda event: event.app.exit(exception=KeyboardInterrupt()))

    @keys.add("-", filter=Condition(lambda: state.passes))
    def _none(event: Any) -> None:
        event.app.exit(result=[])

    on("?", does=lambda _: setattr(state, "note", "" if state.note else help_))

    @keys.add("enter")
    def _enter(event: Any) -> None:
        if state.held:
            state.held = False
            return
        well, answer = state.answer()
        if well:
            event.app.exit(result=answer)

    @keys.add("escape")
    def _escape(event: Any) -> None:
        if not state.erase(whole=True):
            event.app.exit(result=BACK)

    @keys.add(Keys.BracketedPaste)
    @keys.add(Keys.Any)
    def _type(event: Any) -> None:
        if event.data.isprintable():
            state.typed(event.data)

    return keys
