"""The words around the pages, in Chinese."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "page.playground": "演练场",
    "app.other_language": "English",
    "app.notebook": "笔记本",
    "app.new": "新建",
    "app.examples": "示例",
    "app.open_file": "打开文件（.ipynb 或 .py）",
    "example.autograd_basics": "自动求导基础",
}
