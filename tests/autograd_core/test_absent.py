"""What is said of a name that is not here: whose lack it is, or PyTorch's own sentence."""

import importlib
import inspect
import io
import pickle
from types import ModuleType

import pytest

import autograd_core
from autograd_core.absent import is_absent, listed

MODULES = [path for path in listed() if path != "torch.Tensor"]


NONSENSE = "nonsense"


def counterpart(path: str) -> ModuleType:
    return importlib.import_module(path.replace("torch", "autograd_core", 1))


@pytest.mark.parametrize("path", MODULES)
def test_a_name_of_torch_that_is_missing_is_said_to_be_no_part_of_gradstep(path: str) -> None:
    module = counterpart(path)
    for name in [name for name in listed()[path] if not hasattr(module, name)]:
        with pytest.raises(AttributeError) as raised:
            getattr(module, name)
        assert str(raised.value) == f"{path}.{name} is not part of Gradstep (PyTorch 2.13 has it)"


@pytest.mark.parametrize("path", MODULES)
def test_a_name_that_torch_lacks_too_gets_its_own_sentence(path: str) -> None:
    with pytest.raises(AttributeError) as raised:
        getattr(counterpart(path), NONSENSE)
    assert str(raised.value) == f"module '{path}' has no attribute 'nonsense'"


def test_the_same_of_tensors() -> None:
    tensor = autograd_core.ones(2)
    with pytest.raises(AttributeError, match=r"torch\.Tensor\.to_sparse is not part of Gradstep"):
        tensor.to_sparse()
    with pytest.raises(AttributeError) as raised:
        getattr(tensor, NONSENSE)
    assert str(raised.value) == "'Tensor' object has no attribute 'nonsense'"
    assert not hasattr(tensor, "stft")


def test_the_list_is_that_of_torch(torch: ModuleType) -> None:
    for path in MODULES:
        module = importlib.import_module(path)
        public = {name for name in dir(module) if not name.startswith("_")}
        own = {name for name in public if not inspect.ismodule(getattr(module, name, None))}
        assert listed()[path] <= public
        assert own - listed()[path] <= BORROWED, path


BORROWED = {
    *("Any", "Callable", "Counter", "Generator", "Generic", "Iterable", "Iterator", "Literal"),
    *("Mapping", "MutableMapping", "NamedTuple", "Optional", "ParamSpec", "Self", "Sequence"),
    *("SupportsFloat", "TYPE_CHECKING", "TypeAlias", "TypeVar", "TypedDict", "Union", "abc"),
    *(
        "WeakKeyDictionary",
        "WeakValueDictionary",
        "annotations",
        "cast",
        "dataclass",
        "defaultdict",
    ),
    *("deque", "overload", "partial", "ref", "wraps", "override", "namedtuple", "chain"),
    *("islice", "TypeIs", "TypeGuard", "Concatenate", "deprecated", "Enum", "contextmanager"),
}
"""What torch's modules import from Python's own: no names of theirs."""


def test_what_is_there_is_not_absent() -> None:
    for name in autograd_core.NAMES:
        assert getattr(autograd_core, name, ...) is not ...
    assert is_absent("torch", "stft")
    assert not is_absent("torch", "nonsense")


class Harmful:
    """What a file must not make."""

    def __reduce__(self) -> object:
        return print, ("a file ran code",)


def test_a_file_cannot_run_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Loading admits tensors and plain data only, whatever `weights_only` says."""
    for weights_only in (True, False):
        file = io.BytesIO(pickle.dumps({"weight": Harmful()}))
        with pytest.raises(pickle.UnpicklingError, match=r"builtins\.print"):
            autograd_core.load(file, weights_only=weights_only)
    assert capsys.readouterr().out == ""


def test_pasted_code_is_not_offered_files() -> None:
    """The names that the language hands out hold neither `save` nor `load`."""
    assert not {"save", "load"} & set(autograd_core.NAMES)
