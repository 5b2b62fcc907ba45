"""Spark in a cluster of two executors gives what one process gives; skipped without Java or the extra, but not where CI is set."""

import doctest
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from archives import made_articles, single_network
from click.testing import CliRunner

import registry
from registry.articles.mention_file import to_row
from registry.cli.main import cli
from registry.errors import ArticleError, RegistryFileError
from registry.records import Article

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/how-to/many-machines.md"
LEAST_JAVA = 17
CLUSTER = {
    "spark.master": "local-cluster[2,1,1024]",  # executors, cores of each, megabytes of each: processes of their own, as on two machines
    "spark.driver.memory": "512m",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",  # of 200 nearly all would be empty
    **{f"spark.{who}.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" for who in ("driver", "executor")},  # they start faster
}


def _missing() -> str | None:
    """Why there can be no cluster here."""
    for module in ("pyspark", "pandas", "pyarrow"):
        if importlib.util.find_spec(module) is None:
            return f"{module} is not installed; pip install '.[spark]'"
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr if java else ""
    found = re.search(r'version "(\d+)', said)
    if found is None or int(found[1]) < LEAST_JAVA:
        return f"no Java {LEAST_JAVA} or newer in JAVA_HOME or on PATH (Debian: openjdk-17-jre-headless)"
    return None


def _build() -> ModuleType:
    """docs/build.py, which is no package."""
    spec = importlib.util.spec_from_file_location("docs_build_spark", ROOT / "docs/build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Cluster:
    """A session, a copy of the checkout in which it runs, and where its executors keep their files."""

    spark: Any
    place: Path
    work: Path

    def shipped(self) -> list[str]:
        """The registries of each executor, by the names of the executors."""
        return sorted(f"{path.parent.name}" for path in self.work.glob("*/registry-*.idx"))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """One for all tests here, since it takes longest to come up."""
    if missing := _missing():
        assert not os.environ.get("CI"), missing
        pytest.skip(missing)
    import pyspark
    from pyspark.sql import SparkSession

    build = _build()
    with build.workshop() as place, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_LOCAL_HOSTNAME", "localhost")
        patch.delenv("SPARK_HOME", raising=False)
        patch.chdir(place)  # where Java begins, and stays
        _compile(place / "aliases.yaml", place / "registry.idx")
        builder = SparkSession.builder
        for name, value in CLUSTER.items():
            builder = builder.config(name, value)
        spark = builder.getOrCreate()
        spark.sparkContext.setLogLevel("OFF")
        work = Path(pyspark.__file__).with_name("work") / spark.sparkContext.applicationId
        patch.chdir(ROOT)
        yield Cluster(spark, place, work)
        spark.stop()
        shutil.rmtree(work, ignore_errors=True)


def _compile(source: Path, target: Path) -> None:
    result = CliRunner().invoke(cli, ["compile", str(source), "-o", str(target)])
    assert result.exit_code == 0, result.output


ARTICLES = made_articles(150)
ARTICLES = [*ARTICLES, ARTICLES[3], {**ARTICLES[4], "text": ARTICLES[5]["text"]}]


@pytest.fixture(scope="module")
def written(cluster: Cluster) -> Path:
    """Articles annotated from columns of other names, in four parts, two of them broken, and written in the order of their ids."""
    import registry.spark

    spark = cluster.spark
    columns = {"id": "number", "text": "body", "date": "date", "lang": "Lang", "source": "source"}
    rows = [tuple(article[name] for name in columns) for article in ARTICLES]
    told = spark.createDataFrame([*rows, ("z1", None, "2021", "en", "TASS")], [*columns.values()]).repartition(4)
    broken = spark.sql("SELECT 'z2' AS number, CAST(X'54FF' AS STRING) AS body, '2021' AS date, 'en' AS Lang, 'TASS' AS source")
    found = registry.spark.annotate(told.union(broken), cluster.place / "registry.idx", text="body", id="number")
    target = cluster.place / "mentions"
    found.orderBy("id", "text").write.parquet(str(target))
    return target


def test_mentions_are_those_of_one_process(cluster: Cluster, written: Path, shipped: registry.Registry) -> None:
    """Row by row in the order of the ids; what cannot be read is a row with its error. Each executor was sent the registry once."""
    rows = [row.asDict(recursive=True) for row in cluster.spark.read.parquet(str(written)).orderBy("id", "text").collect()]
    *good, first, second = [{**row, "chrome": row["chrome"] and [list(told.values()) for told in row["chrome"]]} for row in rows]
    expected = [{**to_row(shipped.annotate(Article(**article))), "error": None} for article in ARTICLES]
    assert good == sorted(expected, key=lambda row: (row["id"], row["text"]))
    assert first["error"] == "article z1: no string under 'text'; write an object with at least {\"text\": …}"
    assert second["error"].startswith("article z2: 'text' cannot be read ('utf-8' codec can't decode byte 0xff in position 1")
    assert [row[name] for row in (first, second) for name in ("mentions", "text")] == [None] * 4
    assert cluster.shipped() == ["0", "1"]


@pytest.mark.parametrize("options", [{"unit": "article"}, {"unit": "sentence", "places": True}, {"unit": "tokens", "window": 12}])
def test_edges_are_those_of_one_process(cluster: Cluster, written: Path, shipped: registry.Registry, options: dict[str, Any]) -> None:
    """Every pair, every number, and the dates; an article handed over twice counts once."""
    import registry.spark

    found = registry.spark.edges(cluster.spark.read.parquet(str(written)), cluster.place / "registry.idx", **options)
    assert {(row.source, row.target): tuple(row)[2:] for row in found.collect()} == single_network(shipped, ARTICLES, options)
    assert cluster.shipped() == ["0", "1"]


def test_edges_are_counted_in_a_file_that_one_process_wrote(cluster: Cluster, shipped: registry.Registry, tmp_path: Path) -> None:
    """`registry annotate -o` writes the same columns, but for `error`; the registry may be a link."""
    import registry.spark
    from registry.articles.parquet import batch, write_batches

    write_batches(tmp_path / "mentions.parquet", [batch([to_row(shipped.annotate(Article(**article))) for article in ARTICLES[:50]])])
    (tmp_path / "linked.idx").symlink_to(cluster.place / "registry.idx")
    found = registry.spark.edges(cluster.spark.read.parquet(str(tmp_path / "mentions.parquet")), tmp_path / "linked.idx", unit="paragraph")
    ties = {(row.source, row.target): tuple(row)[2:] for row in found.collect()}
    assert ties == single_network(shipped, ARTICLES[:50], {"unit": "paragraph"})


def test_a_graph_is_made_from_what_spark_wrote(cluster: Cluster, written: Path, tmp_path: Path) -> None:
    """The folder is a file of mentions in parts; byte for byte the graph of one process. What is broken is told."""
    path = tmp_path / "articles.jsonl"
    ordered = sorted(ARTICLES, key=lambda article: (article["id"], article["text"]))
    path.write_text("".join(json.dumps(article) + "\n" for article in ordered), "utf-8")
    base = ["--registry", str(cluster.place / "registry.idx"), "graph"]
    one = CliRunner().invoke(cli, [*base, str(path), "-o", str(tmp_path / "one.graphml")])
    many = CliRunner().invoke(cli, [*base, str(written), "-o", str(tmp_path / "many.graphml")])
    assert (one.exit_code, many.exit_code) == (0, 1)
    assert one.stdout == many.stdout
    assert (tmp_path / "one.graphml").read_bytes() == (tmp_path / "many.graphml").read_bytes()
    assert re.search(r"Error: \S*mentions/part-\S+\.parquet:\d+: article z1: no string under 'text'", many.stderr)
    assert many.stderr.endswith("2 articles could not be read and were left out\n")


def test_another_registry_under_the_same_name_is_another(cluster: Cluster, tmp_path: Path) -> None:
    """Spark would keep the file that it knows."""
    import registry.spark

    path = tmp_path / "mine.idx"
    told = cluster.spark.createDataFrame([("The UNHCR met.",)], ["text"])
    found = []
    for ident in ("unhcr", "refugee-agency"):
        (tmp_path / "mine.yaml").write_text(f"version: 1\nentities: {{{ident}: {{name: UNHCR, type: organization}}}}\n")
        _compile(tmp_path / "mine.yaml", path)
        found.append(registry.spark.annotate(told, path))
    assert [rows.first().mentions[0].entity for rows in found] == ["unhcr", "refugee-agency"]


def test_what_is_handed_over_wrongly_is_told(cluster: Cluster, written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any work begins."""
    from pyspark.errors import AnalysisException

    import registry.spark

    told = cluster.spark.createDataFrame([("The UNHCR met.",)], ["text"])
    with pytest.raises(RegistryFileError, match=r"aliases\.yaml:1:1: this is no compiled registry; name one that `registry compile` wrote"):
        registry.spark.annotate(told, ROOT / "aliases.yaml")
    with pytest.raises(AnalysisException, match="published"):
        registry.spark.annotate(told, cluster.place / "registry.idx", date="published")
    with pytest.raises(ValueError, match="unit 'page' is none of"):
        registry.spark.edges(cluster.spark.read.parquet(str(written)), cluster.place / "registry.idx", unit="page")
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "pandas", None)
        with pytest.raises(ArticleError, match=r'Spark needs pandas; pip install "alias-registry\[spark\]"'):
            registry.spark.annotate(told, cluster.place / "registry.idx")


def test_the_page_shows_what_a_reader_sees(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The section on Spark, typed along in the cluster."""
    build = _build()
    text = PAGE.read_text("utf-8")
    monkeypatch.chdir(cluster.place)
    names: dict[str, object] = {}
    said: list[str] = []
    tried = 0
    for block in build.blocks(text.partition("## Dask\n")[0]):
        build.save(block, cluster.place)
        if block.kind == "python":
            test = doctest.DocTestParser().get_doctest(block.text, names, str(block.line), None, 0)
            tried += doctest.DocTestRunner(verbose=False).run(test, out=said.append, clear_globs=False).attempted
            names.update(test.globs)
        elif block.kind == "console" and "skip" in block.marks:
            for step, real in zip(build.steps(block), build.run(block, cluster.place), strict=True):
                assert build.agrees(step.shown, real), "\n".join(real)
    assert said == []
    assert tried > 10
