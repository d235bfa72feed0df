"""Program texts in; the documents that exporters are given out."""

from __future__ import annotations

from typing import Any

from viz_app import pipeline
from viz_app.exporters import Document

SQUARE = """\
import torch
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = (x * x).sum()
y.backward()
print(x.grad)"""
HOSTILE = """\
import torch
# </script><script>alert(1)</script> ]]> <!-- &quot; \\n
名 = torch.tensor([1., 2.], requires_grad=True)  # viz: note </style><script>alert(4)</script>
s = "</script><img src=x onerror=alert(1)>\\"]; evil -> n0; %%{init}%% click n0 'javascript:'"
# viz: ask <img src=x onerror=alert(5)> ]]> "quoted"?
l = (名 * len("<svg onload=alert(1)>")).sum() + len(s)
print("\\x00\\x1b[31m</style><script>alert(2)</script>")
l.backward()"""
TITLE = "</title><script>alert(3)</script>\"'`&.py"


def document(*cells: str, title: str = "square.py", **given: Any) -> Document:
    """What these cells did, ready to be exported."""
    executions = list(enumerate(cells))
    result = pipeline.run(executions, display=False)
    parts = [{"kind": "code", "source": text} for text in cells]
    return pipeline.document(result, executions, parts, title=title, **given)
