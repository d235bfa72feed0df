"""Checkpoints: a function and its arguments in, its result out, which saves next to nothing.

What backward needs is computed again when it needs it (torch.utils.checkpoint).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from autograd_core import errors, random
from autograd_core.absent import getattr_of
from autograd_core.autograd.function import Function
from autograd_core.autograd.graph import saved_tensors_hooks
from autograd_core.autograd.walks import backward
from autograd_core.grad_mode import enable_grad, no_grad
from autograd_core.nn.modules.container import Sequential
from autograd_core.state import STATE
from autograd_core.tensor import Tensor

Contexts = tuple[AbstractContextManager[Any], AbstractContextManager[Any]]
EXPLICIT = (
    "torch.utils.checkpoint: the use_reentrant parameter should be passed explicitly. Starting in "
    "PyTorch 2.9, calling checkpoint without use_reentrant will raise an exception. "
    "use_reentrant=False is recommended, but if you need to preserve the current default behavior, "
    "you can pass use_reentrant=True. Refer to docs for more details on the differences between "
    "the two variants."
)
EXPLICIT_SEQUENTIAL = (
    "torch.utils.checkpoint.checkpoint_sequential: the use_reentrant parameter should be passed "
    "explicitly. In version 2.9 we will raise an exception if use_reentrant is not passed. "
    "use_reentrant=False is recommended, but if you need to preserve the current default behavior, "
    "you can pass use_reentrant=True. Refer to docs for more details on the differences between "
    "the two variants."
)
STOP_EARLY = [None]
"""What `set_checkpoint_early_stop` says at the moment; None: nothing."""


class CheckpointError(RuntimeError):
    """What is raised when computing again does not give the same (torch.utils.checkpoint)."""

    __module__ = "torch.utils.checkpoint"


class Enough(BaseException):
    """All that is needed has been computed again; no `except Exception` may stop this."""


def noop_context_fn() -> Contexts:
    """Contexts that do nothing, for the first and the second run."""
    return nullcontext(), nullcontext()


def checkpoint(
    function: Callable[..., Any],
    *args: Any,
    use_reentrant: bool | None = None,
    context_fn: Callable[[], Contexts] = noop_context_fn,
    determinism_check: str = "default",
    debug: bool = False,
    early_stop: bool = True,
    **kwargs: Any,
) -> Any:
    """`function(*args)`, whose inner results are not kept but computed again in backward.

    use_reentrant  False: the graph is recorded as usual, without what it saves; True: the function
                   runs unrecorded, as one node, and backward runs inside its backward
    early_stop     the second run ends as soon as everything needed is there
    Raises ValueError for keyword arguments that the reentrant variant does not take, and
    CheckpointError when the second run saves other tensors.
    Source: torch.utils.checkpoint.checkpoint.
    """
    if use_reentrant is None:
        errors.warn(EXPLICIT)
        use_reentrant = True
    preserve = kwargs.pop("preserve_rng_state", True)
    if not use_reentrant:
        stop = early_stop if STOP_EARLY[0] is None else bool(STOP_EARLY[0])
        second = Again(function, args, kwargs, preserve, context_fn, determinism_check, stop)
        return second.first_run()
    if kwargs:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
    if context_fn is not noop_context_fn or debug:
        raise ValueError(
            "Passing `context_fn` or `debug` is only supported when use_reentrant=False."
        )
    return CheckpointFunction.apply(function, preserve, *args)


def checkpoint_sequential(
    functions: Any, segments: int, input: Any, use_reentrant: bool | None = None, **kwargs: Any
) -> Any:
    """A chain of functions in `segments` checkpoints, the last of which runs as usual.

    Source: torch.utils.checkpoint.checkpoint_sequential.
    """
    if use_reentrant is None:
        errors.warn(EXPLICIT_SEQUENTIAL)
        use_reentrant = True
    preserve = kwargs.pop("preserve_rng_state", True)
    if kwargs:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
    chain = list(functions.children() if isinstance(functions, Sequential) else functions)
    size = len(chain) // segments
    last = size * (segments - 1)
    for start in range(0, last, size):
        input = checkpoint(
            chained(chain[start : start + size]),
            input,
            use_reentrant=use_reentrant,
            preserve_rng_state=preserve,
        )
    return chained(chain[last:])(input)


def chained(functions: Sequence[Callable[..., Any]]) -> Callable[[Any], Any]:
    """One function after the other."""

    def run(input: Any) -> Any:
        for function in functions:
            input = function(input)
        return input

    return run


@contextmanager
def set_checkpoint_early_stop(enable: bool) -> Iterator[None]:
    """A region that decides whether the second run may end early.

    Source: torch.utils.checkpoint.set_checkpoint_early_stop.
    """
    before, STOP_EARLY[0] = STOP_EARLY[0], enable  # type: ignore[call-overload]
    try:
        yield
    finally:
        STOP_EARLY[0] = before


@contextmanager
def as_then(state: Any) -> Iterator[None]:
    """The default generator as it stood at `state`, and afterwards as before; None: untouched."""
    if state is None:
        yield
        return
    with random.fork_rng():
        random.set_rng_state(state)
        yield


class CheckpointFunction(Function):
    """The reentrant variant: one node, in whose backward the function runs once more."""

    @staticmethod
    def forward(ctx: Any, run_function: Any, preserve_rng_state: bool, *args: Any) -> Any:
        tensors = [each for each in args if isinstance(each, Tensor)]
        if not any(each.requires_grad for each in tensors):
            errors.warn("None of the inputs have requires_grad=True. Gradients will be None")
        ctx.run_function = run_function
        ctx.state = random.get_rng_state() if preserve_rng_state else None
        ctx.inputs = [None if isinstance(each, Tensor) else each for each in args]
        ctx.places = [i for i, each in enumerate(args) if isinstance(each, Tensor)]
        ctx.save_for_backward(*tensors)
        with no_grad():
            return run_function(*args)

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        if STATE.walk is not None and STATE.walk.needed is not None:
            raise RuntimeError(
                "When use_reentrant=True, torch.utils.checkpoint is incompatible with .grad() or "
                "passing an `inputs` parameter to .backward(). To resolve this error, you can "
                "either set use_reentrant=False, or call .backward() without passing the `inputs` "
                "argument."
            )
        inputs = list(ctx.inputs)
        for place, tensor in zip(ctx.places, ctx.saved_tensors, strict=True):
            inputs[place] = tensor.detach().requires_grad_(tensor.requires_grad)
        with as_then(ctx.state), enable_grad():
            outputs = ctx.run_function(*inputs)
        several = (outputs,) if isinstance(outputs, Tensor) else outputs
        pairs = [
            (out, grad)
            for out, grad in zip(several, grads, strict=False)
            if isinstance(out, Tensor) and out.requires_grad
        ]
        if not pairs:
            raise RuntimeError(
                "none of output has requires_grad=True, this checkpoint() is not necessary"
            )
        backward([out for out, _ in pairs], [grad for _, grad in pairs])
        found = [each.grad if isinstance(each, Tensor) else None for each in inputs]
        return (None, None, *found)


@dataclass
class Again:
    """A checkpointed call: what is needed to run it again, and what came of that.

    kept   per tensor that the first run would have saved its shape and dtype
    found  the tensors that the second run saved; `task` is the walk it was run for
    """

    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    preserve: bool
    context_fn: Callable[[], Contexts]
    determinism_check: str
    early_stop: bool
    state: Any = None
    second: Any = None
    kept: list[tuple[Any, Any]] = field(default_factory=list)
    found: list[Any] = field(default_factory=list)
    task: int = -1

    def first_run(self) -> Any:
        """The result; every tensor that is saved on the way is replaced by its number."""
        first, self.second = self.context_fn()
        self.state = random.get_rng_state() if self.preserve else None
        with first, saved_tensors_hooks(self.pack, self.unpack):
            return self.function(*self.args, **self.kwargs)

    def pack(self, tensor: Tensor) -> int:
        """Keep the shape of a tensor in its place."""
        self.kept.append((tensor.shape, tensor.dtype))
        return len(self.kept) - 1

    def unpack(self, number: int) -> Any:
        """A tensor that was not kept: computed again, once for every walk."""
        task = STATE.walk.task if STATE.walk is not None else -1
        if task != self.task or not self.found:
            self.found, self.task = [], task
            self.run_again()
        return self.found[number]

    def run_again(self) -> None:
        """The second run, which ends when everything needed is there."""

        def keep(tensor: Any) -> Any:
            self.found.append(tensor.detach())
            if self.early_stop and len(self.found) == len(self.kept):
                raise Enough
            return tensor.detach()

        outer, STATE.packing = STATE.packing, ()
        try:
            packing = saved_tensors_hooks(keep, lambda kept: kept)
            with as_then(self.state), self.second, enable_grad(), packing:
                self.function(*self.args, **self.kwargs)
        except Enough:
            pass
        finally:
            STATE.packing = outer
        self.check()

    def check(self) -> None:
        """Refuse a second run that saved other tensors than the first."""
        if len(self.found) != len(self.kept):
            raise CheckpointError(
                "torch.utils.checkpoint: A different number of tensors was saved during the "
                "original forward and recomputation.\nNumber of tensors saved during forward: "
                f"{len(self.kept)}\nNumber of tensors saved during recomputation: "
                f"{len(self.found)}.{TIP}"
            )
        if self.determinism_check == "none":
            return
        told = "".join(
            f"tensor at position {place}:\nsaved metadata: {described(*one)}\n"
            f"recomputed metadata: {described(other.shape, other.dtype)}\n"
            for place, (one, other) in enumerate(zip(self.kept, self.found, strict=True))
            if one != (other.shape, other.dtype)
        )
        if told:
            raise CheckpointError(
                "torch.utils.checkpoint: Recomputed values for the following tensors have "
                f"different metadata than during the forward pass.\n{told}.{TIP}"
            )


def described(shape: Any, dtype: Any) -> dict[str, Any]:
    """What is compared of a tensor."""
    from autograd_core.devices import device

    return {"shape": shape, "dtype": dtype, "device": device("cpu")}


TIP = """

Tip: To see a more detailed error message, either pass `debug=True` to
`torch.utils.checkpoint.checkpoint(...)` or wrap the code block
with `with torch.utils.checkpoint.set_checkpoint_debug_enabled(True):` to
enable checkpoint\u2011debug mode globally.

If this error occurs under torch.compile with automatic_dynamic_shapes enabled,
it may be because the recomputation selected a different compiled graph than the
forward pass (e.g., a dynamic graph instead of the original static graph).
To fix this, either:
  - Use torch._dynamo.mark_dynamic() to explicitly mark varying dimensions as
    dynamic upfront, avoiding the static-to-dynamic transition.
  - Call torch._C._dynamo.eval_frame._set_lru_cache(False) to disable LRU cache
    reordering, which can change which graph is checked first between forward
    and recompute.
See https://github.com/pytorch/pytorch/issues/166926 for more details and
workaround examples.
"""
__getattr__ = getattr_of("torch.utils.checkpoint")

__all__ = [
    "CheckpointError",
    "CheckpointFunction",
    "checkpoint",
    "checkpoint_sequential",
    "noop_context_fn",
    "set_checkpoint_early_stop",
]
