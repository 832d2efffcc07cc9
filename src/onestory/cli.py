"""The `onestory` commands: thin, each hands over to the room that does the work.

Exit status: 0 done, 1 some items failed (each named on stderr), 2 wrong use. Data goes to stdout as
JSON Lines, talk to stderr.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from onestory.commands import comments, sources
from onestory.commands.output import DEFAULT_DATA, Data, Lines, Paths, emit, fail, finish
from onestory.commands.reading import (
    article_file,
    articles_of,
    read_bytes,
    read_json_lines,
    say,
)
from onestory.errors import OnestoryError

app = typer.Typer(
    name="onestory",
    help="A self-hosted news hub that shows, for every sentence, figure and quote, who said it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(sources.app, name="sources")
app.add_typer(comments.app, name="comments")

REPAIR_EVERY = 200  # lines of input


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"onestory {version('onestory')}\n")
        raise typer.Exit


@app.callback()
def onestory(
    asked: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which it is.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; every expected trouble ends in one sentence and a status."""
    try:
        app(standalone_mode=True)
    except OnestoryError as error:
        fail(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


# Engine commands: values in, JSON Lines out.


@app.command()
def extract(
    paths: Paths,
    url: Annotated[str, typer.Option(help="The page's address.")] = "",
    urls: Annotated[Path | None, typer.Option(metavar="FILE", help="One address a path.")] = None,
) -> None:
    """Read pages (.html, .html.gz, .html.xz, .txt, -) into articles."""
    from onestory.extract import extract_article, extract_plain

    addresses = _addresses(paths, url, urls)

    def one(path: Path, address: str) -> dict[str, Any]:
        data = read_bytes(path)
        plain = path.name.removesuffix(".gz").removesuffix(".xz").endswith(".txt")
        article = (extract_plain if plain else extract_article)(data, address)
        return {"path": str(path), **article.as_record()}

    finish(_each_path(zip(paths, addresses, strict=True), one))


@app.command()
def feed(paths: Paths, url: Annotated[str, typer.Option(help="The feed's address.")] = "") -> None:
    """Read feeds (RSS, Atom, RDF, JSON Feed; also .xz) into entries."""
    from onestory.feeds import parse_feed

    def one(path: Path, address: str) -> dict[str, Any]:
        return {"path": str(path), **parse_feed(read_bytes(path), address).as_record()}

    def trouble(record: dict[str, Any]) -> str:
        nothing = not (record["entries"] or record["title"])
        return str(record["warnings"][0]) if nothing and record["warnings"] else ""

    finish(_each_path(((p, url) for p in paths), one, trouble))


@app.command()
def cluster(file: Lines) -> None:
    """Group articles, in arrival order, into stories, storylines and origins."""
    from onestory.cluster import Placement, StoryIndex

    index, order = StoryIndex(), []
    placed: dict[str, Placement] = {}
    failed: list[int] = []
    for number, article in articles_of(file, failed):
        order.append(article.id)
        placed[article.id] = index.add(article)
        if number % REPAIR_EVERY == 0:
            placed.update((p.id, p) for p in index.repair())
    placed.update((p.id, p) for p in index.repair())
    for identifier in order:
        emit(placed[identifier].as_record())
    finish(len(failed))


@app.command()
def annotate(file: Lines) -> None:
    """Find sentences, attributions, figures, dates, names and warnings in each article."""
    from onestory.claims import annotate as annotate_article

    failed: list[int] = []
    for _, article in articles_of(file, failed):
        emit(annotate_article(article).as_record())
    finish(len(failed))


@app.command()
def ledger(file: Lines) -> None:
    """Compare the articles of one story: who reports what, agreed or disputed."""
    from onestory.claims import build_ledger

    failed: list[int] = []
    emit(build_ledger([a for _, a in articles_of(file, failed)]).as_record())
    finish(len(failed))


@app.command()
def brief(
    file: Lines,
    words: Annotated[int, typer.Option(min=1, help="Length of the whole brief.")] = 120,
    per_article: Annotated[int, typer.Option(min=1, help="Most words from one article.")] = 40,
) -> None:
    """Choose headline, sentences and timeline of one story from its articles."""
    from onestory.brief import write_brief
    from onestory.claims import build_ledger

    failed: list[int] = []
    articles = [a for _, a in articles_of(file, failed)]
    emit(write_brief(articles, build_ledger(articles), words, per_article).as_record())
    finish(len(failed))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD")],
    new: Annotated[Path, typer.Argument(metavar="NEW")],
) -> None:
    """Compare two versions of an article (two JSON files)."""
    from onestory.claims import compare_versions, silent_correction

    before, after = article_file(old), article_file(new)
    changes = compare_versions(before, after)
    emit(
        {
            "changes": [c.as_record() for c in changes],
            "silent_correction": silent_correction(changes, before, after),
        }
    )
    finish(0)


@app.command()
def calibrate(
    sets: Annotated[
        Path | None,
        typer.Option(metavar="DIR", envvar="ONESTORY_DATA_SETS", help="Labelled sets, if any."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Instead of the file that pages show.")
    ] = None,
) -> None:
    """Measure anew how often the labels err, and write the file that the method page shows."""
    from onestory.measured.calibrate import calibrate as measure_all
    from onestory.measured.values import read, shipped_file, write

    target = out or shipped_file()
    before = read(shipped_file()) if shipped_file().exists() else ()
    measures = list(measure_all(sets, before))
    for measure in measures:
        emit(measure.as_record())
    write(target, measures)
    say(f"{len(measures)} figures written to {target}.")


# The hub.


@app.command()
def init(
    named: Annotated[Path | None, typer.Argument(metavar="[DIR]")] = None,
    data: Annotated[Path | None, typer.Option("--data", metavar="DIR")] = None,
) -> None:
    """Write onestory.toml, a database, a secret and the starter list of outlets."""
    from onestory.web import hub

    if named and data and named != data:
        fail(f"Name one folder, not both {named} and {data}.", 2)
    folder = named or data or DEFAULT_DATA
    hub.initialise(folder)
    say(f"Ready: {folder}. Start the hub with `onestory run --data {folder}`.")


@app.command()
def run(
    data: Data = DEFAULT_DATA,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    site_only: Annotated[bool, typer.Option("--site-only", help="Do not gather.")] = False,
) -> None:
    """Serve the site, and gather in a process beside it."""
    from onestory.web import hub

    hub.open_hub(data)
    from onestory.web.jobs.serve import serve

    serve(host, port, gather=not site_only)


@app.command()
def gather(
    data: Data = DEFAULT_DATA,
    once: Annotated[bool, typer.Option("--once", help="One pass, then exit.")] = False,
) -> None:
    """Look at due feeds, read due pages, bring the stories up to date."""
    from onestory.web import hub

    hub.open_hub(data)
    from onestory.web.jobs.loop import gather_command

    gather_command(once)


@app.command()
def demo(
    data: Annotated[Path, typer.Option("--data", metavar="DIR")] = Path("demo-data"),
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8000,
    once: Annotated[bool, typer.Option("--once", help="Gather, print a summary, exit.")] = False,
    edition: Annotated[int, typer.Option(min=1, help="Which draw of names and numbers.")] = 1,
) -> None:
    """Run the hub on the bundled, fictional press. No network is used."""
    from onestory.web.demo import run_demo

    run_demo(data, port, once, edition)


@app.command("import")
def import_(file: Lines, data: Data = DEFAULT_DATA) -> None:
    """Put articles (JSON Lines) into the hub as if gathered."""
    from onestory.web import hub

    hub.open_hub(data)
    from onestory.web.jobs.importing import import_rows

    failed: list[int] = []
    counts = import_rows(read_json_lines(file, failed), say)
    emit(
        {
            "imported": counts.imported,
            "known": counts.known,
            "failed": counts.failed + len(failed),
            "stories": counts.stories,
        }
    )
    finish(counts.failed + len(failed))


@app.command()
def verify(
    urls: Annotated[list[str] | None, typer.Argument(metavar="[URL…]")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every page of the site.")] = False,
    data: Data = DEFAULT_DATA,
    site: Annotated[str, typer.Option(help="Address of the running site.")] = "",
) -> None:
    """Fetch the site's pages and re-prove every word on them; the site need not run."""
    from onestory.web import hub

    if not urls and not every:
        fail("Name pages to verify, or --all for every page of the site.", 2)
    hub.open_hub(data)
    from onestory.web.verify import verify_site

    finish(verify_site(urls or [], every, site, emit, say))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE")], data: Data = DEFAULT_DATA
) -> None:
    """Write the whole hub (settings, secret, database, snapshots) into one file."""
    from onestory.web import hub

    settings = hub.open_hub(data)
    from onestory.web.jobs.backup import write_backup

    emit(write_backup(settings, file))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE")], data: Data = DEFAULT_DATA
) -> None:
    """Make a data folder from a backup; refuses to overwrite one."""
    from onestory.web.jobs.backup import read_backup

    emit(read_backup(file, data))


@app.command(
    context_settings={
        "allow_extra_args": True,
        "ignore_unknown_options": True,
        "help_option_names": [],
    }
)
def manage(context: typer.Context, data: Data = DEFAULT_DATA) -> None:
    """Django's management commands."""
    from onestory.web import hub

    hub.open_hub(data)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["onestory manage", *context.args])


# One path after the other.


def _addresses(paths: list[Path], url: str, urls: Path | None) -> list[str]:
    if urls is None:
        return [url] * len(paths)
    lines = read_bytes(urls).decode("utf-8", "replace").splitlines()
    if len(lines) < len(paths):
        fail(f"{urls} names {len(lines)} addresses for {len(paths)} paths: one a line.", 2)
    return [line.strip() for line in lines[: len(paths)]]


def _each_path(
    items: Iterable[tuple[Path, str]],
    one: Callable[[Path, str], dict[str, Any]],
    trouble: Callable[[dict[str, Any]], str] = lambda record: "",
) -> int:
    """Emit one object per path; the number of paths that failed, each named on stderr."""
    failures = 0
    for path, address in items:
        try:
            emit(record := one(path, address))
        except OnestoryError as error:
            say(str(error))
            failures += 1
        else:
            if note := trouble(record):
                say(f"{path}: {note}")
                failures += 1
    return failures


if __name__ == "__main__":
    main()
