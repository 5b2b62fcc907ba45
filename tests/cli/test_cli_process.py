"""The real command in a process of its own: pipes, signals, terminals, and what it loads."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., list[str]]
Shell = Callable[..., "subprocess.CompletedProcess[str]"]


def test_streams_are_apart(shell: Shell) -> None:
    """Standard output is data, standard error talk; UTF-8 whatever the locale says."""
    done = shell("resolve", "ОДКБ", env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ОДКБ\tlinked\tcsto\t")


def test_bytes_that_are_no_text(shell: Shell) -> None:
    """An argument that is not UTF-8 is answered and shown escaped."""
    done = shell("resolve", b"\xff")
    assert (done.returncode, done.stdout.split("\t")[:2]) == (0, [r"\udcff", "nil"])


def test_errors_have_no_traceback(shell: Shell) -> None:
    """One line a problem and exit 1."""
    done = shell("--registry", "missing.yaml", "resolve", "x")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: missing.yaml:1:1: no such file")
    assert done.stderr.count("\n") == 1


def test_a_closed_pipe_is_silent(command: Command, place: Path) -> None:
    """`registry … | head -1` says nothing about it, however much was to come."""
    (place / "many").write_text("CSTO\n" * 20_000)
    with (place / "many").open("rb") as many:
        process = subprocess.Popen(command("resolve", "--json", "-"), stdin=many, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr as talk:
        assert talk.read() == b""
    assert process.wait(60) == 141


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
def test_interrupted_quietly(command: Command) -> None:
    """Ctrl-C: exit 130, no traceback."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command("resolve", "--json", "-"), **pipes) as process:  # type: ignore[call-overload]
        process.stdin.write(b"CSTO\n")
        process.stdin.flush()
        time.sleep(2)  # until it waits for the next line
        process.send_signal(signal.SIGINT)
        out, talk = process.communicate(timeout=60)
    assert process.returncode == 130
    assert talk == b""
    assert b"csto" in out


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_on_a_terminal(command: Command) -> None:
    """A person gets a table, and no escape codes if asked so by NO_COLOR and TERM."""
    import pty

    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "100"}
    process = subprocess.Popen(command("annotate", "news/one.txt"), stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    said = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        said += part
    os.close(ours)
    assert process.wait(60) == 0
    text = said.decode()
    assert "stands for" in text
    assert "emomali-rahmon" in text
    assert "\t" not in text


def test_networkx_is_loaded_by_graph_alone(place: Path, command: Command) -> None:
    """The other commands start without it, and `from registry import resolve` without click and rich too."""
    code = (
        "import sys; import registry; assert not {'networkx', 'click', 'rich'} & set(sys.modules)\n"
        "from registry.cli.main import cli; cli(['resolve', 'CSTO'], standalone_mode=False)\n"
        "assert not {'networkx', 'rich'} & set(sys.modules)"
    )
    assert command()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
