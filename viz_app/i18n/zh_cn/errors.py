"""Plain explanations of PyTorch's errors and warnings, in Chinese."""

TEXTS = {
    "explain.second_backward": "节点运行之后，它保存的值立即被释放；现在这个节点又需要这些值，而它们已经没有了。通常的做法："
    "重新计算结果，或者把损失相加后只调用一次 backward。只有真的要在同一张图上反向传播两次时 retain_graph=True 才有用："
    "把它当护身符只会占住内存，而且在 optimizer.step() 之后会换成原地修改的错误。",
    "explain.inplace": "某个节点为反向传播保存了这个张量，后来这块内存被改了：用新的数会得到错误的梯度，所以 PyTorch 停下。"
    "报错的行是 backward()，真正的原因是修改张量的那一行。通常的做法：在那里生成新张量（用 y = y + 1 代替 y += 1）。"
    "通过 .data 写入也能让错误消失，但梯度就错了。",
    "explain.no_grad_fn": "通往这个张量的路上什么都没有记录，所以没有可以往回走的图。通常的做法：找到切断历史的那一行。"
    "loss.requires_grad_(True) 能让错误消失，但什么也没有训练：loss 只是成了一个孤立的叶子，没有任何权重被到达。",
    "explain.not_scalar": "backward 从在单元素结果上写 1 开始。这个结果有多个元素，每个元素占多大分量要由你决定。通常的做法："
    "先 .sum() 或 .mean()，或者用 backward(gradient=v) 给每个元素一个数。求和等同于全 1 的 v；平均还要除以元素个数。",
    "explain.seed_shape": "传入的梯度必须与结果形状相同：每个元素一个数。通常的做法：torch.ones_like(结果)，或你想要的权重。",
    "explain.leaf_inplace": "在记录时原地修改这个叶子，就改掉了正要对它求梯度的输入。手写更新的通常做法：放进 torch.no_grad()。"
    "w = w - lr * w.grad 也能运行，但 w 变成没有托盘的非叶子：下一次 w.grad 就是 None。",
    "explain.leaf_view_inplace": "这是一个需要梯度的叶子的视图，写它就是写叶子。通常的做法：在 torch.no_grad() 中写，或者先 clone()。",
    "explain.view_inplace": "这个张量是一次产生的多个视图之一，PyTorch 无法跟踪通过它的写入。通常的做法：写之前先 clone()。",
    "explain.optimize_nonleaf": "优化器修改的是叶子，而这个张量由被记录的运算产生（.to()、* 1、切片……），不是叶子，也不保留 .grad。"
    "通常的做法：先做运算，最后用 requires_grad_() 要求梯度。",
    "explain.none_attribute": "应该是张量的地方是 None；多半是还没有任何一次反向传播填过的 .grad，或者被 zero_grad() 设成了 None"
    "（PyTorch 2.0 起如此）。通常的做法：先弄清为什么是 None，再考虑用 if 绕开，因为没有梯度的参数学不到东西。",
    "explain.none_operand": "有一个操作数是 None；多半是 .grad。执行 w = w - lr * w.grad 之后，名字 w 指向新的张量，它不是叶子，"
    "没有 .grad。通常的做法：在 torch.no_grad() 中原地更新。",
    "explain.numpy_needs_detach": "numpy 没有历史，转换会悄悄切断它，所以 PyTorch 要你明说。通常的做法：只要数值时用 detach()。"
    "在求梯度的计算中间这样做会切断图。",
    "explain.inference_saved": "inference_mode 中产生的张量没有版本计数，反向传播无法知道它是否被改过。通常的做法："
    "在该模式之外 clone()，或者改用 torch.no_grad()。",
    "explain.inference_flag": "inference_mode 中产生的张量永远如此。通常的做法：在该模式之外 clone()，再对副本要求梯度。",
    "explain.inference_update": "inference_mode 中产生的张量不能在该模式之外修改。通常的做法：先 clone()。",
    "explain.deepcopy": "非叶子是图的一部分，它的副本在图中没有位置。通常的做法：只要数值用 detach().clone()，要让梯度流过用 clone()。",
    "explain.float_only": "梯度说的是微小变化的效果，而整数不能只变一点点。通常的做法：写 1.0 而不是 1，或先 .float()。",
    "explain.unused_input": "结果没有通过任何被记录的路依赖这个输入。通常的做法：找到路在哪里断了。"
    "allow_unused=True 只是把错误换成 None，路仍然是断的。",
    "explain.input_no_grad": "这个输入不需要梯度，所以没有关于它的记录。通常的做法：在前向之前（不是之后）设 requires_grad=True。",
    "explain.flag_nonleaf": "非叶子是否需要梯度由它的输入决定。通常的做法：用 detach() 得到没有历史的张量。",
    "explain.shapes": "形状不相配。大小从最后一维开始比较，必须相等或其中之一为 1；矩阵乘积要求内侧大小相等。"
    "通常的做法：把两个形状打印出来。凭试错加的转置可能刚好合上，却是另一个意思。",
    "explain.reshape": "新形状的元素个数必须与旧的一样，而且 view() 要能保持内存不变。通常的做法：用 reshape()，需要时它会复制。",
    "explain.index": "下标超出了张量，或者没有这个维度。下标从 0 数起，负数从末尾数起。",
    "explain.dtypes": "数的类型不相配。通常的做法：有意地转换其中一边（.float()、.long()）。",
    "explain.bool_tensor": "条件只能是一个是或否，而这个张量有多个元素。通常的做法：.any()、.all()，或逐元素选择用 torch.where。",
    "explain.item_many": "只有单元素的张量才是一个数。通常的做法：.tolist()，或先 .sum()、.mean()。",
    "explain.hook_no_grad": "没有梯度会来到这个张量，钩子永远不会被调用。通常的做法：在前向之前设 requires_grad=True。",
    "explain.retain_no_grad": "没有梯度会来到这个张量，没有可保留的。通常的做法：在前向之前设 requires_grad=True。",
    "explain.nan_found": "异常检测找到了第一个梯度为 nan 的节点：无穷大的斜率乘以 0，例如 sqrt 在 0 处。通常的做法："
    "在运算之前就让输入避开那里。在运算之后用 where() 没有用，因为 0 × inf 是 nan。",
    "explain.anomaly": "异常检测指出了出错节点所在的前向行。原因可能在更后面：改动了该节点所保存的值的那一行。",
    "explain.nonleaf_grad": "反向传播让梯度经过这个张量后就丢掉了，因为只有叶子保留自己的梯度。通常的做法："
    "在反向传播之前调用 retain_grad()，或者读叶子的 .grad。屏蔽警告之后仍然是 None。",
    "explain.copy_construct": "torch.tensor(t) 只复制数值，丢掉历史：梯度不会流回 t。通常的做法：要让梯度流过用 clone(),"
    "不要则用 detach().clone()。按提示加 detach() 只是让警告消失，切断仍在。",
    "explain.to_scalar": "张量变成了普通的数，而数没有历史：由它得到的东西回不去。通常的做法：用 torch.stack 连接张量；"
    "只有真的要切断时才先 detach()。",
    "explain.reference_cycle": "梯度现在有自己的图，又通回持有该梯度的参数：一个很晚才释放的环。通常的做法："
    "torch.autograd.grad(…， create_graph=True)，它不填任何 .grad。",
    "explain.broadcast_loss": "目标和输入互相广播，于是每一对都被比较：损失是一个数，但不是你要的那个。通常的做法：有意地让形状相等。",
    "explain.scheduler_order": "调度器设定的是下一步的学习率，所以优化器先走。反过来第一个学习率就被跳过了。",
    "explain.full_hook": "模块的输入都不需要梯度，所以没有它们的梯度可以给钩子看。",
    "explain.implicit_dim": "沿哪一维是一种选择，而 PyTorch 替你猜了。通常的做法：写明 dim=…。",
    "explain.name": "到目前为止运行过的行都没有给这个名字赋值。在笔记本里：产生它的单元运行过吗？",
    "explain.attribute": "这种对象没有叫这个名字的东西。张量的方法在张量上调用，函数在 torch 上调用。",
    "explain.arguments": "调用与函数的参数不符：个数、名字或种类。",
    "explain.no_grad_view": "在关闭记录时产生的视图没有历史，而它的原张量有；通过视图的写入无法正确记录。通常的做法：在要写入的地方才取视图，或先 clone()。",
    "explain.grad_fits": ".grad 的形状、dtype 和种类必须与它的张量相同。通常的做法：由旧的梯度算出新的（w.grad * 0.5），或设为 None。",
    "explain.hook_nonleaf": "只有叶子才有由反向传播填充的托盘，所以只有那里才能在填充之后调用钩子。通常的做法：在非叶子上用 register_hook()。",
    "explain.hook_returns": "钩子可以返回 None（梯度不变），或返回形状和 dtype 相同的张量（取而代之）。通常的做法：只看不改的钩子不要返回任何东西；lambda 会返回它的值。",
    "explain.own_backward": "自定义函数的 backward 为每个输出得到一个梯度，为 forward 的每个输入返回一个与它同形状的梯度；没有的写 None。通常的做法：数一数 forward 在 ctx 之后的参数。",
    "explain.out_argument": "用 out= 时结果写入已有的张量，autograd 不记录这种写入。通常的做法：去掉 out=。",
    "explain.read_only": "它由张量的来历决定，不能设置。通常的做法：用 detach() 得到没有历史的张量，用 requires_grad_() 得到要梯度的叶子。",
    "explain.anomaly_on": "异常检测会记住每个节点的前向行。它很慢：找错时打开，之后关掉。",
    "explain.gradcheck": "backward 给出的梯度不等于用小步测得的斜率。通常的做法：检查自己函数的 backward。请用 float64：float32 的小步本身就太粗。放宽容差只是把错误藏起来。",
    "explain.optimizer_empty": "没有给优化器任何可改的东西。通常的做法：层必须是模块的属性（self.fc = …）；放在普通列表里的层找不到，请用 nn.ModuleList。",
    "explain.optimizer_params": "优化器要的是张量的列表。通常的做法：用 [w] 代替 w，用 model.parameters() 代替 model。",
    "explain.duplicate_params": "同一个参数在列表里出现两次，会被移动两次。通常的做法：每个参数只给一次。",
    "explain.number_range": "这个数必须在句子所说的范围内。学习率是正数：负号已经在优化器里了。",
    "explain.before_init": "模块把各层放在 Module.__init__ 建立的表里。通常的做法：在 __init__ 的第一行写 super().__init__()。",
    "explain.no_forward": "调用模块就是调用它的 forward，而这个类没有。通常的做法：在类里面写 def forward(self, x): …，注意拼写和缩进。",
    "explain.not_a_module": "Sequential 之类装的是模块。通常的做法：用 nn.ReLU() 代替 torch.relu 或 nn.ReLU：要对象，不要函数或类。",
    "explain.state_dict": "保存的名字或形状与这个模型不同。通常的做法：用保存时的大小建立模型。strict=False 只装入合得上的，其余保持随机：错误没了，数也没了。",
    "explain.target_range": "目标超出了这个损失所认识的范围：0 到 1 之间的概率，或从 0 到类数减 1 的类号。通常的做法：在 binary_cross_entropy 之前用 sigmoid()，更好的是用带 logits 的损失。",
    "explain.target_type": "类号是整数。通常的做法：对目标用 .long()。",
    "explain.batchmean": "'mean' 除以所有元素的个数，也包括一个样本之内的。通常的做法：reduction='batchmean'，这才是书上的损失。",
    "explain.clip_nonfinite": "有梯度是 inf 或 nan，乘什么都不会变成有限。通常的做法：找出它在哪里产生（异常检测会指出节点）。跳过检查只会带着 nan 训练下去。",
    "explain.join_sizes": "要连接的张量除连接的那一维外必须处处一致；stack 要求完全相同。通常的做法：把形状打印出来。",
    "explain.expand": "只有大小为 1 的维能扩展，原地的结果不能变大。通常的做法：用 unsqueeze() 把 1 放到该在的地方；用 x = x + y 代替 x += y。",
    "explain.ragged": "里面的列表长短不一，而张量是满的矩形。通常的做法：把短的补齐，或保留一个张量的列表。",
    "explain.dimensions": "输入的维数与这个层或函数所要的不同。通常的做法：unsqueeze(0) 加上批次维，flatten(1) 合并其余的维。",
    "explain.channels": "这个层是为另一个通道数建立的。顺序是批次、通道、高、宽。通常的做法：检查 in_channels；通道在最后的图像先 permute()。",
    "explain.zero_dim": "标量没有维：没有可数、可取下标、可遍历的东西。通常的做法：用 .item() 取它的数；或找出是哪个求和把它变成了标量。",
    "explain.python_index": "列表没有那么长。下标从 0 数起，最后一个是 len − 1。",
    "explain.negative_power": "2 ** -1 不是整数，而整数张量只能装整数。通常的做法：写 2.0，或 .float()。",
    "explain.bool_arithmetic": "True 和 False 在这里不是数。通常的做法：用 ~mask 代替 -mask，用 mask ^ other 代替相减，或 .float()。",
    "explain.format": "有多个元素的张量没有 .2f 这样的格式。通常的做法：单个元素用 .item()；在训练循环里这也放掉了图。",
    "explain.transpose": "x.T 把所有维颠倒过来，多于两维时很少是本意。通常的做法：最后两维用 x.mT，或 permute()。",
    "explain.none_subscript": "应该有值的地方是 None：多半是没有 return 的函数，或还没有任何一次反向传播填过的 .grad。",
    "explain.operand": "这个运算符不认识这一对种类。通常的做法：有意地把其中一边变成张量或数。",
    "explain.division": "Python 不用零去除。张量则会得到 inf 或 nan 并继续下去，而 nan 会传遍所有梯度。",
    "explain.unbound": "函数在某处给这个名字赋值，所以它是函数自己的名字，而此时还没有值。通常的做法：先给它一个值，或作为参数传进来。",
    "explain.module_attribute": "模块里没有叫这个名字的东西。通常的做法：检查拼写；许多函数在 torch.nn.functional 或 torch.linalg 中。",
    "explain.callable": "这是一个值，不是函数。常见的原因：名字被改写了（sum = …），忘了运算符（2(x + 1)），或把属性当方法调用（x.shape()）。",
    "explain.unpack": "左边名字的个数与右边值的个数不同。autograd.grad 给出的是元组：g, = grad(y, x)。",
    "explain.iterable": "把一个东西当成了许多个。通常的做法：要列表的地方写 [x]。",
    "cause.cut": "历史在第 {line} 行 <c>{source}</c> 断了：{reason}",
    "cause.copied": "<c>{name}</c> 的数值在第 {line} 行 <c>{source}</c> 被复制出来：没有边通回 <c>{name}</c>。",
    "cause.no_leaf": "它所依赖的张量都不需要梯度：{names}。",
    "cause.changed": "{node} 保存了版本 {old} 的 <c>{name}</c>（第 {saved_line} 行：<c>{saved_source}</c>）。第 {line} 行把它改成了版本 {new}：<c>{source}</c>。",
    "cause.freed": "{node}（第 {line} 行：<c>{source}</c>）保存了 {names}；第 {number} 次反向传播已经把它释放。",
    "cause.caught": "程序捕获了这个错误并把它打印出来。",
    "cause.unused": "没有运算用过它。",
    "cause.made": "第 {line} 行产生了它：<c>{source}</c>。",
    "cause.cleared": "那是第 {line} 行：<c>{source}</c>。",
    "cause.came_out": "<c>{name}</c> 出自没有 create_graph=True 的反向传播：一个没有历史的数。",
    "cause.several": "<c>{name}</c> 有 {count} 个元素：需要 {count} 个种子，而只有你知道是哪些。",
    "cause.none": "<c>{name}</c>.grad 是 None：{reason}",
    "cause.nonleaf": "<c>{name}</c> 不是叶子：第 {line} 行 <c>{source}</c> 产生了它。",
    "cause.inference": "从第 {line} 行起 <c>{name}</c> 就是推理张量：<c>{source}</c>。",
}
