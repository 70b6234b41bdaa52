"""What all verbs share: how one is added, and what is said whatever it does."""

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn

from reader import words
from reader.core.errors import Refused
from reader.core.workspace import Workspace

Verb = Callable[[Workspace, argparse.Namespace], int]
"""Carries a verb out; returns the exit code. Raises what the core raises."""


class Parser(argparse.ArgumentParser):
    """One sentence instead of a usage block."""

    def error(self, message: str) -> NoReturn:
        self.exit(Refused.exit_code, f"{self.prog}: {message}; see {self.prog} --help.\n")


class AddVerb:
    """Adds a verb to the command line and returns its parser, which takes the options."""

    def __init__(self, verbs: "argparse._SubParsersAction[Parser]", common: Parser) -> None:
        self._verbs = verbs
        self._common = common

    def __call__(self, name: str, carry_out: Verb, purpose: str) -> Parser:
        parser = self._verbs.add_parser(name, parents=[self._common], help=purpose, description=purpose)
        parser.set_defaults(carry_out=carry_out)
        return parser


def warn(workspace: Workspace) -> None:
    """Documents that could not be read are named, whatever else is answered."""
    for problem in workspace.library.shelf.problems:
        print(words.sentence(problem), file=sys.stderr)


def open_notes(workspace: Workspace) -> None:
    """What is to be said of how they were opened is said, whatever else is answered."""
    notice = workspace.notes.open()
    if notice is not None:
        print(words.sentence(notice), file=sys.stderr)
