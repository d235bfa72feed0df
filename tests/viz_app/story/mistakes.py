"""Programs with one mistake each; the key of the explanation that its error or warning gets."""

X = "import torch\nx = torch.tensor([1.0, 2.0], requires_grad=True)\n"
NET = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
TWICE = (
    "class Twice(torch.autograd.Function):\n"
    "    @staticmethod\n"
    "    def forward(ctx, x):\n"
    "        return x * 2\n"
)

MISTAKES = {
    "second_backward": X + "y = (x * x).sum()\ny.backward()\ny.backward()",
    "inplace": X + "y = x.exp()\ny.add_(1)\ny.sum().backward()",
    "no_grad_fn": X + "x.detach().sum().backward()",
    "not_scalar": X + "(x * x).backward()",
    "seed_shape": X + "(x * x).backward(torch.ones(3))",
    "leaf_inplace": X + "x += 1",
    "leaf_view_inplace": X + "x[0] = 5",
    "view_inplace": X + "a, b = (x * 1).unbind()\na.add_(1)",
    "no_grad_view": X + "y = x * 1\nwith torch.no_grad():\n    v = y[:1]\nv.add_(1)",
    "inference_saved": X + "with torch.inference_mode():\n    b = x * 2\n(b * x).sum()",
    "inference_flag": X + "with torch.inference_mode():\n    b = x * 2\nb.requires_grad_()",
    "inference_update": X + "with torch.inference_mode():\n    b = x * 2\nb.add_(1)",
    "flag_nonleaf": X + "y = x * 2\ny.requires_grad = False",
    "float_only": "import torch\nx = torch.tensor([1, 2], requires_grad=True)",
    "deepcopy": X + "import copy\ncopy.deepcopy(x * 2)",
    "numpy_needs_detach": X + "x.numpy()",
    "unused_input": X + "u = x * 1\ntorch.autograd.grad(x.sum(), [u])",
    "input_no_grad": X + "u = torch.ones(2)\ntorch.autograd.grad((x * u).sum(), [u])",
    "grad_fits": X + "x.grad = torch.ones(3)",
    "hook_no_grad": "import torch\ntorch.ones(2).register_hook(print)",
    "retain_no_grad": "import torch\ntorch.ones(2).retain_grad()",
    "hook_nonleaf": X + "(x * 2).register_post_accumulate_grad_hook(print)",
    "hook_returns": X + "y = x * 2\ny.register_hook(lambda g: g.sum())\ny.sum().backward()",
    "own_backward": X + TWICE + "Twice.apply(x).sum().backward()",
    "out_argument": X + "torch.mul(x, x, out=torch.empty(2))",
    "read_only": X + "x.is_leaf = False",
    "nan_found": X + "with torch.autograd.detect_anomaly():\n"
    "    y = torch.sqrt(x * 0)\n    (y * 0).sum().backward()",
    "anomaly": X + "with torch.autograd.set_detect_anomaly(True):\n    y = x.exp()\n"
    "    y.add_(1)\n    y.sum().backward()",
    "anomaly_on": X + "with torch.autograd.detect_anomaly():\n    y = x * 2",
    "gradcheck": "import torch\nx = torch.ones(2, dtype=torch.float64, requires_grad=True)\n"
    + TWICE
    + "    @staticmethod\n    def backward(ctx, grad):\n        return grad\n"
    "torch.autograd.gradcheck(Twice.apply, (x,))",
    "nonleaf_grad": X + "y = x * 2\ny.grad",
    "copy_construct": X + "torch.tensor(x)",
    "to_scalar": X + "torch.tensor([x[0], x[1]])",
    "reference_cycle": X + "(x * x).sum().backward(create_graph=True)",
    "optimize_nonleaf": X + "torch.optim.SGD([x * 1], lr=0.1)",
    "optimizer_empty": "import torch\ntorch.optim.SGD([], lr=0.1)",
    "optimizer_params": X + "torch.optim.SGD(x, lr=0.1)",
    "duplicate_params": X + "torch.optim.SGD([x, x], lr=0.1)",
    "scheduler_order": X + "opt = torch.optim.SGD([x], lr=0.1)\n"
    "s = torch.optim.lr_scheduler.StepLR(opt, 1)\ns.step()",
    "number_range": X + "torch.optim.SGD([x], lr=-1)",
    "before_init": NET + "class N(nn.Module):\n    def __init__(self):\n"
    "        self.fc = nn.Linear(1, 1)\nN()",
    "no_forward": NET + "class N(nn.Module):\n    pass\nN()(torch.ones(1))",
    "not_a_module": NET + "nn.Sequential(torch.relu)",
    "state_dict": NET + "nn.Linear(1, 1).load_state_dict(nn.Linear(2, 1).state_dict())",
    "full_hook": NET + "m = nn.Linear(1, 1)\nm.register_full_backward_hook(lambda m, i, o: None)\n"
    "m(torch.ones(1, 1)).sum().backward()",
    "broadcast_loss": NET + "F.mse_loss(torch.ones(3, 1), torch.ones(3))",
    "target_range": NET + "F.binary_cross_entropy(torch.tensor([2.0]), torch.tensor([1.0]))",
    "target_type": NET + "F.cross_entropy(torch.ones(2, 3), torch.ones(2))",
    "implicit_dim": NET + "F.softmax(torch.ones(2, 3))",
    "batchmean": NET + "F.kl_div(torch.zeros(2, 2), torch.ones(2, 2))",
    "clip_nonfinite": X + "(x / 0).sum().backward()\n"
    "torch.nn.utils.clip_grad_norm_([x], 1.0, error_if_nonfinite=True)",
    "join_sizes": "import torch\ntorch.stack([torch.ones(2), torch.ones(3)])",
    "expand": "import torch\ntorch.ones(3).expand(2)",
    "ragged": "import torch\ntorch.tensor([[1.0, 2.0], [3.0]])",
    "dimensions": NET + "nn.BatchNorm2d(3)(torch.ones(2, 3))",
    "channels": NET + "nn.Conv2d(3, 1, 1)(torch.ones(1, 1, 4, 4))",
    "shapes": X + "x + torch.ones(3)",
    "reshape": X + "x.view(3)",
    "zero_dim": X + "len(x.sum())",
    "python_index": "a = [1]\na[3]",
    "index": X + "x[5]",
    "dtypes": "import torch\ntorch.ones(2, dtype=torch.int64).mean()",
    "negative_power": "import torch\ntorch.tensor([2]) ** -1",
    "bool_arithmetic": "import torch\n-torch.tensor([True])",
    "bool_tensor": X + "if x > 1:\n    pass",
    "item_many": X + "x.item()",
    "format": X + "print(f'{x:.2f}')",
    "transpose": "import torch\ntorch.ones(2, 2, 2).T",
    "none_attribute": X + "x.grad.zero_()",
    "none_operand": X + "0.1 * x.grad",
    "none_subscript": X + "x.grad[0]",
    "operand": "'a' - 1",
    "division": "1 / 0",
    "unbound": "def f():\n    a = a + 1\nf()",
    "name": "y = lerning_rate",
    "module_attribute": "import torch\ntorch.sigmoidal",
    "attribute": X + "x.foo",
    "callable": "a = 3\na(1)",
    "unpack": "a, b = [1, 2, 3]",
    "iterable": "for i in 5:\n    pass",
    "arguments": X + "x.backward(foo=1)",
}
