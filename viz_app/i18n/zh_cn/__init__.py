"""The sentences of the interface in Chinese, one file per room."""
