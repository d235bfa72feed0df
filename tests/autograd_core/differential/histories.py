"""What programs do to graphs: in-place writes, backward, gradients, hooks, modes.

The placeholders are those of tensors.py; `{c}` is the name of another tensor.
"""

IN_PLACE = (
    "{a}.add_({b})", "{a}.mul_(2)", "{a}.zero_()", "{a}[0] = 1.5", "{a} += 1", "{a} *= {b}", "{a} -= {b}",
    "{a} /= 2", "{a}.exp_()", "{a}.sub_({b})", "{a}[0] = {b}", "{a}.clamp_(0, 1)", "{a}.copy_({b})",
    "{a}.fill_(0.5)", "{a}[:1].mul_(3)", "{a}.t().add_(1)", "{a}.data.add_(1)", "{a}.requires_grad_()",
    "{a}.requires_grad = False", "{a}.retain_grad()", "{a}.relu_()", "{a}[{a} > 0] = 0", "{a}[:, 0] = {b}",
    "{a}[..., -1] *= 2", "{a}.div_({b})", "{a}.neg_()", "{a}.sqrt_()", "{a}.tanh_()", "{a}.sigmoid_()",
    "{a}.pow_(2)", "{a}.masked_fill_({a} < 0, 0)", "{a}.t_()", "{a}.unsqueeze_(0)", "{a}.squeeze_()",
    "{a}[0].add_({b})", "{a}.view(-1)[0] = {s}", "{a}[[0]] = {s}", "{a}[torch.tensor([0])] += 1",
    "{a}.scatter_(0, torch.tensor([[0]]), 1.)", "{a}.index_fill_(0, torch.tensor([0]), 2.)", "{a}.abs_()",
    "{a}.addcmul_({b}, {b}, value=0.5)", "{a}.uniform_()", "{a}.normal_()",
    "{a}.data = {b}", "{a}.data.zero_()", "{a}.data[0] = 3.", "{a}.detach().mul_(2)", 
    "{a}.add_({b}, alpha=-0.1)", "{a}.sub_(0.1 * {b})", "{a}.round_()", "{a}.clamp_(min=0)",
    "{a}[1:] = {a}[:-1].clone()", "{a}.fill_diagonal_(0)", "{a}[None] = {b}", "{a}[1, 1] = {s}", 
)  # fmt: skip
STEPS = (
    "with torch.no_grad():\n    {a} -= 0.1 * {a}.grad", "with torch.no_grad():\n    {a}.add_({b}, alpha=-0.5)",
    "with torch.no_grad():\n    {a}.sub_({a}.grad)\n    {a}.grad.zero_()", "{a}.data -= 0.1 * {a}.grad.data",
    "{a}.data = {a}.data - 0.1", "with torch.no_grad():\n    {a}.copy_({b})", "{a}.grad.data.zero_()",
    "with torch.no_grad():\n    {a}[0] = 0", "{a} = {a} - 0.1 * {a}.grad", "{a} = {a}.detach().requires_grad_()",
    "with torch.no_grad():\n    {a}.clamp_(-1, 1)", "{a} = {a}.clone().detach()", "del {a}.grad",
)  # fmt: skip
BACKWARD = (
    "{a}.sum().backward()", "{a}.backward()", "{a}.sum().backward(retain_graph=True)",
    "{a}.backward(torch.ones_like({a}))", "({a} * {b}).sum().backward()", "{a}.mean().backward(create_graph=True)",
    "{a}.sum().backward(inputs=[{b}])", "torch.autograd.backward([{a}.sum(), {b}.sum()])", "{a}.backward({b})",
    "{a}.backward(gradient=torch.ones_like({a}), retain_graph=True)", "{a}.mean().backward(inputs={b})",
    "torch.autograd.backward({a}, torch.ones_like({a}))", "({a} ** 2).sum().backward()",
    "torch.autograd.backward([{a}], [{b}])", "{a}.pow(2).mean().backward(retain_graph=True)", "{a}.backward(2.)",
    "({a}.exp() * {b}).mean().backward()", "{a}.norm().backward()", "{a}[0].backward()",
)  # fmt: skip
GRADS = (
    "{a}.grad = None", "{a}.grad.zero_()", "{a}.grad = torch.ones_like({a})", "g = {a}.grad", "{a}.grad.add_(1)",
    "{a}.grad = {b}", "{a}.grad *= 2", "{a}.grad.data.zero_()", "{a}.grad.detach_()", "{a}.grad = {a}.grad.clone()",
    "{a}.retain_grad()", "seen.append({a}.grad.sum().item())",
)  # fmt: skip
GRAD = (
    "torch.autograd.grad({a}.sum(), {b})[0]", "torch.autograd.grad({a}.sum(), {b}, create_graph=True)[0]",
    "torch.autograd.grad({a}.sum(), {b}, allow_unused=True)[0]", "torch.autograd.grad({a}.mean(), [{b}], retain_graph=True)[0]",
    "torch.autograd.grad({a}, {b}, torch.ones_like({a}))[0]", "torch.autograd.grad({a}, {b}, grad_outputs={c}.detach())[0]",
    "torch.autograd.grad({a}.sum(), ({b}, {c}), allow_unused=True)[1]",
    "torch.autograd.grad({a}.sum(), [{b}], materialize_grads=True)[0]", "torch.autograd.grad([{a}.sum(), {c}.sum()], {b})[0]",
    "torch.autograd.grad(({a} ** 3).sum(), {b}, create_graph=True, allow_unused=True)[0]",
    "torch.autograd.grad({a}.sum(), {b}, create_graph=True, materialize_grads=True)[0]",
    "torch.autograd.grad(({a} * {b}).sum(), {b}, create_graph=True)[0]", "torch.autograd.grad({a}, {b})[0]",
    "torch.autograd.functional.vjp(lambda x: x ** 2, {a}, torch.ones_like({a}))[1]",
    "torch.autograd.functional.jacobian(lambda x: x * x, {a})", "torch.autograd.functional.hessian(lambda x: (x ** 3).sum(), {a})",
)  # fmt: skip
HOOKS = (
    "{a}.register_hook(lambda g: g * 2)", "{a}.register_hook(lambda g: None)",
    "{a}.register_hook(lambda g: seen.append(g.sum().item()))", "{a}.register_hook(lambda g: g.sum())",
    "{a}.register_post_accumulate_grad_hook(lambda p: seen.append(p.grad.sum().item()))",
    "{a}.grad_fn.register_hook(lambda gi, go: seen.append(float(len(gi))))",
    "{a}.grad_fn.register_prehook(lambda go: seen.append(go[0].sum().item()))",
    "h = {a}.register_hook(lambda g: -g)", "h.remove()", "{a}.grad_fn.register_prehook(lambda go: (go[0] * 3,))",
    "{a}.register_hook(lambda g: 1 / 0)", "{a}.register_post_accumulate_grad_hook(lambda p: setattr(p, 'grad', None))",
    "{a}.register_hook(lambda g: g.mul_(2))", "{a}.register_hook(lambda g: 3)",
)  # fmt: skip
MODES = (
    "torch.no_grad()", "torch.enable_grad()", "torch.set_grad_enabled(False)", "torch.set_grad_enabled(True)",
    "torch.inference_mode()", "torch.autograd.graph.save_on_cpu()", "torch.inference_mode(False)",
)  # fmt: skip
DETACHING = ("{a}.detach_()",)
PRINTING = (
    "said.append(repr({a}))", "said.append(str({a}.shape))", "said.append(f'{{{a}}}')", "said.append(str({a}.grad))",
    "said.append(str({a}.dtype))", "said.append(str({a}.size({d})))", "said.append(str({a}.tolist()))",
    "said.append(str({a}.item()))", "said.append(f'{{{a}:.3f}}')", "said.append(str(len({a})))", "said.append(str(bool({a})))",
    "said.append(str(float({a})))", "said.append(str(int({a})))", "said.append(str({a}.stride()))", "said.append(str({a}.is_contiguous()))",
    "said.append(str({a}.detach().numpy().dtype))", "said.append(str({a}.numpy().shape))", "said.append(str([*{a}]))", "said.append(repr({a}.sort()))",
    "said.append(repr({a}.max(0)))", "said.append(str({a}.numel()) + str({a}.dim()))", "said.append(str({a}.requires_grad))",
    "said.append(str(torch.allclose({a}, {b})))", "said.append(str({a}.equal({b})))", "said.append(str({a}.data))", "said.append(str({a}.storage_offset()))",
    "said.append(type({a}.grad_fn).__name__)", "said.append(str({a}.is_leaf))", "said.append(str({s} in {a}))", "said.append(str({a} is {b}))",
)  # fmt: skip
MISTAKES = (
    "torch.tensor([[1, 2], [3]])", "{a} + 'x'", "{a}.foo", "torch.ones(2, 3) @ torch.ones(2, 3)", "torch.ones(2)[0.5]", "{a}[99]",
    "{a}.view(7)", "{a}.reshape(5, -1)", "{a}.sum(7)", "torch.cat([])", "torch.cat([{a}, torch.ones(4, 5, 6)])", "torch.stack([])",
    "{a}.transpose(0, 9)", "{a}.expand(7)", "torch.tensor('x')", "torch.zeros(-1)", "torch.arange(0, 1, 0)", "{a}.requires_grad_('yes')",
    "torch.tensor([1, 2], requires_grad=True)", "{a}.long().requires_grad_()", "{a}.to('cuda')", "torch.mm({a}, 2)", "{a}.index_select(0, torch.tensor([9]))",
    "{a}.gather(0, torch.tensor([9]))", "torch.einsum('ij,jk', {a})", "{a}.permute(0)", "{a}.permute(0, 0)", "{a}.squeeze(5)", "{a}.chunk(0)", "{a}.split(0)",
    "{a}.repeat()", "{a}.topk(9)", "{a}.backward(torch.ones(7))", "torch.autograd.grad({a}, {b}, allow_unused=False)", "{a}.clamp()",
    "{a}.masked_fill({a}, 0)", "torch.where({a}, {a}, {b})", "{a}.scatter(0, {a}, {a})", "{a}.unsqueeze(7)", "{a}.flatten(3)", "{a}.numpy()", "{a}.item()",
    "torch.nn.functional.cross_entropy({a}, {b})", "torch.nn.functional.mse_loss({a}, 1)", "torch.nn.Linear(3, 2)({a})", "torch.autograd.grad({a}.sum(), 3)",
    "{a}.softmax()", "torch.max({a}, 9)", "{a}.grad = 1", "{a}.grad = torch.ones(9)", "{a}.requires_grad = 1", "torch.ones(2, 3, foo=1)",
    "torch.autograd.backward({a}, retain_graph=1)", "torch.dot({a}, 1)", "len({a}.sum())", "iter({a}.sum())", "bool({a})",
    "torch.optim.SGD([{a}], lr=-1)", "torch.optim.SGD([{a} * 2], lr=0.1)", "torch.optim.SGD([], lr=0.1)", "torch.optim.Adam({a}, lr=0.1)", "({a} > 0).mean()", "-({a} > 0)",
    "({a} > 0) - ({a} > 0)", "{a}.long().mean()", "{a}.long().softmax(0)", "torch.bmm({a}, {b})", "{a}.T.view(-1)", "torch.set_grad_enabled(1)", "{a}.register_hook(3)",
)  # fmt: skip
