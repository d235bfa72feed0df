# GAN step
G = nn.Sequential(nn.Linear(4, 8), nn.LeakyReLU(0.2), nn.Linear(8, 2), nn.Tanh()); D = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
og = torch.optim.Adam(G.parameters(), 2e-3, betas=(0.5, 0.999)); od = torch.optim.Adam(D.parameters(), 2e-3, betas=(0.5, 0.999)); crit = nn.BCEWithLogitsLoss()
for i in range(3):
    real = torch.randn(8, 2); z = torch.randn(8, 4); fake = G(z)
    ld = crit(D(real), torch.ones(8, 1)) + crit(D(fake.detach()), torch.zeros(8, 1)); od.zero_grad(); ld.backward(); od.step()
    lg = crit(D(fake), torch.ones(8, 1)); og.zero_grad(); lg.backward(); og.step(); print(f"{ld:.4f} {lg:.4f}")
