"""The Gradstep app: a pasted program in, an interactive walk through its computation graph out."""
