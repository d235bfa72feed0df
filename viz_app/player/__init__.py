"""A story goes in; a workbench in the browser, that plays it, comes out."""
