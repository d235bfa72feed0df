"""The words of exported files and of the menu that makes them, in Chinese."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "export.html": "可逐步播放的网页 (HTML)",
    "export.svg": "当前步骤的图 (SVG)",
    "export.png": "当前步骤的图 (PNG)",
    "export.pdf": "每页一步 (PDF)",
    "export.gif": "所有步骤的动画 (GIF)",
    "export.dot": "graphviz 图 (DOT)",
    "export.graphml": "供 networkx 等读取的图 (GraphML)",
    "export.mermaid": "供 Markdown 使用的图 (Mermaid)",
    "export.trace": "完整的运行记录 (JSON)",
    "export.code": "PyTorch 程序 (Python)",
    "export.worksheet": "练习单与答案 (HTML,可打印)",
    "export.too_many_steps": "{steps} 步超出了此类文件最多 {most} 步的限制:请选择较少的步骤,例如 --steps 1-{most}。",
    "export.old_browser": "此页面需要 JavaScript 和 2023 年以后的浏览器(Chrome 80、Firefox 113、Safari 16.4)。",
    "export.theme": "主题",
    "export.sheet": "练习单",
    "export.key": "答案",
    "export.ask_values": "把每个结果的值写进它的卡片。",
    "export.ask_order": "反向传播按什么顺序访问这些节点?请编号,并写出到达每个节点的梯度。",
    "export.ask_trays": "之后每个叶子的 .grad 是多少?",
    "export.order": "顺序",
    "export.expression": "结果",
    "export.node": "节点",
    "export.arrives": "到达的梯度",
    "export.leaf": "叶子",
}
