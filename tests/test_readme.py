"""The README's test command is the one that CI runs, and what it points to exists."""

import re

from tests.support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_ci_ends_with_the_readmes_test_command() -> None:
    (command,) = re.findall(r"^    (pip install .*pytest)$", README, re.MULTILINE)
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == command


def test_every_file_it_links_to_exists() -> None:
    links = re.findall(r"\]\(([^):]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
