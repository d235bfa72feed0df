"""Plain explanations of PyTorch's errors and warnings: the meaning, the remedy, an honest remark."""

TEXTS = {
    "explain.second_backward": "A pass frees what its nodes saved as soon as they have run; this node needs its saved values "
    "again and they are gone. Usual remedy: compute the result anew, or add the losses and call backward once. "
    "retain_graph=True only helps when you truly want two passes over one graph: as a charm it keeps memory alive, and after "
    "optimizer.step() it fails with an in-place error instead.",
    "explain.inplace": "A node saved this tensor for backward, and the memory was changed afterwards: with the new numbers the "
    "gradient would be wrong, so PyTorch stops. The line that raises is backward(); the culprit is the line that changed the "
    "tensor. Usual remedy: make a new tensor there (y = y + 1 instead of y += 1). Writing through .data also silences the "
    "error, and gives a wrong gradient.",
    "explain.no_grad_fn": "Nothing was recorded on the way to this tensor, so there is no graph to go back through. Usual remedy: find "
    "the line that cut the history. loss.requires_grad_(True) makes the error go away and trains nothing: the loss becomes a "
    "leaf of its own, and no weight is reached.",
    "explain.not_scalar": "backward starts by writing a 1 on a result with one element. This result has several, and how much each of "
    "them counts is your choice. Usual remedy: .sum() or .mean() first, or backward(gradient=v) with one number for each "
    "element. The sum is the same as a v of ones; the mean divides by the number of elements.",
    "explain.seed_shape": "The gradient that was passed in must have the shape of the result: one number for each of its elements. "
    "Usual remedy: torch.ones_like(result), or the weights that you mean.",
    "explain.leaf_inplace": "Changing this leaf in place would change the very input that the gradient is taken for, while recording. "
    "Usual remedy for an update by hand: put it under torch.no_grad(). w = w - lr * w.grad also runs, but makes w a "
    "non-leaf without a tray: the next w.grad is None.",
    "explain.leaf_view_inplace": "This is a view of a leaf that requires grad, so writing to it writes to the leaf. Usual remedy: "
    "torch.no_grad() around the write, or clone() first.",
    "explain.view_inplace": "This tensor is one of several views made at once; PyTorch cannot follow a write through it. Usual remedy: "
    "clone() before writing.",
    "explain.optimize_nonleaf": "An optimizer changes leaves, and a recorded operation made this tensor (.to(), * 1, a slice …), so "
    "it is not a leaf and keeps no .grad. Usual remedy: do the operation first and ask for the gradient last, with "
    "requires_grad_().",
    "explain.none_attribute": "Something is None where a tensor was expected; most often a .grad that no pass has filled, or that "
    "zero_grad() set to None (it has done so since PyTorch 2.0). Usual remedy: look why it is None before guarding with `if`, "
    "for a parameter without a gradient does not learn.",
    "explain.none_operand": "One operand is None; most often a .grad. After w = w - lr * w.grad the name w means a new tensor, which is "
    "not a leaf and gets no .grad. Usual remedy: update in place under torch.no_grad().",
    "explain.numpy_needs_detach": "numpy knows no history, so the conversion would cut it silently; PyTorch asks you to say so. Usual "
    "remedy: detach() where only the numbers are wanted. In the middle of a computation of gradients it cuts the graph.",
    "explain.inference_saved": "Tensors made in inference_mode carry no version counter, so backward could not tell whether they were "
    "changed. Usual remedy: clone() outside the mode, or torch.no_grad() instead.",
    "explain.inference_flag": "A tensor made in inference_mode stays one for good. Usual remedy: clone() it outside the mode, and ask "
    "the copy for its gradient.",
    "explain.inference_update": "A tensor made in inference_mode may not be changed outside of it. Usual remedy: clone() it first.",
    "explain.deepcopy": "A non-leaf is part of a graph, and a copy would have no place in it. Usual remedy: detach().clone() for the "
    "numbers, clone() for a copy through which gradients flow.",
    "explain.float_only": "A gradient says what a small change does, and whole numbers cannot change by a little. Usual remedy: write "
    "1.0 instead of 1, or .float() before asking for the gradient.",
    "explain.unused_input": "The result does not depend on this input by any recorded way. Usual remedy: find where the way was cut. "
    "allow_unused=True answers None instead of the error; the way stays cut.",
    "explain.input_no_grad": "This input does not require grad, so nothing was recorded about it. Usual remedy: requires_grad=True "
    "before the forward, not after it.",
    "explain.flag_nonleaf": "Whether a non-leaf requires grad follows from its inputs. Usual remedy: detach() for a tensor without "
    "history.",
    "explain.shapes": "The shapes do not fit each other. Sizes are compared from the last one; they must be equal, or one of them 1. "
    "For a matrix product the inner sizes must be equal. Usual remedy: print both shapes. A transpose put in by trial may fit "
    "and mean something else.",
    "explain.reshape": "The new shape must have as many elements as the old one, and view() must be able to keep the memory as it is. "
    "Usual remedy: reshape(), which copies where it must.",
    "explain.index": "The index lies outside of the tensor, or the dimension does not exist. Indices count from 0; negative ones "
    "count from the end.",
    "explain.dtypes": "The types of the numbers do not fit. Usual remedy: convert one side on purpose (.float(), .long()).",
    "explain.bool_tensor": "A condition needs one yes or no, and this tensor has several elements. Usual remedy: .any(), .all(), or "
    "torch.where for one choice per element.",
    "explain.item_many": "Only a tensor with one element is one number. Usual remedy: .tolist(), or .sum() or .mean() first.",
    "explain.hook_no_grad": "No gradient ever comes to this tensor, so a hook would never be called. Usual remedy: requires_grad=True "
    "before the forward.",
    "explain.retain_no_grad": "No gradient ever comes to this tensor, so there is none to keep. Usual remedy: requires_grad=True before "
    "the forward.",
    "explain.nan_found": "Anomaly mode found the first node whose gradient is nan: an infinite slope times 0, as of sqrt at 0. Usual "
    "remedy: keep the input away from that place before the operation. where() after it does not help, for 0 × inf is nan.",
    "explain.anomaly": "Anomaly mode names the forward line whose node failed. The cause may lie later: at a line that changed what "
    "that node saved.",
    "explain.nonleaf_grad": "Backward passed a gradient through this tensor and dropped it, since only leaves keep theirs. Usual "
    "remedy: retain_grad() before the pass, or read the leaf's .grad. Silencing the warning leaves the None.",
    "explain.copy_construct": "torch.tensor(t) copies the numbers and drops the history: no gradient flows back to t. Usual remedy: "
    "clone() where gradients should flow, detach().clone() where they should not. The suggested detach() silences the warning "
    "and keeps the cut.",
    "explain.to_scalar": "A tensor became a plain number, and a number has no history: what is made from it does not reach back. "
    "Usual remedy: torch.stack to join tensors; detach() first only if the cut is meant.",
    "explain.reference_cycle": "The gradient now has a graph of its own that leads back to the parameter, which holds the gradient: a "
    "circle that is freed late. Usual remedy: torch.autograd.grad(…, create_graph=True), which fills no .grad.",
    "explain.broadcast_loss": "Target and input are spread against each other, so every pair is compared: the loss is a number, and not "
    "the one you want. Usual remedy: make the shapes equal on purpose.",
    "explain.scheduler_order": "The scheduler sets the rate for the next step, so the optimizer steps first. In the other order the first "
    "rate is skipped.",
    "explain.full_hook": "No input of the module requires grad, so the hook cannot be shown a gradient of them.",
    "explain.implicit_dim": "Along which dimension is a choice, and PyTorch guessed it. Usual remedy: say dim=….",
    "explain.name": "No line that has run so far gave this name a meaning. In a notebook: has the cell that makes it run?",
    "explain.attribute": "This kind of object has nothing of that name. A tensor's method is called on the tensor, a function on torch.",
    "explain.arguments": "The call does not fit what the function takes: how many arguments, their names or their kinds.",
    "explain.no_grad_view": "A view made while recording was off has no history, but its base has one; a write through the view could not be recorded properly. Usual remedy: make the view where it is written to, or clone() it.",
    "explain.grad_fits": ".grad must have the shape, the dtype and the kind of its tensor. Usual remedy: compute the new gradient from the old one (w.grad * 0.5), or set it to None.",
    "explain.hook_nonleaf": "Only a leaf has a tray that backward fills, so only there can a hook run after it was filled. Usual remedy: register_hook() on the non-leaf.",
    "explain.hook_returns": "A hook may return None, which leaves the gradient, or a tensor of the same shape and dtype, which takes its place. Usual remedy: a hook that only looks must not return anything; a lambda returns its value.",
    "explain.own_backward": "backward of an own function gets one gradient for each output and returns one for each input of forward, in the input's shape; None where there is none. Usual remedy: count the arguments of forward after ctx.",
    "explain.out_argument": "With out= the result is written into a tensor that is there already, and autograd does not record that. Usual remedy: leave out= away.",
    "explain.read_only": "This follows from how the tensor was made and cannot be set. Usual remedy: detach() for a tensor without history, requires_grad_() for a leaf that wants a gradient.",
    "explain.anomaly_on": "Anomaly mode remembers the forward line of every node. It is slow: switch it on to look for a fault, and off afterwards.",
    "explain.gradcheck": "The gradient that backward gives is not the slope that small steps measure. Usual remedy: look at the backward of your own function. Use float64: in float32 the steps themselves are too coarse. A larger tolerance hides the fault.",
    "explain.optimizer_empty": "The optimizer was given nothing to change. Usual remedy: layers must be attributes of the module (self.fc = …); layers in a plain list are not found, use nn.ModuleList.",
    "explain.optimizer_params": "The optimizer wants a list of tensors. Usual remedy: [w] instead of w, model.parameters() instead of model.",
    "explain.duplicate_params": "One parameter stands twice in the list, so it would be moved twice. Usual remedy: give each parameter once.",
    "explain.number_range": "This number must lie in the range that the sentence names. A learning rate is positive: the minus sign is in the optimizer already.",
    "explain.before_init": "A module keeps its layers in a table that Module.__init__ makes. Usual remedy: super().__init__() as the first line of __init__.",
    "explain.no_forward": "Calling a module calls its forward, and this class has none of that name. Usual remedy: def forward(self, x): …, spelled so and indented into the class.",
    "explain.not_a_module": "Sequential and its like hold modules. Usual remedy: nn.ReLU() instead of torch.relu or nn.ReLU: an object, not a function or a class.",
    "explain.state_dict": "The saved names or shapes are not those of this model. Usual remedy: build the model with the sizes it was saved with. strict=False loads what fits and leaves the rest at random: the error is gone, the numbers are missing.",
    "explain.target_range": "The targets lie outside of what this loss knows: probabilities between 0 and 1, or class numbers from 0 to the number of classes − 1. Usual remedy: sigmoid() before binary_cross_entropy, or better the loss with logits.",
    "explain.target_type": "Class numbers are whole numbers. Usual remedy: .long() on the targets.",
    "explain.batchmean": "'mean' divides by all elements, also by those of one example. Usual remedy: reduction='batchmean', which is the loss as the books have it.",
    "explain.clip_nonfinite": "A gradient is inf or nan, and no factor makes that finite. Usual remedy: find where it was born (anomaly mode names the node). Skipping the check trains on with nan.",
    "explain.join_sizes": "Tensors that are joined must agree in every dimension but the one along which they are joined; stack wants them all equal. Usual remedy: print their shapes.",
    "explain.expand": "Only a dimension of size 1 can be spread, and a result in place cannot grow. Usual remedy: unsqueeze() to put the 1 where it belongs; x = x + y instead of x += y.",
    "explain.ragged": "The lists within have different lengths, and a tensor is a full rectangle. Usual remedy: pad the short ones, or keep a list of tensors.",
    "explain.dimensions": "The input has another number of dimensions than this layer or function takes. Usual remedy: unsqueeze(0) adds the batch dimension, flatten(1) joins the others.",
    "explain.channels": "The layer was made for another number of channels. The order is batch, channels, height, width. Usual remedy: check in_channels, or permute() an image whose channels come last.",
    "explain.zero_dim": "A scalar has no dimensions: nothing to count, to index or to walk through. Usual remedy: .item() for its number; or find which sum made it one.",
    "explain.python_index": "The list is shorter than that. Indices count from 0, so the last one is len − 1.",
    "explain.negative_power": "2 ** -1 is no whole number, and an integer tensor holds only those. Usual remedy: 2.0, or .float().",
    "explain.bool_arithmetic": "True and False are no numbers here. Usual remedy: ~mask instead of -mask, mask ^ other instead of a difference, or .float().",
    "explain.format": "A tensor with several elements has no format like .2f. Usual remedy: .item() for one element; in a training loop this also drops the graph.",
    "explain.transpose": "x.T turns all dimensions round, which for more than two is seldom meant. Usual remedy: x.mT for the last two, or permute().",
    "explain.none_subscript": "Something is None where a value was expected: most often a function without return, or a .grad that no pass has filled.",
    "explain.operand": "The operator does not know this pair of kinds. Usual remedy: make one side a tensor or a number on purpose.",
    "explain.division": "Python divides no number by zero. A tensor would give inf or nan and go on, and nan spreads through every gradient.",
    "explain.unbound": "The function assigns to this name somewhere, so it is its own name, and it has no value yet. Usual remedy: give it one first, or pass it in.",
    "explain.module_attribute": "The module has nothing of that name. Usual remedy: check the spelling; many functions live in torch.nn.functional or in torch.linalg.",
    "explain.callable": "This is a value, not a function. Usual causes: a name that was overwritten (sum = …), a forgotten operator (2(x + 1)), or an attribute called like a method (x.shape()).",
    "explain.unpack": "The number of names on the left is not the number of values on the right. autograd.grad gives a tuple: g, = grad(y, x).",
    "explain.iterable": "One thing was treated as many. Usual remedy: [x] where a list is wanted.",
    # where the cause lies
    "cause.cut": "The history ends at line {line}, <c>{source}</c>: {reason}",
    "cause.copied": "The numbers of <c>{name}</c> were copied out at line {line}, <c>{source}</c>: no edge leads back to <c>{name}</c>.",
    "cause.no_leaf": "No tensor that this depends on requires grad: {names}.",
    "cause.changed": "{node} saved <c>{name}</c> at version {old} (line {saved_line}: <c>{saved_source}</c>). Line {line} changed it to version {new}: <c>{source}</c>.",
    "cause.kept": "retain_graph=True kept the old graph, and <c>{source}</c> has changed its weights since. Usual remedy: a new forward for each step; where a state goes from one round to the next, h.detach().",
    "cause.freed": "{node} (line {line}: <c>{source}</c>) saved {names}; pass {number} freed it.",
    "cause.caught": "The program caught this error and printed it. ",
    "cause.unused": "No operation has used it.",
    "cause.made": "Line {line} made it: <c>{source}</c>.",
    "cause.cleared": "That was line {line}: <c>{source}</c>.",
    "cause.came_out": "<c>{name}</c> came out of a backward without create_graph=True: a number without history.",
    "cause.several": "<c>{name}</c> has {count} elements: it needs {count} seeds, and only you know which.",
    "cause.none": "<c>{name}</c>.grad is None: {reason}",
    "cause.nonleaf": "<c>{name}</c> is not a leaf: line {line} made it, <c>{source}</c>.",
    "cause.inference": "<c>{name}</c> is an inference tensor since line {line}: <c>{source}</c>.",
    "explain.multi_target": "cross_entropy wants one class number for each row, in one dimension: (N,), not (N, 1). Usual remedy: target.squeeze(1).",
    "explain.class_number": "Classes are numbered from 0, so the greatest number is num_classes − 1. Usual remedy: num_classes = target.max() + 1, or find the label that is out of place.",
    "explain.index_type": "What chooses (an index, a class, a token) is a whole number; these are floating. Usual remedy: .long(), at the place where the numbers were made.",
    "explain.mask": "A mask says yes or no for each element, so it has the shape of the tensor that it chooses from. Usual remedy: make the mask from that tensor, as in x[x > 0].",
    "explain.cuda": "This PyTorch has no graphics card to compute on. Usual remedy: device = 'cuda' if torch.cuda.is_available() else 'cpu', and .to(device) everywhere.",
    "explain.one_example": "In training, a batch norm takes mean and variance over the batch, and one example has no variance. Usual remedy: eval() for a single example; drop_last=True where the last batch may be that small.",
    "explain.make_tensor": "A tensor is made of numbers: a number, a list of lists of equal length, an array. Something else is among them. Usual remedy: print what is put in, and its type.",
    "explain.singular": "This matrix has no inverse (or no such factor): some rows say the same. Usual remedy: look at its eigenvalues; pinv() or a small number added to the diagonal answers another question.",
    "explain.probabilities": "Probabilities are not negative, not nan and, for bernoulli, at most 1; without replacement there are only so many draws. Usual remedy: softmax() or sigmoid() before, and a look for nan.",
    "explain.einsum": "In einsum every letter is one size: the same letter has it everywhere, and letters of the result come from the inputs. Usual remedy: write the shapes under the letters.",
    "explain.empty": "An empty tensor has no greatest element. Usual remedy: find why nothing is left, most often a mask that chose nothing.",
    "explain.pieces": "The sizes of the pieces add up to the size of the dimension that is cut. Usual remedy: one number for pieces of equal size, whose last may be shorter.",
    "explain.loss_object": "A loss of torch.nn is an object that is made first and called then: nn.CrossEntropyLoss()(output, target). What stands in the first brackets are its options. Usual remedy: the second pair of brackets, or F.cross_entropy.",
    "explain.file": "No file of this name was written in this run; a program here reads no files of the machine. Usual remedy: torch.save it first, in the same program.",
}
