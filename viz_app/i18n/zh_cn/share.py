"""The words of links and of the menu that shares, in Chinese."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "link.too_long": "程序太大,无法放进链接:需要 {length:,} 个字符,最多 {longest:,} 个。请改用文件分享。",
    "link.broken": "链接已损坏:有一部分缺失或被改动。请重新获取。",
    "link.version": "此链接由更新版本的 Gradstep 生成(链接版本 {version})。请更新后再打开。",
    "command.trace_long": "{file}：这条轨迹有 {count:,} 个事件，这里最多显示 {most:,} 个。请在自己的机器上使用 `gradstep export`。",
    "share.title": "分享",
    "share.link": "指向这一步的链接",
    "share.files": "文件",
    "share.link_hint": "复制后发给别人,打开即可看到此程序的这一步。",
}
