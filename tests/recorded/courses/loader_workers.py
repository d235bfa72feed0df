import torch
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
data = TensorDataset(torch.arange(10.))
loader = DataLoader(data, batch_size=4, shuffle=True, num_workers=2, pin_memory=False,
                    persistent_workers=True, prefetch_factor=4)
if __name__ == '__main__':
    for epoch in range(2):
        for step, (batch,) in enumerate(loader):
            print(epoch, step, batch.numpy())
    print(torch.rand(2))
    print(loader.num_workers, len(loader), loader.prefetch_factor, loader.persistent_workers)
    for wrong in [dict(num_workers=-1), dict(prefetch_factor=2), dict(persistent_workers=True),
                  dict(num_workers=1, prefetch_factor=-1), dict(timeout=-1)]:
        try:
            DataLoader(data, **wrong)
        except ValueError as error:
            print(error)
