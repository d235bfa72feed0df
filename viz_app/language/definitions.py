"""`class` and `import`."""

from __future__ import annotations

import ast
from typing import Any

from viz_app.language.attributes import OBJECT_METHODS, get_attribute
from viz_app.language.classes import MISSING, Instance, UserClass, call_special
from viz_app.language.errors import STOPS, LimitReached, Raised, made
from viz_app.language.machine import Machine
from viz_app.language.mangling import mangled
from viz_app.language.names import binder
from viz_app.language.plain_bases import plain_base
from viz_app.language.scopes import class_scope
from viz_app.language.unit import Action, Unit, block, statement
from viz_app.language.values import ClassMethod, Frame, Hint, Namespace, TypeValue, Value


@statement(ast.ClassDef)
def class_(unit: Unit, node: ast.ClassDef) -> Action:
    """`class C(Base): …`"""
    machine, spot = unit.machine, unit.spot(node)
    scope = class_scope(node, unit.scope)
    bases = unit.expressions(node.bases)
    options = {
        word.arg: unit.expression(word.value) for word in node.keywords if word.arg is not None
    }
    body = block(unit.within(scope), node.body)
    decorators = [(unit.expression(each), unit.spot(each)) for each in node.decorator_list]
    store = binder(unit, mangled(node.name, unit.scope.mangler), spot)
    qualname = unit.scope.qualified(node.name)
    in_class, doc = unit.scope.kind == "class", ast.get_docstring(node)

    def run(frame: Frame) -> None:
        wrappers = [code(frame) for code, _ in decorators]
        ancestors = [plain_base(machine, code(frame)) for code in bases]
        words = {name: code(frame) for name, code in options.items()}
        around: Frame = {None: frame[None] if in_class else frame}
        names: Frame = {None: around}
        body(names)
        del names[None]
        names.setdefault("__doc__", doc)
        value: Value
        try:
            value = make_class(node.name, qualname, ancestors, names, around, words)
            for wrap, (_, place) in zip(reversed(wrappers), reversed(decorators), strict=True):
                machine.mark(place)
                value = wrap(value)
        except STOPS as error:
            raise machine.blame(error, spot) from None
        store(frame, value)

    return run


def make_class(
    name: str,
    qualname: str,
    bases: list[Value],
    names: dict[str, Any],
    around: Frame,
    options: dict[str, Value],
) -> Value:
    """A new class; what it may descend from is checked, and the classes above are told."""
    parents = [base for base in bases if isinstance(base, UserClass)]
    for base in bases:
        plain = isinstance(base, TypeValue) and base.host is object
        if not plain and not isinstance(base, UserClass | Hint):
            shown = base.name if isinstance(base, TypeValue) else type(base).__name__
            raise LimitReached("absent_base", name=shown)
    special = next((base for base in parents if type(base) is not UserClass), None)
    derive = UserClass if special is None else special.derive
    meta = options.pop("metaclass", None)
    if special is None and isinstance(meta, TypeValue) and issubclass(meta.host, UserClass):
        derive = meta.host
    made_class = around["__class__"] = derive(name, qualname, tuple(parents), names)
    if isinstance(made_class, UserClass):
        for key, value in list(names.items()):
            if isinstance(value, Instance) and value.cls.find("__set_name__") is not MISSING:
                call_special(value, "__set_name__", made_class, key)
        tell_ancestors(made_class, options)
    return made_class


def tell_ancestors(made_class: UserClass, options: dict[str, Value]) -> None:
    """`__init_subclass__` of the nearest class above that has it."""
    for kind in made_class.mro[1:]:
        if "__init_subclass__" in kind.names:
            found = kind.names["__init_subclass__"]
            function = found.function if type(found) is ClassMethod else found
            function(made_class, **options)
            return
    OBJECT_METHODS["__init_subclass__"](made_class, **options)


@statement(ast.Import)
def import_(unit: Unit, node: ast.Import) -> Action:
    """`import a.b as c`; the checks have refused every module that is not there"""
    machine, spot = unit.machine, unit.spot(node)
    bindings = []
    for alias in node.names:
        name = alias.asname or alias.name.partition(".")[0]
        module = alias.name if alias.asname else name
        bindings.append((binder(unit, name, spot), module))

    def run(frame: Frame) -> None:
        for store, module in bindings:
            store(frame, machine.modules[module])

    return run


@statement(ast.ImportFrom)
def import_from(unit: Unit, node: ast.ImportFrom) -> Action:
    """`from a import b as c`"""
    machine, spot = unit.machine, unit.spot(node)
    module = node.module or ""
    bindings = [
        (alias.name, binder(unit, alias.asname or alias.name, spot)) for alias in node.names
    ]

    def run(frame: Frame) -> None:
        for name, store in bindings:
            try:
                store(frame, imported(machine, module, name))
            except STOPS as error:
                raise machine.blame(error, spot) from None

    return run


def imported(machine: Machine, module: str, name: str) -> Value:
    """What `from module import name` binds."""
    namespace: Namespace = machine.modules[module]
    try:
        return get_attribute(machine, namespace, name)
    except Raised as error:
        if error.type_name == "AttributeError":
            text = f"cannot import name '{name}' from '{module}'"
            raise made("ImportError", text) from None
        raise
