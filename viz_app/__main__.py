"""The `gradstep` command: the one path of the app, without a browser. `--help` says how."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from viz_app import i18n, pipeline
from viz_app.doctor import doctor
from viz_app.exporters import TooMuch, exporter_for, formats
from viz_app.files import Source, Unreadable, chosen, read_source, read_text, recorded
from viz_app.graph.style import PALETTE

REFUSED, STOPPED, WRONG_USE = 2, 3, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the result is the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if arguments[:1] == ["serve"]:
        from viz_app.serve import serve

        return serve(arguments[1:])
    options = parser().parse_args(arguments)
    try:
        status: int = options.command(options)
    except Unreadable as problem:
        print(problem, file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has stopped reading; there is nobody to tell
        return 1
    return status


def parser() -> argparse.ArgumentParser:
    """The options of every command."""
    top = argparse.ArgumentParser(prog="gradstep", description="See PyTorch's autograd at work.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    program = argparse.ArgumentParser(add_help=False)
    program.add_argument("file", metavar="FILE", help="a .py or .ipynb file, a saved trace, or -")
    program.add_argument("--cells", help="code cells to run, in this order: 2,3,3 (default: all)")
    program.add_argument("--seed", type=int, default=0, help="what random numbers begin with")
    run = commands.add_parser("run", parents=[program], help="run a program, print what it prints")
    run.add_argument("--trace", type=Path, metavar="OUT.json", help="also save the trace")
    run.set_defaults(command=run_command)
    export = commands.add_parser("export", parents=[program], help="save the picture of a program")
    export.add_argument("-o", dest="out", type=Path, required=True, metavar="OUT")
    steps = "a step or a range of steps: 7 or 3-20 (default: all; a picture shows the last)"
    export.add_argument("--steps", type=step_range, default=(0, None), help=steps)
    export.add_argument("--language", choices=("en", "zh-CN"), default="en", help="of the words")
    export.add_argument("--theme", choices=tuple(PALETTE), default="light", help="the colours")
    export.set_defaults(command=export_command)
    check = commands.add_parser(
        "check", parents=[program], help="compare each gradient with central differences"
    )
    check.set_defaults(command=check_command)
    walls = commands.add_parser("doctor", help="say how well programs are isolated here")
    walls.set_defaults(command=lambda options: doctor())
    commands.add_parser(
        "serve", help="open the app; --public: to the internet; further options are Streamlit's"
    )
    return top


def run_command(options: argparse.Namespace) -> int:
    """`gradstep run`: print the program's output, then how it ended."""
    source, _, result = run_of(options)
    if options.trace is not None:
        write(options.trace, result.trace.to_json())
    show(result)
    return report(result, many=len(source.cells) > 1)


def run_of(
    options: argparse.Namespace,
) -> tuple[Source, Sequence[pipeline.Execution], pipeline.Run]:
    """The file, what of it ran, and the run; of a saved trace, the run that it records."""
    if options.file.lower().endswith(".json"):
        result, executions = pipeline.saved(options.file, read_text(options.file))
        return recorded(options.file, executions), executions, result
    source = read_source(options.file)
    chosen_cells = chosen(source, options.cells)
    result = pipeline.run(
        chosen_cells,
        seed=options.seed,
        display=source.notebook,
        check=options.command is check_command,
    )
    return source, chosen_cells, result


def check_command(options: argparse.Namespace) -> int:
    """`gradstep check`: each pass, and each leaf's worst number; status 1 if one differs."""
    source, _, result = run_of(options)
    status = report(result, many=len(source.cells) > 1)
    steps = [step for step in pipeline.story(result.trace)["steps"] if step["kind"] == "check"]
    if not steps:
        print(i18n.text("en", "app.check.nothing"))
    for step in steps:
        print(step["panel"]["title"])
        for row in step["panel"]["numbers"]:
            print(f"  {row['label']:<16} {row['text']}")
    differs = i18n.text("en", "why.check.differs")
    return max(status, int(any(step["panel"]["why"] == differs for step in steps)))


def show(result: pipeline.Run) -> None:
    """Everything that the program said, in order: output to stdout, warnings to stderr."""
    for event in result.trace.events:
        if event["kind"] == "output":
            sys.stdout.write(event["text"])
        elif event["kind"] == "warning":
            sys.stdout.flush()
            at = event["at"]
            place = "" if at is None else f" (line {result.trace.sites[at]['line']})"
            print(f"{event['category']}: {event['text']}{place}", file=sys.stderr, flush=True)
    sys.stdout.flush()


def report(result: pipeline.Run, *, many: bool) -> int:
    """Say how the run ended, if not well; the exit status."""
    if result.status == "ok":
        return 0
    if result.status == "refused":
        for finding in result.findings:
            refused = i18n.text("en", "command.refused", line=finding.line, text=finding.text)
            print(refused, file=sys.stderr)
        return REFUSED
    ended = result.trace.events[-1]
    if result.status == "limit":
        said = i18n.text("en", "command.stopped", line=result.line, text=ended["text"])
        print(said, file=sys.stderr)
        return STOPPED
    print(f"line {result.line}: {line_of(result)}", file=sys.stderr)
    print(f"{ended['type']}: {ended['text']}" if ended["text"] else ended["type"], file=sys.stderr)
    return 1


def line_of(result: pipeline.Run) -> str:
    """The text of the line where a program failed."""
    lines = result.trace.cells[result.cell].split("\n")
    return lines[result.line - 1].strip() if 1 <= result.line <= len(lines) else ""


def export_command(options: argparse.Namespace) -> int:
    """`gradstep export`: the format is the one whose ending OUT has."""
    exporter = exporter_for(options.out.name)
    if exporter is None:
        known = ", ".join(sorted(formats()))
        ending = options.out.suffix.lower()
        said = i18n.text("en", "command.no_format", file=options.out, ending=ending, known=known)
        raise Unreadable(said)
    source, executions, result = run_of(options)
    document = pipeline.document(
        result,
        executions,
        [{"kind": kind, "source": text} for kind, text in source.parts],
        title=Path(source.name).name,
        language=options.language.lower().replace("-", "_"),
        theme=options.theme,
        steps=options.steps,
    )
    try:
        content = exporter.write(document)
    except TooMuch as problem:
        raise Unreadable(str(problem)) from None
    write(options.out, content)
    return report(result, many=False)


def step_range(text: str) -> tuple[int, int | None]:
    """`7` is one step, `3-20` several, `3-` all from the third on."""
    first, dash, last = text.partition("-")
    start = int(first)
    if not dash:
        return start, start
    end = int(last) if last else None
    if end is not None and end < start:
        raise ValueError
    return start, end


def write(path: Path, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    try:
        path.write_bytes(data)
    except OSError:
        raise Unreadable(i18n.text("en", "command.cannot_write", file=path)) from None


if __name__ == "__main__":
    raise SystemExit(main())
