"""Ways out of the language that get past the parser: each ends in an ordinary error, or does nothing."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

import autograd_core
from autograd_core.devices import layout, memory_format
from autograd_core.dtypes import dtype
from autograd_core.handles import RemovableHandle
from autograd_core.node import Node
from autograd_core.size import Size
from tests.viz_app.language.programs import PROGRAMS
from tests.viz_app.language.running import ours, python
from viz_app.language import parse
from viz_app.language.builtins import CLOSED
from viz_app.language.facades import (
    arguments,
    array_walks,
    calling,
    containers,
    dates,
    dispatching,
    enumerating,
    exact,
    leaving,
    logs,
    mixed_precision,
    namespaces,
    numpy_,
    plots,
    records,
    regular,
    storing,
    system,
    wording,
)
from viz_app.language.facades.grad_modes import Decorated, Mode
from viz_app.language.facades.python import Chance
from viz_app.language.run import new_machine, run_cells
from viz_app.settings import CLASS

ESCAPES = {
    "x = 1\ngetattr(x, '__cla' + 'ss__')": "AttributeError: 'int' object has no attribute '__class__'",
    "print(hasattr(1, '__class__'))": "",
    "'{0.__class__}'.format(1)": "AttributeError: 'int' object has no attribute '__class__'",
    "'{0.__init__.__globals__}'.format(print)": "AttributeError: 'builtin_function_or_method' object has no attribute '__init__'",
    "'{0[0].__class__}'.format([1])": "AttributeError: 'int' object has no attribute '__class__'",
    "'a'.format_map({})": "AttributeError: 'str' object has no attribute 'format_map'",
    "(i for i in [1]).gi_frame": "AttributeError: 'generator' object has no attribute 'gi_frame'",
    "def g():\n    yield 1\ng().gi_code": "AttributeError: 'generator' object has no attribute 'gi_code'",
    "def f(): pass\nf.func_globals": "AttributeError: 'function' object has no attribute 'func_globals'",
    "try: [].x\nexcept AttributeError as e: e.obj": "AttributeError: 'AttributeError' object has no attribute 'obj'",
    "type('A', (), {})": "TypeError: type() takes 1 argument here",
    "type(1).mro()": "AttributeError: type object 'int' has no attribute 'mro'",
    "import torch\ntorch.os": "AttributeError: module 'torch' has no attribute 'os'",
    "import torch\ntorch.np": "AttributeError: module 'torch' has no attribute 'np'",
    "import torch\ntorch.sys": "AttributeError: module 'torch' has no attribute 'sys'",
    "import math\nmath.sys": "AttributeError: module 'math' has no attribute 'sys'",
    "import torch.nn.functional as F\nF.torch": "",
    "import torch\ntorch.relu = 1": "AttributeError: 'torch.relu' cannot be replaced here",
    "list.append = 1": "TypeError: cannot set 'append' attribute of immutable type 'list'",
    "ValueError.x = 1": "TypeError: cannot set 'x' attribute of immutable type 'ValueError'",
    "import torch\ntorch.Tensor.add = 1": "TypeError: cannot set 'add' attribute of immutable type 'Tensor'",
    "[].append.x = 1": "AttributeError: 'builtin_function_or_method' object has no attribute 'x'",
    "import torch\ntorch.load('/etc/passwd')": "FileNotFoundError: [Errno 2] No such file or directory: '/etc/passwd'",
    "import torch\ntorch.hub": "absent: `torch.hub` is not available here yet.",
    "import torch\nx = torch.ones(2)\nx.untyped_storage()": "absent: `Tensor.untyped_storage` is not available here yet.",
    "import torch\nx = torch.ones(2)\nx._a": "AttributeError: 'Tensor' object has no attribute '_a'",
    "import torch\nx = torch.ones(2)\nx._a = 1\nprint(x + 1, x._a)": "",
    "import torch\nx = torch.ones(2, requires_grad=True)\n(x * 2).grad_fn.op": "AttributeError: 'MulBackward0' object has no attribute 'op'",
    "import numpy as np\nnp.load('x')": "absent: `numpy.load` is not available here yet.",
    "import torch\ntorch.foo": "AttributeError: module 'torch' has no attribute 'foo'",
    "from torch import foo": "ImportError: cannot import name 'foo' from 'torch'",
    "import numpy as np\nnp.os": "AttributeError: module 'numpy' has no attribute 'os'",
    "import numpy as np\nnp.ones(1).ctypes": "absent: `numpy.ndarray.ctypes` is not available here yet.",
    "import numpy as np\nnp.ones(1).tofile('x')": "absent: `numpy.ndarray.tofile` is not available here yet.",
    "import numpy as np\nnp.ones(1).dump('x')": "absent: `numpy.ndarray.dump` is not available here yet.",
    "import numpy as np\nnp.ones(1).base": "absent: `numpy.ndarray.base` is not available here yet.",
    "import numpy as np\nnp.array([1], dtype=object)": "TypeError: data type 'object' not understood",
    "import numpy as np\nnp.zeros(2, 'O')": "TypeError: data type 'O' not understood",
    "import numpy as np\nnp.ones(2).astype('O')": "TypeError: data type 'O' not understood",
    "import numpy as np\nnp.exp([1.0], dtype='O')": "TypeError: data type 'O' not understood",
    "import numpy as np\nnp.exp([1.0], out=[1.0])": "TypeError: return arrays must be of ArrayType",
    "import numpy as np\nnp.array(['a'])": "absent: `an array of text or objects` is not available here yet.",
    "import numpy as np\nnp.array([{}])": "TypeError: numpy takes numbers and lists of numbers here, not dict",
    "import numpy as np\nnp.random.default_rng(0).bit_generator": "AttributeError: 'numpy.random.Generator' object has no attribute 'bit_generator'",
    "import sys\nsys.modules": "absent: `sys.modules` is not available here yet.",
    "import sys\nsys.stdout.buffer": "AttributeError: 'TextIOWrapper' object has no attribute 'buffer'",
    "import sys\nsys._getframe()": "AttributeError: module 'sys' has no attribute '_getframe'",
    "import functools\nfunctools.sys": "AttributeError: module 'functools' has no attribute 'sys'",
    "import copy\ncopy.sys": "AttributeError: module 'copy' has no attribute 'sys'",
    "import string\nstring.Formatter": "absent: `string.Formatter` is not available here yet.",
    "import operator\noperator.attrgetter('__cl' + 'ass__')(1)": "AttributeError: 'int' object has no attribute '__class__'",
    "import operator\noperator.methodcaller('__subcl' + 'asses__')(int)": "AttributeError: type object 'int' has no attribute '__subclasses__'",
    "from functools import partial\ngetattr(partial(int), '__in' + 'it__')": "AttributeError: 'functools.partial' object has no attribute '__init__'",
    "from abc import ABCMeta\nABCMeta('A', (), {})": "TypeError: cannot create 'ABCMeta' instances",
    "object.__new__(int)": "TypeError: object.__new__(X): X is not a class of this program",
    "object.__setattr__(1, 'a', 2)": "TypeError: object.__setattr__ needs an object of this program and a name",
    "import collections\ncollections.abc.sys": "AttributeError: module 'collections.abc' has no attribute 'sys'",
    "from collections import namedtuple\nnamedtuple('A', 'x')(1).__slots__": "AttributeError: 'A' object has no attribute '__slots__'",
    "import itertools\nitertools.count().__reduce__": "",
    "import contextlib\ncontextlib.sys": "absent: `contextlib.sys` is not available here yet.",
    "import warnings\nwarnings.sys": "absent: `warnings.sys` is not available here yet.",
    "int.__add__.__self__": "",
    "x = 5\nx.__dict__": "AttributeError: 'int' object has no attribute '__dict__'",
    "import torch\ntorch.__dict__": "AttributeError: module 'torch' has no attribute '__dict__'",
    "type(5).__mro__": "AttributeError: type object 'int' has no attribute '__mro__'",
    "class A: pass\nA.__dict__['x'] = 1\nA.x": "AttributeError: type object 'A' has no attribute 'x'",
    "list.__new__(int)": "TypeError: list.__new__(X): X is not a subtype of list",
    "import re\nre.compile('a').scanner": "AttributeError: 're.Pattern' object has no attribute 'scanner'",
    "import json\njson.JSONEncoder().iterencode": "AttributeError: 'JSONEncoder' object has no attribute 'iterencode'",
    "raise KeyboardInterrupt": "KeyboardInterrupt",
    "raise GeneratorExit('x')": "GeneratorExit: x",
    "setattr(1, 'x', 2)": "AttributeError: 'int' object has no attribute 'x'",
    "class A: pass\nsetattr(A(), '__class__', 1)": "AttributeError: '__class__' cannot be set here",
    "super(int, 1).__init__": "",
    "print = 3": "",
}


@pytest.mark.parametrize("text", ESCAPES, ids=lambda text: repr(text[:50]))
def test_the_way_out_is_closed(text: str) -> None:
    error = ours(text).error
    if ESCAPES[text]:
        assert error == ESCAPES[text]
    assert "host" not in error


def test_a_name_that_shadows_a_built_in_is_gone_with_its_run() -> None:
    assert ours("print = 3\nprint(1)").error == "TypeError: 'int' object is not callable"
    assert ours("print(1)").output == "1\n"


VALUES = (
    *(layout, memory_format),  # constants without attributes of their own
    *(*CLOSED, Size, dtype, Node, RemovableHandle, Mode, Decorated, records.DataField, Chance),
    *(layout, memory_format),
    SimpleNamespace,  # the settings in torch.backends: read by a table, functions in them wrapped
    *arguments.VALUE_TYPES,
    *array_walks.VALUE_TYPES,
    *calling.VALUE_TYPES,
    *containers.VALUE_TYPES,
    *dates.VALUE_TYPES,
    *dispatching.VALUE_TYPES,
    *enumerating.VALUE_TYPES,
    *mixed_precision.VALUE_TYPES,
    *exact.VALUE_TYPES,
    *logs.VALUE_TYPES,
    *numpy_.VALUE_TYPES,
    *leaving.VALUE_TYPES,
    *namespaces.VALUE_TYPES,
    *plots.VALUE_TYPES,
    *regular.VALUE_TYPES,
    *storing.VALUE_TYPES,
    *system.VALUE_TYPES,
    *wording.VALUE_TYPES,
)


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_value_in_reach_is_of_the_closed_set(name: str) -> None:
    strange = {type(value) for value in reachable(PROGRAMS[name]) if not isinstance(value, VALUES)}
    assert strange == set()


def test_every_value_in_reach_of_a_program_with_tensors_is_of_the_closed_set() -> None:
    text = """
import torch, torch.nn as nn, math, random, time, numpy as np
x = torch.ones(2, 3, requires_grad=True)
y = (x * 2).sum()
s, d, g, n, f, v = x.shape, x.dtype, y.grad_fn, y.grad_fn.next_functions, torch.add, x.sum
m, t, h = torch.no_grad(), type(x), y.register_hook(lambda g: g)
@torch.no_grad()
def k(): return x
y.backward()
z, q = x.grad, [x.tolist(), y.item(), x.size()]
"""
    values = list(reachable(text))
    strange = {type(value) for value in values if not isinstance(value, VALUES)}
    assert strange == set()
    assert any(isinstance(value, autograd_core.Tensor) for value in values)


def reachable(text: str) -> Iterator[Any]:
    """Every value that the names of a program lead to after it has run."""
    program = parse([text])
    with autograd_core.record() as recorder:
        machine = new_machine(recorder, CLASS, program.bound, 0)
        run_cells(machine, program, None, display=False)
    seen: dict[int, Any] = {}
    waiting: list[Any] = [*machine.globals.values(), *machine.builtins.values()]
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen[id(value)] = value
        yield value
        if isinstance(value, dict):
            waiting += [key for key in value if key is not None]
            waiting += value.values()
        elif isinstance(value, list | tuple | set | frozenset):
            waiting.extend(value)
        elif hasattr(value, "names") and isinstance(value.names, dict):
            waiting += value.names.values()


def test_the_differential_runner_sees_a_difference() -> None:
    """The comparison with CPython is not empty: a program that differs is told apart."""
    assert ours("print(type(1)(2.5), object)") == python("print(type(1)(2.5), object)")
    assert ours("print(1)") != python("print(2)")
