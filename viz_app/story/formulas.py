"""A formula as a Python expression, with the person's names for its letters, in; MathML out."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape

COMPARE, ADD, TIMES, SIGN, POWER, ATOM = range(6)
LONGEST_NAME = 24
"""A source text that stands for a tensor without a name is written out up to this length."""
GREEK = {"alpha": "α", "beta": "β", "gamma": "γ", "eps": "ε", "lambd": "λ", "pi": "π", "mu": "μ"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of MathML and how tightly it binds."""

    xml: str
    binds: int = ATOM

    def at_least(self, binds: int) -> str:
        """The piece, in brackets if it binds less tightly."""
        if self.binds >= binds:
            return self.xml
        return f"<mrow><mo>(</mo>{self.xml}<mo>)</mo></mrow>"


Names = Mapping[str, Piece]


def math(xml: str) -> str:
    """A whole formula."""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow>{xml}</mrow></math>'


@lru_cache(maxsize=2048)
def identifier(name: str) -> Piece:
    """A name as a letter, `loss_1` with its index."""
    head, _, index = name.partition("_")
    if head and index.isdigit():
        return Piece(f"<msub><mi>{escape(head)}</mi><mn>{index}</mn></msub>")
    return Piece(f"<mi>{escape(GREEK.get(name, name))}</mi>")


@lru_cache(maxsize=2048)
def number(text: str) -> Piece:
    return Piece(f"<mn>{escape(text)}</mn>", SIGN if text.startswith(("-", "−")) else ATOM)


@lru_cache(maxsize=2048)
def bar(piece: Piece) -> Piece:
    """The gradient of something: a bar over it."""
    return Piece(f'<mover accent="true">{row(piece.xml)}<mo stretchy="true">¯</mo></mover>')


def row(xml: str) -> str:
    return f"<mrow>{xml}</mrow>"


def tensor(label: str, names: Names | None = None) -> Piece:
    """A tensor by its name, or by its source text, which is itself a formula."""
    if label.isidentifier():
        return identifier(label)
    short = label if len(label) <= LONGEST_NAME else ""
    return expression(short, names or {}) or Piece(f"<mtext>{escape(label)}</mtext>")


def expression(text: str, names: Names, times: str = "·") -> Piece | None:
    """A Python expression; None if it is none, or holds what mathematics has no sign for."""
    return written(text, tuple(names.items()), times)


@lru_cache(maxsize=4096)
def written(text: str, names: tuple[tuple[str, Piece], ...], times: str) -> Piece | None:
    try:
        tree = parsed(text)
        return None if tree is None else Writer(dict(names), times).piece(tree)
    except (RecursionError, Unwritable):
        return None


@lru_cache(maxsize=2048)
def parsed(text: str) -> ast.expr | None:
    """The syntax tree of an expression, None if it is none."""
    try:
        return ast.parse(chosen(text), mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return None


def chosen(text: str) -> str:
    """`a where c, else b` as `where(c, a, b)`, as one would call it; others as they are."""
    cases, found, call = text.rpartition(", else ")
    for case in reversed(cases.split(", ")) if found else ():
        value, found, condition = case.partition(" where ")
        if not found:
            return text
        call = f"where({condition}, {value}, {call})"
    return call if found else text


class Unwritable(Exception):
    """A construct without a mathematical form."""


BINARY: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: ("+", ADD),
    ast.Sub: ("−", ADD),
    ast.Mult: ("·", TIMES),
    ast.Mod: ("mod", TIMES),
}
COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "≤",
    ast.Gt: ">",
    ast.GtE: "≥",
    ast.Eq: "=",
    ast.NotEq: "≠",
}


class Writer:
    """Writes syntax trees; formulas are short, so it may call itself."""

    def __init__(self, names: Names, times: str) -> None:
        self.names, self.times = names, times

    def piece(self, node: ast.expr) -> Piece:
        handler = WRITERS.get(type(node))
        if handler is None:
            raise Unwritable(type(node).__name__)
        return handler(self, node)

    def name(self, node: ast.Name) -> Piece:
        return self.names.get(node.id) or identifier(node.id)

    def constant(self, node: ast.Constant) -> Piece:
        if isinstance(node.value, (int, float)):
            return number(f"{node.value:g}" if isinstance(node.value, float) else str(node.value))
        raise Unwritable("constant")

    def binary(self, node: ast.BinOp) -> Piece:
        left, right = self.piece(node.left), self.piece(node.right)
        if isinstance(node.op, ast.Div):
            return Piece(f"<mfrac>{row(left.xml)}{row(right.xml)}</mfrac>")
        if isinstance(node.op, ast.Pow):
            return Piece(f"<msup>{row(left.at_least(ATOM))}{row(right.xml)}</msup>", POWER)
        if isinstance(node.op, ast.MatMult):
            xml = f'{left.at_least(TIMES)}<mspace width="0.15em"></mspace>{right.at_least(POWER)}'
            return Piece(xml, TIMES)
        sign, binds = BINARY.get(type(node.op), ("", 0))
        if not sign:
            raise Unwritable("operator")
        sign = self.times if sign == "·" else sign
        second = right.at_least(binds if isinstance(node.op, (ast.Add, ast.Mult)) else binds + 1)
        if right.binds == SIGN:
            second = right.at_least(POWER)
        return Piece(f"{left.at_least(binds)}<mo>{sign}</mo>{second}", binds)

    def unary(self, node: ast.UnaryOp) -> Piece:
        if not isinstance(node.op, ast.USub):
            raise Unwritable("operator")
        return Piece(f"<mo>−</mo>{self.piece(node.operand).at_least(TIMES)}", SIGN)

    def compare(self, node: ast.Compare) -> Piece:
        xml = self.piece(node.left).at_least(ADD)
        for operator, right in zip(node.ops, node.comparators, strict=True):
            sign = COMPARISONS.get(type(operator))
            if sign is None:
                raise Unwritable("comparison")
            xml += f"<mo>{escape(sign)}</mo>{self.piece(right).at_least(ADD)}"
        return Piece(xml, COMPARE)

    def call(self, node: ast.Call) -> Piece:
        if isinstance(node.func, ast.Attribute):
            name, given = node.func.attr, [node.func.value, *node.args]
        elif isinstance(node.func, ast.Name):
            name, given = node.func.id, list(node.args)
        else:
            raise Unwritable("call")
        if isinstance(node.func, ast.Attribute) and is_module(node.func.value):
            given = given[1:]
        given += [each.value for each in node.keywords if each.arg != "keepdim"]
        arguments = [self.piece(each) for each in given]
        special = FUNCTIONS.get(name)
        if special is not None and arguments:
            return special(arguments)
        inside = "<mo>,</mo>".join(each.xml for each in arguments)
        function = f"<mi>{escape(name.rstrip('_'))}</mi>"
        return Piece(f"{function}<mo>(</mo>{row(inside)}<mo>)</mo>")

    def attribute(self, node: ast.Attribute) -> Piece:
        value = self.piece(node.value)
        if node.attr in ("T", "mT"):
            return transposed([value])
        if node.attr == "grad":
            return bar(value)
        return Piece(f"{value.at_least(ATOM)}<mo>.</mo><mi>{escape(node.attr)}</mi>")

    def subscript(self, node: ast.Subscript) -> Piece:
        index = row(self.piece(node.slice).xml)
        return Piece(f"<msub>{row(self.piece(node.value).at_least(ATOM))}{index}</msub>")

    def listed(self, node: ast.Tuple) -> Piece:
        return Piece("<mo>,</mo>".join(self.piece(each).xml for each in node.elts), COMPARE)


WRITERS: dict[type[ast.expr], Callable[..., Piece]] = {
    ast.Name: Writer.name,
    ast.Constant: Writer.constant,
    ast.BinOp: Writer.binary,
    ast.UnaryOp: Writer.unary,
    ast.Compare: Writer.compare,
    ast.Call: Writer.call,
    ast.Attribute: Writer.attribute,
    ast.Subscript: Writer.subscript,
    ast.Tuple: Writer.listed,
}


def is_module(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("torch", "F", "np", "math")


def transposed(given: list[Piece]) -> Piece:
    return Piece(f"<msup>{row(given[0].at_least(ATOM))}<mi>⊤</mi></msup>", POWER)


def summed(given: list[Piece]) -> Piece:
    sign = "<mo>∑</mo>"
    if len(given) > 1:
        sign = f"<munder><mo>∑</mo>{row(given[1].xml)}</munder>"
    return Piece(f"{sign}{given[0].at_least(TIMES)}", TIMES)


def spread(given: list[Piece]) -> Piece:
    """A number spread over a shape: it times a tensor of ones of that shape."""
    shape = given[1].xml if len(given) > 1 else ""
    return Piece(f"{given[0].at_least(TIMES)}<mo>·</mo><msub><mn>1</mn>{row(shape)}</msub>", TIMES)


def product(given: list[Piece]) -> Piece:
    """A number times another; the plain number goes first."""
    one, other = given[0], given[1]
    if other.xml.startswith("<mn>"):
        one, other = other, one
    return Piece(f"{one.at_least(TIMES)}<mo>·</mo>{other.at_least(POWER)}", TIMES)


def slope_of(given: list[Piece], slope: str) -> Piece:
    """The gradient times a slope that is written with the operation's own result."""
    own = slope.format(row(given[1].at_least(ATOM)))
    return Piece(f"{given[0].at_least(TIMES)}<mo>·</mo>{own}", TIMES)


def enclosed(left: str, right: str) -> Callable[[list[Piece]], Piece]:
    return lambda given: Piece(f"<mrow><mo>{left}</mo>{given[0].xml}<mo>{right}</mo></mrow>")


FUNCTIONS: dict[str, Callable[[list[Piece]], Piece]] = {
    "t": transposed,
    "transpose": transposed,
    "sum": summed,
    "expand": spread,
    "sqrt": lambda given: Piece(f"<msqrt>{given[0].xml}</msqrt>"),
    "exp": lambda given: Piece(f"<msup><mi>e</mi>{row(given[0].xml)}</msup>", POWER),
    "square": lambda given: Piece(f"<msup>{row(given[0].at_least(ATOM))}<mn>2</mn></msup>", POWER),
    "abs": enclosed("|", "|"),
    "neg": lambda given: Piece(f"<mo>−</mo>{given[0].at_least(TIMES)}", SIGN),
    "reciprocal": lambda given: Piece(f"<mfrac><mn>1</mn>{row(given[0].xml)}</mfrac>"),
    "times": product,
    "sigmoid_backward": lambda given: slope_of(
        given, "{0}<mo>·</mo><mo>(</mo><mn>1</mn><mo>−</mo>{0}<mo>)</mo>"
    ),
    "tanh_backward": lambda given: slope_of(
        given, "<mo>(</mo><mn>1</mn><mo>−</mo><msup>{0}<mn>2</mn></msup><mo>)</mo>"
    ),
    "pow_scalar": lambda given: Piece(
        f"<msup>{row(given[0].at_least(ATOM))}{row(given[1].xml)}</msup>", POWER
    ),
    "number_minus": lambda given: Piece(
        f"{given[0].at_least(ADD)}<mo>−</mo>{given[1].at_least(TIMES)}", ADD
    ),
    "mean": lambda given: Piece(f"<mi>mean</mi><mo>(</mo>{row(given[0].xml)}<mo>)</mo>"),
}
"""Functions with a sign of their own; the others are written by their name."""


@cache
def factor(formula: str) -> str | None:
    """What the gradient is multiplied with, if that is the whole rule (`grad * other`: `other`)."""
    tree = parsed(formula)
    if not isinstance(tree, ast.BinOp) or not isinstance(tree.op, ast.Mult):
        return None
    for one, rest in ((tree.left, tree.right), (tree.right, tree.left)):
        if isinstance(one, ast.Name) and one.id == "grad" and not mentions_grad(rest):
            return ast.unparse(rest)
    return None


def mentions_grad(node: ast.expr) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "grad" for each in ast.walk(node))
