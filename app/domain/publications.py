"""What the office makes public: the eight headings of its website, in the order of the measures report (measure 5)."""

from enum import StrEnum

from app.domain.words import N_


class Heading(StrEnum):
    """Where a piece of published information stands."""

    PROJECTS = "projects"
    BUDGET = "budget"
    NEWS = "news"
    ADMINISTRATION = "administration"
    BASICS = "basics"
    PEOPLE = "people"
    TRANSPARENCY = "transparency"
    PREVENTION = "prevention"

    @property
    def label(self) -> str:
        """The heading's words (Thai msgid)."""
        return _LABELS[self]


_LABELS = {
    Heading.PROJECTS: N_("ข่าวสารการจัดโครงการและกิจกรรม"),
    Heading.BUDGET: N_("การบริหารเงินงบประมาณ"),
    Heading.NEWS: N_("ข่าวสารหน่วยงาน"),
    Heading.ADMINISTRATION: N_("การบริหารงาน"),
    Heading.BASICS: N_("ข้อมูลพื้นฐาน"),
    Heading.PEOPLE: N_("การบริหารและพัฒนาทรัพยากรบุคคล"),
    Heading.TRANSPARENCY: N_("การส่งเสริมความโปร่งใส การป้องกันและปราบปรามการทุจริต"),
    Heading.PREVENTION: N_("มาตรการภายในป้องกันการทุจริต"),
}
