"""What is wrong with lines of an old register, in words, and as a file to be mended; nothing in it is run."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.domain.old_books import FAULTS_HEADING, LINE_HEADING
from app.domain.old_lines import FAULTS
from app.models import OldRegister, OldRegisterLine
from app.renderers.csv import harmless


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault: its short name for an address, its words, how many lines have it."""

    code: str
    words: str
    count: int


def fault_kinds(counted: Counter[tuple[str, str]]) -> list[Kind]:
    """The kinds that there are, the commonest first."""
    return [
        Kind(f"{name}-{fault}", _(FAULTS.get((name, fault), fault)), count)
        for (name, fault), count in counted.most_common()
    ]


def fault_words(line: OldRegisterLine) -> list[str]:
    """What is wrong with a line, and where the line stands that it repeats."""
    return [_words(name, *fault.split(":", 2)) for name, fault in line.faults.items()]


def as_csv(register: OldRegister, lines: Iterable[OldRegisterLine]) -> bytes:
    """The lines as they stood in the file, then which they were and what is to be mended."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*map(harmless, register.headers), LINE_HEADING, FAULTS_HEADING])
    for line in lines:
        writer.writerow([*map(harmless, line.cells), str(line.line), " · ".join(fault_words(line))])
    return out.getvalue().encode("utf-8-sig")


def _words(name: str, fault: str, at: str = "", where: str = "") -> str:
    words = str(_(FAULTS.get((name, fault), fault)))
    if where:
        return str(_("%(fault)s กับบรรทัด %(line)s ของ %(register)s", fault=words, line=at, register=where))
    return str(_("%(fault)s กับบรรทัด %(line)s", fault=words, line=at)) if at else words
