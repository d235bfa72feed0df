import torch, random, time, math, unicodedata, string
import torch.nn as nn
import torch.nn.functional as F
allowed_characters = string.ascii_letters + " .,;'" + "_"
n_letters = len(allowed_characters)
def unicodeToAscii(s):
    return ''.join(c for c in unicodedata.normalize('NFD', s) if unicodedata.category(c) != 'Mn' and c in allowed_characters)
print(f"converting 'Ślusàrski' to {unicodeToAscii('Ślusàrski')}")
def letterToIndex(letter):
    if letter not in allowed_characters: return allowed_characters.find("_")
    else: return allowed_characters.find(letter)
def lineToTensor(line):
    tensor = torch.zeros(len(line), 1, n_letters)
    for li, letter in enumerate(line): tensor[li][0][letterToIndex(letter)] = 1
    return tensor
print(lineToTensor('Ahn').size())
class CharRNN(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super(CharRNN, self).__init__()
        self.rnn = nn.RNN(input_size, hidden_size)
        self.h2o = nn.Linear(hidden_size, output_size)
        self.softmax = nn.LogSoftmax(dim=1)
    def forward(self, line_tensor):
        rnn_out, hidden = self.rnn(line_tensor)
        output = self.h2o(hidden[0])
        return self.softmax(output)
torch.manual_seed(2024); random.seed(0)
rnn = CharRNN(n_letters, 16, 3)
print(rnn)
out = rnn(lineToTensor('Albert')); print(out)
labels = ['en', 'fr', 'ru']
def label_from_output(output, output_labels):
    top_n, top_i = output.topk(1)
    label_i = top_i[0].item()
    return output_labels[label_i], label_i
print(label_from_output(out, labels))
data = [("Smith", 0), ("Dubois", 1), ("Ivanov", 2), ("Brown", 0), ("Petit", 1), ("Popov", 2)]
optimizer = torch.optim.SGD(rnn.parameters(), lr=0.15); criterion = nn.NLLLoss()
for it in range(3):
    rnn.zero_grad()
    batch_loss = 0
    for name, l in data:
        o = rnn.forward(lineToTensor(name)); batch_loss += criterion(o, torch.tensor([l]))
    batch_loss.backward()
    nn.utils.clip_grad_norm_(rnn.parameters(), 3)
    optimizer.step(); optimizer.zero_grad()
    print(it, '%.4f' % (batch_loss.item() / len(data)))
