"""The words of the numeric check, in Chinese."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "title.check": "第 {pass} 次传播的数值检验",
    "say.check.agrees": "第 <c>{pass}</c> 次传播的数值检验：全部 <v>{count}</v> 个数上 autograd 与中心差分一致；最大相对误差 <v>{error}</v>，在 <c>{name}</c>。",
    "say.check.differs": "第 <c>{pass}</c> 次传播的数值检验：在 <c>{name}</c> 处 autograd 说 <g>{gradient}</g>，而微调它得到 <v>{difference}</v>。",
    "say.check.kink": "第 <c>{pass}</c> 次传播的数值检验：<c>{name}</c> 处有折点，左右斜率不同；PyTorch 选 <g>{gradient}</g>。",
    "say.check.rough": "第 <c>{pass}</c> 次传播的数值检验：在 <c>{name}</c> 处差分太粗糙，无法判断梯度 <g>{gradient}</g>。",
    "say.check.none": "第 <c>{pass}</c> 次传播的数值检验：没有可比较的数。",
    "why.check.agrees": "把每个数向上和向下微调一点，重新运行程序，根的变化除以微调量，与这次传播的梯度比较。",
    "why.check.differs": "微调这个数时，根的变化比记录的图所说的多或少。所以根还以 autograd 跟踪不到的方式依赖它（用 .item()、.detach()、.data 或在 no_grad 下取出的值），或者钩子改了梯度，或者自己写的 backward 有错。",
    "why.check.kink": "在折点没有唯一的斜率，中心差分是两侧的平均，所以不能证实梯度。PyTorch 的选择是约定：例如 relu 在 0 处取 0。",
    "why.check.rough": "结果太大或精度太低，舍入掩盖了微调的影响。用 float64（torch.set_default_dtype(torch.float64)）检验更精确。",
    "check.agrees": "一致：梯度 {gradient}，差分 {difference}，相对误差 {error}（{of} 个数中的 {count} 个）",
    "check.differs": "不同：梯度 {gradient}，差分 {difference}（{of} 个数中的 {count} 个）",
    "check.kink": "折点：梯度 {gradient}，平均斜率 {difference}（{of} 个数中的 {count} 个）",
    "check.rough": "太粗糙：梯度 {gradient}，差分 {difference}（{of} 个数中的 {count} 个）",
    "app.check": "数值检验",
    "app.check.help": "把每个梯度与中心差分比较：微调每个叶子的每个数，并重新运行程序。",
    "app.check.nothing": "没有可检验的：没有哪次传播给浮点叶子带来梯度。",
}
