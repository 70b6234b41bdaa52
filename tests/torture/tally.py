"""One line of the table: what was done to the notebook, how often, and what became of it."""

from dataclasses import dataclass, field


@dataclass
class Tally:
    situation: str
    runs: int = 0
    confirmed: int = 0  # changes that were reported as done
    lost: int = 0  # of these, not there afterwards
    unopened: int = 0
    crashes: int = 0  # ended by anything but the kill or an error with a sentence
    overwritten: int = 0  # good copies, or damaged files with something in them, that are gone
    altered: int = 0  # marks that came back with other words than they had
    unsaid: int = 0  # marks that are missing or altered without a word to the user
    marks: int = 0  # that were there before the damage
    salvaged: int = 0  # of these, there afterwards as they were
    told: set[str] = field(default_factory=set)  # codes of what the user was told
    note: str = ""  # how it was done, or why not
    failures: list[str] = field(default_factory=list)  # the first of what went wrong, to look into

    @property
    def failed(self) -> bool:
        return bool(self.lost or self.unopened or self.crashes or self.overwritten)

    def wrong(self, what: str) -> None:
        if len(self.failures) < 3:
            self.failures.append(what)
