"""The words of the builder, in Chinese."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "page.build": "搭建",
    "build.empty": "先建一个叶子：在左边填写名称和数值，再按“添加”。也可以在单元格里写 PyTorch 代码并运行。",
    "build.undo": "撤销",
    "build.redo": "重做",
    "build.leaf": "新的叶子",
    "build.operation": "运算",
    "build.then": "对某个张量",
    "build.numbers": "可调的数字",
    "build.name": "名字",
    "build.values": "数值",
    "build.values_help": "一个数或列表:2.5、[1., 2.]、[[1, 2], [3, 4]]",
    "build.shape": "形状",
    "build.shape_help": "2, 3 表示该形状的张量,每个元素都是上面的数值",
    "build.as_given": "由数值决定",
    "build.add": "添加",
    "build.which": "哪个运算",
    "build.further": "其他参数",
    "build.result": "结果",
    "build.no_grad_help": "在 torch.no_grad() 下运行:不作记录",
    "build.click": "在图中点击张量：每次点击填入带标记的一栏，然后轮到下一栏。",
    "build.arm": "让下一次点击填入这一栏",
    "build.rate": "学习率",
    "build.detached": "分离后张量的名字",
    "build.no_name": "{name!r} 不是名字:只能用字母、数字和 _,且不能以数字开头。",
    "build.no_expression": "{text!r} 不是一个值:请写名字、数字或列表。",
}
