"""Pictures of a page as wide as three screens, and many of them on one small sheet."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page

WIDTHS = {360: 84, 768: 120, 1280: 168}  # of the screen, of its picture on the sheet; all in pixels
PAPER_WIDTH, PRINTED = 794, "(printed)"
CELL = 180
ACROSS = 4
MOST = 210_000
GAP = 6
MARGIN = 14
GROUND, INK = (98, 108, 112), (255, 255, 255)
Shot = tuple[str, list[Image.Image]]


def photographs(page: Page, name: str, wide: list[str], large: Path | None) -> list[Image.Image]:
    """The page at each width, or as it is printed on A4."""
    if PRINTED not in name:
        return [_photograph(page, width, name, wide, large) for width in WIDTHS]
    page.emulate_media(media="print")
    taken = [_photograph(page, PAPER_WIDTH, name, [], large)]
    page.emulate_media(media="screen")
    return taken


def _photograph(page: Page, width: int, name: str, wide: list[str], large: Path | None) -> Image.Image:
    across = WIDTHS.get(width, CELL)
    page.set_viewport_size({"width": width, "height": CELL * width // across + 1})
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wide.append(f"{name} at {width}")
    taken = page.screenshot(full_page=large is not None)
    if large:
        (large / f"{re.sub(r'[^a-z0-9]+', '_', name.lower()).strip('_')}-{width}.png").write_bytes(taken)
    picture = Image.open(BytesIO(taken)).convert("RGB")
    small = picture.resize((across, max(1, round(picture.height * across / picture.width))), Image.Resampling.LANCZOS)
    return small.crop((0, 0, across, min(small.height, CELL)))


def sheet(shots: list[Shot]) -> Image.Image:
    """All pages of a group, each with its name over its pictures."""
    across = sum(WIDTHS.values()) + GAP * len(WIDTHS) + MARGIN
    down = CELL + 2 * MARGIN
    lines = -(-len(shots) // ACROSS)
    paper = Image.new("RGB", (across * min(ACROSS, len(shots)) + MARGIN, down * lines + MARGIN), GROUND)
    pen, letters = ImageDraw.Draw(paper), ImageFont.load_default(11)
    for number, (name, pictures) in enumerate(shots):
        x, y = MARGIN + number % ACROSS * across, MARGIN + number // ACROSS * down
        pen.text((x, y - 2), name.encode("latin-1", "replace").decode("latin-1")[:62], fill=INK, font=letters)
        for picture in pictures:
            paper.paste(picture, (x, y + MARGIN))
            x += picture.width + GAP
    return paper


def save(shots: list[Shot], folder: Path, name: str) -> list[str]:
    """As sharp as MOST bytes allow, on as many sheets as that needs; their names."""
    count = 1 + len(shots) // 45
    names = [f"{name}{f'-{number + 1}' if count > 1 else ''}.webp" for number in range(count)]
    size = -(-len(shots) // count)
    for number, made in enumerate(names):
        picture = sheet(shots[number * size : (number + 1) * size])
        for quality in (55, 45, 36, 28, 20, 12):
            picture.save(folder / made, quality=quality, method=6)
            if (folder / made).stat().st_size <= MOST:
                break
    return names
