"""What a card shows besides the person's own texts."""

TEXTS = {
    "view.scalar": "scalar",
    "view.empty": "empty",
    "view.statistics": "min {min} · mean {mean} · max {max}",
    "inbox.count": "{count} of {of}",
}
