"""A run in; one HTML file out that plays it from disk, without a server and without a network.

Program and story travel as compressed data, never as markup: nothing in them can end the element
that holds them or run as script. The page's own policy forbids every request.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from html import escape

from viz_app import i18n
from viz_app.exporters.document import Document, Exporter
from viz_app.graph.style import PALETTE

LANGUAGES = ("en", "zh_cn")
LOADER = """
const unpack = async (id) => {
  const text = document.getElementById(id).textContent;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
};
try {
  const [code, data] = await Promise.all([unpack("gradstep-code"), unpack("gradstep-data")]);
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const { modules } = await import(address);
  const { mount } = modules.mount;
  const { choices, keep } = modules.choices;
  URL.revokeObjectURL(address);
  const { messages, step, theme, labels } = JSON.parse(data);
  const host = document.getElementById("gradstep");
  const shown = { language: 0 };
  const buttons = document.querySelectorAll("header button");
  const ground = () => {
    const { theme } = host.querySelector(".gradstep-player").dataset;
    const { bg, ink } = messages[0].palette[theme];
    document.documentElement.style.colorScheme = theme === "dark" ? "dark" : "light";
    document.body.style.background = bg;
    document.body.style.color = ink;
  };
  const show = () => {
    const message = { ...messages[shown.language], theme };
    mount(host, message, { run: () => {}, here: () => {} });
    document.documentElement.lang = message.words.lang;
    ground();
    buttons.forEach((button, place) => (button.textContent = labels[shown.language][place]));
  };
  buttons[0].addEventListener("click", () => {
    shown.language = (shown.language + 1) % messages.length;
    show();
  });
  buttons[1].addEventListener("click", () => {
    const themes = Object.keys(messages[0].palette);
    const now = host.querySelector(".gradstep-player").dataset.theme;
    choices().theme = themes[(themes.indexOf(now) + 1) % themes.length];
    keep();
    show();
  });
  show();
  const themes = { subtree: true, attributes: true, attributeFilter: ["data-theme"] };
  new MutationObserver(ground).observe(host, themes);
  document.querySelector("header").hidden = false;
  const asked = Number(new URLSearchParams(location.hash.slice(1)).get("step") ?? step);
  host.querySelector(".gradstep-player").player.goTo(asked);
} catch (problem) {
  document.getElementById("gradstep-problem").hidden = false;
  console.error(problem);
}
"""
PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Gradstep">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>html, body {{ margin: 0; height: 100%; background: {ground}; color: {ink}; }}
main, #gradstep {{ height: 100%; --gradstep-height: calc(100dvh - 40px); }}
header {{ display: flex; gap: 4px; align-items: center; height: 40px; box-sizing: border-box;
  padding: 0 12px 0 20px;
  font: 15px/1 "Source Sans 3", "Noto Sans CJK SC", system-ui, sans-serif; }}
header[hidden] {{ display: none; }}
header h1 {{ font: inherit; font-weight: 600; margin: 0 auto 0 0; overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap; line-height: 40px; }}
header button {{ font: inherit; color: inherit; background: none; border: 0; border-radius: 6px;
  padding: 8px 10px; cursor: pointer; }}
header button:hover {{ text-decoration: underline; }}
header button:focus-visible {{ outline: 2px solid currentcolor; }}
#gradstep-problem {{ font: 16px/1.5 system-ui, sans-serif; padding: 2em; }}
{style}</style>
</head>
<body>
<header hidden><h1>{title}</h1>
<button type="button"></button><button type="button"></button></header>
<main><div id="gradstep"></div>
<p id="gradstep-problem" hidden>{problem}</p><noscript>{problem}</noscript></main>
<script type="text/plain" id="gradstep-code">{code}</script>
<script type="text/plain" id="gradstep-data">{data}</script>
<script type="module">{loader}</script>
</body>
</html>
"""
"""The frame of the page; everything that comes from the person is escaped or packed."""


def page(document: Document) -> str:
    """The whole page."""
    languages = sorted(LANGUAGES, key=lambda language: language != document.language)
    players = [document.player(language) for language in languages]
    data = {
        "messages": [player.message for player in players],
        "step": document.steps[0],
        "theme": document.theme,
        "labels": [
            [i18n.text(language, key) for key in ("app.other_language", "export.theme")]
            for language in languages
        ],
    }
    palette = PALETTE[document.theme]
    return PAGE.format(
        lang=i18n.text(document.language, "player.lang"),
        policy=escape(policy(), quote=True),
        title=escape(document.title),
        ground=palette["bg"],
        ink=palette["ink"],
        style=players[0].style,
        problem=escape(i18n.text(document.language, "export.old_browser")),
        code=packed(f"{players[0].module}\nexport {{ modules }};\n"),
        data=packed(json.dumps(data, ensure_ascii=False, separators=(",", ":"))),
        loader=LOADER,
    )


def packed(text: str) -> str:
    """A text as base64 of gzip; the same text gives the same letters at any time."""
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode("ascii")


def policy() -> str:
    """Only the page's own loader and the player that it unpacks may run; no request may leave."""
    own = base64.b64encode(hashlib.sha256(LOADER.encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; script-src 'sha256-{own}' blob:; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    )


EXPORTER = Exporter("html", ".html", "text/html", page, order=10)
