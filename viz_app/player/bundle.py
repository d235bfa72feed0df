"""The player's ES modules and two bundles go in; one module that needs nothing else comes out.

There is no build step: the files in js/ are what is checked, read and shipped. This puts them one
after the other, each in a function of its own, so that names never collide.
"""

import re
from functools import cache
from pathlib import Path

from viz_app.assets import asset
from viz_app.graph.network import vis_network_source

HERE = Path(__file__).parent
MODULES = HERE / "js"

IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


def vis_network() -> str:
    """vis-network as pyvis ships it; it finds `exports` and `module`, as under CommonJS."""
    return f"""const vis = (() => {{ const exports = {{}}; const module = {{ exports }};
(function () {{ {vis_network_source()}
}}).call(globalThis);
return exports; }})();
"""


def codemirror() -> str:
    """CodeMirror as one script that defines the variable CodeMirror."""
    return asset("third_party/codemirror/codemirror.min.js").read_text("utf-8")


def in_order(name: str, done: dict[str, str], above: tuple[str, ...] = ()) -> None:
    """Put module `name` into `done`, after all that it imports."""
    if name in done:
        return
    if name in above:
        raise ValueError(f"{name}.js imports itself through {' -> '.join(above)}")
    source = (MODULES / f"{name}.js").read_text("utf-8")
    for imported in IMPORT.finditer(source):
        in_order(imported[2], done, (*above, name))
    done[name] = source


def wrap(name: str, source: str) -> str:
    """One module as a function that is called once and hands back what the module exports."""
    body = IMPORT.sub(lambda found: f"const {{{found[1]}}} = modules.{found[2]};\n", source)
    exports = [found[1] for found in EXPORT.finditer(body)]
    if re.search(r"^(import|export) ", EXPORT.sub("", body), re.MULTILINE):
        raise ValueError(f"{name}.js uses a form of import or export that bundle.py does not know")
    inner = EXPORT.sub("", body)
    return f"modules.{name} = (() => {{\n{inner}return {{ {', '.join(exports)} }};\n}})();\n"


@cache
def module(entry: str = "mount") -> str:
    """One ES module, self-contained, that exports what `entry`.js exports as `modules`.`entry`."""
    found: dict[str, str] = {}
    in_order(entry, found)
    ours = "".join(wrap(name, source) for name, source in found.items())
    return f"{vis_network()}{codemirror()}\nconst modules = {{}};\n{ours}"


@cache
def style() -> str:
    """The player's style sheet."""
    return (HERE / "player.css").read_text("utf-8")


@cache
def pair_style() -> str:
    """The style sheet of two players side by side."""
    return style() + (HERE / "pair.css").read_text("utf-8")
