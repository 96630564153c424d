"""Sarabun, cut down for the web and mended for PDF; taken from its package, never from the system."""

import functools
import io
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

import fontpkg
from fontTools import subset
from fontTools.ttLib import TTFont

from app.renderers.thai_glyphs import join_marks

FAMILY = "Sarabun"
WEIGHTS = (400, 700)
OURS = 1  # raise it when thai_glyphs changes: kept files carry it in their name

WEB_TEXT = (
    *range(0x0020, 0x007F),  # Latin
    *(0x00A0, 0x00A9, 0x00AB, 0x00B0, 0x00B1, 0x00B7, 0x00BB, 0x00D7, 0x00F7),  # no-break space © « ° ± · » × ÷
    *(*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C)),  # Thai
    *(0x2010, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2212),  # ‐ – — ‘ ’ “ ” • … −
)
WEB_FEATURES = ["ccmp", "liga", "mark", "mkmk"]


@functools.cache
def subset_woff2(weight: int) -> bytes:
    """One weight for the web, under 16 kB: the characters the pages use and the rules that place Thai marks."""
    font = _source(weight)
    options = subset.Options(layout_features=WEB_FEATURES, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=WEB_TEXT)
    cutter.subset(font)
    font.flavor = "woff2"
    return _saved(font)


@functools.cache
def pdf_font(weight: int) -> bytes:
    """One weight, whole, with a glyph for each letter and its marks, so that ำ and tone marks survive in a PDF."""
    font = _source(weight)
    join_marks(font)
    return _saved(font)


def pdf_font_files(cache_dir: Path) -> dict[int, Path]:
    """The fonts for PDF by weight as files in `cache_dir`, made when they are not there yet."""
    return {weight: _kept(cache_dir, weight) for weight in WEIGHTS}


def licence() -> str:
    """The SIL Open Font License with its copyright line, to be served beside the fonts."""
    package = Path(fontpkg.path(FAMILY)).parent.parent
    return (package / "LICENSE").read_text(encoding="utf-8")


def _source(weight: int) -> TTFont:
    return TTFont(fontpkg.path(FAMILY, weight), recalcTimestamp=False)


def _saved(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _kept(cache_dir: Path, weight: int) -> Path:
    """Write once, whole or not at all: two processes may start together."""
    file = cache_dir / f"sarabun-{version('fontpkg-sarabun')}-{OURS}-{weight}-pdf.ttf"
    if not file.exists():
        cache_dir.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=cache_dir, delete=False) as part:
            part.write(pdf_font(weight))
        Path(part.name).chmod(0o644)
        Path(part.name).replace(file)
    return file
