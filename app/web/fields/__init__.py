"""Fields that residents' and officers' forms share: Thai digits welcome, what was typed stays to be mended."""

from app.web.fields.checks import AtMost, Between, Filled, Required
from app.web.fields.dates import DateField
from app.web.fields.photos import PhotosField
from app.web.fields.text import EmailField, LineField, LinesField, MapField, PhoneField, ThaiIntegerField

__all__ = [
    "AtMost",
    "Between",
    "DateField",
    "EmailField",
    "Filled",
    "LineField",
    "LinesField",
    "MapField",
    "PhoneField",
    "PhotosField",
    "Required",
    "ThaiIntegerField",
]
