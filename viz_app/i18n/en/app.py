"""The words around the pages, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "page.playground": "Playground",
    "app.other_language": "中文",
    "app.notebook": "Notebook",
    "app.new": "New",
    "app.examples": "Examples",
    "app.open_file": "Open a file (.ipynb or .py)",
    "example.autograd_basics": "Autograd basics",
}
