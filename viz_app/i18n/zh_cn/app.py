"""The words around the pages, in Chinese."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "page.playground": "演练场",
    "app.other_language": "English",
    "app.empty": "在单元格里写 PyTorch 代码并运行（Shift+Enter），或在“笔记本”里打开一个例子。",
    "app.notebook": "笔记本",
    "app.new": "新建",
    "app.examples": "示例",
    "app.open_file": "打开文件（.ipynb、.py 或保存的轨迹 .json）",
    "example.autograd_basics": "自动求导基础",
    "app.running": "正在运行…",
    "app.pausing": "短时间内运行次数太多：下一次运行将在 {seconds} 秒后开始，以便其他人也能运行",
    "app.waiting": "正在等待空位，前面还有 {before} 个程序",
    "app.isolation.full": "程序完全隔离地运行：没有文件，没有网络，没有其他进程。",
    "app.isolation.process": "程序在单独的进程里运行，但没有操作系统的隔离。请不要把本应用开放到互联网。",
    "app.not_public": "本应用设为公开，但这台机器不能完全隔离程序，因此不启动。`gradstep doctor` 会说明缺少什么。",
}
