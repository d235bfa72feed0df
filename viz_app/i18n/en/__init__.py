"""The sentences of the interface in English, one file per room."""
