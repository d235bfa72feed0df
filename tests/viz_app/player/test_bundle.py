"""Plain modules become one, without a build step and without a way out to the network."""

from pathlib import Path

import pytest

from viz_app.player import bundle
from viz_app.player.message import words


def test_modules_stand_after_what_they_import() -> None:
    found: dict[str, str] = {}
    bundle.in_order("pair", found)
    assert set(found) == {path.stem for path in bundle.MODULES.glob("*.js")}
    assert list(found)[-1] == "pair"


def test_imports_and_exports_become_plain_names() -> None:
    source = 'import { a } from "./first.js";\nexport const b = a;\nexport function c() {}\n'
    assert bundle.wrap("second", source) == (
        "modules.second = (() => {\n"
        "const { a } = modules.first;\nconst b = a;\nfunction c() {}\n"
        "return { b, c };\n})();\n"
    )


def test_an_unknown_form_of_export_is_refused() -> None:
    with pytest.raises(ValueError, match="form of import or export"):
        bundle.wrap("bad", "export default 1;\n")


def test_modules_that_import_each_other_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\n')
    (tmp_path / "b.js").write_text('import { a } from "./a.js";\n')
    monkeypatch.setattr(bundle, "MODULES", tmp_path)
    with pytest.raises(ValueError, match=r"a -> b"):
        bundle.in_order("a", {})


def test_both_languages_have_every_word_of_the_player() -> None:
    assert words("en").keys() == words("zh_cn").keys()


def test_the_code_asks_for_no_word_that_the_tables_lack() -> None:
    sources = "".join(path.read_text("utf-8") for path in bundle.MODULES.glob("*.js"))
    asked = {part.split(".")[1].rstrip(")},;") for part in _words_in(sources)}
    assert asked <= words("en").keys()


def _words_in(source: str) -> list[str]:
    import re

    return re.findall(r"\bwords\.[a-z_]+", source)
