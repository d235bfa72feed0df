"""A person's choices go in; a page of the app comes out. One module is one page."""
