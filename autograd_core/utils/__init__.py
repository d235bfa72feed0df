"""`torch.utils`: data sets."""
