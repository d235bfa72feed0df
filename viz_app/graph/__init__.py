"""A trace goes in; the graph, its layout and the look of its cards come out."""
