"""A publication as pages show it, to the public and to the desk before: blocks of words, pictures, papers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.publications import Block, blocks
from app.models import Publication, PublicationFile
from app.services import publications

_KINDS = {".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel"}
_KILOBYTE, _MEGABYTE = 1000, 1_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the words for those who do not see it, and its size."""

    url: str
    alt: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to take away."""

    url: str
    name: str
    kind: str
    size: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that a page draws."""

    publication: Publication
    blocks: Sequence[Block]
    pictures: Sequence[Picture]
    papers: Sequence[Paper]

    @property
    def edited(self) -> bool:
        """Whether it was changed after it was published."""
        published = self.publication.published_at
        return published is not None and self.publication.changed_at > published


def seen(publication: Publication, address: Callable[[PublicationFile], str]) -> Seen:
    """A publication with the files that are shown with it, each at its address."""
    pictures, papers = [], []
    for file in publications.files(publication):
        url = address(file)
        if publications.is_picture(file):
            pictures.append(Picture(url, file.description, file.width, file.height))
        else:
            papers.append(Paper(url, file.description or file.attachment.name, kind(file), size(file)))
    return Seen(publication, blocks(publication.body), pictures, papers)


def kind(file: PublicationFile) -> str:
    """PDF, Word, Excel; nothing for a picture."""
    name = file.attachment.name.lower()
    return next((word for ending, word in _KINDS.items() if name.endswith(ending)), "")


def size(file: PublicationFile) -> str:
    """How much there is to fetch."""
    count = file.attachment.size
    if count >= _MEGABYTE:
        return f"{count / _MEGABYTE:.1f}\u00a0MB"
    return f"{max(1, round(count / _KILOBYTE))}\u00a0KB"
