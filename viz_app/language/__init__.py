"""The language that people paste: texts in, a checked Program out, run in a closed set of values.

program = parse(["x = 1\\nprint(x)"])
with autograd_core.record() as recorder:
    ending = run(program, recorder)
"""

from viz_app.language.finding import Finding
from viz_app.language.parse import Program, parse
from viz_app.language.run import Ending, run

__all__ = ["Ending", "Finding", "Program", "parse", "run"]
