"""Results with named parts, as `torch.return_types`: a tuple whose parts have names too."""

from __future__ import annotations

from operator import itemgetter
from typing import Any


class ReturnType(tuple[Any, ...]):
    """A tuple of tensors, such as the `values` and `indices` of `max(dim)`."""

    __slots__ = ()
    fields: tuple[str, ...] = ()

    def __repr__(self) -> str:
        parts = [f"{name}={value!r}" for name, value in zip(self.fields, self, strict=True)]
        inner = ",\n".join(parts)
        return f"torch.return_types.{type(self).__name__}(\n{inner})"


def return_type(title: str, *fields: str) -> type[ReturnType]:
    """A named tuple called `torch.return_types.<title>`."""
    body: dict[str, Any] = {name: property(itemgetter(k)) for k, name in enumerate(fields)}
    made = type(title, (ReturnType,), {**body, "fields": fields, "__slots__": ()})
    made.__module__ = "torch.return_types"
    TYPES[title] = made
    return made


TYPES: dict[str, type[ReturnType]] = {}
"""Every kind of result with named parts, by the name of its operation."""
VALUES = "values", "indices"

for _title in ("max", "min", "median", "nanmedian", "mode", "kthvalue", "sort", "topk", "cummax"):
    return_type(_title, *VALUES)
return_type("cummin", *VALUES)
return_type("aminmax", "min", "max")
return_type("histogram", "hist", "bin_edges")
return_type("qr", "Q", "R")
return_type("svd", "U", "S", "V")
return_type("slogdet", "sign", "logabsdet")
return_type("triangular_solve", "solution", "cloned_coefficient")
return_type("linalg_eig", "eigenvalues", "eigenvectors")
return_type("linalg_eigh", "eigenvalues", "eigenvectors")
return_type("linalg_qr", "Q", "R")
return_type("linalg_svd", "U", "S", "Vh")
return_type("linalg_slogdet", "sign", "logabsdet")
return_type("linalg_lstsq", "solution", "residuals", "rank", "singular_values")
return_type("linalg_inv_ex", "inverse", "info")
return_type("linalg_cholesky_ex", "L", "info")
return_type("linalg_solve_ex", "result", "info")
return_type("linalg_lu", "P", "L", "U")
return_type("linalg_lu_factor", "LU", "pivots")
