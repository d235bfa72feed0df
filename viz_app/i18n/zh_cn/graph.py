"""卡片上除用户文本以外的文字。"""

TEXTS = {
    "view.scalar": "标量",
    "view.empty": "空",
    "view.statistics": "最小 {min} · 平均 {mean} · 最大 {max}",
    "inbox.count": "第 {count}/{of} 份",
}
