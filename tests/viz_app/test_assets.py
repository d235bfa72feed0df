"""An asset is found by its name below assets/, and only there."""

import pytest

from tests.support import NOTEBOOK
from viz_app.assets import asset


def test_an_asset_is_found_by_name() -> None:
    assert asset("notebooks/autograd_basics.ipynb") == NOTEBOOK


@pytest.mark.parametrize("name", ["notebooks/none.ipynb", "../pyproject.toml", "/etc/hostname"])
def test_what_is_not_there_or_not_below_is_refused_by_name(name: str) -> None:
    with pytest.raises(FileNotFoundError, match="no such file among Gradstep's assets"):
        asset(name)
