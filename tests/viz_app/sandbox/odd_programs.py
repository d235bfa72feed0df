"""Odd texts: rows 48 to 60 of the catalogue of bad input, and how each ends.

An ending is a status, what was reached or raised, and the line; `stopped` is any of them but ok.
"""

PROGRAMS: dict[str, list[tuple[str, str]]] = {
    "48 a million lines": [
        ("x=1\n" * 10**6, "refused characters 1"),
    ],
    "49 long lines, names, numbers": [
        ("x = '" + "a" * 10**6 + "'", "refused characters 1"),
        ("a" * 60000 + " = 1", "refused line_length 1"),
        ("x = " + "9" * 64000, "refused characters 1"),
    ],
    "50 nested brackets": [
        ("[" * 500, "refused syntax 1"),
        ("[" * 500 + "]" * 500, "refused syntax 1"),
        ("(" * 300 + ")" * 300, "refused syntax 1"),
        ("{" * 300 + "}" * 300, "refused syntax 1"),
        ("f(" * 300 + ")" * 300, "refused syntax 1"),
    ],
    "51 chains of operators": [
        ("x = " + "-" * 900 + "1", "refused too_nested 1"),
        ("x = 1" + "+1" * 400, "refused too_nested 1"),
        ("x = 1\nx" + ".a" * 400, "refused too_nested 2"),
        ("1" + "<2" * 400, "ok"),
        ("f = " + "lambda:" * 130 + "1", "refused too_nested 1"),
        ("not " * 200 + "1", "refused too_nested 1"),
    ],
    "52 indentation, comments, nothing": [
        (
            "".join(" " * i + "if 1:\n" for i in range(101)) + " " * 101 + "pass",
            "refused syntax 101",
        ),
        ("if 1:\n\tx = 1\n        y = 2", "refused syntax 3"),
        ("x = 1", "ok"),
        ("# only a comment", "ok"),
        ("", "ok"),
        ("\n\n\n", "ok"),
    ],
    "53 syntax errors": [
        ("x = = 1", "refused syntax 1"),
        ("x = 1\ny = 2\nz = (", "refused syntax 3"),
        ("x = 'abc", "refused syntax 1"),
        ("def f(\n    return", "refused syntax 1"),
        ("x = '''abc\n", "refused syntax 1"),
        ("for i in range(3)\n    print(i)", "refused syntax 1"),
    ],
    "54 line ends and control characters": [
        ("a = 1\x00", "refused control 1"),
        ("a = 1\x0c\nb = 2", "refused control 1"),
        ("a = 1\x0b", "refused control 1"),
        ("a = '\u2028'\nb = 1 / 0", "error ZeroDivisionError 2"),
        ("a = '\x85'\n1 / 0", "error ZeroDivisionError 2"),
        ("a = 1\rb = 2\r1 / 0", "error ZeroDivisionError 3"),
    ],
    "55 marks and cookies of encodings": [
        ("\ufeffx = 1\nprint(x)", "ok"),
        ("# coding: rot13\nprint('abc')", "ok"),
    ],
    "56 surrogates and unassigned characters": [
        ("x = '\ud800'", "refused surrogate 1"),
        ("print('\\ud800')", "error UnicodeEncodeError 1"),
        ("print('\U000e0fff')", "ok"),
    ],
    "57 characters that mislead": [
        ("ﬁ = 1\nprint(fi)", "ok"),
        ("x = 1  # \u202e", "refused bidi 1"),
        ("а = 1\nprint(a)", "error NameError 2"),
        ("x\u200b = 1", "refused syntax 1"),
    ],
    "58 pasted from slides": [
        ("x = “abc”", "refused paste_quotes 1"),
        ("x\xa0= 1", "refused paste_space 1"),
        (">>> x = 1", "refused paste_prompt 1"),
        ("In [1]: x = 1", "error NameError 1"),
        ("```python\nx = 1\n```", "refused paste_fence 1"),
        ("x ＝ 1", "refused paste_fullwidth 1"),
    ],
    "59 commands of notebooks": [
        ("%matplotlib inline\nx = 1\n!pip install torch", "ok"),
        ("x = !ls", "refused syntax 1"),
        ("%%time\nx = 1", "ok"),
        ("?print", "refused magic 1"),
    ],
    "60 newer and older Python": [
        ("match 1:\n    case 1: pass", "ok"),
        ("print 'x'", "refused syntax 1"),
        ("async def f(): await g()", "refused async 1"),
        ("type X = int", "refused syntax 1"),
        ("x = f'{'a'}'", "refused syntax 1"),
        ("def f[T](x): pass", "refused syntax 1"),
        ("print(t'x')", "refused syntax 1"),
    ],
}
