import torch

w = torch.tensor(3., requires_grad=True)
scale = torch.tensor(2.)  # viz: hide

# viz: start
y = w * w  # viz: note y uses w twice: two edges lead from w into this node.

# viz: ask y = w * w and w is 3. What will w.grad be after this line?
y.backward()  # viz: note Each edge brings 3. They meet in the inbox: 3 + 3 = 6.

# viz: ask The same once more, without clearing. Will w.grad be 6, or 12?
(w * w).backward()
print(w.grad)  # viz: note Across passes, gradients are added: the tray kept the 6.

w.grad = None
# viz: ask And now, after clearing?
(scale * w).backward()
print(w.grad)
