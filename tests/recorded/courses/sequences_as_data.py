import torch
from collections import deque
d = deque()
for r in [1.0, 0.5, 2.0]: d.appendleft(r)
print(torch.tensor(d), torch.tensor(deque([[1, 2], [3, 4]])), torch.as_tensor(deque([True])), torch.tensor(deque()), torch.tensor([deque([1, 2])]))
for bad in [{1: 2}, {1, 2}, {1: 2}.values(), (i for i in range(2)), map(int, "1"), deque(["a"]), deque([[1], [1, 2]]), object(), None, "x"]:
    try: print(torch.tensor(bad))
    except Exception as e: print(type(e).__name__, e)
