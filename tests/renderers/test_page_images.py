"""Evidence as small pictures: photographs, pages of PDFs; what cannot be opened says so."""

import io

import pypdf
import pytest
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, RectangleObject, StreamObject

from app.renderers import page_images
from app.renderers.page_images import JPEG, LARGEST, PDF, Unseen

A4 = (595, 842)


def paper(pages=2, password=None):
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(*A4)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def photograph(size=(2000, 1500)):
    """Noise: what no camera makes and JPEG hardly shrinks."""
    out = io.BytesIO()
    Image.effect_noise(size, 100).convert("RGB").save(out, "JPEG", quality=82)
    return out.getvalue()


def test_a_page_of_a_letter_stands_upright_with_an_edge_around_it():
    assert page_images.pages_of(paper(5), PDF) == 5
    drawn = page_images.image(paper(), 2)
    assert drawn.height > drawn.width
    seen = Image.open(io.BytesIO(drawn.content))
    assert seen.size == (drawn.width, drawn.height)
    assert max(seen.getpixel((0, seen.height // 2))) < 180
    assert min(seen.getpixel((seen.width // 2, seen.height // 2))) > 240


def test_the_largest_photograph_becomes_a_small_one():
    assert page_images.pages_of(photograph(), JPEG) == 0
    drawn = page_images.image(photograph(), 0)
    assert len(drawn.content) <= LARGEST
    assert drawn.width / drawn.height == pytest.approx(4 / 3, abs=0.01)


@pytest.mark.parametrize("broken", [paper(password="secret"), b"%PDF-1.7 and nothing more", paper()[:200], b""])
def test_a_paper_that_cannot_be_opened_says_so(broken):
    with pytest.raises(Unseen):
        page_images.pages_of(broken, PDF)


@pytest.mark.parametrize(("content", "page"), [(b"no picture", 0), (photograph((8, 8))[:60], 0), (paper(), 3)])
def test_what_cannot_be_drawn_says_so(content, page):
    with pytest.raises(Unseen):
        page_images.image(content, page)


def endless():
    """Two kilobytes: a drawing of ten drawings, each of ten drawings, twelve deep."""
    writer = pypdf.PdfWriter()
    inner = None
    for _ in range(12):
        form = StreamObject()
        form.set_data(b"/F Do " * 10 if inner else b"0 0 9 9 re f")
        form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
                     NameObject("/BBox"): RectangleObject((0, 0, *A4))})  # fmt: skip
        if inner:
            form[NameObject("/Resources")] = uses(inner)
        inner = writer._add_object(form)
    page, words = writer.add_blank_page(*A4), StreamObject()
    words.set_data(b"/F Do")
    page[NameObject("/Resources")], page[NameObject("/Contents")] = uses(inner), writer._add_object(words)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def uses(form):
    return DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/F"): form})})


def test_a_paper_that_would_take_days_to_draw_is_not_drawn(monkeypatch):
    monkeypatch.setattr(page_images, "PATIENCE", 2)
    with pytest.raises(Unseen):
        page_images.pages_of(endless(), PDF)
    assert page_images.pages_of(paper(), PDF) == 2


def test_a_page_as_large_as_a_wall_is_drawn_small():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(14000, 10)
    out = io.BytesIO()
    writer.write(out)
    drawn = page_images.image(out.getvalue(), 1)
    assert max(drawn.width, drawn.height) <= 1100
