"""Texts that are made in one order and wanted in another, on the disk meanwhile; memory holds names and places."""

from array import array
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType


class SortedTexts:
    """Of every name the same number of texts; read in the order of the names, once for each of them."""

    def __init__(self, each: int) -> None:
        self._each = each
        self._names: list[bytes] = []
        self._ends = array("Q", [0])
        self._file = TemporaryFile()  # noqa: SIM115 - closed at the end of ``with``

    def __enter__(self) -> "SortedTexts":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def put(self, name: bytes, *texts: bytes) -> None:
        """Lay down the texts of one name."""
        self._names.append(name)
        for text in texts:
            self._file.write(text)
            self._ends.append(self._ends[-1] + len(text))

    def read(self, which: int) -> Iterator[bytes]:
        """The first (0), second, … text of every name."""
        for number in sorted(range(len(self._names)), key=self._names.__getitem__):
            place = number * self._each + which
            self._file.seek(self._ends[place])
            yield self._file.read(self._ends[place + 1] - self._ends[place])
