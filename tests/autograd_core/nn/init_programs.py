"""Programs on torch.nn.init: every recipe after a seed, and what it refuses."""

SHAPES = ("(3, 4)", "(2, 3, 2)", "(20, 2)")
RECIPES = """
uniform_(t); uniform_(t, -2, 3); normal_(t); normal_(t, 1., 0.1); constant_(t, 0.3); ones_(t); zeros_(t); xavier_uniform_(t); xavier_uniform_(t, gain=nn.init.calculate_gain('relu')); xavier_normal_(t, 2.0); kaiming_uniform_(t); kaiming_uniform_(t, a=1, mode='fan_out'); kaiming_normal_(t, nonlinearity='relu'); kaiming_normal_(t, mode='fan_out', nonlinearity='tanh'); orthogonal_(t); orthogonal_(t, gain=2.); trunc_normal_(t); trunc_normal_(t, 1., 2., -1., 1.); trunc_normal_(t, 0., 1., 1.5, 3.); trunc_normal_(t, 0., 1., 4., 5.)
"""

PROGRAMS = [
    *(
        f"t = torch.empty({shape}, dtype={dtype}); r = nn.init.{recipe.strip()}; print(r is t, [round(v, 5) + 0. for v in t.flatten().tolist()], torch.rand(1))"
        for recipe in RECIPES.split(";")
        for shape in SHAPES
        for dtype in ("torch.float32", "torch.float64")
    ),
    "t = torch.empty(3, 4); print(nn.init.eye_(t), nn.init.sparse_(t, 0.4), nn.init.sparse_(t, 0.1, std=1.))",
    "print(nn.init.dirac_(torch.empty(2, 2, 3)), nn.init.dirac_(torch.empty(4, 2, 3), groups=2), nn.init.dirac_(torch.empty(1, 1, 2, 3)))",
    "w = nn.Parameter(torch.empty(2, 2)); nn.init.ones_(w); nn.init.uniform_(w); nn.init.eye_(w); print(w, w.requires_grad, w.grad_fn)",
    "w = nn.Parameter(torch.zeros(2, 2)); nn.init.normal_(w); print(w._version)",
    "g = torch.Generator().manual_seed(5); print(nn.init.uniform_(torch.empty(2), generator=g), nn.init.normal_(torch.empty(2), generator=g), torch.rand(1))",
    "nn.init.eye_(torch.empty(2))",
    "nn.init.sparse_(torch.empty(2), 0.1)",
    "nn.init.dirac_(torch.empty(2, 2))",
    "nn.init.dirac_(torch.empty(3, 2, 2), groups=2)",
    "nn.init.orthogonal_(torch.empty(2))",
    "nn.init.xavier_uniform_(torch.empty(2))",
    "nn.init.kaiming_normal_(torch.empty(2))",
    "nn.init.kaiming_uniform_(torch.empty(2, 2), mode='x')",
    "nn.init.kaiming_uniform_(torch.empty(2, 2), nonlinearity='x')",
    "print(nn.init.kaiming_uniform_(torch.empty(0, 2)))",
    "print([nn.init.calculate_gain(n) for n in ('linear', 'conv2d', 'sigmoid', 'tanh', 'relu', 'leaky_relu', 'selu')], nn.init.calculate_gain('leaky_relu', 0.2))",
    "nn.init.calculate_gain('leaky_relu', 'a')",
    "nn.init.calculate_gain('x')",
    "nn.init.trunc_normal_(torch.empty(2), 10.)",
    "print(nn.init.xavier_uniform(torch.empty(2, 2)), nn.init.normal(torch.empty(2)))",
    "nn.init.uniform_(torch.empty(2), 3, 1)",
    "nn.init.normal_(torch.empty(2), std=-1)",
    "torch.manual_seed(0)\ndef init(m):\n    if isinstance(m, nn.Linear):\n        nn.init.xavier_uniform_(m.weight); m.bias.data.fill_(0.01)\nnet = nn.Sequential(nn.Linear(2, 2), nn.ReLU()); net.apply(init); print(net[0].weight, net[0].bias)",
]
