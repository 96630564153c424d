"""Gives each Thai letter together with its marks one glyph of its own, so that a PDF can be searched; no shape changes.

A PDF maps glyphs back to letters one by one. Shapers take ำ apart and move it around its tone mark, and marks stand
beside their letter, so that น้ำ comes out of a PDF as นา, and ฟื้นฟู as two words. Once "น้ำ" is a single glyph the
map has one line for it, and nothing can get lost or out of order.
"""

from itertools import product
from typing import Any

from fontTools.otlLib.builder import buildLigatureSubstSubtable
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

LETTERS = range(0x0E01, 0x0E2F)
VOWELS = (None, 0x0E31, *range(0x0E34, 0x0E3B), 0x0E47)
TONES = (None, *range(0x0E48, 0x0E4D))
NIKHAHIT, SARA_AA = 0x0E4D, 0x0E32
ARGS_ARE_OFFSETS = 0x0002

Placed = tuple[str, int, int]


def join_marks(font: TTFont) -> None:
    """Add the joined glyphs and the ligatures that lead to them to a Thai font of static TrueType outlines."""
    cmap = font.getBestCmap()
    shaper = _Shaper(font)
    ligatures: dict[tuple[str, ...], str] = {}
    for codes in _clusters():
        if all(code in cmap for code in codes):
            glyphs = tuple(shaper.substituted([cmap[code] for code in codes]))
            if len(glyphs) > 1 and glyphs not in ligatures:
                ligatures[glyphs] = _add_glyph(font, shaper.placed(glyphs))
    font.setGlyphOrder(font["glyf"].glyphOrder)
    _add_lookup(font, ligatures)


def _clusters() -> list[tuple[int, ...]]:
    marks = [tuple(code for code in pair if code) for pair in product(VOWELS, TONES)]
    sara_am = [(NIKHAHIT, *((tone,) if tone else ()), SARA_AA) for tone in TONES]
    return [(letter, *tail) for letter in LETTERS for tail in [*marks, *sara_am] if tail]


class _Shaper:
    """As much of OpenType as a letter with its marks needs: the ccmp rules and mark attachment of this one font."""

    def __init__(self, font: TTFont) -> None:
        self.substitutions = font["GSUB"].table.LookupList.Lookup
        self.rules = [self.substitutions[index] for index in _thai_lookups(font["GSUB"].table, "ccmp")]
        positions = font["GPOS"].table
        self.on_letters = [positions.LookupList.Lookup[i] for i in _thai_lookups(positions, "mark")]
        self.on_marks = [positions.LookupList.Lookup[i] for i in _thai_lookups(positions, "mkmk")]
        self.mark_class = font["GDEF"].table.MarkAttachClassDef.classDefs
        self.width = {name: advance for name, (advance, _) in font["hmtx"].metrics.items()}

    def substituted(self, glyphs: list[str]) -> list[str]:
        """The glyphs after the font's own rules (narrow, small and short forms, ํ with its tone)."""
        for lookup in self.rules:
            position = 0
            while position < len(glyphs):
                for rule in lookup.SubTable:
                    if self._applied(rule, glyphs, position):
                        break
                position += 1
        return glyphs

    def _applied(self, rule: Any, glyphs: list[str], at: int) -> bool:
        if hasattr(rule, "ligatures"):
            for ligature in rule.ligatures.get(glyphs[at], ()):
                length = len(ligature.Component)
                if glyphs[at + 1 : at + 1 + length] == ligature.Component:
                    glyphs[at : at + 1 + length] = [ligature.LigGlyph]
                    return True
            return False
        if hasattr(rule, "InputCoverage") and _matches(rule, glyphs, at):
            single = self.substitutions[rule.SubstLookupRecord[0].LookupListIndex].SubTable[0].mapping
            glyphs[at] = single.get(glyphs[at], glyphs[at])
            return True
        return False

    def placed(self, glyphs: tuple[str, ...]) -> list[Placed]:
        """Each glyph with the place of its origin."""
        places: list[Placed] = [(glyphs[0], 0, 0)]
        for name in glyphs[1:]:
            if name in self.mark_class:
                places.append(self._attached(name, places))
            else:
                places.append((name, sum(self.width[other] for other, _, _ in places), 0))
        return places

    def _attached(self, mark: str, places: list[Placed]) -> Placed:
        same = [place for place in places[1:] if self.mark_class[place[0]] == self.mark_class[mark]]
        attempts = [(self.on_marks, same[-1])] if same else []
        for lookups, (holder, x, y) in [*attempts, (self.on_letters, places[0])]:
            for subtable in (subtable for lookup in lookups for subtable in lookup.SubTable):
                anchors = _anchors(subtable, mark, holder)
                if anchors:
                    on, of = anchors
                    return mark, x + on.XCoordinate - of.XCoordinate, y + on.YCoordinate - of.YCoordinate
        return mark, self.width[places[0][0]], 0


def _thai_lookups(table: Any, tag: str) -> list[int]:
    thai = next(record.Script for record in table.ScriptList.ScriptRecord if record.ScriptTag == "thai")
    features = [table.FeatureList.FeatureRecord[index] for index in thai.DefaultLangSys.FeatureIndex]
    return sorted(index for record in features if record.FeatureTag == tag for index in record.Feature.LookupListIndex)


def _matches(rule: Any, glyphs: list[str], at: int) -> bool:
    behind = list(reversed(glyphs[:at]))[: len(rule.BacktrackCoverage)]
    ahead = glyphs[at + 1 : at + 1 + len(rule.LookAheadCoverage)]
    wanted = [*rule.BacktrackCoverage, rule.InputCoverage[0], *rule.LookAheadCoverage]
    found = [*behind, glyphs[at], *ahead]
    return len(found) == len(wanted) and all(
        name in coverage.glyphs for name, coverage in zip(found, wanted, strict=True)
    )


def _anchors(subtable: Any, mark: str, holder: str) -> tuple[Any, Any] | None:
    """The anchor on the holder and the anchor of the mark, if this subtable joins the two."""
    if hasattr(subtable, "MarkCoverage"):
        marks, holders = (subtable.MarkCoverage, subtable.MarkArray), (subtable.BaseCoverage, subtable.BaseArray)
    else:
        marks, holders = (subtable.Mark1Coverage, subtable.Mark1Array), (subtable.Mark2Coverage, subtable.Mark2Array)
    if mark not in marks[0].glyphs or holder not in holders[0].glyphs:
        return None
    record = marks[1].MarkRecord[marks[0].glyphs.index(mark)]
    index = holders[0].glyphs.index(holder)
    array = holders[1]
    row = array.BaseRecord[index].BaseAnchor if hasattr(array, "BaseRecord") else array.Mark2Record[index].Mark2Anchor
    anchor = row[record.Class]
    return (anchor, record.MarkAnchor) if anchor else None


def _add_glyph(font: TTFont, places: list[Placed]) -> str:
    name = "_".join(part for part, _, _ in places)
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for part, x, y in places:
        component = GlyphComponent()
        component.glyphName, component.x, component.y, component.flags = part, x, y, ARGS_ARE_OFFSETS
        glyph.components.append(component)
    font["glyf"][name] = glyph
    advance = sum(font["hmtx"][part][0] for part, _, _ in places)
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, glyph.xMin)
    return name


def _add_lookup(font: TTFont, ligatures: dict[tuple[str, ...], str]) -> None:
    """Append one ligature lookup, the last of the Thai ccmp feature: it sees what the font's own rules have made."""
    table = font["GSUB"].table
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag = 4, 0
    lookup.SubTable, lookup.SubTableCount = [buildLigatureSubstSubtable(ligatures)], 1
    table.LookupList.Lookup.append(lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "ccmp":
            record.Feature.LookupListIndex.append(table.LookupList.LookupCount - 1)
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)
