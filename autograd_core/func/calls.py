"""functional_call: a module and other values for its parameters in, its output with these out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from autograd_core.ops import FUNCTIONS


def functional_call(
    module: Any,
    parameter_and_buffer_dicts: Any,
    args: Any = None,
    kwargs: dict[str, Any] | None = None,
    *,
    tie_weights: bool = True,
    strict: bool = False,
) -> Any:
    """Call `module` as if its parameters and buffers were the given ones; it is left unchanged.

    parameter_and_buffer_dicts  {name: tensor}, or a sequence of such dicts without common names
    args    the positional arguments; what is no tuple is one argument
    strict  RuntimeError when names are missing or unknown; otherwise unknown ones are ignored
    Source: torch.func.functional_call.
    """
    given = merged(parameter_and_buffer_dicts)
    arguments = () if args is None else args if isinstance(args, tuple) else (args,)
    own = {**dict(module.named_parameters()), **dict(module.named_buffers())}
    if strict:
        check_names(given, own, type(module).__name__)
    given = {name: value for name, value in given.items() if name in own}
    if tie_weights:
        given = tied(given, module)
    with replaced(module, given):
        return module(*arguments, **(kwargs or {}))


def stack_module_state(models: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parameters and the buffers of several models of one kind, each stacked to one tensor.

    Source: torch.func.stack_module_state.
    """
    models = list(models)
    if not models:
        raise RuntimeError("stack_module_state: Expected at least one model, got 0.")
    if len({model.training for model in models}) > 1:
        raise RuntimeError(
            "stack_module_state: Expected all models to have the same training/eval mode."
        )
    if len({type(model) for model in models}) > 1:
        raise RuntimeError("stack_module_state: Expected all models to be of the same class.")
    return (
        stacked([dict(model.named_parameters()) for model in models]),
        stacked([dict(model.named_buffers()) for model in models]),
    )


def stacked(states: list[dict[str, Any]]) -> dict[str, Any]:
    """Tensors of one name side by side, as leaves."""
    found = {}
    for name, first in states[0].items():
        tensors = [state[name] for state in states]
        if len({each.requires_grad for each in tensors}) > 1:
            raise RuntimeError(f"Expected {name} from each model to have the same .requires_grad")
        stack = FUNCTIONS["stack"](tensors).detach()
        found[name] = stack.requires_grad_(first.requires_grad)
    return found


def merged(dicts: Any) -> dict[str, Any]:
    """One dict out of several; ValueError when a name appears twice."""
    if isinstance(dicts, dict):
        return dicts
    if not isinstance(dicts, Sequence):
        raise ValueError(
            "Expected parameter_and_buffer_dicts to be a dict, or a list/tuple of dicts, but got "
            f"{type(dicts)}"
        )
    if not all(isinstance(each, dict) for each in dicts):
        raise ValueError("Expected all elements of parameter_and_buffer_dicts to be dictionaries")
    names = [name for each in dicts for name in each]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise ValueError(
            f"{twice} appeared in multiple dictionaries; behavior of functional call is ambiguous"
        )
    return {name: value for each in dicts for name, value in each.items()}


def check_names(given: dict[str, Any], own: dict[str, Any], kind: str) -> None:
    """Refuse names that the module does not have, and missing ones."""
    unexpected = sorted(name for name in given if name not in own)
    missing = sorted(name for name in own if name not in given)
    problems = []
    if unexpected:
        problems.append(f"Unexpected key(s): {', '.join(map(repr, unexpected))}.")
    if missing:
        problems.append(f"Missing key(s): {', '.join(map(repr, missing))}.")
    if problems:
        raise RuntimeError(f"Error(s) in reparametrizing for {kind}:\n\t" + "\n\t".join(problems))


def tied(given: dict[str, Any], module: Any) -> dict[str, Any]:
    """Names that mean the same parameter of the module get the same new value."""
    every = dict(module.named_parameters(remove_duplicate=False))
    values = {id(every[name]): value for name, value in given.items() if name in every}
    more = {name: values[id(own)] for name, own in every.items() if id(own) in values}
    return {**more, **given}


@contextmanager
def replaced(module: Any, given: dict[str, Any]) -> Iterator[None]:
    """A region in which the module's tables hold the given tensors."""
    before: list[tuple[dict[str, Any], str, Any]] = []
    try:
        for name, value in given.items():
            table, leaf = table_of(module, name)
            before.append((table, leaf, table[leaf]))
            table[leaf] = value
        yield
    finally:
        for table, leaf, value in reversed(before):
            table[leaf] = value


def table_of(module: Any, name: str) -> tuple[dict[str, Any], str]:
    """The table of a submodule that holds the parameter or buffer of a dotted name."""
    path, _, leaf = name.rpartition(".")
    owner = module.get_submodule(path)
    for table in (owner._parameters, owner._buffers):
        if leaf in table:
            found: dict[str, Any] = table
            return found, leaf
    raise AttributeError(f"{type(owner).__name__} has no attribute `{leaf}`")
