"""Families of rarer errors: a key in, the pattern of all sentences with the same cause out."""

FAMILIES: dict[str, str] = {
    "infer_size": r"only one dimension can be inferred|invalid shape dimension|"
    r"unspecified dimension size -1",
    "negative_size": r"negative dimension|must be greater or equal to 0|size must be non-negative|"
    r"a non-negative number|but must be >= 0|"
    r"output sizes should be greater than 0|steps must be non-negative|"
    r"length must be non-negative|numel: integer",
    "independent": r"is independent of input|user-provided function does not require grad",
    "forward_mode": r"forward AD|forward gradient|forward mode|forward-mode|Dual level|forward-AD|"
    r"jvp function|dual Tensor",
    "functional_call": r"given to .* must be either a Tensor|The function given to|"
    r"returned by the function given|The given v|v is a tuple of invalid length|"
    r"has invalid size: should be|functional\.jacobian|strategy to be either|"
    r"is only ?implemented for `vectorize|Expected primals|transform API|"
    r"of function f should|scalar Tensor, got|positional inputs|\d Tensor, got|"
    r"Expected tensors, got",
    "mapping": r"vmap|in_dims|_dims|map over|in_dim|some input, but",
    "several_models": r"stack_module_state|parameter_and_buffer|functional call is ambiguous|"
    r"reparametrizing|from each model",
    "own_function": r"custom Function|autograd\.Function|setup_context|expected Variable or None|"
    r"returned a gradient different than None|is not a Variable|"
    r"expected \d+ arguments, got",
    "gradcheck_call": r"gradcheck|Gradient has dtype|Analytical gradient|not reentrant|"
    r"grad is incorrect|grads to be undefined|undefined output grads|"
    r"Numerical gradient|check_\w+_(ad|rev)|multiplied by grad_output|"
    r"to return outputs with the same",
    "inside_pass": r"should only be called during the backward|callbacks can only be installed",
    "passed_to_backward": r"argument to .* cannot be empty|"
    r"gradients can be either|got \d+ tensors and|"
    r"is_grads_batched|grad_variables|allow_unused|have to be Tensors or Grad|"
    r"GradientEdge|gradient edge",
    "hook_call": r"None gradient with a non-None|incorrect number of values|"
    r"Backward \w+ returned an invalid number|unpack_hook|register_hooks on|"
    r"pack hook|post-hook must return|[Hh]ooks? .* not expected to return",
    "own_gradient": r"can't assign Variable as its own grad|requires_grad must be a bool|"
    r"can require gradients|that requires gradients must be|"
    r"resize variables that require|on Variable that requires|"
    r"Could not set tensor of type",
    "shared_write": r"refer to a single memory location|written-to tensor|dimension with stride 0",
    "no_derivative": r"derivative for .*not implemented|is not differentiable with respect|"
    r"_backward: ",
    "not_here": r"not part of Gradstep|not offered here|not available here|this engine has no",
    "kinds_of_numbers": r"not implemented for '|[Bb]ool(ean)? inputs? |support bool|floating.point|"
    r"Integral inputs|Unknown Complex|integer input type|integer tensors|"
    r"torch\.iinfo|only floating|only integral|floating types|Promot|non-complex|"
    r"complex tensors|[Cc]omplex number|Float or Double|half, float|"
    r"integer and Boolean|boolean tensor|boolean masks|BoolTensor|"
    r"[Bb]oolean alpha|float or double|both inputs should have same dtype|"
    r"must have be the same|same scalar type|same dtype|long tensor|int32|be Long|"
    r"src\.dtype|dtypes match|of scalar type|expected scalar type|bias type|"
    r"weight type|weight dtype|dtype .* but got|has dtype|different dtypes|"
    r"dtype objects?|[Tt]ype promoting|unsigned type|common dtype|"
    r"only accepts floating|'torch\.dtype'|np\.ndarray of type|"
    r"n cannot be greater|integral inputs|must be integers|known here by name|"
    r"did not match",
    "distribution": r"Expected parameter|within the support|does not implement mode|batch_shape|"
    r"event_shape|base_distribution|KL\(p|KL-diverg|covariance_matrix|otal.count|"
    r"Enumeration|must be at least.one-dimensional|Input arguments must all|"
    r"distribution|loc must be|Expected value\.dim",
    "random_range": r"expects p to be|expects (lambda|sigma|std) (>|>=) |prob_dist|"
    r"expects all elements of std|expects to return a \[from|expects to-from|"
    r"less than 'to'|random_ expects",
    "generator": r"manual_seed expected|RNG state|GeneratorImpl|mt19937|generator lives|"
    r"random_bounds",
    "overflow": r"[Oo]verflow|cannot be interpreted as an integer",
    "device": r"device|must not include an index",
    "converge": r"converge",
    "square_matrix": r"square matri|trices of size|must have at least 2 dimensions|"
    r"only supported on matri|(1D|2D|matrix).*\bord\b|2-tuple|linalg\.|"
    r"<= 2 dimensions|two or fewer|2 or fewer|1D or 2D|Incompatible|"
    r"expected a matrix|equal length|dimension of size 3 in input|"
    r"Order .* not supported|unrecognized mode|is square",
    "initialize": r"Unsupported nonlinearity|Fan in|negative_slope|Only tensors with|"
    r"not supported, please use|dim 0 must be divisible",
    "divisible": r"divisible",
    "range_step": r"step must|step cannot|slice step|step is|unsupported range|"
    r"inconsistent with step|slice indices|max must be|min should not|"
    r"is not finite|stride in the given",
    "schedule": r"betas must|Tensor lr|per-parameter|strong_wolfe|is not an Optimizer|"
    r"param_groups|initial_lr|multiplicative factor|lr_lambda|[Ss]cheduler|"
    r"Factor should|min_lrs|mode .*is unknown|total_steps|T_0|T_mult|eta_min|"
    r"pct_start|anneal_|Tried to step|xpected positive integer|scale_fn|"
    r"non-negative epoch|`optimizer`|decay value|avg_fn|parameter groups?|"
    r"param_group|required optimization|Nesterov|names|must return None or a tuple",
    "attention": r"attn_mask|query|key shape|embedding dimension|embed_dim|is_causal|"
    r"src and tgt|relu/gelu",
    "embedding": r"padding_idx|num_embeddings|Embeddings parameter|'weight' must be 2-D|"
    r"per_sample_weights|offsets|2D Tensor|valid range|frequency|mode has to be",
    "loss_shapes": r"batch_size \(|target size|1D target|spatial targets|target tensor|"
    r"weight tensor|batch size\)|label_smoothing|class probabilities|ignore_index|"
    r"same dimension|[Ww]eights? (and|must be one)|input must have the same size|"
    r"Expected \d or more dimensions|margin|only p ==|inconsistent target|"
    r"'targets'",
    "data": r"num_workers|timeout option|prefetch_factor|sampler|batch_size|num_samples|"
    r"drop_last|replacement|[Dd]ataset|input lengths|Size mismatch between|"
    r"Fraction at|index should not exceed|batch should be of equal size|"
    r"DataLoader|IterableDataset|``tuple``|attribute should not be set|"
    r"default_collate",
    "recurrent": r"hidden|hx|RNN|sequence length|input_size|nonlinearity|lengths|total_length|"
    r"sequences|proj_size|num_layers|blank must|batch_size\b.*got.*batch_size=|"
    r"size batch_size|padding_side",
    "channel_count": r"num_features|channels|normalized_shape|bias to be|"
    r"should contain \d+ elements|parameter numbers",
    "kernel": r"Kernel size|padding|stride|dilation|output size is too small|Output size|"
    r"an output size|wrapping around|output_size|"
    r"(?<!param )(?<!parameter )groups (to|must)|non-positive groups|Given groups|"
    r"spatial (size|dimension)|pad should|pad must|padded|integer value or a list|"
    r"scale_factor|align_corners|Anti-alias|upscale|downscale|negative output|"
    r"weight to be|sliding",
    "loss_options": r"valid value for reduction|is not valid|var has negative|var is of|"
    r"non-positive values|negative values for|delta must|eps must be|"
    r"must be defined in evaluation|number in range|probability of an element",
    "members": r"cannot assign|Cannot assign non-leaf|already exists|name should be a string|"
    r"can't contain|can't be empty string|submodule without|is not an nn\.|"
    r"is not a buffer|not an nn\.Module|no parameter or buffer|"
    r"does not have a parameter",
    "containers": r"Sequential class|multiplication factor|should be of type|an iterable|"
    r"should be Iterable|is required|should not be called|given to ParameterDict|"
    r"unflattened_size|\.update should|uninitialized|not been fully initialized|"
    r"initialize_parameters|number of modules",
    "parametrization": r"parametri[sz]ation|unparametrized|n_power_iterations|right_inverse",
    "mode_flag": r"training mode is expected|state_dict to be dict-like|num_threads|"
    r"'highest', 'high'|default type|default dtype",
    "checkpoint": r"checkpoint|context_fn|use_reentrant|Unexpected keyword arguments",
    "repeated_dims": r"appears? multiple times|duplicate dims|repeated dim|cannot be identical|"
    r"to be different|rotation dims|total dims|dims must|start_dim|"
    r"dimension lists|shifts|movedim",
    "no_tensors": r"non-empty|at least one operand|TensorList|at least 2 tensors|nothing|"
    r"empty list|from an empty|empty tensor|empty dimension|no identity|"
    r"does not have an identity|empty matrices|are empty",
    "no_dimension": r"no dimensions|applied to a 0-dim|zero-dim|does not support scalars|"
    r"at least.(one|1)-dimension|at least 1 dim|>= 1-d|one or more dim|"
    r"for scalar but|non-scalar",
    "index_count": r"Number of indices|Index is supposed|same number of elements|"
    r"number of ones in mask|source\.size|source tensor shape|repeats must|"
    r"elements of source|expected src|slice of self|no larger than|"
    r"indexing tensors|indexing result|exceeds dimension|maximum size for tensor|"
    r"narrow|Index to scalar",
    "fit": r"must match|do not match|does not match|inconsistent|not expandable|"
    r"cannot be broadcast|broadcast|multiply up|should match|"
    r"same number of columns|mismatch|Mismatch|cannot be multiplied|need to match|"
    r"have to match|expected size|shape of weight|must be of same|vector expected|"
    r"There must be one",
    "number_of_dims": r"[Ss]upports 1D or 2D|number of dim|dimensions, |\d-?D |must be [12]D|"
    r"[Dd]imension(s|al)|\bdims?\b|1-D|\d-?[Dd]\b|dimension",
    "choice": r"must be (one of|either|in)|should be one of|(has|have) to be one|"
    r"can only be|should be either|rounding_mode|reduce argument|expected one of|"
    r"Unrecognised|to be one of|Unknown|unknown|is only supported|Only one of|"
    r"only one of|at least one of|either|can't be set to opposites|interpolation|"
    r"approximate|are supported|doesn't take|not supported|is not supported|"
    r"supports? (only|negative)|only supports|must not be None|q must|q .* be in",
    "value_range": r"in range|between|positive|negative|greater than|less than|range \[|"
    r"cannot be 0|ZeroDivision|0 or greater|> 0|>= 0|must be|should be|expects? ",
    "kind_of_value": r"has to be a tensor|[Ee]xpected|not a sequence|cannot concatenate|"
    r"can only concatenate|object|can't assign|takes an iterable|invalid type|"
    r"not support|instances|deleting items|in index|layout|No module named|"
    r"invalid combination|not a string|Tensor\b",
}
"""For a sentence that none of the single patterns fits; the first that is found counts."""
