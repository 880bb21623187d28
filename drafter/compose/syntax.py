"""What the language of snippets leaves out of Jinja2, refused by syntax, and how what is left is bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from drafter.markup import LAST_MARK, MARK
from drafter.problems import did_you_mean
from drafter.shapes import UNUSABLE

LONGEST_WORDING: Final = 100_000
"""Characters of one snippet or free text."""
DEEPEST: Final = 40
"""Levels of nesting in one wording; Python's own compiler takes exponential time over deep expressions."""
LARGEST_NUMBER: Final = 10**12
MOST_LISTS: Final = 16
"""Lists written out in one wording; each can double the size of what it holds."""

BEGIN, END = chr(LAST_MARK - 1), chr(LAST_MARK)
"""The marks that bracket captured wording."""

_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.AssignBlock,
    nodes.Macro,
    nodes.Call,
    nodes.Keyword,
    nodes.Filter,
    nodes.Test,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Concat,
    nodes.List,
    nodes.Tuple,
)
_BLOCKS: Final = (nodes.For, nodes.Macro, nodes.AssignBlock, nodes.If)


class WordingError(Exception):
    """Wording that cannot be rendered: what is wrong, the line of the wording, and what to do."""

    def __init__(self, message: str, line: int = 0, advice: str = "", code: str = "wording") -> None:
        super().__init__(message)
        self.message, self.line, self.advice, self.code = message, line, advice, code


def check_text(wording: str) -> None:
    if len(wording) > LONGEST_WORDING:
        raise WordingError(f"the wording is longer than {LONGEST_WORDING:,} characters")
    if MARK.search(wording):
        raise WordingError("the wording holds a character of Unicode's plane 16, which is not for use in text")
    usable(wording)


def usable(words: str, line: int = 0) -> None:
    """Refuse characters that a letter cannot hold."""
    if bad := UNUSABLE.search(words):
        message = f"the wording holds a character that a letter cannot hold (U+{ord(bad[0]):04X})"
        raise WordingError(message, line or words.count("\n", 0, bad.start()) + 1, "delete or replace the character")


def check(tree: nodes.Template, filters: Iterable[str], tests: Iterable[str]) -> None:
    """Refuse by syntax what snippets never need; raises WordingError with the line."""
    pending: list[tuple[nodes.Node, int, bool]] = [(tree, 0, False)]
    lists = 0
    while pending:
        node, depth, inside = pending.pop()
        lists += isinstance(node, nodes.List | nodes.Tuple)
        if lists > MOST_LISTS:
            raise WordingError(f"the wording writes out more than {MOST_LISTS} lists", 1)
        if depth > DEEPEST:
            raise WordingError("the wording is nested too deeply", getattr(node, "lineno", 1))
        _check_node(node, filters, tests, inside=inside)
        inside = inside or isinstance(node, _BLOCKS)
        pending += [(child, depth + 1, inside) for child in node.iter_child_nodes()][::-1]


_MAY_COMPARE: Final = re.compile(r"[=!]=|[<>]|(?<![^\W\d])in\b")
"""What stands in all wording that compares something; it is found sooner than the wording is parsed."""


@lru_cache(maxsize=1_024)
def looks_into_words(wording: str) -> bool:
    """Whether what wording says may depend on the letters of words that it is given: it sorts them, or looks in them.

    Whether words are equal to others does not count, unless it has made words of them first.
    """
    if "{" not in wording or not _MAY_COMPARE.search(wording):
        return False
    try:
        tree = Environment(autoescape=True).parse(wording)
    except (TemplateSyntaxError, RecursionError):
        return False  # no wording
    made = any(map(_makes_words, tree.find_all((nodes.Assign, nodes.Call))))
    return any(
        not any(map(_counts, (one.expr, *(operand.expr for operand in one.ops))))
        and (made or _makes_words(one) or any(operand.op not in {"eq", "ne"} for operand in one.ops))
        for one in tree.find_all(nodes.Compare)
    )


def _makes_words(node: nodes.Node) -> bool:
    """Whether other words are made of some within a node."""
    return any(
        isinstance(one, nodes.Concat) or (isinstance(one, nodes.Filter) and one.name == "possessive")
        for one in node.find_all((nodes.Concat, nodes.Filter))
    )


def _counts(node: nodes.Node) -> bool:
    """Whether a side of a comparison is a number, so that the others are as well."""
    match node:
        case nodes.Const(value=int()):
            return True
        case nodes.Filter(name="length"):
            return True
        case nodes.Getattr(node=nodes.Name(name="loop")):
            return True
        case _:
            return False


def _check_node(node: nodes.Node, filters: Iterable[str], tests: Iterable[str], *, inside: bool) -> None:
    line = getattr(node, "lineno", 0)
    match node:
        case nodes.Macro() if inside:
            raise WordingError("a macro stands on its own, not within a loop, a condition or another macro", line)
        case nodes.Name() | nodes.Macro() if node.name.startswith("_"):
            raise WordingError(f"names that begin with an underscore ('{node.name}') are not used", line)
        case nodes.Const():
            _check_constant(node.value, line)
        case nodes.For() if node.recursive or node.test is not None:
            raise WordingError("a loop has no 'recursive' and no 'if'", line)
        case nodes.AssignBlock() if node.filter is not None:
            raise WordingError("a {% set %} block takes no filter", line)
        case nodes.Filter() if node.name not in filters:
            known = tuple(filters)
            message = f"unknown filter '{node.name}'{did_you_mean(node.name, known)}"
            raise WordingError(message, line, f"there are: {', '.join(known)}")
        case nodes.Test() if node.name not in tests:
            raise WordingError(f"unknown test '{node.name}'; there are 'defined' and 'none'", line)
        case _ if not isinstance(node, _ALLOWED):
            raise WordingError(f"'{type(node).__name__.lower()}' is not part of the language of snippets", line)


def _check_constant(value: object, line: int) -> None:
    if isinstance(value, str):
        usable(value, line)
    elif isinstance(value, float) or (isinstance(value, int) and value > LARGEST_NUMBER):
        raise WordingError("only whole numbers are used in wording, up to 12 digits", line, "write it as words")


def bound(tree: nodes.Template) -> None:
    """Count loops and macro calls by what they hold, bracket what is captured, and guard `~` and comparisons."""

    def name(text: str, line: int) -> nodes.Name:
        return nodes.Name(text, "load", lineno=line)

    def bracket(node: nodes.AssignBlock | nodes.Macro) -> None:
        begin, end = (
            nodes.Output([nodes.TemplateData(mark, lineno=node.lineno)], lineno=node.lineno) for mark in (BEGIN, END)
        )
        node.body = [begin, *node.body, end]

    def weight(node: nodes.Node) -> nodes.Const:
        return nodes.Const(sum(1 for _ in node.find_all(nodes.Node)), lineno=node.lineno)

    def guarded(function: str, node: nodes.Expr) -> nodes.Call:
        return nodes.Call(name(function, node.lineno), [node], [], None, None, lineno=node.lineno)

    whole = list(tree.find_all(nodes.Node))
    weights = {id(node): weight(node) for node in whole if isinstance(node, nodes.For | nodes.Macro)}
    for compare in (node for node in whole if isinstance(node, nodes.Compare)):
        compare.expr = guarded("_compared", compare.expr)
        for operand in compare.ops:
            operand.expr = guarded("_held" if operand.op in {"in", "notin"} else "_compared", operand.expr)
    for loop in (node for node in whole if isinstance(node, nodes.For)):
        arguments = [loop.iter, weights[id(loop)]]
        loop.iter = nodes.Call(name("_bounded", loop.lineno), arguments, [], None, None, lineno=loop.lineno)
    for block in (node for node in whole if isinstance(node, nodes.AssignBlock)):
        bracket(block)
    for macro in (node for node in whole if isinstance(node, nodes.Macro)):
        bracket(macro)
        counted = [weights[id(macro)]]
        step = nodes.Call(name("_step", macro.lineno), counted, [], None, None, lineno=macro.lineno)
        macro.body.insert(0, nodes.Assign(nodes.Name("_", "store", lineno=macro.lineno), step, lineno=macro.lineno))
    _guard_joins(tree)


def _guard_joins(node: nodes.Node) -> None:
    for field_name, value in node.iter_fields():
        if isinstance(value, list):
            setattr(node, field_name, [_guarded(item) for item in value])
        elif isinstance(value, nodes.Node):
            setattr(node, field_name, _guarded(value))


def _guarded(item: object) -> object:
    if not isinstance(item, nodes.Node):
        return item
    _guard_joins(item)
    if not isinstance(item, nodes.Concat):
        return item
    called = nodes.Name("_joined", "load", lineno=item.lineno)
    return nodes.Call(called, item.nodes, [], None, None, lineno=item.lineno)
