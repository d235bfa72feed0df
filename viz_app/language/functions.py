"""Functions of the program: `def`, `lambda`, `return`, and arguments bound as Python binds them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from autograd_core.tensor import Tensor
from viz_app.language.attributes import OPEN, TABLES, Field, Member, Method
from viz_app.language.classes import BoundMethod
from viz_app.language.errors import made
from viz_app.language.generators import Generator
from viz_app.language.iteration import cost
from viz_app.language.machine import Machine
from viz_app.language.mangling import mangled
from viz_app.language.names import binder
from viz_app.language.scopes import function_scope, own_nodes
from viz_app.language.unit import Action, Unit, block, expression, statement
from viz_app.language.values import (
    BoundBuiltin,
    Builtin,
    Code,
    Frame,
    Property,
    Value,
    address,
    shown_as,
)


@dataclass(frozen=True)
class Signature:
    """The parameters of a function: which are passed by place, which by name."""

    names: tuple[str, ...] = ()
    place_only: int = 0
    rest: str = ""
    words: tuple[str, ...] = ()
    more_words: str = ""
    simple: bool = field(default=False)

    @classmethod
    def of(cls, args: ast.arguments) -> Signature:
        names = tuple(arg.arg for arg in (*args.posonlyargs, *args.args))
        words = tuple(arg.arg for arg in args.kwonlyargs)
        rest = args.vararg.arg if args.vararg else ""
        more = args.kwarg.arg if args.kwarg else ""
        simple = not (words or rest or more)
        return cls(names, len(args.posonlyargs), rest, words, more, simple)


@shown_as("function")
class Function:
    """A function of the program with the frame in which it was defined."""

    __slots__ = (
        *("around", "body", "by_place", "defaults", "doc", "generator", "hints", "machine"),
        *("name", "names", "place", "price", "qualname", "signature", "word_defaults"),
    )

    def __init__(
        self,
        machine: Machine,
        name: str,
        qualname: str,
        signature: Signature,
        body: Callable[[Frame], Any],
        around: Frame,
    ) -> None:
        self.machine = machine
        self.name = name
        self.qualname = qualname
        self.signature = signature
        self.by_place = signature.names if signature.simple else None
        self.body = body
        self.around = around
        self.defaults: tuple[Value, ...] = ()
        self.word_defaults: dict[str, Value] = {}
        self.generator = False
        self.price = 1
        self.doc: str | None = None
        self.hints: Callable[[], dict[str, Value]] | None = None
        self.names: dict[str, Value] | None = None

    def __call__(self, *args: Value, **kwargs: Value) -> Value:
        machine, names = self.machine, self.by_place
        if names is None or kwargs or len(args) != len(names):
            frame = bound(self, args, kwargs)
            frame[None] = self.around
        elif len(args) == 1:
            frame = {names[0]: args[0], None: self.around}
        else:
            frame = dict(zip(names, args))  # noqa: B905  (equally many)
            frame[None] = self.around
        machine.fuel -= self.price
        if machine.fuel < 0:
            machine.refuel()
        if self.generator:
            return Generator(machine, self.qualname, self.body(frame))
        if machine.depth >= machine.limits.recursion:
            raise RecursionError
        machine.depth += 1
        recorder, calling = machine.recorder, machine.calling
        path, spot, at = machine.path, machine.spot, recorder.at
        machine.path = (*path, (self.name, calling.line if calling is not None else 0))
        for value in (*args, *kwargs.values()) if kwargs else args:
            if isinstance(value, Tensor):
                tell_parameters(machine, frame, self.name)
                break
        try:
            signal = self.body(frame)
        finally:
            machine.depth -= 1
            machine.path, machine.spot, machine.calling = path, spot, calling
            recorder.at = at  # the core may have called, and goes on
        return None if signal is None else signal[0]

    def __deepcopy__(self, memo: dict[int, Any]) -> Function:
        return self

    @property
    def __name__(self) -> str:
        """What the core calls the function in its messages."""
        return self.name

    def __repr__(self) -> str:
        return f"<function {self.qualname} at {address(self)}>"


def own_attributes(function: Function) -> dict[str, Value]:
    """`f.calls = 0`: what a program keeps on its function."""
    if function.names is None:
        function.names = {}
    return function.names


OPEN[Function] = own_attributes
TABLES[Function] = {
    "__name__": Field(lambda self: self.name, lambda self, name: setattr(self, "name", name)),
    "__doc__": Field(lambda self: self.doc, lambda self, doc: setattr(self, "doc", doc)),
    "__qualname__": Field(lambda self: self.qualname),
    "__module__": Field(lambda self: "__main__"),
    "__dict__": Field(own_attributes),
}


def function_name(value: Value) -> Value:
    return getattr(value, "name", "")


NAMED: dict[str, Member] = {
    "__name__": Field(function_name),
    "__doc__": Field(lambda value: getattr(value, "doc", None)),
}
TABLES[Builtin] = TABLES[BoundBuiltin] = NAMED
TABLES[BoundMethod] = {
    "__name__": Field(lambda value: function_name(value.function)),
    "__doc__": Field(lambda value: getattr(value.function, "doc", None)),
}
TABLES[Property] = {
    "setter": Method("setter", lambda self, new: Property(self.getter, new, self.deleter)),
    "getter": Method("getter", lambda self, new: Property(new, self.setter, self.deleter)),
    "deleter": Method("deleter", lambda self, new: Property(self.getter, self.setter, new)),
    "fget": Field(lambda self: self.getter),
    "fset": Field(lambda self: self.setter),
    "__doc__": Field(lambda self: getattr(self.getter, "doc", None)),
}


def tell_parameters(machine: Machine, frame: Frame, scope: str) -> None:
    """Report the parameters that mean tensors."""
    for name, value in frame.items():
        if isinstance(value, Tensor):
            machine.recorder.name(name, value, scope)


# Binding arguments --------------------------------------------------------------------------------


def bound(function: Function, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Frame:
    """The frame of a call: arguments by place, then by name, then defaults; Python's errors."""
    signature = function.signature
    names = signature.names
    frame: Frame = dict(zip(names, args, strict=False))
    if signature.rest:
        frame[signature.rest] = args[len(names) :]
    extra: dict[str, Value] = {}
    for word, value in kwargs.items():
        if word in names[signature.place_only :] or word in signature.words:
            if word in frame:
                raise type_error(function, f"got multiple values for argument '{word}'")
            frame[word] = value
        elif signature.more_words:
            extra[word] = value
        else:
            raise unexpected(function, word, kwargs)
    if len(args) > len(names) and not signature.rest:
        raise too_many(function, len(args), frame)
    fill_defaults(function, frame)
    if signature.more_words:
        frame[signature.more_words] = extra
    return frame


def fill_defaults(function: Function, frame: Frame) -> None:
    """Complete a frame from the defaults; TypeError names every argument that is still missing."""
    signature = function.signature
    names, defaults = signature.names, function.defaults
    for name, value in zip(names[len(names) - len(defaults) :], defaults, strict=True):
        frame.setdefault(name, value)
    missing = [name for name in names if name not in frame]
    if missing:
        raise type_error(function, missing_text(missing, "positional"))
    for name in signature.words:
        if name not in frame and name in function.word_defaults:
            frame[name] = function.word_defaults[name]
    missing = [name for name in signature.words if name not in frame]
    if missing:
        raise type_error(function, missing_text(missing, "keyword-only"))


def missing_text(names: list[str], kind: str) -> str:
    quoted = [f"'{name}'" for name in names]
    if len(quoted) > 2:
        listed = f"{', '.join(quoted[:-1])}, and {quoted[-1]}"
    else:
        listed = " and ".join(quoted)
    plural = "s" if len(names) > 1 else ""
    return f"missing {len(names)} required {kind} argument{plural}: {listed}"


def unexpected(function: Function, word: str, kwargs: dict[str, Value]) -> Exception:
    signature = function.signature
    place_only = [name for name in signature.names[: signature.place_only] if name in kwargs]
    if place_only:
        return type_error(
            function,
            "got some positional-only arguments passed as keyword arguments: "
            f"'{', '.join(place_only)}'",
        )
    return type_error(function, f"got an unexpected keyword argument '{word}'")


def too_many(function: Function, given: int, frame: Frame) -> Exception:
    signature = function.signature
    most = len(signature.names)
    least = most - len(function.defaults)
    takes = f"from {least} to {most}" if least != most else str(most)
    plural = "s" if most != 1 or least != most else ""
    words = sum(name in frame for name in signature.words)
    if words:
        noun = "argument" if given == 1 else "arguments"
        also = "argument" if words == 1 else "arguments"
        got = f"{given} positional {noun} (and {words} keyword-only {also}) were"
    else:
        got = f"{given} {'was' if given == 1 else 'were'}"
    return type_error(function, f"takes {takes} positional argument{plural} but {got} given")


def type_error(function: Function, text: str) -> Exception:
    return made("TypeError", f"{function.qualname}() {text}")


# Compiling ----------------------------------------------------------------------------------------


@statement(ast.FunctionDef)
def define(unit: Unit, node: ast.FunctionDef) -> Action:
    """`def f(a, b=1): …`, decorated or not"""
    make = maker(unit, node, node.name)
    machine = unit.machine
    decorators = [(unit.expression(each), unit.spot(each)) for each in node.decorator_list]
    store = binder(unit, mangled(node.name, unit.scope.mangler), unit.spot(node))

    def run(frame: Frame) -> None:
        wrappers = [(code(frame), spot) for code, spot in decorators]
        value = make(frame)
        for wrap, spot in reversed(wrappers):
            try:
                machine.mark(spot)
                value = wrap(value)
            except Exception as error:
                raise machine.blame(error, spot) from None
        store(frame, value)

    return run


@expression(ast.Lambda)
def anonymous(unit: Unit, node: ast.Lambda) -> Code:
    """`lambda x: x + 1`"""
    return maker(unit, node, "<lambda>")


def maker(unit: Unit, node: ast.FunctionDef | ast.Lambda, name: str) -> Callable[[Frame], Function]:
    """The closure that makes a function value, its defaults evaluated where it is defined."""
    scope = function_scope(node, unit.scope)
    signature = Signature.of(node.args)
    body, generator = compiled_body(unit.within(scope), node)
    defaults = unit.expressions(node.args.defaults)
    words = {
        word.arg: unit.expression(default)
        for word, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if default is not None
    }
    qualname = unit.scope.qualified(name)
    in_class = unit.scope.kind == "class"
    price = 1 if isinstance(node, ast.Lambda) else cost(node.body)
    hints = hint_codes(unit, node)
    doc = ast.get_docstring(node) if isinstance(node, ast.FunctionDef) else None
    machine = unit.machine

    def make(frame: Frame) -> Function:
        around = frame[None] if in_class else frame
        function = Function(machine, name, qualname, signature, body, around)
        function.defaults = tuple([code(frame) for code in defaults])
        if words:
            function.word_defaults = {word: code(frame) for word, code in words.items()}
        function.generator = generator
        function.price = price
        function.doc = doc
        if hints:
            function.hints = lambda: {each: code(frame) for each, code in hints.items()}
        return function

    return make


def hint_codes(unit: Unit, node: ast.FunctionDef | ast.Lambda) -> dict[str, Code]:
    """What is said of the parameters and the result; looked at only when the program asks."""
    if isinstance(node, ast.Lambda):
        return {}
    args = node.args
    listed = [*args.posonlyargs, *args.args, args.vararg, *args.kwonlyargs, args.kwarg]
    said = {arg.arg: arg.annotation for arg in listed if arg is not None and arg.annotation}
    if node.returns is not None:
        said["return"] = node.returns
    return {
        name: unit.expression(each)
        for name, each in said.items()
        if not any(isinstance(part, ast.Yield | ast.YieldFrom) for part in ast.walk(each))
    }


def compiled_body(
    unit: Unit, node: ast.FunctionDef | ast.Lambda
) -> tuple[Callable[[Frame], Any], bool]:
    """The body of a function, and whether it is a generator."""
    if isinstance(node, ast.Lambda):
        body: list[ast.stmt] = [ast.copy_location(ast.Return(value=node.body), node.body)]
    else:
        body = node.body
    if any(isinstance(each, ast.Yield | ast.YieldFrom) for each in own_nodes(body)):
        from viz_app.language.yields import yielding_body

        return yielding_body(unit, body), True
    return block(unit, body), False


@statement(ast.Return)
def return_(unit: Unit, node: ast.Return) -> Action:
    """`return x`"""
    if node.value is None:
        return lambda frame: (None,)
    value = unit.expression(node.value)
    return lambda frame: (value(frame),)
