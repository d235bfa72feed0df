up=nn.Upsample(scale_factor=2,mode='bilinear',align_corners=True); print(up, up(torch.arange(4.).reshape(1,1,2,2)))
ps=nn.PixelShuffle(2); print(ps, ps(torch.arange(16.).reshape(1,4,2,2)))
print(nn.UpsamplingNearest2d(scale_factor=2)(torch.ones(1,1,2,2)).shape, nn.UpsamplingBilinear2d(size=3)(torch.arange(4.).reshape(1,1,2,2)))
