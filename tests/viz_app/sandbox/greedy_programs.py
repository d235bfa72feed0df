"""Ways to use up the machine: rows 25 to 46 of the catalogue of bad input, and how each ends.

An ending is a status, what was reached or raised, and the line; `stopped` is any of them but ok.
"""

PROGRAMS: dict[str, list[tuple[str, str]]] = {
    "25 an endless loop": [
        ("x = 1\nwhile True: pass", "limit steps 2"),
        ("x = 0\nwhile x < 1: y = x", "limit steps 2"),
    ],
    "26 an endless comprehension": [
        ("[0 for _ in iter(int, 1)]", "limit steps 1"),
        ("x = 1\nsum(1 for _ in iter(int, 1))", "limit steps 2"),
        ("f = lambda: [f2 for f2 in iter(int, 1)]\nf()", "limit steps 1"),
    ],
    "27 one call without an end": [
        ("sum(range(10**12))", "limit steps 1"),
        ("0.5 in range(10**18)", "limit steps 1"),
        ("max(range(10**12))", "limit steps 1"),
        ("list(range(10**10))", "limit steps 1"),
        ("x = 1\nsorted(range(10**10))", "limit steps 2"),
    ],
    "28 powers and shifts": [
        ("7**(10**14)", "limit bits 1"),
        ("1 << 10**11", "limit bits 1"),
        ("x = 3\nfor _ in range(100):\n    x = x * x", "limit bits 3"),
        ("pow(2, 10**9)", "limit bits 1"),
    ],
    "29 factorials": [
        ("import math\nmath.factorial(10**7)", "limit bits 2"),
        ("import math\nmath.comb(10**7, 10**6)", "limit bits 2"),
    ],
    "30 large ints as text": [
        ("print(10**5000)", "limit bits 1"),
        ("str(10**100000)", "limit bits 1"),
        ("print(10**1000)", "ok"),
    ],
    "31 repetition and doubling": [
        ("'a' * 10**11", "limit text 1"),
        ("s = 'ab'\nfor _ in range(40): s += s", "limit text 2"),
        ("[0] * 10**10", "limit items 1"),
        ("(0,) * 10**10", "limit items 1"),
        ("l = [0]\nfor _ in range(40): l += l", "limit items 2"),
    ],
    "32 text that grows": [
        ("('a' * 1000).replace('', 'x' * 1000)", "limit text 1"),
        ("','.join(['x' * 1000] * 1000)", "limit text 1"),
        ("'x'.ljust(10**10)", "limit text 1"),
        ("'x'.center(10**10)", "limit text 1"),
        ("'\\t'.expandtabs(10**10)", "limit text 1"),
        ("'1'.zfill(10**10)", "limit text 1"),
    ],
    "33 widths and precisions": [
        ("f'{1:10000000000}'", "limit width 1"),
        ("w = 10**9\nf'{1:{w}}'", "limit width 2"),
        ("f'{1:.500f}'", "limit width 1"),
        ("'%*d' % (10**9, 1)", "limit width 1"),
        ("'%99999d' % 1", "limit width 1"),
    ],
    "34 a giant print": [
        ("while True: print('a')", "limit printed 1"),
        ("import torch\nprint(torch.arange(1000000))", "ok"),
        ("print(1, 2, sep='a' * 10**7)", "limit text 1"),
        ("for i in range(10**6): print(i)", "limit printed 1"),
        (
            "import torch\ntorch.set_printoptions(threshold=10**9)\nprint(torch.zeros(10**6))",
            "limit printed 3",
        ),
    ],
    "35 a huge tensor": [
        ("import torch\ntorch.zeros(10**10)", "limit elements 2"),
        ("import torch\ntorch.ones(10**5, 10**5)", "limit elements 2"),
        ("import torch\ntorch.zeros(-1)", "error RuntimeError 2"),
        ("import torch\ntorch.zeros(2.5)", "error TypeError 2"),
        ("import torch\ntorch.rand(10**9)", "limit elements 2"),
        ("import torch\ntorch.full((10**5, 10**5), 1.0)", "limit elements 2"),
        ("import torch\ntorch.Tensor(10**10)", "limit elements 2"),
        ("import torch\ntorch.empty(10**10)", "limit elements 2"),
        ("import torch\ntorch.eye(10**5)", "limit elements 2"),
        ("import torch\ntorch.randint(0, 5, (10**5, 10**5))", "limit elements 2"),
    ],
    "36 broadcast and outer products": [
        ("import torch\na = torch.zeros(10**6)\na[:, None] * a[None, :]", "limit elements 3"),
        (
            "import torch\ntorch.einsum('a,b,c,d->abcd', *[torch.zeros(100)] * 4)",
            "limit elements 2",
        ),
        ("import torch\ntorch.outer(torch.zeros(10**4), torch.zeros(10**4))", "limit elements 2"),
        ("import torch\ntorch.zeros(4000, 1) @ torch.zeros(1, 4000)", "limit elements 2"),
        ("import torch\ntorch.zeros(1).expand(10**5, 10**5).clone()", "limit elements 2"),
        ("import torch\ntorch.kron(torch.zeros(10**4), torch.zeros(10**4))", "limit elements 2"),
        (
            "import torch\ntorch.tensordot(torch.zeros(4000), torch.zeros(4000), 0)",
            "limit elements 2",
        ),
    ],
    "37 sizes that are values": [
        ("import torch\ntorch.bincount(torch.tensor([2 * 10**8]))", "limit elements 2"),
        ("import torch\ntorch.nn.functional.one_hot(torch.tensor([10**9]))", "limit elements 2"),
        ("import torch\ntorch.arange(1e12)", "limit elements 2"),
        ("import torch\ntorch.linspace(0, 1, steps=10**9)", "limit elements 2"),
        ("import torch\ntorch.zeros(100).repeat(10**6)", "limit elements 2"),
        (
            "import torch\ntorch.nn.functional.pad(torch.zeros(2, 2), (10**5,) * 4)",
            "limit elements 2",
        ),
        (
            "import torch\ntorch.meshgrid(torch.arange(10**4), torch.arange(10**4), indexing='ij')[0].clone()",
            "limit elements 2",
        ),
        ("import torch\ntorch.zeros(10**4).repeat_interleave(10**5)", "limit elements 2"),
        ("import torch\ntorch.diag(torch.zeros(10**4))", "limit elements 2"),
        ("import torch\ntorch.combinations(torch.arange(1000), 3)", "limit elements 2"),
        ("import torch\ntorch.randperm(10**9)", "limit elements 2"),
        (
            "import torch\ntorch.multinomial(torch.ones(3), 10**9, replacement=True)",
            "limit elements 2",
        ),
    ],
    "38 indexing": [
        ("import torch\nx = torch.zeros(2000, 1000)\nx[[0] * 5000]", "limit elements 3"),
        ("import torch\nx = torch.zeros(4)\nfor i in range(70): x = x[None]", "error ValueError 3"),
        ("import torch\nx = torch.zeros(3)\nx[[5]]", "error IndexError 3"),
    ],
    "39 many tensors": [
        ("import torch\nx = torch.zeros(300, 300)\nfor i in range(10**5): x = x + 1", "stopped 3"),
        ("import torch\nkept = []\nwhile True: kept.append(torch.zeros(1000, 1000))", "stopped 3"),
    ],
    "40 a long chain": [
        (
            "import torch\nx = torch.ones(1, requires_grad=True)\ny = x\nfor i in range(5000): y = y + 1\ny.sum().backward()\nprint(x.grad)",
            "ok",
        ),
    ],
    "41 flops": [
        (
            "import torch\ntorch.conv2d(torch.zeros(1, 64, 200, 200), torch.zeros(64, 64, 11, 11))",
            "limit flops 2",
        ),
        (
            "import torch\nx = torch.zeros(1900, 1900)\nfor i in range(10): x = x @ x",
            "limit flops 3",
        ),
        (
            "import torch\ntorch.conv2d(torch.zeros(1, 1, 1, 1), torch.zeros(1, 1, 1, 1), padding=10**4)",
            "limit elements 2",
        ),
    ],
    "42 deep recursion": [
        ("def f(n): return f(n + 1)\nf(0)", "error RecursionError 1"),
        ("def f(n): return g(n)\ndef g(n): return f(n)\nf(0)", "error RecursionError 2"),
        ("class A:\n    def __init__(self): A()\nA()", "error RecursionError 2"),
        ("def k(x): return max([x], key=k)\nk(1)", "error RecursionError 1"),
    ],
    "43 what contains itself": [
        ("l = []\nl.append(l)\nprint(l)\nprint(l == l)", "ok"),
        ("import torch\nl = []\nl.append(l)\ntorch.tensor(l)", "error ValueError 4"),
        ("d = {}\nd['d'] = d\nprint(d)", "ok"),
        ("l = []\nl.append(l)\nm = []\nm.append(m)\nl == m", "error RecursionError 5"),
    ],
    "44 hashes": [
        ("s = {i * (2**61 - 1) for i in range(4000)}\nprint(len(s))", "ok"),
        ("{[]: 1}", "error TypeError 1"),
        ("{{}}", "error TypeError 1"),
    ],
    "45 sorting": [
        ("sorted([[0]] * 10**6)", "limit items 1"),
        ("l = [[i] for i in range(20000)]\nwhile True: l = sorted(l)", "limit steps 2"),
    ],
    "46 nan and inf": [
        ("print(1e308 * 10, float('nan') == float('nan'))", "ok"),
        (
            "import torch\nprint(torch.tensor(0.) / 0, torch.tensor(3e38) * 10, torch.tensor([1e-45]) / 2)",
            "ok",
        ),
        (
            "import torch\nw = torch.tensor(1., requires_grad=True)\nfor i in range(50):\n    (w ** 4).backward()\n    with torch.no_grad(): w -= 1e6 * w.grad\n    w.grad = None\nprint(w)",
            "ok",
        ),
    ],
}
