"""Two traces in; how their steps go together, where they differ, and what each one cost, out."""
