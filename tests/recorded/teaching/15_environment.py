print(torch.__version__.startswith("2."), torch.cuda.is_available(), torch.backends.mps.is_available(), torch.accelerator.is_available(), torch.cuda.device_count())
device = torch.device("cuda" if torch.cuda.is_available() else "cpu"); print(device, device.type, torch.ones(2, device=device).device)
device = torch.accelerator.current_accelerator() if torch.accelerator.is_available() else torch.device("cpu"); print(device)
torch.backends.cudnn.deterministic = True; torch.backends.cudnn.benchmark = False
torch.cuda.manual_seed(0); torch.cuda.manual_seed_all(0); torch.use_deterministic_algorithms(True); print(torch.are_deterministic_algorithms_enabled()); torch.use_deterministic_algorithms(False)
torch.set_num_threads(1); print(torch.get_num_threads())
torch.set_float32_matmul_precision("high"); print(torch.get_float32_matmul_precision())
print(torch.get_default_device())
