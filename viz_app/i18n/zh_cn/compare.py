"""The words of the page that holds two runs side by side, in Chinese."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "page.compare": "对比",
    "compare.pairs": "对比示例",
    "compare.playground": "演练场里的程序，左右各一份",
    "compare.playground_hint": "修改其中一边并运行：改动前与改动后",
    "compare.pair.zero_grad": "没有与有 zero_grad",
    "compare.pair.no_grad": "没有与有 no_grad",
    "compare.pair.detach": "没有与有 detach",
    "compare.pair.number": "两个学习率",
    "compare.pair.recursion": "反向传播：递归与拓扑顺序",
    "compare.pair.modes_in": "前向模式与反向模式：多个输入",
    "compare.pair.modes_out": "前向模式与反向模式：多个输出",
    "compare.too_long": "两次运行分别有 {left:,} 步和 {right:,} 步；最多可以并排走 {most:,} 步。",
    "player.pair_table": "两边的值与梯度",
    "player.pair_left": "左",
    "player.pair_right": "右",
    "player.pair_first": "第一处不同",
    "player.pair_same": "没有不同",
    "player.pair_here": "这里是第一处不同。",
    "player.pair_lone_left": "只有左边做这一步，右边等待。",
    "player.pair_lone_right": "只有右边做这一步，左边等待。",
    "player.pair_work": "整次运行的工作量",
    "player.pair_operations": "执行的运算",
    "player.pair_recorded": "记录的节点",
    "player.pair_visits": "反向时访问的节点",
    "player.pair_contributions": "反向时算出的梯度",
    "player.pair_sums": "其中在收件箱里相加的",
    "player.pair_accumulations": "加到 .grad 上的梯度",
}
