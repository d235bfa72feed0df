"""Formulas: well-formed MathML with the person's names, for every operation there is."""

import xml.etree.ElementTree as ElementTree

import pytest

from autograd_core.ops import OPS
from tests.viz_app.stories import story_of
from viz_app.story.formulas import Piece, bar, expression, factor, identifier, math, tensor

SAFE = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot"),
    *("msup", "msub", "msubsup", "mover", "munder"),
}


def text(xml):
    """What a formula says, without its form."""
    return "".join(ElementTree.fromstring(f"<x>{xml}</x>").itertext())


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("grad * other", "ȳ·b"),
        ("self + other", "a+b"),
        ("-grad", "−"),
        ("(self + other) * self", "(a+b)·a"),
        ("self - (self - other)", "a−(a−b)"),
        ("self * -other", "a·(−b)"),
        ("sum(self)", "∑a"),
        ("exp(self)", "ea"),
        ("where(self > 0, self, 0)", "where(a>0,a,0)"),
        ("grad where self > 0, else 0", "where(a>0,ȳ,0)"),
        ("grad where self > other, grad / 2 where equal, else 0", "where(a>b,ȳ,where(equal,ȳ2,0))"),
        ("grad where low < self < high, else 0", "where(low<a<high,ȳ,0)"),
    ],
)
def test_formulas_say_what_the_code_says(formula, said):
    names = {"self": identifier("a"), "other": identifier("b"), "grad": Piece("<mi>ȳ</mi>")}
    piece = expression(formula, names)
    assert piece is not None
    assert text(piece.xml).startswith(said)


def test_fractions_and_powers_have_their_form():
    piece = expression("a / (b + c) ** 2", {})
    assert piece is not None
    assert piece.xml.startswith("<mfrac>")
    assert "<msup>" in piece.xml


def test_a_gradient_has_a_bar_and_an_index_is_set_low():
    assert "<mover" in bar(identifier("y")).xml
    assert identifier("w_1").xml == "<msub><mi>w</mi><mn>1</mn></msub>"


def test_what_has_no_name_is_written_as_its_own_formula():
    assert text(tensor("w * a").xml) == "w·a"
    assert text(tensor("a very long [text] that is no formula").xml).startswith("a very long")


@pytest.mark.parametrize("code", ["x if y else z", "lambda x: x", "a <", "[i for i in x]", "'a'"])
def test_code_that_is_no_formula_is_not_written(code):
    assert expression(code, {}) is None


@pytest.mark.parametrize(
    ("formula", "local"),
    [
        ("grad * other", "other"),
        ("grad * (1 - result * result)", "1 - result * result"),
        ("grad", None),
        ("grad * grad", None),
        ("-grad", None),
        ("expand(grad, self_sizes)", None),
    ],
)
def test_the_local_derivative_is_read_off_the_rule(formula, local):
    assert factor(formula) == local


@pytest.mark.parametrize("name", sorted(OPS))
def test_every_operations_formulas_can_be_written(name):
    own = OPS[name]
    formulas = [own.formula, *(rule.formula for rule in own.grads.values())]
    for formula in filter(None, formulas):
        piece = expression(formula, {})
        if piece is not None:
            root = ElementTree.fromstring(math(piece.xml))
            tags = {element.tag.rpartition("}")[2] for element in root.iter()}
            assert tags <= SAFE


@pytest.mark.parametrize(
    "call",
    ["relu(x)", "leaky_relu(x)", "elu(x)", "hardtanh(x)", "threshold(x, 0.1, 0.0)", "celu(x)"],
)
def test_a_rule_with_a_gate_is_written(call):
    program = f"import torch\nx = torch.tensor(0.4, requires_grad=True)\n(F.{call}).backward()"
    program = program.replace("torch\n", "torch\nimport torch.nn.functional as F\n", 1)
    steps = story_of(program)["steps"]
    rules = [step["panel"]["rule"] for step in steps if step["kind"] == "contribution"]
    assert len(rules) == 1
    assert "where" in rules[0]


def test_the_rule_of_a_product_names_the_derivative_and_the_persons_tensors():
    cell = (
        "import torch\nw = torch.ones(2, requires_grad=True)\na = torch.ones(2, requires_grad=True)"
    )
    story = story_of(f"{cell}\ny = w * a\ny.sum().backward()")
    rules = [s["panel"]["rule"] for s in story["steps"] if s["kind"] == "contribution"]
    said = ["".join(ElementTree.fromstring(rule).itertext()) for rule in rules]
    assert said[1:] == ["∂(w·a)∂w=a⇒w¯+=y¯⊙a", "∂(w·a)∂a=w⇒a¯+=y¯⊙w"]
    assert said[0] == "y¯+=∑y¯·12"
