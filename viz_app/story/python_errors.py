"""Python's own errors, as `type: text`: a key in, the pattern of its sentences out."""

TYPED: dict[str, str] = {
    "key": r"^KeyError: (('\S*')|(\"\S*\")|-?[\d.]+|\(.*\)|True|False|None)$",
    "recursion": r"^RecursionError: ",
    "stop_iteration": r"^StopIteration: ",
    "too_large": r"^OverflowError: \(34|^OverflowError: int too large",
    "index_kind": r"^TypeError: \w+ indices must be integers",
}
"""Where the type decides, not the text: these count first."""

PYTHON: dict[str, str] = {
    "assertion": r"^AssertionError: $",
    "number_from_text": r"invalid literal for int|could not convert string to float",
    "not_in_list": r"x not in list|is not in (list|tuple)|substring not found",
    "text_and_number": r"can only concatenate|must be str, not|expected str instance|"
    r"real number is required, not str",
    "times_fraction": r"can't multiply sequence by non-int|"
    r"'float' object cannot be interpreted as an integer",
    "unhashable": r"unhashable type",
    "item_assignment": r"does not support item (assignment|deletion)",
    "outside_domain": r"math domain error",
    "twice_given": r"got multiple values for argument",
    "length": r"has no len\(\)",
    "unary": r"bad operand type for",
    "compared": r"not supported between instances",
    "percent": r"not (all|enough) arguments .*format|unsupported format|format character",
    "import_name": r"cannot import name",
    "import_module": r"No module named",
    "empty_sequence": r"arg is an empty|pop from (an )?empty|from empty (list|deque)",
    "changed_while": r"changed size during iteration|mutated during iteration",
    "no_arguments": r"takes no (keyword )?arguments",
}
"""Errors of the language that say the same in every program."""

SYNTAX: dict[str, str] = {
    "indent_missing": r"expected an indented block",
    "indent_more": r"unexpected indent|unindent does not match|inconsistent use of tabs",
    "never_closed": r"was never closed|unmatched '|does not match opening",
    "text_open": r"unterminated",
    "colon": r"expected ':'",
    "comma": r"forgot a comma",
    "equals": r"Maybe you meant '=='|cannot assign to",
    "print_call": r"Missing parentheses in call",
    "outside": r"' outside |outside function|not properly in loop",
    "syntax": r"SyntaxError: ",
}
"""What keeps a program from being read at all."""
