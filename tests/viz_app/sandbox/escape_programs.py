"""Ways out of the language: rows 1 to 24 of the catalogue of bad input, and how each ends.

An ending is a status, what was reached or raised, and the line; `stopped` is any of them but ok.
"""

PROGRAMS: dict[str, list[tuple[str, str]]] = {
    "01 a dunder on a value": [
        ("x = 1\nx.__class__", "refused dunder_class 2"),
        ("[].__class__.__base__", "refused dunder 1"),
    ],
    "02 a dunder by a computed name": [
        ("x = 1\ngetattr(x, '__cla' + 'ss__')", "error AttributeError 2"),
        (
            "x = []\nprint(hasattr(x, '__class__'))\nsetattr(x, '__class__', 1)",
            "error AttributeError 3",
        ),
    ],
    "03 a dunder in an f-string": [
        ("x = 1\nprint(f'{x.__class__}')", "refused dunder_class 2"),
        ("x = 1\nf'{f\"{x.__class__}\"}'", "refused dunder_class 2"),
    ],
    "04 fields of str.format": [
        ("'{0.__class__}'.format(1)", "error AttributeError 1"),
        ("'{0[0]}'.format([1])", "ok"),
        ("'{a}'.format_map({'a': 1})", "error AttributeError 1"),
        ("str.format('{0.__class__}', 1)", "error AttributeError 1"),
    ],
    "05 % and string.Formatter": [
        ("d = {'a': 1}\nprint('%(a)s' % d)", "ok"),
        ("import string\nstring.Formatter().vformat('{0.__class__}', [1], {})", "stopped 2"),
    ],
    "06 frames of generators": [
        ("(i for i in [1]).gi_frame", "error AttributeError 1"),
        ("def g():\n    yield 1\ng().gi_code.co_code", "error AttributeError 3"),
    ],
    "07 insides of functions": [
        ("def f(): pass\nf.__globals__", "refused dunder 2"),
        ("def f(): pass\nf.__code__", "refused dunder 2"),
        ("f = lambda a=1: a\nf.__defaults__", "refused dunder 2"),
    ],
    "08 insides of exceptions": [
        ("try: 1/0\nexcept Exception as e: e.__traceback__", "refused dunder 2"),
        ("try: [].x\nexcept AttributeError as e: e.obj", "error AttributeError 2"),
        (
            "try: raise ValueError('a')\nexcept ValueError as e: e.args[0].x",
            "error AttributeError 2",
        ),
        ("try: 1/0\nexcept Exception as e: e.__context__", "refused dunder 2"),
    ],
    "09 the tree of classes": [
        ("print(type(1))", "ok"),
        ("type('A', (), {})", "error TypeError 1"),
        ("type(1).mro()", "error AttributeError 1"),
        ("object.__subclasses__()", "refused dunder 1"),
    ],
    "10 built-ins that open doors": [
        ("x = 1\nopen('/etc/passwd')", "refused builtin 2"),
        ("x = 1\neval('1')", "refused builtin 2"),
        ("x = 1\nexec('1')", "refused builtin 2"),
        ("x = 1\ncompile('1', '', 'eval')", "refused builtin 2"),
        ("x = 1\ninput()", "refused builtin 2"),
        ("x = 1\nglobals()", "ok"),
        ("x = 1\nlocals()", "refused builtin 2"),
        ("x = 1\nvars()", "ok"),
        ("x = 1\ndir()", "ok"),
        ("x = 1\nhelp(1)", "refused builtin 2"),
        ("x = 1\nbreakpoint()", "refused builtin 2"),
        ("x = 1\n__import__('os')", "refused dunder 2"),
        ("x = 1\nmemoryview(b'a')", "refused builtin 2"),
        ("x = 1\nexit()", "refused builtin 2"),
    ],
    "11 imports": [
        (
            "import torch\nimport os, sys\nfrom subprocess import run\nfrom torch import *",
            "refused import 2",
        ),
        ("from . import x", "refused relative_import 1"),
        (
            "def f():\n    import socket\ntry:\n    import ctypes\nexcept ImportError: pass",
            "refused import_process 2",
        ),
        ("import torch.os as t", "refused import 1"),
    ],
    "12 a module through another": [
        ("import torch\ntorch.os", "stopped 2"),
        ("import torch\ntorch.np", "stopped 2"),
        ("import math\nmath.sys", "stopped 2"),
        ("import torch.nn.functional as F\nF.torch", "stopped 2"),
        ("import torch\ntorch.utils.cpp_extension", "stopped 2"),
        ("import torch\ntorch.nn.functional.np", "stopped 2"),
    ],
    "13 writing into modules and types": [
        ("import torch\ntorch.relu = 1", "error AttributeError 2"),
        ("list.append = 1", "error TypeError 1"),
        ("import torch\ntorch.Tensor.add = 1", "error TypeError 2"),
        ("import math\nmath.pi = 3", "error AttributeError 2"),
    ],
    "14 names of the engine": [
        ("print = 3\nprint(1)", "error TypeError 2"),
        ("def f(machine, frame, /, recorder=1): return machine\nprint(f(1, 2))", "ok"),
        ("len = lambda x: 7\nprint(len([]))", "ok"),
    ],
    "15 catching a limit": [
        ("try:\n    pass\nexcept* ValueError: pass", "refused try_star 1"),
        ("try:\n    while True: pass\nexcept BaseException:\n    print('caught')", "limit steps 2"),
        ("try:\n    while True: pass\nexcept: print('caught')", "limit steps 2"),
        ("try:\n    while True: pass\nfinally:\n    while True: pass", "limit steps 2"),
    ],
    "16 exceptions that end Python": [
        ("raise SystemExit", "error SystemExit 1"),
        ("raise KeyboardInterrupt", "error KeyboardInterrupt 1"),
        ("x = 1\nraise GeneratorExit('x')", "error GeneratorExit 2"),
    ],
    "17 methods that Python calls": [
        (
            "class K:\n    def __eq__(self, o):\n        while True: pass\n    def __hash__(self): return 1\nd = {K(): 1}\nd[K()]",
            "limit steps 3",
        ),
        (
            "class K:\n    def __lt__(self, o): return 1 / 0\nsorted([K(), K()])",
            "error ZeroDivisionError 2",
        ),
        ("class K:\n    def __index__(self): return 10**9\n[1][K()]", "error IndexError 3"),
        ("class K:\n    def __len__(self): return -1\nlen(K())", "error ValueError 3"),
        ("class K:\n    def __del__(self): print('gone')\nK()", "refused dunder_method 2"),
    ],
    "18 metaclasses, descriptors, slots": [
        ("class B: pass\nclass A(metaclass=B): pass", "refused class_keyword 2"),
        ("class A:\n    def __init_subclass__(cls): pass", "ok"),
        ("class A:\n    __slots__ = ('x',)", "ok"),
        ("class A:\n    def __getattr__(self, n): return 1", "ok"),
        ("super(int, 1).__init__", "error TypeError 1"),
        ("class A:\n    def __get__(self, o, t): return 1", "ok"),
    ],
    "19 decorators and context managers": [
        (
            "class C:\n    def __enter__(self): return 1\n    def __exit__(self, *a): return True\nwith C() as c: 1 / 0\nprint(c)",
            "ok",
        ),
        ("@print\ndef f(): pass\nprint(f)", "ok"),
        ("with 1: pass", "error TypeError 1"),
    ],
    "20 the bridge to numpy": [
        ("import torch\nx = torch.ones(2)\nx.numpy().ctypes", "stopped 3"),
        ("import torch\ntorch.ones(2).numpy().tofile('f')", "stopped 2"),
        ("import numpy as np\nnp.load('x')", "stopped 2"),
        ("import torch\ntorch.ones(2).numpy().base", "stopped 2"),
    ],
    "21 loaders": [
        ("import torch\ntorch.load('f')", "stopped 2"),
        ("import torch\ntorch.save(1, 'f')", "ok"),
        ("import torch\ntorch.hub.load('a', 'b')", "stopped 2"),
        ("import torch\ntorch.jit.script(1)", "ok"),
        ("import torch\ntorch.compile(1)", "ok"),
        ("import torch\ntorch.from_file('f')", "stopped 2"),
        ("import torch\ntorch.utils.cpp_extension.load('a')", "stopped 2"),
    ],
    "22 raw memory": [
        ("import torch\nx = torch.ones(4)\nx.as_strided((100,), (1,))", "stopped 3"),
        ("import torch\nx = torch.ones(4)\nx.data_ptr()", "ok"),
        ("import torch\nx = torch.ones(4)\nx.storage()", "stopped 3"),
        ("import torch\nx = torch.ones(4)\nx.resize_(10**9)", "stopped 3"),
        ("import torch\nx = torch.ones(4)\nx.set_(x)", "stopped 3"),
        ("import torch\nx = torch.ones(4)\nx.view(3)", "stopped 3"),
        ("import torch\nx = torch.ones(4)\ntorch.as_strided(x, (10**6,), (8,))", "stopped 3"),
        ("import torch\nx = torch.ones(4)\nx.untyped_storage()", "stopped 3"),
    ],
    "23 hooks and callbacks": [
        (
            "import torch\nx = torch.ones(1, requires_grad=True)\ndef h(g):\n    y = torch.ones(1, requires_grad=True)\n    y.register_hook(h)\n    y.sum().backward()\nx.register_hook(h)\nx.sum().backward()",
            "error RuntimeError 6",
        ),
        ("def f(x): return list(map(f, [x]))\nf(1)", "error RecursionError 1"),
        ("def k(x): return sorted([x], key=k)\nk(1)", "error RecursionError 1"),
        (
            "import torch\nx = torch.ones(1, requires_grad=True)\ndef h(g):\n    while True: pass\nx.register_hook(h)\nx.sum().backward()",
            "limit steps 4",
        ),
    ],
    "24 text that looks like code": [
        (
            "'''import os; os.system(\"id\")'''\n# eval(open('x'))\nprint('__import__(\"os\")')",
            "ok",
        ),
    ],
}
