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
    "refused.construct": "这里不支持 {code}。请用更简单的语句写。",
    "refused.async": "这里不支持 async 和 await：程序从上到下运行。请用 def，直接调用函数。",
    "refused.try_star": "这里不支持带 except* 的 try。请用 except。",
    "refused.dunder": "这里不能用 `{code}`：带双下划线的名字是 Python 内部的。请用类提供的属性或方法。",
    "refused.dunder_class": "这里不能用 `__class__`。请用 `type(x)`。",
    "refused.dunder_method": "这里的类不能定义 `{code}`。请给方法另取名字，再调用它。",
    "refused.class_keyword": "这里不支持在类的基类后面写 `{code}=`。请删掉它。",
    "refused.builtin": (
        "这里不能用 `{code}`。程序没有文件，没有键盘，也看不到这台机器的内部。"
        "请把值或表达式直接写在程序里。"
    ),
    "refused.import": (
        "这里没有 `{module}`。这个工具运行的是教学版 torch，没有文件、网络和其他库。"
        "请删掉这一行，或自己写出需要的那几个函数。"
    ),
    "refused.import_files": (
        "这里没有 `{module}`：程序没有文件，也没有网络。请把数据写在程序里，或用 torch.randn 生成；"
        "torch.save 和 torch.load 会把模型保留到运行结束。"
    ),
    "refused.import_process": (
        "这里没有 `{module}`：程序独自从上到下运行。请依次调用函数；DataLoader 请用 num_workers=0。"
    ),
    "refused.import_picture": (
        "这里不需要 `{module}`：每次运行都会画出计算图。请删掉这一行；print(model) 会列出各层。"
    ),
    "refused.import_log": "这里没有 `{module}`：程序不向外发送任何内容。请打印数值。",
    "refused.import_loop": (
        "这里没有 `{module}`。请自己写训练循环：前向、损失、loss.backward()、optimizer.step()、"
        "optimizer.zero_grad()。"
    ),
    "refused.import_world": "这里没有 `{module}`。请自己写一个带 reset() 和 step() 的小类。",
    "refused.import_einops": (
        "这里没有 `{module}`。请用 reshape、permute、repeat 和 torch.einsum。"
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
    # 运行时的限制
    "limit.steps": "超过 {limit} 步。是不是有一个停不下来的循环？",
    "limit.seconds": "程序运行超过 {limit} 秒。请减少轮数。",
    "limit.operations": "超过 {limit} 次张量运算。请减少轮数。",
    "limit.elements": "这个张量会有 {count} 个元素，上限是 {limit}。请用更小的尺寸。",
    "limit.flops": "超过 {limit} 次乘法。请用更小的张量或更少的轮数。",
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
    "limit.busy": "等待运行的程序太多。请稍后再按运行。",
    "limit.lost": "运行这个程序的进程丢失了。请再运行一次。",
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
    # gradstep doctor
    "doctor.full": "隔离：完全。程序无论做什么都出不来（{system}）。",
    "doctor.process": "隔离：仅进程。程序有自己的进程，但没有操作系统的隔离（{system}）。请不要把应用开放到互联网。",
    "doctor.root": "注意：以 root 运行时进程数限额无效；系统调用过滤不受影响。",
    "doctor.holds": "  有效    {layer}",
    "doctor.missing": "  缺少    {layer}",
    "doctor.contained": "  已挡住  {attempt}",
    "doctor.escaped": "  未挡住  {attempt}",
    "layer.limits": "内存、处理器时间、文件和进程的限额（rlimit）",
    "layer.landlock": "没有文件、连接和信号（Landlock）",
    "layer.seccomp": "除计算和回答外没有系统调用（seccomp）",
}
