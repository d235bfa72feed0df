# CNN
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, padding=1); self.bn = nn.BatchNorm2d(4); self.conv2 = nn.Conv2d(4, 8, 3)
        self.pool = nn.MaxPool2d(2); self.fc = nn.Linear(8*3*3, 10); self.drop = nn.Dropout2d(0.25)
    def forward(self, x):
        x = self.pool(F.relu(self.bn(self.conv1(x)))); x = F.relu(self.conv2(x)); x = self.drop(x)
        x = torch.flatten(x, 1)
        return F.log_softmax(self.fc(x[:, :72]), dim=1)
net = Net(); print(net)
opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-4)
sched = torch.optim.lr_scheduler.StepLR(opt, step_size=2, gamma=0.5)
for i in range(4):
    x = torch.randn(4, 1, 10, 10); t = torch.randint(0, 10, (4,))
    opt.zero_grad(); loss = F.nll_loss(net(x), t); loss.backward()
    norm = nn.utils.clip_grad_norm_(net.parameters(), 1.0); opt.step(); sched.step()
    print(round(loss.item(), 4), round(norm.item(), 4), sched.get_last_lr())
print(net.bn.running_mean, net.bn.num_batches_tracked)
