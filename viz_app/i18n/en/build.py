"""The words of the builder, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "page.build": "Build",
    "build.empty": "Make a leaf first: at the left, give it a name and numbers, and press Add. Or write PyTorch in the cell and run it.",
    "build.undo": "Undo",
    "build.redo": "Redo",
    "build.leaf": "A new leaf",
    "build.operation": "An operation",
    "build.then": "With a tensor",
    "build.numbers": "Numbers to play with",
    "build.name": "Name",
    "build.values": "Values",
    "build.values_help": "A number or a list: 2.5, [1., 2.], [[1, 2], [3, 4]]",
    "build.shape": "Shape",
    "build.shape_help": "2, 3 makes a tensor of this shape, every element the value above",
    "build.as_given": "as the values are",
    "build.add": "Add",
    "build.which": "Which",
    "build.further": "Further arguments",
    "build.result": "Result",
    "build.no_grad_help": "Run it under torch.no_grad(): nothing is recorded",
    "build.click": "Click tensors in the picture: each click fills the marked field, then the next.",
    "build.arm": "Let the next click fill this field",
    "build.rate": "Learning rate",
    "build.detached": "Name of the detached tensor",
    "build.no_name": "{name!r} is not a name: letters, digits and _, not beginning with a digit.",
    "build.no_expression": "{text!r} is not one value: write a name, a number or a list.",
}
