"""Python's exception classes, drawn as a tree, in; a class of the language for each out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from viz_app.language.classes import ExceptionInstance, UserClass
from viz_app.language.values import Builtin, Value

EXCEPTION_TREE = """
BaseException
    Exception
        ArithmeticError
            FloatingPointError
            OverflowError
            ZeroDivisionError
        AssertionError
        AttributeError
        BufferError
        EOFError
        ImportError
            ModuleNotFoundError
        LookupError
            IndexError
            KeyError
        MemoryError
        NameError
            UnboundLocalError
        OSError
            ConnectionError
            FileExistsError
            FileNotFoundError
            InterruptedError
            IsADirectoryError
            NotADirectoryError
            PermissionError
            TimeoutError
        ReferenceError
        RuntimeError
            NotImplementedError
            RecursionError
        StopAsyncIteration
        StopIteration
        SyntaxError
            IndentationError
        TypeError
        ValueError
            UnicodeError
                UnicodeDecodeError
                UnicodeEncodeError
        Warning
            BytesWarning
            DeprecationWarning
            FutureWarning
            ImportWarning
            PendingDeprecationWarning
            ResourceWarning
            RuntimeWarning
            SyntaxWarning
            UnicodeWarning
            UserWarning
    GeneratorExit
    KeyboardInterrupt
    SystemExit
"""


def store_args(self: Value, *args: Value) -> None:
    """`BaseException.__init__`."""
    self.names["args"] = args
    if self.cls.find("value") is None:
        self.names["value"] = args[0] if args else None


def same_exception(self: Value, traceback: Value) -> Value:
    """`e.with_traceback(…)`: where an exception comes from is not the program's to say."""
    if not isinstance(self, ExceptionInstance):
        kind = type(self).__name__
        text = "descriptor 'with_traceback' for 'BaseException' objects doesn't apply to a"
        raise TypeError(f"{text} '{kind}' object")
    return self


def said(text: Callable[[Any], str]) -> Callable[[Value], str]:
    """`BaseException.__str__` and `__repr__`, for `super()` to find."""

    def say(self: Value) -> str:
        if not isinstance(self, ExceptionInstance):
            kind = type(self).__name__
            raise TypeError(f"descriptor requires a 'BaseException' object but received a '{kind}'")
        return text(self)

    return say


def exception_classes() -> dict[str, UserClass]:
    """Python's exception classes, drawn above as a tree, by name."""
    made: dict[str, UserClass] = {}
    above: list[UserClass] = []
    for line in EXCEPTION_TREE.split("\n")[1:-1]:
        name = line.strip()
        del above[(len(line) - len(name)) // 4 :]
        base = above[-1].host if above else ExceptionInstance
        host = type(name, (base,), {"__slots__": ()})
        names: dict[str, Value] = {}
        if not above:
            names = {
                "__init__": Builtin("__init__", store_args),
                "__cause__": None,
                "with_traceback": Builtin("with_traceback", same_exception),
                "__str__": Builtin("__str__", said(ExceptionInstance.__str__)),
                "__repr__": Builtin("__repr__", said(ExceptionInstance.__repr__)),
                "add_note": Builtin("add_note", lambda self, note, /: None),
            }
        if name == "StopIteration":
            names["value"] = None
        if name == "SystemExit":
            names = {"code": None, "__init__": Builtin("__init__", store_code)}
        bases = tuple(above[-1:])
        made[name] = UserClass(name, name, bases, names, module="builtins", host=host)
        above.append(made[name])
    return made


def store_code(self: Value, *args: Value) -> None:
    """`SystemExit(2).code` is 2; of several, all of them."""
    store_args(self, *args)
    if args:
        self.names["code"] = args[0] if len(args) == 1 else args


def exception_of(name: str, module: str, base: UserClass) -> UserClass:
    """An exception class of a module, below one of Python's."""
    host = type(name, (base.host,), {"__slots__": ()})
    return UserClass(name, name, (base,), {}, module=module, host=host)


EXCEPTIONS = exception_classes()
EXCEPTIONS["IOError"] = EXCEPTIONS["EnvironmentError"] = EXCEPTIONS["OSError"]
