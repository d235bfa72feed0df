"""拒绝、限制和命令行的句子。"""

TEXTS = {
    # 文本为何没有被解析
    "refused.characters": "这段文本有 {count} 个字符，上限是 {limit}。请分几次运行。",
    "refused.lines": "这段文本有 {count} 行，上限是 {limit}。请分几次运行。",
    "refused.line_length": "这一行有 {count} 个字符，上限是 {limit}。请拆成几行。",
    "refused.control": "程序里不能有控制字符 {code}，它多半是粘贴时带进来的，请删除。",
    "refused.surrogate": "{code} 只是半个字符。请删除后重新输入。",
    "refused.bidi": "{code} 会改变文字方向，让代码看起来与实际不同。请删除。",
    "refused.nodes": "这个程序太大（上限是 {limit} 个部分）。请分几次运行。",
    "refused.too_nested": "嵌套太深。请给里面的部分另起名字。",
    # 粘贴留下的东西
    "refused.syntax": "{kind}: {message}",
    "refused.magic": (
        "`{code}` 是 Jupyter 或终端的命令，不是 Python。请在前面加 #：这里不需要安装任何东西。"
    ),
    "note.magic": ("`{code}` 是 Jupyter 或命令行的命令，在这里不起作用。"),
    "refused.paste_prompt": "`{code}` 是一起复制进来的提示符，请删除。",
    "refused.paste_fence": "`{code}` 是 Markdown，不是 Python。请删除这一行。",
    "refused.paste_quotes": "{code} 是排版引号。Python 需要 ' 或 \"。",
    "refused.paste_space": "{code} 看起来像空格，但 Python 不认。请重新输入空格。",
    "refused.paste_fullwidth": "{code} 是全角字符。Python 需要半角的写法。",
    # 语言里没有的东西
    "refused.construct": "这里不支持 {code}。",
    "refused.async": "这里不支持 async 和 await：程序从上到下运行。",
    "refused.match": "这里不支持 match。请用 if 和 elif。",
    "refused.try_star": "这里不支持带 except* 的 try。请用 except。",
    "refused.dunder": "这里不能用 `{code}`：带双下划线的名字是 Python 内部的。",
    "refused.dunder_class": "这里不能用 `__class__`。请用 `type(x)`。",
    "refused.dunder_dict": "这里不能用 `__dict__`。请逐个写出属性，或用 getattr 和 setattr。",
    "refused.dunder_method": "这里的类不能定义 `{code}`。",
    "refused.class_keyword": "这里不支持在类的基类后面写 `{code}=`。",
    "refused.builtin": "这里不能用 `{code}`。程序没有文件，没有键盘，也看不到这台机器的内部。",
    "refused.import": (
        "这里没有 `{module}`。这个工具运行的是教学版 torch，没有文件、网络和其他库。"
    ),
    "refused.import_data": "这里没有 `{module}`。请自己造一个小数据集：torch.randn(20, 2)。",
    "refused.import_plot": "这里暂时没有 `{module}`。请打印数值，或在图上看。",
    "refused.import_framework": "这里没有 `{module}`：这个工具讲的是 PyTorch。",
    "refused.relative_import": "这个程序外面没有包。请直接用名字导入 torch。",
    "refused.star_import": (
        "这里不支持 `from {module} import *`。请写 `import {module}`，或逐个列出名字。"
    ),
    "refused.bits": "这个数超过 {limit} 位二进制。请用浮点数，例如 1e300。",
    "refused.text": "这段字符串超过 {limit} 个字符。",
    "refused.bytes": "{code}：这里不支持 bytes。请用字符串。",
    "refused.complex": "{code}：这里暂不支持复数。",
    # 运行时的限制
    "limit.steps": "超过 {limit} 步。是不是有一个停不下来的循环？",
    "limit.seconds": "程序运行超过 {limit} 秒。请减少轮数。",
    "limit.operations": "超过 {limit} 次张量运算。请减少轮数。",
    "limit.memory": "内存不足。请用更小或更少的张量。",
    "limit.bits": "整数超过 {limit} 位二进制。请用浮点数。",
    "limit.text": "字符串有 {count} 个字符，上限是 {limit}。",
    "limit.items": "列表有 {count} 项，上限是 {limit}。",
    "limit.width": "格式宽度为 {count} 个字符，上限是 {limit}。",
    "limit.printed": "程序打印超过 {limit} 个字符或 {lines} 行。",
    "limit.printed_once": "打印一个值需要超过 {limit} 个字符。",
    "limit.absent": "这里暂时没有 `{name}`。",
    "limit.absent_base": "这里暂时不能从 `{name}` 派生类。",
    "limit.answer": "结果太大，无法显示。请用更小的张量或更少的轮数。",
    "limit.wall": "有一步运算等得太久。请用更小的数或张量。",
    "limit.unexpected": "运行意外结束。之前做过的事无法显示。",
    # 命令行
    "command.refused": "Refused: line {line}: {text}",
    "command.stopped": "Stopped: line {line}: {text}",
    "command.no_file": "{file}：没有这个文件。",
    "command.not_text": "{file}：不是 UTF-8 文本。",
    "command.not_notebook": "{file}：不是可读的笔记本（{reason}）。",
    "command.not_trace": "{file}:不是可以显示的运行记录({reason})。",
    "command.trace_contradicts": "内容自相矛盾",
    "command.wrong_kind": "{file}：既不是 .py 也不是 .ipynb 文件，也不是表示标准输入的 -。",
    "command.no_cell": "{file}：没有第 {number} 个代码单元，一共 {count} 个。",
    "command.bad_cells": "--cells {given}：应为用逗号分隔的数字，例如 2,3,3。",
    "command.cannot_write": "{file}：无法写入。",
    "command.no_format": "{file}：没有后缀为 {ending!r} 的导出格式。已有：{known}。",
}
