"""What programs compute: expressions on tensors, by family; each makes a new tensor.

`{a}` and `{b}` become names of tensors (mostly of floats), `{i}` and `{j}` of whole numbers or truth
values, `{s}` a number, `{d}` a dimension, `{k}` True or False.
"""

UNARY = (
    "exp()", "sin()", "cos()", "tan()", "tanh()", "sigmoid()", "relu()", "abs()", "neg()",
    "square()", "sqrt()", "log()", "reciprocal()", "clone()", "sign()", "floor()", "ceil()",
    "round()", "trunc()", "rsqrt()", "expm1()", "log1p()", "log2()", "log10()", "atan()", "asin()",
    "acos()", "sinh()", "cosh()", "erf()", "contiguous()", "float()", "double()", "clamp(0, 1)",
    "clamp(min=-0.5)", "clamp_max(1)", "clamp_min(0.25)", "softmax({d})", "log_softmax({d})",
    "logit(1e-3)", "nan_to_num()", "frac()", "positive()", "deg2rad()", "exp2()", "sinc()",
)  # fmt: skip
WHOLE = (
    "{a}.argmax()", "{a}.argmax({d}, keepdim={k})", "{a}.argmin({d})", "{a}.all()", "{a}.any()", "{a}.all({d})", "{a}.count_nonzero()", "{a}.max({d}).indices", "{a}.sort({d}).indices", "{a}.argsort({d})",
    "{a}.argsort({d}, descending=True)", "{a}.nonzero()", "torch.where({a} > 0)[0]", "{a}.topk(1)[1]",
)  # fmt: skip
CUMULATIVE = (
    "{a}.cumsum({d})", "{a}.cumprod({d})", "{a}.cummax({d}).values", "{a}.cummin({d}).values",
    "{a}.logcumsumexp({d})", "{a}.diff(dim={d})", "torch.cumsum({a}, dim={d})",
)  # fmt: skip
BINARY = (
    "{a} + {b}", "{a} - {b}", "{a} * {b}", "{a} / {b}", "torch.maximum({a}, {b})",
    "torch.minimum({a}, {b})", "torch.where({a} > {b}, {a}, {b})", "torch.atan2({a}, {b})",
    "{a} ** {b}", "torch.add({a}, {b}, alpha=2)", "torch.sub({a}, {b}, alpha=0.5)",
    "torch.mul({a}, {b})", "{a}.div({b})", "torch.fmax({a}, {b})", "torch.hypot({a}, {b})",
    "torch.lerp({a}, {b}, 0.25)", "torch.lerp({a}, {b}, {a})", "torch.addcmul({a}, {b}, {b}, value=0.5)",
    "torch.addcdiv({a}, {b}, {a}.exp())", "{a} // {b}", "{a} % {b}", "torch.logaddexp({a}, {b})",
    "torch.where({a} > 0, {a}, 0.)", "torch.where({a} > 0, 1., {b})", "{a}.where({b} < 1, {b})",
    "torch.clamp({a}, max={b})", "torch.outer({a}, {b})", "torch.dist({a}, {b})",
    "torch.true_divide({a}, {b})", "{a}.xlogy({b}.exp())", "torch.copysign({a}, {b})",
)  # fmt: skip
SCALAR = (
    "{a} + {s}", "{s} - {a}", "{a} * {s}", "{s} * {a}", "{a} / {s}", "{s} / {a}", "{a} ** {s}",
    "{a} - {s}", "{s} ** {a}", "{a} % {s}", "-{a}", "abs({a})", "{a} // {s}", "torch.pow({a}, {s})",
    "{a}.add({s}, alpha=2)", "torch.rsub({a}, {s})", "{a}.fmod(2)", "{a}.div(3, rounding_mode='floor')",
    "{a} * torch.tensor({s})", "{a} + torch.tensor({s}, dtype=torch.float64)",
    "{a} * torch.tensor(2)", "{a} + torch.tensor([1])",
)  # fmt: skip
REDUCTIONS = (
    "sum()", "mean()", "sum({d})", "sum({d}, keepdim={k})", "mean({d})", "mean(-1, keepdim=True)",
    "max()", "min()", "max({d}).values", "min({d}, keepdim={k}).values", "prod()", "prod({d})",
    "var()", "std()", "std({d}, keepdim={k})", "var({d}, correction=0)", "var(unbiased=False)",
    "norm()", "norm(1)", "norm(2, {d})", "norm(float('inf'))", "norm(dim={d}, keepdim={k})",
    "logsumexp({d})", "logsumexp({d}, keepdim={k})", "sum((0, 1))", "mean((0, 1))", "amax({d})",
    "amin((0, -1))", "amax()", "median()", "median({d}).values", "nansum()", "nanmean()",
    
    
    "softmax({d}).sum({d})", "std(correction=0)",
    "kthvalue(1, {d}).values", "max({d})[0]",
)  # fmt: skip
ORDERING = (
    "{a}.sort({d}).values", "{a}.sort({d}, descending={k})[0]", 
    "{a}.topk(1, {d}).values", "{a}.topk(2).values", "{a}.topk(1, largest={k})[0]",
    "torch.sort({a})[0]",
    "torch.unique({a})", "{a}.flip({d}).cumsum({d})", "torch.max({a}, {b})", "torch.min({a}, {b})",
)  # fmt: skip
SHAPING = (
    "view(-1)", "reshape(-1)", "t()", "T", "unsqueeze(0)", "unsqueeze(-1)", "squeeze()",
    "squeeze({d})", "transpose(0, -1)", "flatten()", "expand(2, -1)", "expand(2, 3)", "expand(2, 3, -1)",
    "repeat(2, 1)", "permute(1, 0)", "flip({d})", "tril()", "triu(1)", "view(3, 2)", "reshape(2, -1)",
    "mT", "diagonal()", "detach()", "data", "view_as({b})", "reshape_as({b})", "expand_as({b})",
    "movedim(0, -1)", "swapaxes(0, 1)", "roll(1)", "roll(1, {d})", "repeat_interleave(2)",
    "narrow(0, 0, 1)", "select({d}, 0)", "unfold(0, 2, 1)", "diag()", 
    "flatten(1)", "view(-1, 1)", "broadcast_to((2, 3))", "tile(2)", "trace()", "ravel()",
    "as_strided((2,), (1,))", "view(2, 3)", "permute(*range({a}.ndim)[::-1])", "clone().detach()",
    "unbind()[0]", "rot90()", "squeeze().unsqueeze(0)", "view({a}.shape)",
)  # fmt: skip
INDEXING = (
    "{a}[0]", "{a}[-1]", "{a}[..., 0]", "{a}[:, 1]", "{a}[1:]", "{a}[None]", "{a}[::2]",
    "{a}[[0, 0]]", "{a}[{a} > 0]", "{a}[...]", "{a}[0, 1]", "{a}[5]", "{a}[:]", "{a}[:, None]",
    "{a}[torch.tensor([1, 0])]", "{a}[:, [0, -1]]", "{a}[[0, 1], [1, 0]]", "{a}[..., :2]",
    "{a}[torch.tensor(0)]", "{a}[-2:]", "{a}[1:1]", "{a}[:, 0:2]", "{a}[0][0]", "{a}[True]",
    "{a}[{a} > {b}]", "{a}[torch.arange(2), 0]", "{a}[0:1, ..., -1]", "{a}[(0,)]",
    "{a}.index_select({d}, torch.tensor([0, 0]))", "{a}.masked_fill({a} > 0, {s})",
    "{a}.masked_fill({b} > 0, 0)", "{a}.masked_select({a} < 1)", "{a}.take(torch.tensor([0, -1]))",
    "{a}.gather({d}, {a}.argsort({d}))", "torch.gather({a}, 0, torch.tensor([[0, 0]]))",
    "{a}.scatter({d}, {a}.argsort({d}), {a} * 2)", "{a}.scatter(0, torch.tensor([[0]]), {s})",
    "{a}.scatter_add(0, torch.zeros_like({a}, dtype=torch.long), {a} * 3)",
    "{a}.index_add(0, torch.tensor([0]), {a}[:1])", "{a}.index_fill({d}, torch.tensor([0]), {s})",
    "torch.take_along_dim({a}, {a}.argsort(-1), -1)", 
    "{a}.index_put((torch.tensor([0]),), {b})", "{a}.index_copy(0, torch.tensor([0]), {a}[:1])",
)  # fmt: skip
JOINING = (
    "torch.cat([{a}, {b}])", "torch.cat(({a}, {b}), dim={d})", "torch.stack([{a}, {b}])",
    "torch.stack([{a}, {b}], {d})", "torch.cat([{a}, {a}], -1)", "{a}.chunk(2)[0]", "{a}.chunk(2, {d})[-1]",
    "{a}.split(1)[0]", "{a}.split([1, 1])[1]", "{a}.split(2, {d})[0]", "{a}.unbind()[0]",
    "{a}.unbind({d})[-1]", "torch.hstack([{a}, {b}])", "torch.vstack([{a}, {b}])",
    "torch.cat([{a}.flatten(), {b}.flatten()])", "torch.stack([*{a}])", "torch.broadcast_tensors({a}, {b})[0]",
    "torch.tensor_split({a}, 2)[0]", "sum({a})",
    
)  # fmt: skip
PRODUCTS = (
    "{a} @ {b}", "{a}.matmul({b})", "torch.dot({a}, {b})", "{a}.mm({b})", "{a}.mv({b})",
    "{a} @ {a}.mT", "{a}.t() @ {b}", "torch.bmm({a}, {b})", "torch.addmm({a}, {b}, {b})",
    "torch.einsum('ij,jk->ik', {a}, {b})", "torch.einsum('ij,ij->i', {a}, {b})", "torch.einsum('ij->ji', {a})",
    "torch.einsum('i,j->ij', {a}, {b})", "torch.einsum('...i,...i->...', {a}, {b})", "torch.einsum('ii', {a})",
    "torch.einsum('ij->', {a})", 
    "torch.matmul({a}, {b})", "torch.mm({a}, {b}.t())", 
    "torch.linalg.norm({a})", "torch.linalg.vector_norm({a}, 3)", "torch.linalg.norm({a}, dim={d})",
    "torch.vdot({a}, {b})",
)  # fmt: skip
CONVERTING = (
    "{a}.to(torch.float64)", "{a}.to({b})", "{a}.float()", "({a} > 0).float()", "{a}.to(dtype=torch.double)",
    "{a}.type_as({b})", "{i}.float()", "{i} / 2", "{i} * 1.5", "{i}.double()", "{i} * {b}", "{i} + {b}", "{a} - {i}",
    "{a} / {i}", "{a} ** {i}", "{i}.float().mean()", "{i}.sqrt()", "{i} * 0.5 + {a}", "torch.where({i} > 0, {a}, {b})",
    "{a}[{i}]", "{a}.index_select(0, {i})", "{i}.exp()", "{i} @ {a}", "{a}.masked_fill({i} > 0, 1.5)", "{a} * ({i} > 0)",
    "torch.cat([{a}, {i}])", "torch.stack([{i}, {a}])", "({i} == 1).float() * {a}", "{i}.sigmoid()", "{i}.mean(dtype=torch.float32)",
)  # fmt: skip
COUNTING = (
    "{a}.int()", "{a}.long()", "{a}.bool()", "{a}.type(torch.int32)", "{a} > {b}", "{a} == {b}", "{a} != 0", "{a} >= {s}",
    "~({a} > 0)", "({a} > 0) & ({b} > 0)", "{a}.eq({b})", "torch.isnan({a})", "torch.isfinite({a})", "torch.logical_not({a})",
    "torch.isclose({a}, {b})", "({a} > 0).sum()", "({a} == {b}).all()", "{a}.byte()", "{a}.logical_and({b})", "{a}.gt({s})",
    "{a}.short()", "{i} + 1", "{i} * {i}", "{i} - 2", "{i} // 2", "{i} % 3", "{i} ** 2", "{i}.sum()", "{i}.sum({d})", "{i}.max()",
    "-{i}", "{i}.cumsum(0)", "{i}.flip(0)", "{i}[0]", "{i}[1:]", "{i}.reshape(-1)", "{i}.t()", "{i} == {j}", "{i} + {j}", "{i} > 1",
    "{i}.abs()", "{i}.prod()", "{i}.clamp(0, 1)", "{i}.sort()[0]", "{i}.bool()", "{i}.unsqueeze(0)", "{i}.clone()", "{i}.argmax()",
    "torch.zeros_like({i})", "torch.ones_like({i})", "torch.bitwise_and({a}.int(), 1)", "torch.tensor([2, 0, 1])", "torch.tensor(3)",
    "torch.arange(4)", "torch.randint(0, 3, (2, 3))", "torch.randperm(3)", "torch.tensor([True, False])", "torch.cat([{i}, {j}])",
)  # fmt: skip
CREATING = (
    "torch.zeros(2, 3)", "torch.ones(3, requires_grad=True)", "torch.full((2,), {s})", 
    "torch.arange(3, dtype=torch.float, requires_grad=True)", "torch.linspace(0, 1, 3)", "torch.eye(3)",
    "torch.zeros_like({a})", "torch.ones_like({a}, requires_grad=True)", "torch.full_like({a}, 2)",
    "torch.rand(2, 3)", "torch.randn(3, requires_grad=True)", 
    "torch.rand_like({a})", "torch.randn_like({a})", "torch.bernoulli(torch.full((2, 3), 0.5))",
    "torch.normal(0., 1., (2,))", "torch.tensor({s})", 
    "{a}.new_zeros(2)", "{a}.new_ones((2, 3))", "{a}.new_tensor([1.5])", "torch.tensor({a}.tolist())",
    "torch.as_tensor([1., 2., 3.])", "torch.empty(2, 3).uniform_()", "torch.empty(3).normal_()",
    "torch.randn(2, 3, dtype=torch.float64)", "torch.logspace(0, 1, 3)",
    "torch.rand(())", "torch.tril(torch.ones(3, 3))",
)  # fmt: skip
