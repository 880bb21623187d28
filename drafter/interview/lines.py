"""A line to type in: what is proposed in it stands until the first letter typed replaces it, or a key changes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from drafter.interview.menu import Measure, wrapped
from drafter.record import Mutable

_CHANGING: Final = [
    "left",
    "right",
    "home",
    "end",
    "backspace",
    "c-h",
    "c-a",
    "c-e",
    "c-b",
    "c-f",
    "c-w",
    "c-k",
    "c-left",
    "c-right",
]
"""Keys that do to what is proposed what they do to what was typed."""
_INDENT: Final = "  "
_ROOM: Final = 16
"""Cells that a line to type in has at least."""


class Line(Mutable):
    """The state of a line to type in: what was proposed, and what was put into it from elsewhere."""

    ask: str
    proposed: str = ""
    """What stands there until a key is pressed; nothing once one was."""
    optional: bool = False
    joins: str = " "
    """What parts lines that are pasted into this one."""
    pasted: int = 0
    """How many lines were pasted at last, where they were several."""

    @property
    def keys(self) -> str:
        """The text that names the keys, where nothing was typed."""
        name = "keys.proposed" if self.proposed else "keys.empty"
        return f"{name}-optional" if self.optional else name

    def paste(self, words: str) -> str:
        """What was pasted, in one line."""
        lines = [line for line in map(str.strip, words.splitlines()) if line]
        self.pasted = len(lines) if len(lines) > 1 else 0
        if not self.pasted:
            return re.sub(r"[\r\n]+", "", words)
        return self.joins.join(line.rstrip("; ") if self.joins == "; " else line for line in lines)

    def above(self, width: int, held: str, measure: Measure) -> tuple[list[str], str]:
        """The lines of the question above the one that is typed in, and what begins that one."""
        lines = list(wrapped(self.ask, width, measure))
        room = max(measure(held) + 2, _ROOM)
        if len(lines) == 1 and measure(lines[0]) + room <= width:
            return [], f"{lines[0]} "
        return lines, _INDENT


def gaps(text: str, first: int, rest: int, measure: Measure) -> Iterator[tuple[int, int]]:
    """Where a word would break at the end of a line: its start, and how many cells are left before it.

    The first line has `first` cells, each other `rest`.
    """
    room, at = first, 0
    for found in re.finditer(r"\s+|\S+", text):
        size = measure(found[0])
        if at + size <= room:
            at += size
            continue
        if not found[0].isspace() and size <= rest:
            yield found.start(), room - at
            room, at = rest, size
            continue
        for letter in found[0]:
            if at + measure(letter) > room:
                room, at = rest, 0
            at += measure(letter)


class _Words:
    """Draws what is typed with no word broken, and what is proposed reversed."""

    def __init__(self, line: Line, prefix: Callable[[], str], measure: Measure) -> None:
        self._line, self._prefix, self._measure = line, prefix, measure

    def apply_transformation(self, given: Any) -> Any:
        from bisect import bisect_right
        from itertools import accumulate

        from prompt_toolkit.layout.processors import Transformation
        from prompt_toolkit.layout.utils import explode_text_fragments

        pieces = list(explode_text_fragments(given.fragments))
        text = "".join(piece[1] for piece in pieces)
        first = given.width - self._measure(self._prefix())
        found = list(gaps(text, first, given.width - len(_INDENT), self._measure))
        if self._line.proposed:
            pieces = [(f"{piece[0]} reverse", *piece[1:]) for piece in pieces]
        for start, size in reversed(found):
            pieces[start:start] = [("", " " * size)]
        starts = [start for start, _ in found]
        sums = [0, *accumulate(size for _, size in found)]
        shown = [start + size for start, size in zip(starts, sums[1:], strict=True)]

        def drawn(at: int) -> int:
            return at + sums[bisect_right(starts, at)]

        def typed(at: int) -> int:
            return at - sums[bisect_right(shown, at)]

        return Transformation(pieces, source_to_display=drawn, display_to_source=typed)


def application(
    line: Line, held: str, hint: Callable[[str], str], keys: Any, measure: Measure, **streams: Any
) -> tuple[Any, Any]:
    """What asks for a line at a terminal, and the buffer that it types in; `keys` end it, besides Enter.

    `hint` says of what stands there which keys there are.
    """
    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.document import Document
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.key_binding import merge_key_bindings
    from prompt_toolkit.layout import (
        BufferControl,
        ConditionalContainer,
        FormattedTextControl,
        HSplit,
        Layout,
        VerticalAlign,
        Window,
    )

    buffer = Buffer(document=Document(line.proposed or held), multiline=False)

    def width() -> int:
        return max(int(made.output.get_size().columns) - 1, 20)

    def above() -> tuple[list[str], str]:
        return line.above(width(), line.proposed or held, measure)

    def prefix(_number: int, again: int) -> Any:
        return [("", _INDENT)] if again else [("bold", above()[1])]

    def question() -> Any:
        return [("bold", "\n".join(above()[0]))]

    def foot() -> Any:
        return [("italic", "\n".join(wrapped(f"  {hint(buffer.text)}", width(), measure)))]

    control = BufferControl(buffer, input_processors=[_Words(line, lambda: above()[1], measure)])  # type: ignore[list-item]
    parts = [
        ConditionalContainer(
            Window(FormattedTextControl(question), dont_extend_height=True), Condition(lambda: bool(above()[0]))
        ),
        Window(control, dont_extend_height=True, wrap_lines=True, get_line_prefix=prefix),
        Window(FormattedTextControl(foot), dont_extend_height=True),
    ]
    made: Application[Any] = Application(
        Layout(HSplit(parts, align=VerticalAlign.TOP), focused_element=control),
        key_bindings=merge_key_bindings([_editing(line, buffer), keys]),
        erase_when_done=True,
        **streams,
    )
    made.ttimeoutlen = made.timeoutlen = 0.05
    return made, buffer


def _editing(line: Line, buffer: Any) -> Any:
    """What keys do to a line in which something is proposed, and what Enter and pasting do to any."""
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    keys = KeyBindings()
    proposed = Condition(lambda: bool(line.proposed))

    def change(event: Any) -> None:
        line.proposed = ""
        event.app.key_processor.feed(event.key_sequence[0], first=True)

    for name in _CHANGING:
        keys.add(name, filter=proposed)(change)

    def empty() -> None:
        if line.proposed:
            line.proposed = ""
            buffer.reset()

    @keys.add("c-u")
    def _all(_event: Any) -> None:
        line.proposed = ""
        buffer.reset()

    @keys.add("delete", filter=proposed)
    def _delete(_event: Any) -> None:
        empty()

    @keys.add(Keys.Any, filter=proposed)
    def _type(event: Any) -> None:
        if event.data.isprintable():
            empty()
            buffer.insert_text(event.data)

    @keys.add(Keys.BracketedPaste)
    def _paste(event: Any) -> None:
        empty()
        buffer.insert_text(line.paste(event.data))

    @keys.add("enter")
    def _enter(event: Any) -> None:
        event.app.exit(result=buffer.text)

    return keys
