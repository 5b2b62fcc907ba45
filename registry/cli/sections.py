"""Options listed in `--help` under headings, for a command that has many."""

from collections.abc import Callable
from typing import Any

import click

__all__ = ["SectionedCommand", "option"]


class _Option(click.Option):
    def __init__(self, *args: Any, section: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section


def option(*names: str, section: str, **kwargs: Any) -> Callable[[Any], Any]:
    """`click.option` under a heading; the command has to be a `SectionedCommand`."""
    return click.option(*names, cls=_Option, section=section, **kwargs)


class SectionedCommand(click.Command):
    """Lists its options by section, in the order in which the sections are first used; those of none, as --help, come last."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                sections.setdefault(getattr(parameter, "section", "Options"), []).append(record)
        for heading, records in sections.items():
            with formatter.section(heading):
                formatter.write_dl(records)
