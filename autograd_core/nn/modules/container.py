"""Containers: modules or parameters in, one Module that holds them in order or by name out."""

from __future__ import annotations

import operator
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from autograd_core.nn.modules.module import Module, indented


def place(index: Any, length: int) -> int:
    """An index counted from 0; torch's IndexError beyond the ends."""
    number: int = operator.index(index)
    if not -length <= number < length:
        raise IndexError(f"index {number} is out of range")
    return number % length


class Numbered(Module):
    """Submodules called "0", "1", … : what Sequential and ModuleList have in common."""

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._modules.values())

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if not name.isdigit()]

    def _renumber(self, modules: Iterable[Any]) -> None:
        self.__dict__["_modules"] = {str(i): module for i, module in enumerate(modules)}


class Sequential(Numbered):
    """Modules called one after another (torch.nn.Sequential)."""

    def __init__(self, *args: Any) -> None:
        super().__init__()
        if len(args) == 1 and isinstance(args[0], OrderedDict):
            for name, module in args[0].items():
                self.add_module(name, module)
        else:
            for index, module in enumerate(args):
                self.add_module(str(index), module)

    def forward(self, input: Any) -> Any:
        for module in self:
            input = module(input)
        return input

    def _name_at(self, index: Any) -> str:
        return list(self._modules)[place(index, len(self))]

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return type(self)(OrderedDict(list(self._modules.items())[index]))
        return self._modules[self._name_at(index)]

    def __setitem__(self, index: Any, module: Any) -> None:
        setattr(self, self._name_at(index), module)

    def __delitem__(self, index: Any) -> None:
        if isinstance(index, slice):
            for name in list(self._modules)[index]:
                delattr(self, name)
        else:
            delattr(self, self._name_at(index))
        self._renumber(self._modules.values())

    def __add__(self, other: Any) -> Sequential:
        if not isinstance(other, Sequential):
            raise ValueError(
                "add operator supports only objects of Sequential class, but "
                f"{type(other)} is given."
            )
        return Sequential(*self, *other)

    def __iadd__(self, other: Any) -> Sequential:
        if not isinstance(other, Sequential):
            raise ValueError(
                "add operator supports only objects of Sequential class, but "
                f"{type(other)} is given."
            )
        return self.extend(other)

    def __mul__(self, other: Any) -> Sequential:
        return Sequential(*self._times(other))

    def __rmul__(self, other: Any) -> Sequential:
        return Sequential(*self._times(other))

    def __imul__(self, other: Any) -> Sequential:
        return self.extend(self._times(other)[len(self) :])

    def _times(self, count: Any) -> list[Any]:
        if not isinstance(count, int):
            raise TypeError(f"unsupported operand type(s) for *: {type(self)} and {type(count)}")
        if count <= 0:
            raise ValueError(f"Non-positive multiplication factor {count} for {type(self)}")
        return list(self) * count

    def append(self, module: Any) -> Sequential:
        """Add one at the end (torch.nn.Sequential.append)."""
        self.add_module(str(len(self)), module)
        return self

    def insert(self, index: int, module: Any) -> Sequential:
        """Put one in before `index` (torch.nn.Sequential.insert)."""
        if not isinstance(module, Module):
            raise AssertionError(f"module should be of type: {Module}")
        if not -len(self) <= index <= len(self):
            raise IndexError(f"Index out of range: {index}")
        if index < 0:
            index += len(self)
        for number in range(len(self), index, -1):
            self._modules[str(number)] = self._modules[str(number - 1)]
        self._modules[str(index)] = module
        return self

    def extend(self, sequential: Iterable[Any]) -> Sequential:
        """Add several at the end (torch.nn.Sequential.extend)."""
        for module in list(sequential):
            self.append(module)
        return self

    def pop(self, key: Any) -> Any:
        """Take one out (torch.nn.Sequential.pop)."""
        found = self[key]
        del self[key]
        return found


class ModuleList(Numbered):
    """A list whose modules are registered (torch.nn.ModuleList)."""

    def __init__(self, modules: Iterable[Any] | None = None) -> None:
        super().__init__()
        if modules is not None:
            self.extend(modules)

    def _name_at(self, index: Any) -> str:
        return str(place(index, len(self)))

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return type(self)(list(self)[index])
        return self._modules[self._name_at(index)]

    def __setitem__(self, index: Any, module: Any) -> None:
        setattr(self, self._name_at(index), module)

    def __delitem__(self, index: Any) -> None:
        if isinstance(index, slice):
            for number in range(len(self))[index]:
                delattr(self, str(number))
        else:
            delattr(self, self._name_at(index))
        self._renumber(self._modules.values())

    def __add__(self, other: Iterable[Any]) -> ModuleList:
        return ModuleList(chain(self, other))

    def __iadd__(self, modules: Iterable[Any]) -> ModuleList:
        return self.extend(modules)

    def append(self, module: Any) -> ModuleList:
        """Add one at the end (torch.nn.ModuleList.append)."""
        self.add_module(str(len(self)), module)
        return self

    def insert(self, index: int, module: Any) -> None:
        """Put one in before `index` (torch.nn.ModuleList.insert)."""
        modules = list(self)
        modules.insert(index, module)
        self._renumber(modules)

    def extend(self, modules: Iterable[Any]) -> ModuleList:
        """Add several at the end (torch.nn.ModuleList.extend)."""
        if not hasattr(modules, "__iter__"):
            raise TypeError(
                "ModuleList.extend should be called with an iterable, but got "
                f"{type(modules).__name__}"
            )
        for module in list(modules):
            self.append(module)
        return self

    def pop(self, key: Any) -> Any:
        """Take one out (torch.nn.ModuleList.pop)."""
        found = self[key]
        del self[key]
        return found

    def __repr__(self) -> str:
        """Neighbours that print alike are printed once: `(0-1): 2 x Linear(…)`."""
        if not len(self):
            return f"{self._get_name()}()"
        blocks: list[tuple[int, int, str]] = []
        for index, module in enumerate(self):
            text = repr(module)
            if blocks and blocks[-1][2] == text:
                blocks[-1] = (blocks[-1][0], index, text)
            else:
                blocks.append((index, index, text))
        lines = [
            f"({first}): {text}"
            if first == last
            else f"({first}-{last}): {last - first + 1} x {text}"
            for first, last, text in blocks
        ]
        body = "\n  ".join(indented(line) for line in lines)
        return f"{self._get_name()}(\n  {body}\n)"


class ModuleDict(Module):
    """A dictionary whose modules are registered (torch.nn.ModuleDict)."""

    def __init__(self, modules: Any = None) -> None:
        super().__init__()
        if modules is not None:
            self.update(modules)

    def __getitem__(self, key: str) -> Any:
        return self._modules[key]

    def __setitem__(self, key: str, module: Any) -> None:
        self.add_module(key, module)

    def __delitem__(self, key: str) -> None:
        del self._modules[key]

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __contains__(self, key: object) -> bool:
        return key in self._modules

    def clear(self) -> None:
        """Take all out."""
        self._modules.clear()

    def pop(self, key: str) -> Any:
        """Take one out."""
        found = self[key]
        del self[key]
        return found

    def keys(self) -> Any:
        """The names."""
        return self._modules.keys()

    def items(self) -> Any:
        """The names and modules."""
        return self._modules.items()

    def values(self) -> Any:
        """The modules."""
        return self._modules.values()

    def update(self, modules: Any) -> None:
        """Add or replace several (torch.nn.ModuleDict.update)."""
        if isinstance(modules, (Mapping, ModuleDict)):
            pairs: Iterable[tuple[str, Any]] = modules.items()
        else:
            pairs = checked_pairs("ModuleDict", "ModuleDict", modules)
        for key, module in pairs:
            self[key] = module


def checked_pairs(title: str, kind: str, pairs: Any) -> Iterator[tuple[str, Any]]:
    """Key/value pairs one by one; torch's errors for what is no pair."""
    if not isinstance(pairs, Iterable):
        raise TypeError(
            f"{title}.update should be called with an iterable of key/value pairs, but got "
            f"{type(pairs).__name__}"
        )
    for number, pair in enumerate(pairs):
        place = f"{kind} update sequence element #{number}"
        if not isinstance(pair, Iterable):
            raise TypeError(f"{place} should be Iterable; is{type(pair).__name__}")
        items = list(pair)
        if len(items) != 2:
            raise ValueError(f"{place} has length {len(items)}; 2 is required")
        yield items[0], items[1]
