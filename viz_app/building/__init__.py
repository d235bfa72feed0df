"""A program's text and one wish in; the text with that wish as PyTorch code in it out."""
