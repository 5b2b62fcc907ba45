"""A registry file on disk or in git: which one is opened, and what is said if none can be."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from registry.errors import RegistryFileError
from registry.review.revision import open_source

Git = Callable[..., str]


def text(name: str) -> str:
    """A registry of one entity."""
    return f"version: 1\nentities:\n  csto: {{name: {name}, type: organization}}\n"


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """An empty repository that knows nothing of this machine's git; the current folder is its top."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "editor")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    top = tmp_path / "repository"
    top.mkdir()
    monkeypatch.chdir(top)

    def run(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], check=True, capture_output=True, encoding="utf-8").stdout.strip()

    run("init", "-q", "-b", "main")
    return run


def write(path: str, content: str | bytes) -> None:
    """A file, its folders made where they lack."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content if isinstance(content, bytes) else content.encode())


def commit(git: Git, *files: tuple[str, str | bytes]) -> None:
    """Write the files and commit everything."""
    for path, content in files:
        write(path, content)
    git("add", "-A")
    git("commit", "-q", "-m", "change", "--allow-empty")


def name(spec: str) -> str:
    """The name of the only entity."""
    (entity,) = open_source(spec).entities
    return entity.name


def problems(spec: str) -> list[str]:
    """What is wrong, a line a problem."""
    with pytest.raises(RegistryFileError) as caught:
        open_source(spec)
    return str(caught.value).split("\n")


def test_every_way_to_name_a_revision(git: Git) -> None:
    """Ancestors, branches, tags, ids, dates in braces; a path on disk is as it stands there."""
    for state in ("first", "second", "third"):
        commit(git, ("aliases.yaml", text(state)))
    git("tag", "v1", "HEAD~2")
    git("branch", "release/v2", "HEAD~1")
    write("aliases.yaml", text("on disk"))
    assert name("aliases.yaml") == "on disk"
    first = git("rev-parse", "HEAD~2")
    for revision in ("HEAD~2", "v1", first, first[:10], "main~2", "HEAD^^", "v1^{commit}", "v1^{tree}"):
        assert name(f"{revision}:aliases.yaml") == "first", revision
    assert name("release/v2:aliases.yaml") == "second"
    assert name("HEAD@{0}:aliases.yaml") == "third"
    assert name("main@{2099-01-01 10:00:00}:aliases.yaml") == "third"


def test_places_begin_with_the_revision(git: Git) -> None:
    """Entities know the line of the file in git; problems too, all of them."""
    broken = "version: 1\nentities:\n  a: {name: A, type: organisation}\n  b: {name: B, type: place, kind: x}\n"
    commit(git, ("aliases.yaml", text("CSTO")), ("broken.yaml", broken), ("latin.yaml", b"version: 1\n# \xe9\n"))
    (entity,) = open_source("HEAD:aliases.yaml").entities
    assert str(entity.place) == "HEAD:aliases.yaml:3:3"
    first, second = problems("HEAD:broken.yaml")
    assert first.startswith("HEAD:broken.yaml:3:22: 'type' cannot be 'organisation'; did you mean 'organization'?")
    assert second.startswith("HEAD:broken.yaml:4:29: ")
    (encoding,) = problems("HEAD:latin.yaml")
    assert encoding.startswith("HEAD:latin.yaml:2:3: byte 0xE9 is not UTF-8")


def test_a_folder_is_one_registry(git: Git) -> None:
    """Its YAML files alone, hidden ones and other folders aside; each problem names its file."""
    parts = [("parts/b.yaml", text("CSTO")), ("parts/a b.yaml", "version: 1\nentities: {un: {name: UN, type: organization}}\n")]
    others = [("parts/.b.yaml", "{"), ("parts/read.me", "{"), ("parts/deeper.yaml/c.yaml", "{"), ("empty/x", "")]
    commit(git, *parts, *others)
    for spec in ("HEAD:parts", "HEAD:parts/", "HEAD:./parts"):
        assert {"csto", "un"} == {entity.id for entity in open_source(spec).entities}
    commit(git, ("parts/я.yaml", "version: 1\nentities: {x: 1}\n"))
    (problem,) = problems("HEAD:parts")
    assert problem.startswith("HEAD:parts/я.yaml:2:")
    (empty,) = problems("HEAD:empty")
    assert empty == "HEAD:empty:1:1: no *.yaml file in this folder; name the registry file or another folder (unreadable-file)"
    assert ["un"] == [entity.id for entity in open_source("HEAD:parts/a b.yaml").entities]


def test_a_folder_at_the_top(git: Git) -> None:
    """REVISION: alone is the repository's top."""
    commit(git, ("a.yaml", text("A")))
    assert name("HEAD:") == "A"
    write("a.yaml", "{")
    assert str(open_source("HEAD:").entities[0].place) == "HEAD:a.yaml:3:3"


def test_paths_count_from_the_top_or_from_here(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in git; who forgets it is told."""
    commit(git, ("aliases.yaml", text("top")), ("desk/mine.yaml", text("desk")))
    monkeypatch.chdir("desk")
    assert name("HEAD:aliases.yaml") == "top"
    assert name("HEAD:./mine.yaml") == name("HEAD:desk/mine.yaml") == "desk"
    assert name("HEAD:../aliases.yaml") == "top"
    (problem,) = problems("HEAD:mine.yaml")
    assert "it counts from the top of the repository: write ./mine.yaml for the one in this folder" in problem


def test_a_path_that_exists_wins(git: Git) -> None:
    """A file whose name looks like a revision is that file."""
    commit(git, ("aliases.yaml", text("in git")))
    write("HEAD:aliases.yaml", text("on disk"))
    assert name("HEAD:aliases.yaml") == "on disk"
    Path("HEAD:aliases.yaml").unlink()
    assert name("HEAD:aliases.yaml") == "in git"


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("missing.yaml", "no such file; check the path, or write REVISION:PATH for a file in git"),
        ("nowhere:aliases.yaml", "git knows no revision 'nowhere'"),
        ("HEAD~99:aliases.yaml", "git knows no revision 'HEAD~99'"),
        ("HEAD:missing.yaml", "no 'missing.yaml' in the revision 'HEAD'; check the path"),
        ("HEAD:../../etc/passwd", "no '../../etc/passwd' in the revision 'HEAD'"),
        ("HEAD:/etc/passwd", "no '/etc/passwd' in the revision 'HEAD'"),
        ("HEAD:aliases.yaml/x", "no 'aliases.yaml/x' in the revision 'HEAD'"),
        ("--output=stolen:aliases.yaml", "git knows no revision '--output=stolen'"),
        ("-p:aliases.yaml", "git knows no revision '-p'"),
        ("--all:aliases.yaml", "git knows no revision '--all'"),
        ("HEAD..HEAD:aliases.yaml", "git knows no revision 'HEAD..HEAD'"),
        ("^HEAD:aliases.yaml", "git knows no revision '^HEAD'"),
        ("$(touch stolen):aliases.yaml", "git knows no revision '$(touch stolen)'"),
        ("; touch stolen:aliases.yaml", "git knows no revision '; touch stolen'"),
        ("HEAD:$(touch stolen)", "no '$(touch stolen)' in the revision 'HEAD'"),
        ("HEAD:--help", "no '--help' in the revision 'HEAD'"),
        ("HEAD:*.yaml", "no '*.yaml' in the revision 'HEAD'"),
        (":(glob)*.yaml", "no such file"),
        (":aliases.yaml", "no such file"),
        ("", "no such file"),
        ("HEAD\0:aliases.yaml", "cannot be asked of git: embedded null byte"),
        ("HEAD:\ud800", "cannot be asked of git"),
        ("HEAD\n:aliases.yaml", "git knows no revision 'HEAD\\n'"),
    ],
)
def test_what_cannot_be_opened_says_why(git: Git, spec: str, said: str) -> None:
    """One problem at 1:1 with what was asked for, what is wrong and what to do; nothing is run or written."""
    commit(git, ("aliases.yaml", text("CSTO")))
    before = sorted(Path().iterdir())
    with pytest.raises(RegistryFileError) as caught:
        open_source(spec)
    (problem,) = caught.value.problems
    assert (problem.source.path, problem.source.line, problem.rule) == (spec, 1, "unreadable-file")
    assert said in problem.message
    assert sorted(Path().iterdir()) == before


def test_names_that_look_like_options_are_names(git: Git) -> None:
    """A file in git may be called anything."""
    for odd in ("-p.yaml", "--help.yaml", "a:b.yaml", "$HOME.yaml", "новый.yaml", "a\nb.yaml", "'.yaml", "{x}.yaml"):
        commit(git, (f"./{odd}", text("odd")))
        Path(odd).unlink()
        assert name(f"HEAD:{odd}") == "odd", odd


def test_no_filter_of_the_repository_is_run(git: Git) -> None:
    """The bytes are those of the commit: what a configuration would do for show or checkout is not done."""
    commit(git, ("aliases.yaml", text("CSTO")), (".gitattributes", "*.yaml diff=evil filter=evil text eol=crlf\n"))
    git("config", "diff.evil.textconv", "touch stolen; cat")
    git("config", "filter.evil.smudge", "touch stolen; cat")
    assert name("HEAD:aliases.yaml") == "CSTO"
    assert not Path("stolen").exists()


def test_a_submodule_is_no_registry(git: Git) -> None:
    """What git keeps as a commit of another repository is refused."""
    commit(git, ("aliases.yaml", text("CSTO")))
    git("update-index", "--add", "--cacheinfo", f"160000,{git('rev-parse', 'HEAD')},other")
    git("commit", "-q", "-m", "a submodule")
    (problem,) = problems("HEAD:other")
    assert "'other' is a commit in the revision 'HEAD'" in problem


def test_outside_a_repository(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is git's own."""
    monkeypatch.chdir(tmp_path)
    (problem,) = problems("HEAD:aliases.yaml")
    assert problem.startswith("HEAD:aliases.yaml:1:1: no such file, and no git repository here (fatal: not a git repository")


def test_a_repository_without_a_commit(git: Git) -> None:
    """There is no HEAD yet."""
    (problem,) = problems("HEAD:aliases.yaml")
    assert "git knows no revision 'HEAD'" in problem


def test_without_git(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path is opened all the same; a revision is refused with the reason."""
    write("aliases.yaml", text("CSTO"))
    monkeypatch.setenv("PATH", "")
    assert name("aliases.yaml") == "CSTO"
    (problem,) = problems("HEAD:aliases.yaml")
    assert "git, which could know the revision, is not installed" in problem
