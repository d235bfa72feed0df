"""The language as tables: which syntax it has, which it refuses and with which sentence."""

from __future__ import annotations

import ast


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


STRUCTURE: frozenset[type[ast.AST]] = frozenset(
    {
        *(ast.Module, ast.Load, ast.Store, ast.Del, ast.alias, ast.arg, ast.arguments),
        *(ast.keyword, ast.comprehension, ast.ExceptHandler, ast.withitem, ast.FormattedValue),
        *(ast.match_case, ast.MatchValue, ast.MatchSingleton, ast.MatchAs, ast.MatchOr),
        *(ast.MatchSequence, ast.MatchMapping, ast.MatchClass, ast.MatchStar),
        *(ast.And, ast.Or, ast.Not, ast.Invert, ast.UAdd, ast.USub),
        *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult),
        *(ast.LShift, ast.RShift, ast.BitOr, ast.BitXor, ast.BitAnd),
        *(
            ast.Eq,
            ast.NotEq,
            ast.Lt,
            ast.LtE,
            ast.Gt,
            ast.GtE,
            ast.Is,
            ast.IsNot,
            ast.In,
            ast.NotIn,
        ),
    }
)
"""Parts of other nodes; the handler of the node around them knows what they mean."""

EXPRESSIONS: frozenset[type[ast.AST]] = frozenset(
    {
        *(ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Slice, ast.Starred, ast.Call),
        *(ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.NamedExpr, ast.Lambda),
        *(ast.Tuple, ast.List, ast.Set, ast.Dict, ast.JoinedStr),
        *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Yield, ast.YieldFrom),
    }
)

STATEMENTS: frozenset[type[ast.AST]] = frozenset(
    {
        *(ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Delete, ast.Pass),
        *(ast.If, ast.For, ast.While, ast.Break, ast.Continue, ast.With, ast.Try, ast.Raise),
        *(ast.Assert, ast.FunctionDef, ast.Return, ast.ClassDef, ast.Global, ast.Nonlocal),
        *(ast.Import, ast.ImportFrom, ast.Match),
    }
)

ALLOWED = STRUCTURE | EXPRESSIONS | STATEMENTS

REFUSED: dict[type[ast.AST], str] = {
    ast.AsyncFunctionDef: "refused.async",
    ast.AsyncFor: "refused.async",
    ast.AsyncWith: "refused.async",
    ast.Await: "refused.async",
    ast.TryStar: "refused.try_star",
}
"""Syntax with a sentence of its own; anything else that is not allowed gets the general one."""

DUNDER_METHODS: frozenset[str] = words(
    """
    __init__ __call__ __repr__ __str__ __format__ __bool__ __len__ __contains__ __iter__
    __next__ __reversed__ __getitem__ __setitem__ __delitem__ __enter__ __exit__ __hash__ __eq__
    __ne__ __lt__ __le__ __gt__ __ge__ __add__ __sub__ __mul__ __truediv__ __floordiv__ __mod__
    __divmod__ __pow__ __matmul__ __and__ __or__ __xor__ __lshift__ __rshift__ __radd__ __rsub__
    __rmul__ __rtruediv__ __rfloordiv__ __rmod__ __rdivmod__ __rpow__ __rmatmul__ __rand__
    __ror__ __rxor__ __rlshift__ __rrshift__ __iadd__ __isub__ __imul__ __itruediv__
    __ifloordiv__ __imod__ __ipow__ __imatmul__ __iand__ __ior__ __ixor__ __ilshift__
    __irshift__ __neg__ __pos__ __abs__ __invert__ __int__ __float__ __index__ __round__
    __trunc__ __floor__ __ceil__ __missing__ __length_hint__
    """
)
"""Methods that a class may define and that Python's operators and functions call."""

OWN_METHODS: frozenset[str] = words(
    """
    __new__ __getattr__ __setattr__ __delattr__ __init_subclass__ __set_name__ __get__ __set__
    __delete__ __class_getitem__ __post_init__ __copy__ __deepcopy__
    """
)
"""Methods that a class may define and that only the interpreter calls."""

UNSUPPORTED_METHODS: frozenset[str] = words(
    """
    __del__ __getattribute__ __prepare__ __instancecheck__ __subclasscheck__ __subclasshook__
    __reduce__ __reduce_ex__ __getstate__ __setstate__ __getnewargs__ __sizeof__ __dir__
    """
)

DUNDER_NAMES: frozenset[str] = words(
    """
    __name__ __version__ __doc__ __qualname__ __module__ __slots__ __all__ __author__ __wrapped__
    __match_args__ __constants__
    """
)

DUNDER_ATTRIBUTES: frozenset[str] = words(
    "__annotations__ __dict__ __mro__ __bases__ __members__ __cause__"
)
"""Names that may only be asked of a value."""

DUNDER_INSTEAD: dict[str, str] = {
    "__class__": "refused.dunder_class",
}
"""A sentence that says what to do instead, by the name that was used."""

METACLASSES: frozenset[str] = frozenset({"ABCMeta", "EnumMeta", "type"})
"""Metaclasses that change nothing that a program could see here."""

CLOSED_DOORS: frozenset[str] = words(
    """
    open eval exec compile input locals help breakpoint memoryview exit quit
    """
)
"""Built-in functions that reach outside the program; a program may use these names for its own."""

INSTEAD: dict[str, str] = {
    "torchvision": "refused.import_data",
    "torchaudio": "refused.import_data",
    "sklearn": "refused.import_data",
    "pandas": "refused.import_data",
    "matplotlib": "refused.import_plot",
    "seaborn": "refused.import_plot",
    **dict.fromkeys(
        words("tensorflow jax keras mxnet paddle mindspore"), "refused.import_framework"
    ),
    **dict.fromkeys(
        words("pathlib shutil glob csv urllib requests zipfile tarfile tempfile PIL cv2 h5py"),
        "refused.import_files",
    ),
    **dict.fromkeys(
        words("threading multiprocessing subprocess concurrent asyncio queue socket ctypes"),
        "refused.import_process",
    ),
    **dict.fromkeys(words("datasets transformers timm torchtext d2l"), "refused.import_data"),
    **dict.fromkeys(words("torchviz torchsummary torchinfo graphviz"), "refused.import_picture"),
    **dict.fromkeys(words("wandb tensorboard tensorboardX mlflow"), "refused.import_log"),
    **dict.fromkeys(
        words("lightning pytorch_lightning fastai ignite accelerate"), "refused.import_loop"
    ),
    **dict.fromkeys(words("gym gymnasium"), "refused.import_world"),
    "einops": "refused.import_einops",
}
"""A sentence that says what to do instead, by the module that was asked for."""
