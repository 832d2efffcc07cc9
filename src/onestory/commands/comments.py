"""`onestory comments`: the comment filter, and comments in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onestory.commands.output import DEFAULT_DATA, Data, Lines, emit, fail, finish
from onestory.commands.reading import read_json_lines, say

app = typer.Typer(help="The comment filter.", no_args_is_help=True)


@app.command()
def replay(
    file: Lines,
    stories: Annotated[Path | None, typer.Option(metavar="FILE.jsonl")] = None,
    feedback: Annotated[str, typer.Option(help="all or asked")] = "all",
) -> None:
    """Run labelled comments as one site's stream, cold start, predict before learning."""
    from onestory.spam.replay import replay as replay_stream

    if feedback not in {"all", "asked"}:
        fail(f"--feedback must be all or asked, not {feedback!r}.", 2)
    failed: list[int] = []
    story_rows = [r for _, r in read_json_lines(stories, failed)] if stories else []
    rows = (row for _, row in read_json_lines(file, failed))
    for record in replay_stream(rows, story_rows, feedback == "asked"):
        emit(record)
    finish(len(failed))


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="WXR, Disqus, Isso, Remark42, ours.")
    ],
    data: Data = DEFAULT_DATA,
    site: Annotated[str, typer.Option(metavar="URL", help="Where an Isso's pages are.")] = "",
    story: Annotated[
        int, typer.Option(help="Number of the story for comments on pages unknown here.")
    ] = 0,
    learn: Annotated[
        bool, typer.Option(help="Teach the filter what was approved or spam.")
    ] = False,
) -> None:
    """Put comments of another system under the stories of their pages, each once."""
    from onestory.web import hub

    hub.open_hub(data)
    from onestory.web.jobs.comments import import_comments

    finish(import_comments(file, site, story, learn, emit, say))


@app.command("export")
def export(data: Data = DEFAULT_DATA) -> None:
    """Print every comment with what was decided about it; `import` reads it again."""
    from onestory.web import hub

    hub.open_hub(data)
    from onestory.web.jobs.comments import export_comments

    for record in export_comments():
        emit(record)
