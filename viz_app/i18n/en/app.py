"""The words around the pages, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "page.playground": "Playground",
    "app.other_language": "中文",
    "app.empty": "Write PyTorch in the cell and run it (Shift+Enter), or open an example under Notebook.",
    "app.notebook": "Notebook",
    "app.new": "New",
    "app.examples": "Examples",
    "app.open_file": "Open a file (.ipynb, .py or a saved trace, .json)",
    "example.autograd_basics": "Autograd basics",
    "app.running": "Running …",
    "app.pausing": "Many runs in a short time: the next begins in {seconds} s,"
    " so that others get their turn.",
    "app.waiting": "Waiting for a free place. Programs before yours: {before}",
    "app.isolation.full": "Programs run fully isolated: no files, no network, no other process.",
    "app.isolation.process": (
        "Programs run in a process of their own, but without walls of the operating system."
        " Do not open this app to the internet."
    ),
    "app.not_public": (
        "This app is set to be public, but this machine cannot isolate programs fully."
        " It does not start. `gradstep doctor` says what is missing."
    ),
}
