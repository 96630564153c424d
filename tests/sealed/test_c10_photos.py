"""C10: what hides in a photo is stripped, unless its sender keeps it as evidence; a file is only ever a download."""

import io

import pytest
from PIL import Image

from app.services.sealed import evidence, reports
from tests.photos import HEIC, SECRET, jpeg, picture, saved
from tests.sealed.betrayals import hidden_in
from tests.web.sealed_pages import photo


def webp():
    data = Image.Exif()
    data[0x010F] = SECRET
    data.get_ifd(0x8825).update({1: "N", 2: (6.0, 43.0, 0.0)})
    return saved(picture(), "WEBP", exif=data, xmp=f"<x>{SECRET}</x>".encode())


SENT = {"JPEG": jpeg(), "HEIC": HEIC, "WebP": webp(), "from a camera": photo(gps=True, camera=SECRET)}


def kept(code):
    found = reports.find(code)
    (file,) = found.files.values()
    return evidence.read(file, found.id, found.key)


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
def test_c10_by_default_nothing_hidden_is_kept(reporter, sent):
    assert hidden_in(sent, SECRET) >= {"place", "words"}
    reporter.writes()
    reporter.sends(("รูป.jpg", sent))
    assert hidden_in(kept(reporter.code), SECRET) == set()
    with Image.open(io.BytesIO(kept(reporter.code))) as shown:
        assert shown.size[0] > 0


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
def test_c10_kept_as_evidence_it_is_the_very_file(reporter, sent):
    reporter.writes()
    reporter.sends(("รูป.jpg", sent), keep_hidden="y")
    assert kept(reporter.code) == sent


def test_c10_later_photos_are_stripped_too(reporter):
    reporter.writes()
    reporter.sends()
    reporter.says("ดูรูป", ("รูป.jpg", jpeg()))
    assert hidden_in(kept(reporter.code), SECRET) == set()
