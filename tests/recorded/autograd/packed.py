import torch
from torch import nn
from torch.nn.utils.rnn import (
    PackedSequence,
    pack_padded_sequence,
    pack_sequence,
    pad_packed_sequence,
    pad_sequence,
    unpack_sequence,
)

torch.manual_seed(4)
torch.set_printoptions(precision=3, sci_mode=False)


def see(*sources):
    for source in sources:
        try:
            value = eval(source, globals())
        except Exception as error:
            value = f"{type(error).__name__}: {error}"
        print(source, "->", value)


a, b, c = torch.tensor([1, 2, 3]), torch.tensor([4, 5]), torch.tensor([6])
see(
    "pack_sequence([a, b, c])",
    "pack_sequence([b, a, c], enforce_sorted=False)",
    "pack_sequence([b, a, c])",
    "unpack_sequence(pack_sequence([b, a, c], enforce_sorted=False))",
    "pad_packed_sequence(pack_sequence([a, b, c]))",
    "pad_packed_sequence(pack_sequence([a, b, c]), batch_first=True, padding_value=-1)",
    "pad_packed_sequence(pack_sequence([a, b, c]), total_length=5)",
    "pad_packed_sequence(pack_sequence([a, b, c]), total_length=2)",
    "pack_padded_sequence(pad_sequence([a, b, c]), [3, 2, 0])",
    "pack_padded_sequence(pad_sequence([a, b, c]), [3, 2])",
    "pack_padded_sequence(pad_sequence([a, b, c]), torch.tensor([3, 2, 1]))",
    "pack_padded_sequence(pad_sequence([a, b, c], True), [3, 2, 1], True).data",
)
x = torch.randn(4, 3, 2, requires_grad=True)
packed = pack_padded_sequence(x, [4, 2, 1])
print(packed.data.grad_fn, packed.batch_sizes, isinstance(packed, PackedSequence))
padded, lengths = pad_packed_sequence(packed)
print(padded.grad_fn, padded.requires_grad)
(padded**2).sum().backward()
print(x.grad)
mixed = pack_padded_sequence(x, [2, 4, 1], enforce_sorted=False)
print(mixed.sorted_indices, mixed.unsorted_indices, mixed.data)
for kind in (nn.RNN, nn.GRU, nn.LSTM):
    for options in ({}, {"num_layers": 2, "bidirectional": True}, {"bidirectional": True}):
        torch.manual_seed(1)
        layer = kind(2, 3, **options).double()
        y = x.detach().double().requires_grad_()
        packed = pack_padded_sequence(y, [2, 4, 1], enforce_sorted=False)
        output, state = layer(packed)
        print(kind.__name__, options, type(output).__name__, output.batch_sizes)
        whole, lengths = pad_packed_sequence(output)
        print(whole, lengths, state)
        last = state[0] if isinstance(state, tuple) else state
        (whole.sum() + (last**2).sum()).backward()
        print(y.grad, layer.weight_hh_l0.grad.sum())
lstm = nn.LSTM(2, 3)
h = torch.ones(1, 3, 3)
see(
    "lstm(mixed, (h, h))[1]",
    "lstm(mixed, (h[:, :2], h))",
    "nn.GRU(5, 3)(mixed)",
    "nn.GRU(2, 3)(mixed, h)[1]",
)
