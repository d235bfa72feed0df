dec=nn.TransformerDecoder(nn.TransformerDecoderLayer(8,2,16,activation='gelu'),2,norm=nn.LayerNorm(8))
y=dec(torch.randn(4,2,8),torch.randn(5,2,8),tgt_mask=nn.Transformer.generate_square_subsequent_mask(4),memory_key_padding_mask=torch.tensor([[False]*5,[False]*3+[True]*2]))
print(y)
