"""The verbs of the command line, written out: a new verb is a file here and a name in `COMMANDS`."""

import argparse
from typing import Protocol

from netzsite.commands import build, cache, check, compose, due, i18n, schema, send, serve, survey


class Command(Protocol):
    """What a module of this folder offers."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it, print, and give the exit code: 0 clean, 1 problems in the content."""


COMMANDS: tuple[Command, ...] = (build, check, serve, compose, send, survey, due, i18n, cache, schema)
