"""What is said of the directives in comments, in English."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "note.directive_unknown": "`# viz: {kind}` is no directive. There are: {known}.",
    "note.directive_empty": "`# viz: {kind}` says nothing: write the text behind it.",
    "note.directive_nowhere": "`# viz: {kind}` stands before no line of code that it could be about.",
    "say.ask": "Question: {text}",
    "title.ask": "A question",
    "why.ask": "Think first. The next step shows the answer.",
    "example.lesson_accumulate": "A lesson: gradients add up",
}
