"""`torch.nn`: layers and losses as modules, and their functional forms."""
