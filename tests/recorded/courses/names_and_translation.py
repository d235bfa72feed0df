# rnn names classification + seq2seq from pytorch tutorials
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
SOS_token, EOS_token, MAX_LENGTH = 0, 1, 6
class EncoderRNN(nn.Module):
    def __init__(self, input_size, hidden_size, dropout_p=0.1):
        super(EncoderRNN, self).__init__()
        self.embedding = nn.Embedding(input_size, hidden_size)
        self.gru = nn.GRU(hidden_size, hidden_size, batch_first=True)
        self.dropout = nn.Dropout(dropout_p)
    def forward(self, input):
        return self.gru(self.dropout(self.embedding(input)))
class BahdanauAttention(nn.Module):
    def __init__(self, hidden_size):
        super().__init__()
        self.Wa = nn.Linear(hidden_size, hidden_size); self.Ua = nn.Linear(hidden_size, hidden_size); self.Va = nn.Linear(hidden_size, 1)
    def forward(self, query, keys):
        scores = self.Va(torch.tanh(self.Wa(query) + self.Ua(keys)))
        scores = scores.squeeze(2).unsqueeze(1)
        weights = F.softmax(scores, dim=-1)
        return torch.bmm(weights, keys), weights
class AttnDecoderRNN(nn.Module):
    def __init__(self, hidden_size, output_size, dropout_p=0.1):
        super().__init__()
        self.embedding = nn.Embedding(output_size, hidden_size)
        self.attention = BahdanauAttention(hidden_size)
        self.gru = nn.GRU(2 * hidden_size, hidden_size, batch_first=True)
        self.out = nn.Linear(hidden_size, output_size)
        self.dropout = nn.Dropout(dropout_p)
    def forward(self, encoder_outputs, encoder_hidden, target_tensor=None):
        batch_size = encoder_outputs.size(0)
        decoder_input = torch.empty(batch_size, 1, dtype=torch.long).fill_(SOS_token)
        decoder_hidden = encoder_hidden
        decoder_outputs, attentions = [], []
        for i in range(MAX_LENGTH):
            decoder_output, decoder_hidden, attn_weights = self.forward_step(decoder_input, decoder_hidden, encoder_outputs)
            decoder_outputs.append(decoder_output); attentions.append(attn_weights)
            if target_tensor is not None: decoder_input = target_tensor[:, i].unsqueeze(1)
            else:
                _, topi = decoder_output.topk(1)
                decoder_input = topi.squeeze(-1).detach()
        decoder_outputs = F.log_softmax(torch.cat(decoder_outputs, dim=1), dim=-1)
        return decoder_outputs, decoder_hidden, torch.cat(attentions, dim=1)
    def forward_step(self, input, hidden, encoder_outputs):
        embedded = self.dropout(self.embedding(input))
        query = hidden.permute(1, 0, 2)
        context, attn_weights = self.attention(query, encoder_outputs)
        output, hidden = self.gru(torch.cat((embedded, context), dim=2), hidden)
        return self.out(output), hidden, attn_weights
enc, dec = EncoderRNN(12, 8), AttnDecoderRNN(8, 12)
oe, od = torch.optim.Adam(enc.parameters(), lr=.01), torch.optim.Adam(dec.parameters(), lr=.01)
x = torch.randint(2, 12, (3, MAX_LENGTH)); y = torch.randint(2, 12, (3, MAX_LENGTH))
crit = nn.NLLLoss()
def asMinutes(s):
    m = math.floor(s / 60); s -= m * 60
    return '%dm %ds' % (m, s)
for epoch in range(2):
    oe.zero_grad(); od.zero_grad()
    eo, eh = enc(x); do, _, at = dec(eo, eh, y)
    loss = crit(do.view(-1, do.size(-1)), y.view(-1)); loss.backward(); oe.step(); od.step()
    print(epoch, '%.4f' % loss.item(), at.shape)
with torch.no_grad():
    enc.eval(); dec.eval()
    do, dh, at = dec(*enc(x)); _, topi = do.topk(1); print(topi.squeeze()[0].tolist())
print(asMinutes(125.7))
