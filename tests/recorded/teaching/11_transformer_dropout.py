m=nn.TransformerDecoderLayer(8,2,16,dropout=0.1,batch_first=True); print(m(torch.ones(2,5,8),torch.ones(2,4,8)).flatten()[:4])
