"""Reads a serialised story, cut at the instructions that marking left in it, as segments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Final, assert_never

from drafter.writers.docx.instructions import END, NAME
from drafter.writers.docx.prepared import Block, Field, Keep, Manner, Room, Segment, Unit

_INSTRUCTIONS: Final = re.compile(rf"<\?{NAME} ([^?]*)\?>")
_BLOCKS: Final = re.compile(r"<(?P<end>/?)w:(?:p|tbl|sdt)(?=[ >])[^>]*(?<!/)>")


def segments(text: str) -> tuple[Segment, ...]:
    """The words and places of a serialised story, in order."""
    tokens = _INSTRUCTIONS.split(text)
    return tuple(_read(iter([("text", tokens[0]), *_paired(tokens)])))


def with_rooms(story: tuple[Segment, ...]) -> Iterator[Segment]:
    """The document's segments, with room after each mark, or after the table or text box that a mark stands in."""
    depth, number = 0, count()
    marks: list[str] = []
    for segment in story:
        match segment:
            case str():
                start = 0
                for tag in _BLOCKS.finditer(segment):
                    depth += -1 if tag["end"] else 1
                    if depth == 0 and marks:
                        yield segment[start : tag.end()]
                        yield Room(next(number), tuple(marks))
                        start, marks = tag.end(), []
                if start < len(segment):
                    yield segment[start:]
                continue
            case Field(name=name):
                marks.append(name)
            case Unit(names=names):
                marks += names
            case Block(mark=mark):
                marks.append(mark)
            case Keep() | Room():
                pass
            case _:
                assert_never(segment)
        yield segment
        if depth == 0 and marks:
            yield Room(next(number), tuple(marks))
            marks = []


def _paired(tokens: list[str]) -> Iterator[tuple[str, str]]:
    for instruction, literal in zip(tokens[1::2], tokens[2::2], strict=True):
        yield "instruction", instruction
        yield "text", literal


def _read(tokens: Iterator[tuple[str, str]]) -> Iterator[Segment]:
    for kind, content in tokens:
        if kind == "text":
            if content:
                yield content
            continue
        word, _, argument = content.partition(" ")
        match word:
            case "field":
                yield _read_field(argument, tokens)
            case "unit":
                yield Unit(tuple(argument.split(",")), tuple(_read_unit(tokens)))
            case "block":
                _, properties, kept, run, _ = _read_literals(tokens)
                yield Block(argument, Manner(_unless_empty(properties), kept, run))
            case "keep":
                yield Keep()
            case _:
                raise AssertionError(content)


def _read_unit(tokens: Iterator[tuple[str, str]]) -> Iterator[str | Field]:
    for kind, content in tokens:
        if kind == "text":
            if content:
                yield content
        elif content == END:
            return
        else:
            yield _read_field(content.partition(" ")[2], tokens)


def _read_field(argument: str, tokens: Iterator[tuple[str, str]]) -> Field:
    name, _, link = argument.partition(" ")
    opening, closing = _read_literals(tokens)
    return Field(name, opening, closing, link == "link")


def _read_literals(tokens: Iterator[tuple[str, str]]) -> list[str]:
    """The texts up to the next end."""
    literals: list[str] = []
    for kind, content in tokens:
        if kind == "text":
            literals.append(content)
        elif content == END:
            break
    return literals


def _unless_empty(properties: str) -> str:
    return "" if properties == "<w:pPr/>" else properties
