"""A program's own operations and its saved-tensor hooks, as the trace tells them."""

from typing import Any

import autograd_core as torch
from autograd_core import Trace


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, base: Any, factor: float) -> Any:
        result = base * base * factor
        ctx.save_for_backward(base, result)
        return result

    @staticmethod
    def backward(ctx: Any, grad: Any) -> Any:
        base, _ = ctx.saved_tensors
        return grad * 2 * base, None


def traced(function: Any) -> list[dict[str, Any]]:
    """The events of what `function` does to a leaf, after a round trip through JSON."""
    with torch.record() as recorder:
        function(torch.tensor([1.0, 2.0], requires_grad=True))
    return Trace.from_json(recorder.trace().to_json()).events


def of_kind(events: list[dict[str, Any]], kind: str, op: str | None = None) -> Any:
    return [e for e in events if e["kind"] == kind and (op is None or e["op"] == op)]


def test_a_call_is_one_operation_with_its_own_name_after_its_inner_ones() -> None:
    events = traced(lambda x: Square.apply(x, 3.0))
    operations = [(e["op"], e["recorded"], e["reason"]) for e in of_kind(events, "op")]
    assert operations == [
        ("mul.Tensor", False, "no_grad"),
        ("mul.Tensor", False, "no_input_requires_grad"),
        ("Square", True, None),
    ]


def test_the_call_shows_its_inputs_and_what_it_saved() -> None:
    events = traced(lambda x: Square.apply(x, 3.0))
    call = of_kind(events, "op", "Square")[0]
    assert [set(each) for each in call["inputs"]] == [{"tensor"}, {"const"}]
    assert call["inputs"][1]["const"] == "3.0"
    assert call["node"]["name"] == "SquareBackward"
    assert [each["name"] for each in call["node"]["saved"]] == ["base", "result"]
    assert call["node"]["inputs"] == [0]


def test_edges_name_the_tensor_arguments_only() -> None:
    class Scaled(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, factor: float, x: Any) -> Any:
            return x * factor

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return None, grad

    call = of_kind(traced(lambda x: Scaled.apply(2.0, x)), "op", "Scaled")[0]
    assert call["node"]["inputs"] == [1]


def test_backward_visits_the_node_and_frees_what_it_saved() -> None:
    events = traced(lambda x: Square.apply(x, 3.0).sum().backward())
    node = of_kind(events, "op", "Square")[0]["node"]["id"]
    assert node in [e["node"] for e in of_kind(events, "visit")]
    freed = next(e for e in of_kind(events, "free") if e["node"] == node)
    assert freed["saved"] == ["base", "result"]


def test_an_unrecorded_call_says_why() -> None:
    def quietly(x: Any) -> None:
        with torch.no_grad():
            Square.apply(x, 3.0)

    call = of_kind(traced(quietly), "op", "Square")[0]
    assert (call["recorded"], call["reason"], call["node"]) == (False, "no_grad", None)


def test_packed_tensors_are_saved_without_a_tensor() -> None:
    def packed(x: Any) -> None:
        hooks = torch.autograd.graph.saved_tensors_hooks(lambda t: t.detach(), lambda t: t)
        with hooks:
            (x * x).sum().backward()

    call = next(e for e in of_kind(traced(packed), "op", "mul.Tensor") if e["recorded"])
    assert [each["tensor"] for each in call["node"]["saved"]] == [None, None]


def test_what_grad_asked_for_is_told() -> None:
    events = traced(lambda x: torch.autograd.grad((x * x).sum(), x))
    assert len(of_kind(events, "capture")) == 1


def test_anomaly_mode_names_the_recorded_line() -> None:
    text = "y = Boom.apply(x)\ny.sum().backward()"
    said: list[str] = []

    class Boom(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 1

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return grad * float("nan")

    with torch.record() as recorder:
        recorder.on_warning = lambda category, message: said.append(message)
        x = torch.tensor([1.0], requires_grad=True)
        recorder.start_cell(text)
        with torch.autograd.set_detect_anomaly(True):
            recorder.at = recorder.site(1, 0, 1, 17)
            y = Boom.apply(x)
            recorder.at = recorder.site(2, 0, 2, 18)
            try:
                y.sum().backward()
            except RuntimeError as error:
                said.append(str(error))
    assert said == [
        "Error detected in BoomBackward. Traceback of forward call that caused the error:\n"
        '  File "cell 1", line 1, in <module>\n    y = Boom.apply(x)\n',
        "Function 'BoomBackward' returned nan values in its 0th output.",
    ]


def test_names_of_the_engine_are_free_on_a_ctx() -> None:
    class Named(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.saved, ctx.edges, ctx.values, ctx.name = "mine", [1], {"a": 1}, "n"
            return x * 2

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            assert (ctx.saved, ctx.edges, ctx.values, ctx.name) == ("mine", [1], {"a": 1}, "n")
            return grad * 2

    x = torch.tensor(3.0, requires_grad=True)
    Named.apply(x).backward()
    assert x.grad.item() == 2.0
