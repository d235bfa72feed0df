for n in ("MaxUnpool2d(2)","Fold(4,2)","Unfold(3)","ChannelShuffle(2)","EmbeddingBag(3,2)","LPPool3d(2,2)","EmbeddingBag(3,2,mode='max',padding_idx=1)","Unfold((2,3),padding=1)","TransformerDecoderLayer(4,2,8)","TransformerDecoder(nn.TransformerDecoderLayer(4,2,8),2)","Transformer(4,2,1,1,8)"):
    m=eval("nn."+n); print(m, type(m))
