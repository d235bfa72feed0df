"""Programs that raise a rarer error, or one of Python itself; the key of the words for it."""

from tests.viz_app.story.mistakes import NET

T = "import torch\n"

RARER = {
    "infer_size": T + "torch.ones(6).reshape(-1, -1)",
    "negative_size": T + "torch.zeros(-1)",
    "independent": T
    + "torch.autograd.functional.jacobian(lambda x: x.detach(), torch.ones(2), strict=True)",
    "forward_mode": T
    + "import torch.autograd.forward_ad as ad\nad.make_dual(torch.ones(2), torch.ones(2))",
    "functional_call": T
    + "torch.autograd.functional.vjp(lambda x: x * 2, torch.ones(2), torch.ones(3))",
    "mapping": T + "torch.func.vmap(lambda x, y: x + y)(torch.ones(2), torch.ones(3))",
    "several_models": T + "torch.func.stack_module_state([])",
    "own_function": T
    + "class F(torch.autograd.Function):\n    @staticmethod\n    def backward(ctx, g):\n        return g\nF.apply(torch.ones(2))",
    "gradcheck_call": T + "torch.autograd.gradcheck(torch.sin, (torch.ones(2),))",
    "passed_to_backward": T + "x = torch.ones(2, requires_grad=True)\nx.sum().backward(inputs=[])",
    "hook_call": NET
    + "m = nn.Linear(1, 1)\nm.register_full_backward_hook(lambda m, i, o: (None, None, None))\nm(torch.ones(1, 1, requires_grad=True)).sum().backward()",
    "own_gradient": T + "x = torch.ones(2, requires_grad=True)\nx.grad = x",
    "shared_write": T + "torch.ones(1).expand(3).add_(torch.ones(3))",
    "no_derivative": T
    + "x = torch.ones(2, requires_grad=True)\ntorch.heaviside(x, x).sum().backward()",
    "not_here": T + "torch.cov(torch.ones(2, 3), fweights=torch.tensor([1, 2, 3]))",
    "kinds_of_numbers": T + "F = torch.nn.functional\nF.softmax(torch.tensor([1, 2]), dim=0)",
    "distribution": T + "torch.distributions.Normal(0.0, -1.0)",
    "random_range": T + "torch.empty(2).normal_(0, -1)",
    "generator": T + "torch.set_rng_state(torch.ones(3, dtype=torch.uint8))",
    "overflow": T + "torch.tensor(2 ** 70)",
    "device": T + "torch.ones(2, device='gpu')",
    "converge": T + "torch.linalg.svd(torch.tensor([[float('nan')]]))",
    "square_matrix": T + "torch.linalg.det(torch.ones(2, 3))",
    "initialize": NET + "nn.init.xavier_uniform_(torch.empty(3))",
    "divisible": NET + "nn.MultiheadAttention(5, 2)",
    "range_step": T + "torch.ones(3)[::-1]",
    "schedule": T
    + "x = torch.ones(1, requires_grad=True)\ntorch.optim.SGD([x], lr=0.1, nesterov=True)",
    "attention": NET
    + "F.scaled_dot_product_attention(torch.ones(1, 2, 2), torch.ones(1, 2, 2), torch.ones(1, 2, 2), attn_mask=torch.ones(2, 2), is_causal=True)",
    "embedding": NET + "F.embedding_bag(torch.tensor([0]), torch.ones(2, 2))",
    "loss_shapes": NET + "F.cross_entropy(torch.ones(3, 2), torch.tensor([0, 1]))",
    "data": T
    + "from torch.utils.data import TensorDataset\nTensorDataset(torch.ones(2), torch.ones(3))",
    "recurrent": NET + "nn.RNN(3, 4)(torch.ones(5, 2, 3), torch.ones(1, 7, 4))",
    "channel_count": NET + "nn.LayerNorm(3)(torch.ones(2, 4))",
    "kernel": NET + "nn.Conv2d(1, 1, 5)(torch.ones(1, 1, 3, 3))",
    "loss_options": NET + "F.mse_loss(torch.ones(2), torch.ones(2), reduction='avg')",
    "members": NET + "m = nn.Linear(1, 1)\nm.weight = torch.ones(1, 1)",
    "containers": NET + "nn.ParameterList([torch.ones(1)])()",
    "parametrization": NET
    + "from torch.nn.utils import parametrize\nparametrize.remove_parametrizations(nn.Linear(1, 1), 'weight')",
    "mode_flag": NET + "nn.Linear(1, 1).load_state_dict('model.pt')",
    "checkpoint": T
    + "from torch.utils.checkpoint import checkpoint\ncalls = []\ndef f(x):\n    calls.append(1)\n    return x.sin().exp() if len(calls) == 1 else x * 1\nx = torch.ones(2, requires_grad=True)\ncheckpoint(f, x, use_reentrant=False).sum().backward()",
    "repeated_dims": T + "torch.ones(2, 3).sum(dim=(0, 0))",
    "no_tensors": T + "torch.cat([])",
    "no_dimension": T + "torch.cat([torch.tensor(1.0)])",
    "index_count": T + "torch.zeros(3).index_add_(0, torch.tensor([0, 1]), torch.ones(3))",
    "fit": T + "torch.inner(torch.ones(2, 2), torch.ones(2, 3))",
    "number_of_dims": T + "torch.outer(torch.ones(2, 2), torch.ones(2))",
    "choice": T + "torch.div(torch.ones(2), 2, rounding_mode='up')",
    "value_range": T + "torch.bincount(torch.tensor([1]), minlength=-1)",
    "kind_of_value": T + "torch.cat([torch.ones(1), 2])",
}

PYTHON_MISTAKES = {
    "key": "{'lr': 0.1}['momentum']",
    "recursion": "def f(n):\n    return f(n + 1)\nf(0)",
    "stop_iteration": "next(iter([]))",
    "too_large": "2.0 ** 10000",
    "index_kind": "[1, 2][1.0]",
    "assertion": "assert 1 == 2",
    "number_from_text": "int('1.5')",
    "not_in_list": "[1].index(2)",
    "text_and_number": "'loss ' + 1",
    "times_fraction": "[1, 2] * 1.5",
    "unhashable": "{[1]: 2}",
    "item_assignment": "(1, 2)[0] = 3",
    "outside_domain": "import math\nmath.sqrt(-1)",
    "twice_given": "def f(a):\n    pass\nf(1, a=2)",
    "length": "len(3)",
    "unary": "-'a'",
    "compared": "'a' < 1",
    "percent": "'%d' % (1, 2)",
    "import_name": "from torch import foo",
    "import_module": "raise ModuleNotFoundError(\"No module named 'x'\")",
    "empty_sequence": "max([])",
    "changed_while": "d = {1: 1}\nfor k in d:\n    d[k + 1] = 1",
    "no_arguments": "class A:\n    pass\nA(1)",
    "indent_missing": "def f():\nreturn 1",
    "indent_more": "x = 1\n  y = 2",
    "never_closed": "print((1",
    "text_open": "x = 'abc",
    "colon": "for i in range(3)\n    pass",
    "comma": "x = (1 2)",
    "equals": "if x = 1:\n    pass",
    "print_call": "print 'a'",
    "outside": "return 1",
    "syntax": "x = 5 +",
}
