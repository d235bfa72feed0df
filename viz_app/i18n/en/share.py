"""The words of links and of the menu that shares, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "link.too_long": "This program is too large for a link: {length:,} letters where {longest:,} fit. Share it as a file instead.",
    "link.broken": "This link is broken: a part of it is missing or was changed. Ask for it again.",
    "link.version": "This link was made by a newer Gradstep (version {version} of the link). Update to open it.",
    "command.trace_long": "{file}: a trace of {count:,} events is too long to be shown here, where {most:,} fit. Use `gradstep export` on your own machine.",
    "share.title": "Share",
    "share.link": "Link to this step",
    "share.files": "Files",
    "share.link_hint": "Copy it; whoever opens it sees this program at this step.",
}
