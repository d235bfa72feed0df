"""Refusals, limits and the command's own sentences."""

TEXTS = {
    # Why a text is not even parsed.
    "refused.characters": (
        "this text has {count} characters; the limit is {limit}. Run it in parts."
    ),
    "refused.lines": "this text has {count} lines; the limit is {limit}. Run it in parts.",
    "refused.line_length": "this line has {count} characters; the limit is {limit}. Break it up.",
    "refused.control": (
        "the control character {code} is not allowed in a program. It was probably pasted along:"
        " delete it."
    ),
    "refused.surrogate": "{code} is half of a character. Delete it and type the character again.",
    "refused.bidi": (
        "{code} changes the direction of the text, so that code can look different from what it"
        " does. Delete it."
    ),
    "refused.nodes": "this program is too large ({limit} parts is the limit). Run it in parts.",
    "refused.too_nested": "this is nested too deeply. Give the inner parts names of their own.",
    # What a paste leaves behind.
    "refused.syntax": "{kind}: {message}",
    "refused.magic": (
        "`{code}` is a command of Jupyter or of a shell, not Python. Put # in front of it: nothing"
        " needs to be installed here."
    ),
    "note.magic": ("`{code}` is a command of Jupyter or of a shell; it does nothing here."),
    "refused.paste_prompt": "`{code}` is a prompt that was copied along. Delete it.",
    "refused.paste_fence": "`{code}` is Markdown, not Python. Delete the line.",
    "refused.paste_quotes": "{code} is a typographic quote. Python needs ' or \".",
    "refused.paste_space": "{code} is not a space for Python, only for the eye. Type a space.",
    "refused.paste_fullwidth": "{code} is a full-width character. Python needs its ASCII form.",
    # What the language does not have.
    "refused.construct": "{code} is not supported here. Write the same with simpler statements.",
    "refused.async": "async and await are not supported here: a program runs from top to bottom. Write def and call the function.",
    "refused.try_star": "try with except* is not supported here. Use except.",
    "refused.dunder": (
        "`{code}` is not available here: names with double underscores are internal to Python."
        " Use the attribute or method that the class offers."
    ),
    "refused.dunder_class": "`__class__` is not available here. Use `type(x)`.",
    "refused.dunder_method": "a class cannot define `{code}` here. Give the method a name of its own and call it.",
    "refused.class_keyword": "`{code}=` after a class's bases is not supported here. Delete it.",
    "refused.builtin": (
        "`{code}` is not available here. A program has no files, no keyboard, and does not look"
        " into the machine. Write the value or the expression into the program itself."
    ),
    "refused.import": (
        "`{module}` is not available here. This tool runs a teaching version of torch without"
        " files, network or other libraries. Delete the line, or write the few functions that you"
        " need yourself."
    ),
    "refused.import_files": (
        "`{module}` is not available here: a program has no files and no network. Write the data"
        " into the program or make it with torch.randn; torch.save and torch.load keep a model"
        " until the run ends."
    ),
    "refused.import_process": (
        "`{module}` is not available here: a program runs alone, from top to bottom. Call the"
        " functions one after the other; in a DataLoader use num_workers=0."
    ),
    "refused.import_picture": (
        "`{module}` is not needed here: the picture shows the graph with every run. Delete the"
        " line; print(model) lists the layers."
    ),
    "refused.import_log": (
        "`{module}` is not available here: a program sends nothing anywhere. Print the numbers."
    ),
    "refused.import_loop": (
        "`{module}` is not available here. Write the training loop yourself: forward, loss,"
        " loss.backward(), optimizer.step(), optimizer.zero_grad()."
    ),
    "refused.import_world": (
        "`{module}` is not available here. Write a small class with reset() and step() yourself."
    ),
    "refused.import_einops": (
        "`{module}` is not available here. Use reshape, permute, repeat and torch.einsum."
    ),
    "refused.import_data": (
        "`{module}` is not available here. Make a small data set yourself: torch.randn(20, 2)."
    ),
    "refused.import_plot": (
        "`{module}` is not available here yet. Print the numbers, or look at them in the picture."
    ),
    "refused.import_framework": "`{module}` is not available here: this tool is about PyTorch.",
    "refused.relative_import": "there is no package around this program. Import torch by its name.",
    "refused.star_import": (
        "`from {module} import *` is not supported here. Write `import {module}`, or list the"
        " names."
    ),
    "refused.bits": "this number has more than {limit} bits. Use a float, such as 1e300.",
    "refused.text": "this text has more than {limit} characters.",
    # Limits while a program runs.
    "limit.steps": "more than {limit} steps. Is there a loop that never ends?",
    "limit.seconds": "the program ran for more than {limit} seconds. Use fewer rounds.",
    "limit.operations": "more than {limit} tensor operations. Use fewer rounds.",
    "limit.elements": "this tensor would have {count} elements; the limit is {limit}. Use smaller sizes.",
    "limit.flops": "more than {limit} multiplications. Use smaller tensors or fewer rounds.",
    "limit.memory": "out of memory. Use smaller tensors or fewer of them.",
    "limit.bits": "a whole number with more than {limit} bits. Use a float.",
    "limit.text": "a text of {count} characters; the limit is {limit}.",
    "limit.items": "a list of {count} items; the limit is {limit}.",
    "limit.width": "a field {count} characters wide; the limit is {limit}.",
    "limit.printed": "the program printed more than {limit} characters or {lines} lines.",
    "limit.printed_once": "one value takes more than {limit} characters to print.",
    "limit.absent": "`{name}` is not available here yet.",
    "limit.absent_base": "a class that derives from `{name}` is not available here yet.",
    "limit.answer": "the result is too large to show. Use smaller tensors or fewer rounds.",
    "limit.wall": "one operation took too long to wait for. Use smaller numbers or tensors.",
    "limit.busy": "too many programs are waiting already. Press Run again in a moment.",
    "limit.lost": "the process that ran this program was lost. Run it again.",
    "limit.unexpected": "the run ended unexpectedly. What it did until then cannot be shown.",
    # The command.
    "command.refused": "Refused: line {line}: {text}",
    "command.stopped": "Stopped: line {line}: {text}",
    "command.no_file": "{file}: there is no such file.",
    "command.not_text": "{file}: not a text in UTF-8.",
    "command.not_notebook": "{file}: not a readable notebook ({reason}).",
    "command.not_trace": "{file}: not a trace that can be shown ({reason}).",
    "command.trace_contradicts": "it contradicts itself",
    "command.wrong_kind": "{file}: neither a .py nor a .ipynb file, nor - for standard input.",
    "command.no_cell": "{file}: has no code cell {number}; it has {count}.",
    "command.bad_cells": "--cells {given}: expected numbers separated by commas, such as 2,3,3.",
    "command.cannot_write": "{file}: cannot be written.",
    "command.no_format": "{file}: no export format has the ending {ending!r}. There are: {known}.",
    # What `gradstep doctor` says.
    "doctor.full": "Isolation: full. Whatever a program does, it does not get out ({system}).",
    "doctor.process": (
        "Isolation: process only. Programs have a process of their own, but no walls of the"
        " operating system ({system}). Do not open the app to the internet."
    ),
    "doctor.root": "Note: as root, the limit of processes has no effect; the filter holds without it.",
    "doctor.holds": "  holds      {layer}",
    "doctor.missing": "  missing    {layer}",
    "doctor.contained": "  contained  {attempt}",
    "doctor.escaped": "  NOT HELD   {attempt}",
    "layer.limits": "limits of memory, processor time, files and processes (rlimit)",
    "layer.landlock": "no files, no connections, no signals (Landlock)",
    "layer.seccomp": "no system calls but to compute and to answer (seccomp)",
}
