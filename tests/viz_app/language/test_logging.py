"""What a program logs, and what CPython 3.11 writes for it, recorded from it; where it goes."""

from __future__ import annotations

import pytest

from tests.viz_app.language.running import ours

START = "import logging, sys\n"
LOGGED = {
    "logging.basicConfig(level=logging.INFO, stream=sys.stdout)\nlogging.info('a %d', 3)\nlogging.debug('b')": "INFO:root:a 3\n",
    "logging.basicConfig(level='DEBUG', format='%(levelname)-8s|%(name)s|%(message)s', stream=sys.stdout)\nlogging.getLogger('a.b').debug('x')": "DEBUG   |a.b|x\n",
    "logging.basicConfig(stream=sys.stdout, format='{levelname} {message}', style='{')\nlogging.error('%s', [1])": "ERROR [1]\n",
    "h = logging.StreamHandler(sys.stdout)\nh.setFormatter(logging.Formatter('> %(message)s'))\nlog = logging.getLogger('t')\nlog.addHandler(h)\nlog.setLevel(logging.INFO)\nlog.info('%(a)s!', {'a': 1})\nlog.propagate = False\nprint(log.handlers == [h], log.getEffectiveLevel(), log)": "> 1!\nTrue 20 <Logger t (INFO)>\n",
    "logging.basicConfig(stream=sys.stdout)\nlogging.disable(logging.CRITICAL)\nlogging.error('no')\nprint(logging.getLevelName(25))": "Level 25\n",
}


@pytest.mark.parametrize("text", LOGGED)
def test_a_log_is_written_as_python_writes_it(text: str) -> None:
    outcome = ours(START + text)
    assert (outcome.output, outcome.error) == (LOGGED[text], "")


def test_a_log_goes_to_stderr_where_nobody_says_otherwise() -> None:
    outcome = ours(START + "logging.warning('seen')\nlogging.info('not seen')")
    written = [event for event in outcome.recorder.events if event[0] == "output"]
    assert [event[2:4] for event in written] == [("stderr", "WARNING:root:seen\n")]


def test_a_log_file_is_refused() -> None:
    error = ours(START + "logging.basicConfig(filename='x.log')").error
    assert error == "OSError: a log cannot be written to a file here; leave `filename` out"
