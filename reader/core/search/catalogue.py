"""The catalogue of publications that are not held here: which of them probably treat what the library does not."""

from collections.abc import Callable, Iterable

from reader.core.guidance import Publication, Question
from reader.core.search.questions import Features

_MOST = 3
_LEAST_RARE = 3.0  # the shared words and concepts of a query and an entry, by their rarity in the library
_AS_RARE_AS_CAN_BE = 4.4


class Catalogue:
    def __init__(
        self,
        publications: Iterable[Publication],
        features: Callable[[str], Features],
        rarity: Callable[[str], float],
    ) -> None:
        """`features` of a text are its stems and "@concept"; `rarity` is that of one of them in the library."""
        self._entries = {entry.id: entry for entry in publications if not entry.held}
        self._features, self._rarity = features, rarity
        self._about: dict[str, Features] = {}  # what each entry is about, once it is asked for

    def fitting(self, asked: Features, similar: list[tuple[float, Question]], likely: float) -> tuple[Publication, ...]:
        """The entries that fit best, at most three. Known questions from the likeness `likely` on vouch for theirs."""
        points: dict[str, float] = {}
        for likeness, question in similar[:3]:
            for name in question.publications:
                if likeness >= likely and name in self._entries:
                    points[name] = max(points.get(name, 0.0), 1 + likeness)
        if not self._about:
            self._about = {
                name: self._features(f"{entry.title}. {'. '.join(entry.topics)}")
                for name, entry in self._entries.items()
            }
        for name, about in self._about.items():
            rare = sum(min(self._rarity(feature), _AS_RARE_AS_CAN_BE) for feature in asked & about)
            if rare >= _LEAST_RARE:
                points[name] = points.get(name, 0.0) + rare / 5
        chosen = sorted(points, key=lambda name: (-points[name], name))[:_MOST]
        return tuple(self._entries[name] for name in chosen)
