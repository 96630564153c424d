"""Photographs and papers as people send them: small, but with all that cameras and office programs put in."""

import base64
import io
import zipfile

from PIL import Image, ImageDraw

SECRET = "SecretCamera"
GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F

# Red on the left, blue on the right, 64 × 32, from a camera named SECRET at 6° 43′ N.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAeFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAA"
    "AAAAACAAAAEGlkYXQAAAAAAEAAIAAAAExpbG9jAQAAAERAAAMAAQAAAAAAAAIFAAEAAAAAAAAAVAACAAEAAAAAAAAAAQAAAAAAAAAIAAMAAAAA"
    "AAACWQABAAAAAAAAAHoAAABNaWluZgAAAAAAAwAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAAAAACAABncmlkAAAAABVpbmZlAgAAAQ"
    "ADAABFeGlmAAAAANVpcHJwAAAAs2lwY28AAABzaHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgAAA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66"
    "AkAhAAEAJ0IBAQNwAAADAJAAAAMAAAMAHqAggQWW6uSmubAgAAADACAAAAMAISIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaX"
    "NwZQAAAAAAAABAAAAAIAAAABBwaXhpAAAAAAMICAgAAAAaaXBtYQAAAAAAAAACAAECgQIAAgIDhAAAAChpcmVmAAAAAAAAAA5kaW1nAAIAAQAB"
    "AAAADmNkc2MAAwABAAIAAADWbWRhdAAAAFAoAa8TgPgQ4af//E0o//p1zw/TyAwq+jBv+uaAS43NY2PhPuvzVxZYwMu0MCEMIkHHbxBT/41kAV"
    "brQEv3ZezR/Pd2arCO33jMhK7f6V2ZIAAAAABNTQAqAAAACAADAQ8AAgAAAA0AAAAyARIAAwAAAAEABgAAiCUABAAAAAEAAABAAAAAAFNlY3Jl"
    "dENhbWVyYQAAAAIAAQACAAAAAk4AAAAAAgAFAAAAAwAAAF4AAAAAAAAABgAAAAEAAAArAAAAAQAAAAAAAAAB"
)


def picture(left: str = "red", right: str = "blue", size: tuple[int, int] = (64, 32), mode: str = "RGB") -> Image.Image:
    """One colour on the left, another one on the right."""
    found = Image.new(mode, size, left)
    ImageDraw.Draw(found).rectangle((size[0] // 2, 0, *size), fill=right)
    return found


def jpeg(left: str = "red", right: str = "blue", size: tuple[int, int] = (64, 32), orientation: int = 1) -> bytes:
    """A photograph with where it was taken, by what, and a comment."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, SECRET
    exif.get_ifd(GPS).update({1: "N", 2: (6.0, 43.0, 0.0)})
    return saved(picture(left, right, size), "JPEG", exif=exif, comment=SECRET, quality=90)


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    """The file of a picture."""
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def packed(*names: str) -> bytes:
    """What a Word or Excel file looks like from outside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for name in ("[Content_Types].xml", *names):
            pack.writestr(name, "<xml/>")
    return out.getvalue()


def grainy(seed: int = 1, size: tuple[int, int] = (4000, 3000)) -> bytes:
    """A photograph as telephones take them: twelve megapixels, hard to press, with its place."""
    exif = Image.Exif()
    exif[MAKE] = SECRET
    exif.get_ifd(GPS).update({1: "N", 2: (6.0, 43.0, 0.0)})
    noise = Image.effect_noise((size[0] // 4, size[1] // 4), 60 + seed).resize(size)
    return saved(Image.merge("RGB", (noise, noise.rotate(180), noise)), "JPEG", exif=exif, quality=95)
