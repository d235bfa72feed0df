"""Programs on torch.utils.data and torch.nn.utils."""

DATA = "from torch.utils.data import *\nx = torch.arange(10.); y = torch.tensor([0, 1, 2, 0, 1, 2, 0, 1, 2, 0])\nds = TensorDataset(x, y)\n"

PROGRAMS = [
    DATA + "print(len(ds), ds[3], ds[-1], ds[1:3], ds.tensors[0] is x)",
    DATA + "TensorDataset(x, y[:3])",
    DATA + "for a, b in DataLoader(ds, batch_size=4): print(a, b)",
    DATA + "for a, b in DataLoader(ds, batch_size=4, drop_last=True): print(a, b)",
    DATA
    + "for epoch in range(2):\n    for a, b in DataLoader(ds, batch_size=4, shuffle=True): print(a, b)\nprint(torch.initial_seed())",
    DATA
    + "l = DataLoader(ds, batch_size=5, shuffle=True)\nfor epoch in range(2): print([a.tolist() for a, b in l])\nprint(torch.rand(2))",
    DATA
    + "for epoch in range(2): print([a.tolist() for a, b in DataLoader(ds, batch_size=5, shuffle=True, generator=torch.Generator().manual_seed(3))])\nprint(torch.rand(1))",
    DATA + "list(DataLoader(ds)); print(torch.rand(2))",
    DATA + "it = iter(DataLoader(ds, batch_size=3)); print(next(it)); print(next(it))",
    DATA
    + "print(len(DataLoader(ds, 3)), len(DataLoader(ds, 3, drop_last=True)), len(DataLoader(ds, batch_size=None)), DataLoader(ds, 3).batch_size)",
    DATA + "l = DataLoader(ds, 3); l.batch_size = 4",
    DATA
    + "print([b for b in DataLoader([1, 2, 3], batch_size=2)], [b for b in DataLoader([1., 2.5], 2)], [b for b in DataLoader(['a', 'b'], 2)])",
    DATA
    + "print([b for b in DataLoader([(1, 2.), (3, 4.)], 2)], [b for b in DataLoader([{'a': 1, 'b': torch.ones(2)}, {'a': 2, 'b': torch.zeros(2)}], 2)], [b for b in DataLoader([[1, 2], [3, 4]], 2)])",
    DATA + "print([b for b in DataLoader([True, False], 2)])",
    DATA + "list(DataLoader([(1, 2), (3,)], 2))",
    DATA + "list(DataLoader([None, None], 2))",
    DATA
    + "print([b for b in DataLoader(range(5), 2, collate_fn=lambda b: b)], [b for b in DataLoader(range(5), batch_size=None)])",
    DATA
    + "print([b.tolist() for b in DataLoader(range(6), batch_sampler=[[0, 1], [5]])], [b.tolist() for b in DataLoader(range(6), 2, sampler=[3, 1, 2])])",
    DATA + "DataLoader(ds, batch_size=0)",
    DATA + "DataLoader(ds, batch_size=2.5)",
    DATA + "DataLoader(ds, sampler=[1], shuffle=True)",
    DATA + "DataLoader(ds, batch_sampler=[[1]], batch_size=2)",
    DATA + "DataLoader(ds, batch_size=None, drop_last=True)",
    DATA + "DataLoader(ds, num_workers=-1)",
    DATA + "DataLoader(ds, timeout=-1)",
    DATA + "DataLoader(ds, persistent_workers=True)",
    DATA + "DataLoader([], shuffle=True)",
    DATA + "print(list(DataLoader([])))",
    DATA
    + "class D(Dataset):\n    def __len__(self): return 3\n    def __getitem__(self, i): return torch.tensor([i, i * i]), i\nfor a, b in DataLoader(D(), batch_size=2): print(a, b)",
    DATA + "class D(Dataset): pass\nD()[0]",
    DATA
    + "class I(IterableDataset):\n    def __iter__(self): return iter(range(5))\nprint([b.tolist() for b in DataLoader(I(), 2)], [b.tolist() for b in DataLoader(I(), 2, drop_last=True)], list(DataLoader(I(), batch_size=None)))\nDataLoader(I(), shuffle=True)",
    DATA
    + "s = Subset(ds, [5, 2]); print(len(s), s[0], s[1]); c = ConcatDataset([s, ds]); print(len(c), c[0], c[2], c[-1], c.cumulative_sizes, len(ds + ds))",
    DATA + "ConcatDataset([])",
    DATA + "ConcatDataset([ds])[-20]",
    DATA + "a, b = random_split(ds, [7, 3]); print(a.indices, b.indices, len(a), a[0])",
    DATA
    + "a, b = random_split(range(10), [0.75, 0.25], generator=torch.Generator().manual_seed(42)); print(a.indices, b.indices)",
    DATA + "random_split(ds, [7, 4])",
    DATA + "print([len(p) for p in random_split(range(2), [0.5, 0.3, 0.2])])",
    DATA + "random_split(range(2), [1.5, -0.5])",
    DATA
    + "print(list(RandomSampler(range(6))), list(SequentialSampler(range(3))), list(RandomSampler(range(6), replacement=True, num_samples=8)), list(RandomSampler(range(3), num_samples=7)))",
    DATA + "RandomSampler(range(3), num_samples=0)",
    DATA + "RandomSampler(range(3), replacement=3)",
    DATA
    + "print(list(SubsetRandomSampler([5, 6, 7])), list(WeightedRandomSampler([0.1, 0.9, 0.5], 6)), list(WeightedRandomSampler([0.1, 0.9, 0.5], 3, replacement=False)))",
    DATA + "WeightedRandomSampler([[0.1]], 2)",
    DATA
    + "print(list(BatchSampler(range(5), 2, False)), list(BatchSampler(range(5), 2, True)), len(BatchSampler(range(5), 2, False)), len(BatchSampler(range(5), 2, True)))",
    DATA + "BatchSampler(range(5), 2, 3)",
    DATA + "print(StackDataset(x, y)[2], len(StackDataset(a=x, b=y)), StackDataset(a=x, b=y)[1])",
    DATA
    + "print(default_collate([1, 2]), default_collate([torch.ones(1), torch.zeros(1)]), default_convert([1, 'a']))",
    "print(type(torch.utils.data.DataLoader([1])), torch.utils.data.TensorDataset)",
    # Clipping and vectors
    "p = torch.ones(2, requires_grad=True); q = torch.ones(1, requires_grad=True); (p * 3 + q * 4).sum().backward(); print(nn.utils.clip_grad_norm_([p, q], 1.0), p.grad, q.grad, p.grad._version)",
    "p = torch.ones(2, requires_grad=True); (p * 3).sum().backward(); print(nn.utils.clip_grad_norm_(p, 100.0), p.grad); print(nn.utils.clip_grad_norm_([p], 1.0, norm_type=float('inf')), p.grad, nn.utils.clip_grad_norm_([p], 1, 1), p.grad)",
    "print(nn.utils.clip_grad_norm_([], 1.0), nn.utils.clip_grad_norm_((p for p in []), 1.0))",
    "p = torch.ones(2, requires_grad=True); p.grad = torch.tensor([float('nan'), 1.]); nn.utils.clip_grad_norm_(p, 1., error_if_nonfinite=True)",
    "p = torch.ones(2, requires_grad=True); (p * torch.tensor([3., -5.])).sum().backward(); nn.utils.clip_grad_value_([p], 4); print(p.grad)",
    "p = torch.ones(2, requires_grad=True); (p * 3).sum().backward(); nn.utils.clip_grad_norm([p], 1.0); print(p.grad)",
    "m = nn.Linear(2, 2); v = nn.utils.parameters_to_vector(m.parameters()); print(v); nn.utils.vector_to_parameters(torch.arange(6.), m.parameters()); print(m.weight, m.bias)",
    "nn.utils.vector_to_parameters(3, [])",
    "from torch.nn.utils.rnn import pad_sequence\na = [torch.ones(3), torch.ones(1) * 2]; print(pad_sequence(a), pad_sequence(a, batch_first=True), pad_sequence(a, True, -1., 'left'))",
    "from torch.nn.utils.rnn import pad_sequence\na = [torch.ones(3, 2), torch.ones(1, 2, requires_grad=True)]; p = pad_sequence(a, batch_first=True); print(p.shape, p.requires_grad)",
    "from torch.nn.utils.rnn import pad_sequence\npad_sequence(3)",
    "from torch.nn.utils.rnn import pad_sequence\npad_sequence([])",
]
