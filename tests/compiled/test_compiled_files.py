"""A compiled file that is damaged, cut off, foreign, out of date or forged: one line that says so, and never a crash or another answer."""

import json
import os
import subprocess
import sys
from array import array
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import registry
from registry import Alias, AliasKind, Annotation, Entity, EntityType, Feature, Never, RegistryFileError, Resolution
from registry.compiled import container, fingerprint
from registry.compiled.compile import compile_files, compile_registry
from registry.compiled.container import SECTIONS

ENTITIES = [
    Entity("russia", "Russia", EntityType.PLACE, (Alias("Russian", AliasKind.DEMONYM), Alias("Россия", lang="ru")), feature=Feature.STATE),
    Entity("moscow", "Moscow", EntityType.PLACE, (Alias("Москва", lang="ru"),), stands_for="russia", country="russia"),
    Entity(
        "base", "201st Military Base", EntityType.MILITARY_UNIT, (Alias("{russia}'s military base"), Alias("201-я база")), country="russia"
    ),
    Entity("karimov", "Karim Karimov", EntityType.PERSON, (Alias("Karimov", AliasKind.SURNAME),), (Never("Karim Karimovich", "a son"),)),
    Entity("mod", "Ministry of Defence of Russia", EntityType.ORGANIZATION, (Alias("MoD", AliasKind.ACRONYM),), country="russia"),
]
ASKED = (
    "Russia",
    "the Russian 201st military base",
    "Karimow",
    "Karimov Karim",
    "Base Military 201st",
    "Karim Karimovich",
    "Россией",
    "MoD",
    "зы",
)
TEXT = "Russia's military base near Moscow. Karim Karimov of the MoD spoke in Moskva; Karimov said the 201-ю базу was Russian."

Answers = tuple[list[Entity], list[Resolution], Annotation]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "registry.idx"
    compile_registry(ENTITIES, path, redirects={"old": "base"})
    return path


def answers(path: Path) -> Answers:
    """What a file answers to everything that this module asks."""
    opened = registry.load(path)
    return list(opened), [opened.resolve(mention, context=["old"]) for mention in ASKED], opened.annotate(TEXT)


def everything(path: Path) -> None:
    """Read every table, also those that no question here needs."""
    index = registry.load(path)._resolver.index
    answers(path)
    for table in (index.vocabulary, index.bags, index.sounds, index.slots, index.states_by_symbol, index.trie, index.patterns):
        dict(table)
    assert len(index.capitals) == len(index.ministries) == 1


def refused(path: Path) -> str:
    """The one line with which a file is refused."""
    with pytest.raises(RegistryFileError) as caught:
        answers(path)
    (problem,) = caught.value.problems
    assert (problem.source.path, problem.source.line) == (str(path), 1)
    assert "\n" not in str(problem)
    return str(problem)


def directory(data: bytes) -> dict[str, object]:
    """What a file says of its sections."""
    at, length = container._HEADER.unpack_from(data)[4:6]
    found: dict[str, object] = json.loads(data[at : at + length])
    return found


def sealed(data: bytes, directory: object, **header: int) -> bytes:
    """A file with another directory and header, their checksums in order: what damage does not make, and a forger can."""
    fields = dict(zip(("magic", "format", "order", "size", "at", "length", "sum"), container._HEADER.unpack_from(data), strict=True))
    text = json.dumps(directory).encode()
    body = data[: fields["at"]] + text
    fields |= {"size": len(body), "length": len(text), "sum": crc32(text)} | header
    head = container._HEADER.pack(*fields.values())
    return head + crc32(head).to_bytes(4, "little") + body[len(head) + 4 :]


def forged(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    """A file with other sections, behind the old ones, and checksums that fit."""
    told = directory(data)
    body = data[: container._HEADER.unpack_from(data)[4]]
    for name, section in changes.items():
        body += bytes(-len(body) % 8)
        told["sections"][name] = [len(body), len(section), crc32(section)]  # type: ignore[index]
        body += section
    return _closed(body, json.dumps(told).encode())


def _closed(body: bytes, text: bytes) -> bytes:
    """A file of sections and a directory, which may be any text."""
    fields = list(container._HEADER.unpack_from(body))
    fields[3:] = [len(body) + len(text), len(body), len(text), crc32(text)]
    head = container._HEADER.pack(*fields)
    return head + crc32(head).to_bytes(4, "little") + body[len(head) + 4 :] + text


def test_a_whole_file_answers(whole: Path) -> None:
    """What the other tests of this module ask, is answered; else they would prove nothing."""
    _, found, annotation = answers(whole)
    assert [bool(resolution) for resolution in found].count(True) > 4
    assert len(annotation.mentions) > 4


def test_cut_off_at_every_border(whole: Path, tmp_path: Path) -> None:
    data = whole.read_bytes()
    spans = directory(data)["sections"].values()  # type: ignore[attr-defined]
    borders = {edge + off for at, length, _ in spans for edge in (at, at + length) for off in (-1, 0, 1)}
    cut = tmp_path / "cut.idx"
    for end in sorted({1, 7, 8, 43, 44, len(data) - 1, *borders}):
        if end < len(data):
            cut.write_bytes(data[:end])
            assert "compile it again" in refused(cut), end
    cut.write_bytes(data + b"\n")
    assert "compile it again" in refused(cut)
    cut.write_bytes(b"")
    assert "empty" in refused(cut)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_byte_that_flipped_is_noticed_or_changes_nothing(whole: Path, tmp_path: Path, data: st.DataObject) -> None:
    """Between sections lie a few bytes that nobody reads; every other one is under a checksum."""
    content = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path = tmp_path / "flipped.idx"
    path.write_bytes(content)
    with suppress(RegistryFileError):
        assert answers(path) == answers(whole)


def test_every_flipped_byte_of_a_section_is_noticed(whole: Path, tmp_path: Path) -> None:
    """One byte in the middle of each section that has any."""
    path = tmp_path / "flipped.idx"
    for at, length, _ in directory(whole.read_bytes())["sections"].values():  # type: ignore[attr-defined]
        if length:
            content = bytearray(whole.read_bytes())
            content[at + length // 2] ^= 0xFF
            path.write_bytes(content)
            with pytest.raises(RegistryFileError, match="damaged"):
                everything(path)


FILES: Mapping[str, tuple[Callable[[bytes], bytes], str]] = {
    "newer format": (lambda data: sealed(data, directory(data), format=container.FORMAT + 1), f"has format {container.FORMAT + 1}"),
    "newer header": (lambda data: data[:8] + b"\x09" + data[9:], "has format 9"),
    "other byte order": (lambda data: sealed(data, directory(data), order=3 - container._ORDER), "byte order"),
    "other word lists": (lambda data: sealed(data, {**directory(data), "made": "00000000"}), "word lists"),
    "other romanisation": (
        lambda data: sealed(data, {**directory(data), "said": {"ends": {}, "files": [], "libraries": "Unidecode 0"}}),
        "Unidecode 0",
    ),
    "no directory": (lambda data: sealed(data, None), "directory"),
    "directory of nothing": (lambda data: sealed(data, {}), "directory"),
    "directory outside": (lambda data: sealed(data, directory(data), at=2**60), "directory"),
    "directory too long": (lambda data: sealed(data, directory(data), length=2**31), "directory"),
    "sections outside": (lambda data: sealed(data, _every(data, [2**40, 8, 0])), "directory"),
    "section of a negative length": (lambda data: sealed(data, _every(data, [64, -8, 0])), "directory"),
    "section at a fraction": (lambda data: sealed(data, _every(data, [64.5, 8, 0])), "directory"),
    "section of true": (lambda data: sealed(data, _every(data, [True, True, True])), "directory"),
    "redirects of lists": (
        lambda data: sealed(data, {**directory(data), "said": {"ends": {"a": []}, "files": [], "libraries": ""}}),
        "directory",
    ),
    "nested without end": (lambda data: _closed(data[: container._HEADER.unpack_from(data)[4]], b"[" * 100_000), "directory"),
}


def _every(data: bytes, place: object) -> object:
    return {**directory(data), "sections": dict.fromkeys(SECTIONS, place)}


@pytest.mark.parametrize("label", FILES)
def test_a_file_that_does_not_fit_is_refused(label: str, whole: Path, tmp_path: Path) -> None:
    change, said = FILES[label]
    path = tmp_path / "changed.idx"
    path.write_bytes(change(whole.read_bytes()))
    message = refused(path)
    assert said in message
    assert "compile it again" in message


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_a_forged_file_is_refused_or_answers_something(whole: Path, tmp_path: Path, data: st.DataObject) -> None:
    """Sections of any content with checksums that fit: offsets past the end, lists that go back, records that are none."""
    content = whole.read_bytes()
    changes = {}
    for name in data.draw(st.lists(st.sampled_from(sorted(SECTIONS)), min_size=1, max_size=3)):
        at, length, _ = directory(content)["sections"][name]  # type: ignore[index]
        section = bytearray(content[at : at + length])
        width = {"I": 4, "Q": 8, "B": 1}[SECTIONS[name]]
        for _ in range(data.draw(st.integers(1, 4))):
            if section:
                at = data.draw(st.integers(0, len(section) // width - 1)) * width
                number = data.draw(st.sampled_from([0, 1, 2, 5, 100, 2**31, 2**32 - 1]))
                section[at : at + width] = (number % 256**width).to_bytes(width, sys.byteorder)
        kept = data.draw(st.sampled_from([len(section), len(section), len(section) // 2, 0]))
        changes[name] = bytes(section[: kept // width * width])
    path = tmp_path / "forged.idx"
    path.write_bytes(forged(content, changes))
    with suppress(RegistryFileError):
        answers(path)


@pytest.mark.parametrize("falls", [[2], [3], [4, 5]])
def test_numbers_that_fall_are_refused(falls: list[int], whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where one block of a section ends and the next begins: stretches that overlap could make a trie go round in circles."""
    monkeypatch.setattr(container, "_BLOCK", 8)
    at, length, _ = directory(whole.read_bytes())["sections"]["trie.children"]  # type: ignore[index]
    numbers = array("I", whole.read_bytes()[at : at + length])
    assert numbers[1] > 5
    for place in falls:
        numbers[place] = 5 - place
    path = tmp_path / "forged.idx"
    path.write_bytes(forged(whole.read_bytes(), {"trie.children": numbers.tobytes()}))
    assert "'trie.children'" in refused(path)


RECORDS = ("[]", "{}", "0", "null", "[" * 100_000, '["russia"]', json.dumps(["russia", 1, "place", *[[]] * 12]), "9" * 5_000)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record[:12])
def test_a_forged_record_is_refused(record: str, whole: Path, tmp_path: Path) -> None:
    """Its own checksum fits, and what it holds is no entity."""
    data = crc32(record.encode()).to_bytes(4, "little") + record.encode()
    starts = b"".join(number.to_bytes(8, sys.byteorder) for number in (0, *[len(data)] * len(ENTITIES)))
    path = tmp_path / "forged.idx"
    path.write_bytes(forged(whole.read_bytes(), {"records.bytes": data, "records.starts": starts}))
    assert "entity 1 of 5" in refused(path)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_behind_the_magic_are_refused(tmp_path: Path, rest: bytes) -> None:
    path = tmp_path / "foreign.idx"
    path.write_bytes(container.COMPILED + rest)
    assert refused(path)


def test_rules_that_changed_are_noticed(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fingerprint is that of the files, so that an update of the package cannot forget it."""
    monkeypatch.setattr(fingerprint, "RULES", ("text", "match/names.py"))
    fingerprint.fingerprint.cache_clear()
    try:
        assert "word lists" in refused(whole)
    finally:
        fingerprint.fingerprint.cache_clear()


def test_what_compiling_reads_is_in_the_fingerprint(tmp_path: Path) -> None:
    """Every module of `text` and `match`, and every table, that is loaded to compile, apart from what weighs and decides."""
    package = Path(registry.__file__).parent
    source = tmp_path / "one.jsonl"
    source.write_text('{"id": "one", "name": "Ministry of Ҷумҳурии 201", "type": "organization"}\n', "utf-8")
    program = (
        "import sys, registry.text.data as data; seen = []; real = open\n"
        "import builtins; builtins.open = lambda file, *a, **k: (seen.append(str(file)), real(file, *a, **k))[1]\n"
        f"from registry.compiled.compile import compile_files; compile_files([{str(source)!r}], {str(tmp_path / 'x.idx')!r})\n"
        "files = [m.__file__ for n, m in sys.modules.items() if n.startswith(('registry.text', 'registry.match'))]\n"
        "print('\\n'.join([*files, *(name for name in seen if name.endswith('.yaml'))]))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=package.parent)
    used = {Path(line).relative_to(package).as_posix() for line in done.stdout.splitlines()}
    assert "text/normalise.py" in used
    assert "text/data/spelling.yaml" in used
    known = {name for name in used if name in fingerprint.RULES or name.rpartition("/")[0] in fingerprint.RULES}
    assert used - known <= {
        f"match/{name}.py" for name in ("__init__", "dates", "decide", "near/__init__", "near/words", "resolver", "weights")
    }


def test_a_compiled_file_is_no_source(whole: Path, tmp_path: Path) -> None:
    """What edits, checks and compiles wants the files that an editor writes."""
    with pytest.raises(RegistryFileError, match="name the files it was compiled from"):
        compile_files([whole], tmp_path / "again.idx")


def test_a_failed_compilation_leaves_what_was_there(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "registry.idx"
    path.write_bytes(whole.read_bytes())
    with pytest.raises(ZeroDivisionError):
        compile_registry((entity for entity in [ENTITIES[0], 1 / 0]), path)  # type: ignore[misc]
    assert path.read_bytes() == whole.read_bytes()
    assert os.listdir(tmp_path) == ["registry.idx"]


def test_a_file_replaced_while_open_answers_as_before(whole: Path, tmp_path: Path) -> None:
    """A process keeps the registry that it has opened, whatever is compiled meanwhile."""
    path = tmp_path / "registry.idx"
    compile_registry(ENTITIES, path)
    opened = registry.load(path)
    compile_registry(ENTITIES[:1], path)
    assert opened.resolve("Karimow Karim") == registry.load(whole).resolve("Karimow Karim")
    assert len(registry.load(path)) == 1
