bag=nn.EmbeddingBag(10,3,sparse=False); text=torch.tensor([1,2,4,5,4,3,2,9]); off=torch.tensor([0,4])
fc=nn.Linear(3,2); out=fc(bag(text,off)); print(out)
nn.CrossEntropyLoss()(out,torch.tensor([0,1])).backward(); print(bag.weight.grad, bag.weight.grad.shape)
