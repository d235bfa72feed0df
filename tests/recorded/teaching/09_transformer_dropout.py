m=nn.TransformerEncoderLayer(8,2,16,dropout=0.1,batch_first=True); print(m(torch.ones(2,5,8)).flatten()[:4])
