"""More of `contextlib`: `ExitStack`, `redirect_stdout`, `ContextDecorator`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from viz_app.language.attributes import TABLES, Method, get_attribute
from viz_app.language.builtins import REDIRECTED
from viz_app.language.classes import Instance, UserClass
from viz_app.language.errors import Raised, raised
from viz_app.language.facades.calling import Context
from viz_app.language.facades.registry import addition
from viz_app.language.machine import Machine
from viz_app.language.values import Builtin, Traceback, TypeValue, Value, address, shown_as

Exit = Callable[..., Value]


@shown_as("ExitStack")
class ExitStack:
    """What is to be left at the end of a `with`, the last first."""

    __slots__ = ("exits", "machine", "place")

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.exits: list[Exit] = []

    def enter_context(self, cm: Value) -> Value:
        enter = get_attribute(self.machine, cm, "__enter__")
        leave = get_attribute(self.machine, cm, "__exit__")
        value = enter()
        self.exits.append(leave)
        return value

    def push(self, exit: Value) -> Value:
        try:
            self.exits.append(get_attribute(self.machine, exit, "__exit__"))
        except Raised:
            self.exits.append(exit)
        return exit

    def callback(self, callback: Value, /, *args: Value, **words: Value) -> Value:
        def leave(*error: Value) -> bool:
            callback(*args, **words)
            return False

        self.exits.append(leave)
        return callback

    def pop_all(self) -> ExitStack:
        new = ExitStack(self.machine)
        new.exits, self.exits = self.exits, []
        return new

    def leave(self, kind: Value, value: Value, traceback: Value) -> bool:
        """Leave everything; an exception that another replaces, or that is swallowed, is gone."""
        given, pending = value is not None, None
        while self.exits:
            try:
                if self.exits.pop()(kind, value, traceback):
                    kind = value = traceback = pending = None
            except Exception as error:
                pending = raised(error)
                kind, value, traceback = pending.value.cls, pending.value, Traceback()
        if pending is not None:
            raise pending
        return given and value is None

    def close(self) -> None:
        self.leave(None, None, None)

    def __repr__(self) -> str:
        return f"<contextlib.ExitStack object at {address(self)}>"


OF_STACK: dict[str, Callable[..., Value]] = {
    "enter_context": ExitStack.enter_context,
    "push": ExitStack.push,
    "callback": ExitStack.callback,
    "pop_all": ExitStack.pop_all,
    "close": ExitStack.close,
    "__enter__": lambda self: self,
    "__exit__": ExitStack.leave,
}
TABLES[ExitStack] = {name: Method(name, call) for name, call in OF_STACK.items()}


@addition("contextlib")
def more_contexts(machine: Machine, names: dict[str, Value]) -> None:
    targets: dict[str, list[Value]] = machine.notes.setdefault(REDIRECTED, {})

    def redirecting(stream: str) -> Callable[[Value], Context]:
        def redirect(new_target: Value) -> Context:
            stack = targets.setdefault(stream, [])

            def enter() -> Value:
                stack.append(new_target)
                return new_target

            return Context(enter, lambda *error: stack.pop() and None)

        return redirect

    def decorate(self: Any, function: Value) -> Value:
        def call(*args: Value, **words: Value) -> Value:
            stack = ExitStack(machine)
            stack.enter_context(self)
            try:
                result = function(*args, **words)
            except Exception as error:
                problem = raised(error)
                if stack.leave(problem.value.cls, problem.value, Traceback()):
                    return None
                raise problem from None
            stack.close()
            return result

        return Builtin(getattr(function, "name", "inner"), call)

    called: dict[str, Value] = {"__call__": Builtin("__call__", decorate)}
    base = UserClass("ContextDecorator", "ContextDecorator", (), called, module="contextlib")
    base.fixed = True
    abstract = UserClass(
        "AbstractContextManager",
        "AbstractContextManager",
        (),
        {},
        module="contextlib",
        host=Instance,
    )
    abstract.names["__enter__"] = Builtin("__enter__", lambda self: self)
    names |= {
        "ExitStack": TypeValue("ExitStack", ExitStack, lambda: ExitStack(machine), "contextlib"),
        "redirect_stdout": Builtin("redirect_stdout", redirecting("stdout")),
        "redirect_stderr": Builtin("redirect_stderr", redirecting("stderr")),
        "ContextDecorator": base,
        "AbstractContextManager": abstract,
    }


VALUE_TYPES = (ExitStack,)
