"""L-BFGS: a closure that computes the loss in, steps that know the curvature of late ones out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograd_core.grad_mode import enable_grad, no_grad
from autograd_core.optim.each import check_rate, number
from autograd_core.optim.line_search import strong_wolfe
from autograd_core.optim.optimizer import Optimizer
from autograd_core.tensor import wrap

Array = np.ndarray[Any, Any]


class LBFGS(Optimizer):
    """A quasi-Newton method with limited memory (torch.optim.LBFGS)."""

    _tells_itself = True

    def __init__(
        self,
        params: Any,
        lr: Any = 1,
        max_iter: int = 20,
        max_eval: int | None = None,
        tolerance_grad: float = 1e-7,
        tolerance_change: float = 1e-9,
        history_size: int = 100,
        line_search_fn: str | None = None,
    ) -> None:
        check_rate(lr)
        options = {
            "lr": lr,
            "max_iter": max_iter,
            "max_eval": max_eval if max_eval is not None else max_iter * 5 // 4,
            "tolerance_grad": tolerance_grad,
            "tolerance_change": tolerance_change,
            "history_size": history_size,
            "line_search_fn": line_search_fn,
        }
        super().__init__(params, options)
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params = self.param_groups[0]["params"]

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Several steps, each with the loss computed anew by `closure`."""
        if closure is None:
            raise TypeError("LBFGS.step() missing 1 required positional argument: 'closure'")
        with no_grad():
            return self._steps(lambda: with_grad(closure))

    def _steps(self, closure: Callable[[], Any]) -> Any:
        group = self.param_groups[0]
        state = self.state[self._params[0]]
        state.setdefault("func_evals", 0)
        state.setdefault("n_iter", 0)
        first_loss = closure()
        self._tell_step()
        loss = float(first_loss.item() if hasattr(first_loss, "item") else first_loss)
        state["func_evals"] += 1
        evaluations = 1
        grad = self._flat_grad()
        if np.abs(grad).max() <= group["tolerance_grad"]:
            return first_loss
        for iteration in range(1, group["max_iter"] + 1):
            state["n_iter"] += 1
            direction = self._direction(state, grad)
            previous_loss = state["prev_loss"] = loss
            state["prev_flat_grad"] = grad.copy()
            rate = number(group["lr"])
            if state["n_iter"] == 1:
                rate = min(1.0, float(1.0 / np.abs(grad).sum())) * rate
            state["d"], state["t"] = direction, rate
            slope = grad.dot(direction)
            if slope > -group["tolerance_change"]:
                break
            last = iteration == group["max_iter"]
            left = group["max_eval"] - evaluations
            loss, grad, rate, count = self._move(
                closure, (loss, grad, rate, direction, slope), left, last
            )
            state["t"] = rate
            evaluations += count
            state["func_evals"] += count
            change = group["tolerance_change"]
            if (
                last
                or evaluations >= group["max_eval"]
                or np.abs(grad).max() <= group["tolerance_grad"]
                or np.abs(direction * rate).max() <= change
                or abs(loss - previous_loss) < change
            ):
                break
        return first_loss

    def _move(
        self, closure: Callable[[], Any], now: tuple[Any, ...], left: int, last: bool
    ) -> tuple[Any, Array, Any, int]:
        """Go along a direction, as far as the rate says or a line search finds best."""
        loss, grad, rate, direction, slope = now
        search = self.param_groups[0]["line_search_fn"]
        if search is None:
            self._add(rate, direction)
            if last:
                return loss, grad, rate, 0
            return float(closure().item()), self._flat_grad(), rate, 1
        if search != "strong_wolfe":
            raise RuntimeError("only 'strong_wolfe' is supported")
        start = [parameter._a.copy() for parameter in self._params]

        def evaluate(step: Any) -> tuple[float, Array]:
            self._add(step, direction)
            found = float(closure().item())
            gradient = self._flat_grad()
            for parameter, values in zip(self._params, start, strict=True):
                parameter.copy_(wrap(values))
            return found, gradient

        loss, grad, rate, count = strong_wolfe(
            evaluate, rate, direction, (loss, grad, slope), most=left
        )
        self._add(rate, direction)
        return loss, grad, rate, count

    def _direction(self, state: dict[str, Any], grad: Array) -> Array:
        """Where to go: minus the gradient times what is known of the inverse curvature."""
        if state["n_iter"] == 1:
            state["old_dirs"], state["old_stps"], state["ro"] = [], [], []
            state["H_diag"] = 1
            return -grad
        changes, steps, weights = state["old_dirs"], state["old_stps"], state["ro"]
        change = grad - state["prev_flat_grad"]
        step = state["d"] * grad.dtype.type(state["t"])
        curvature = change.dot(step)
        if curvature > 1e-10:
            if len(changes) == self.param_groups[0]["history_size"]:
                for memory in (changes, steps, weights):
                    memory.pop(0)
            changes.append(change)
            steps.append(step)
            weights.append(1.0 / curvature)
            state["H_diag"] = curvature / change.dot(change)
        direction = -grad
        shares = []
        known = list(zip(changes, steps, weights, strict=True))
        for change, step, weight in reversed(known):
            shares.append(step.dot(direction) * weight)
            direction = direction - shares[-1] * change
        direction = direction * state["H_diag"]
        for change, step, weight in known:
            direction = direction + step * (shares.pop() - change.dot(direction) * weight)
        result: Array = direction.astype(grad.dtype)
        return result

    def _flat_grad(self) -> Array:
        """The gradients of all parameters in one row."""
        return np.concatenate(
            [
                np.zeros(p._a.size, p._a.dtype) if p._grad is None else np.ravel(p._grad._a)
                for p in self._params
            ]
        )

    def _add(self, rate: Any, direction: Array) -> None:
        """Move all parameters along a direction."""
        start = 0
        for parameter in self._params:
            size = parameter.numel()
            part = direction[start : start + size].reshape(parameter._a.shape)
            parameter.add_(wrap(part), alpha=float(rate))
            start += size


def with_grad(closure: Callable[[], Any]) -> Any:
    """What a closure gives when operations are recorded."""
    with enable_grad():
        return closure()
