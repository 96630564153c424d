"""What residents' pages weigh on the line, journey by journey: ``python -m benchmarks.bytes [LANGUAGE ...]``.

Prints the table of docs/bytes.md: each answer compressed and with its headers, what a page needs fetched once. The
time is that of a line of 50 kB/s on which a question is answered after 0.4 s, without the phone's own work.
"""

import sys
from collections.abc import Iterator

from app.web.words import LANGUAGES
from benchmarks.crowd import NEXT_TO_NOTHING, NOW, office
from tests import eservices, sealed_cast
from tests.lines import JOURNEYS, Step, telephone


def rows(languages: list[str]) -> Iterator[tuple[str, str, Step]]:
    """Every step of every journey, each on a phone that was never there."""
    with office(**NEXT_TO_NOTHING) as app:
        app.config["WTF_CSRF_ENABLED"] = True
        eservices.define(NOW)
        for name in ("arun", "rohani"):
            sealed_cast.reader(name, NOW)
        for language in languages:
            for journey, walk in JOURNEYS.items():
                with telephone(app, language) as (phone, words):
                    walk(phone, words)
                yield from ((journey, language, step) for step in phone.steps)


def heaviest() -> dict[str, float]:
    """The most that any step of any journey weighs in any language; no two of them need be of one page."""
    first: dict[tuple[str, str], Step] = {}
    later = []
    for journey, language, step in rows(list(LANGUAGES)):
        if first.setdefault((journey, language), step) is not step:
            later.append(step.size)
    return {
        "first visit": max(step.size for step in first.values()),
        "first visit, requests": max(step.requests for step in first.values()),
        "later page": max(later),
    }


def main() -> None:
    """Print the table."""
    print("| journey | | step | requests | bytes | round trips | slow line |\n|---|---|---|--:|--:|--:|--:|")
    for journey, language, step in rows(sys.argv[1:] or list(LANGUAGES)):
        cost = f"{step.requests} | {step.size:,} | {step.trips} | {step.seconds:.1f} s"
        print(f"| {journey} | {language} | `{step.name}` | {cost} |")


if __name__ == "__main__":
    main()
