"""The words of exported files and of the menu that makes them, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "export.html": "Web page that steps (HTML)",
    "export.svg": "Picture of this step (SVG)",
    "export.png": "Picture of this step (PNG)",
    "export.pdf": "One step a page (PDF)",
    "export.gif": "Film of all steps (GIF)",
    "export.dot": "Graph for graphviz (DOT)",
    "export.graphml": "Graph for networkx and others (GraphML)",
    "export.mermaid": "Graph for Markdown (Mermaid)",
    "export.trace": "All that happened (JSON trace)",
    "export.code": "PyTorch program (Python)",
    "export.worksheet": "Worksheet with key (HTML, to print)",
    "export.too_many_steps": "{steps} steps are more than the {most} that such a file can hold: choose fewer, as in --steps 1-{most}.",
    "export.old_browser": "This page needs JavaScript and a browser of 2023 or later (Chrome 80, Firefox 113, Safari 16.4).",
    "export.theme": "Theme",
    "export.sheet": "worksheet",
    "export.key": "key",
    "export.ask_values": "Write the value of every result into its card.",
    "export.ask_order": "In which order does backward visit the nodes? Number them, and write the gradient that arrives at each.",
    "export.ask_trays": "What is .grad of each leaf afterwards?",
    "export.order": "order",
    "export.expression": "result",
    "export.node": "node",
    "export.arrives": "gradient that arrives",
    "export.leaf": "leaf",
}
