"""A trace in; a graph of cards, their places, their views and a network for the browser out."""
