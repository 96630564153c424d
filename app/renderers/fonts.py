"""Sarabun, cut down for the web and mended for PDF; taken from its package, never from the system."""

import functools
import io
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

import fontpkg
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from app.renderers.thai_glyphs import join_marks

FAMILY = "Sarabun"
WEIGHTS = (400, 700)
OURS = 1  # raise it when thai_glyphs changes: kept files carry it in their name

WEB_TEXT = (
    *range(0x0020, 0x007F),  # Latin: English and Malay need no more
    *(0x00A0, 0x00A9, 0x00B0, 0x00B7, 0x00D7),  # no-break space © ° · ×
    *(point for point in (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E4E)) if point not in (0x0E03, 0x0E05)),  # Thai
    *range(0x0E50, 0x0E5A),  # Thai digits; of the script only what nobody writes any more is missing: ฃ ฅ ๎ ๏ ๚ ๛
    *(0x2010, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2212),  # ‐ – — ‘ ’ “ ” • … −
)
WEB_FEATURES = ["ccmp", "mark", "mkmk"]
WEB_GRID = 256  # steps to an em: half a step is never a fifth of a dot; the source's 1000 weigh a fifth more


@functools.cache
def subset_woff2(weight: int) -> bytes:
    """One weight for the web, under 12 kB: the characters the pages use and the rules that place Thai marks."""
    font = _source(weight)
    options = subset.Options(layout_features=WEB_FEATURES, notdef_outline=True, hinting=False, drop_tables=["gasp"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=WEB_TEXT)
    cutter.subset(font)
    scale_upem(font, WEB_GRID)
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
