"""What is said of the directives in comments, in Chinese."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "note.directive_unknown": "`# viz: {kind}` 不是指令。可用的有：{known}。",
    "note.directive_empty": "`# viz: {kind}` 后面没有内容：请在后面写上文字。",
    "note.directive_nowhere": "`# viz: {kind}` 后面没有它可以针对的代码行。",
    "say.ask": "问题：{text}",
    "title.ask": "一个问题",
    "why.ask": "先想一想，下一步会给出答案。",
    "example.lesson_accumulate": "一课：梯度会累加",
}
