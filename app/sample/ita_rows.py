"""The ITA items of the sample office's last and running years, with a few files and links; all invented."""

from datetime import datetime

from app.domain.dates import BANGKOK
from app.domain.periods import fiscal_year_of
from app.domain.report import Heading, Paragraph, Report
from app.models import OitItem
from app.renderers import RENDERERS
from app.sample.desk import Desk
from app.services import ita
from app.services.attachments import Accepted

_TOOK_PART = (
    "สรุปการมีส่วนร่วม: ประชาคมจัดลำดับการซ่อมถนนและรอบส่งน้ำ",
    "ผู้เข้าร่วม 64 คนจากสี่หมู่บ้าน ตัวแทนสตรี ผู้สูงอายุ และผู้นำศาสนา",
    "ที่ประชุมขอให้ส่งน้ำหมู่ที่ 4 ก่อนในเดือนเมษายน และซ่อมทางเข้าสุสานก่อนฤดูฝน",
    "นำไปใช้: จัดรอบส่งน้ำตามนี้ และตั้งงบซ่อมทางในแผนของปีถัดไป",
)
_ANALYSIS = (
    "การวิเคราะห์ผลประเมิน ITA และมาตรการของปีนี้",
    "ข้อที่ได้คะแนนน้อย: ประชาชนไม่รู้ช่องทางร้องเรียน และไม่รู้ว่าเรื่องไปถึงไหน",
    "มาตรการ: ติดโปสเตอร์ช่องทางทุกหมู่บ้าน แจ้งวันที่จะตอบทุกเรื่อง เผยแพร่ตัวเลขจริงทุกเดือน",
    "ผู้รับผิดชอบ: สำนักปลัด ติดตามผลทุกไตรมาสในที่ประชุมหัวหน้าส่วน",
)


def make(desk: Desk, now: datetime) -> None:
    """Last year as it was assessed; this year begun, its uploads still missing."""
    year, by = fiscal_year_of(now.astimezone(BANGKOK).date()), desk.who("wilai")
    for one in (year - 1, year):
        ita.begin(one, by=by, now=now)
        for item in ita.items(one):
            _show(desk, item, one == year, now)


def _show(desk: Desk, item: OitItem, running: bool, now: datetime) -> None:
    by = desk.who("wilai")
    if item.subject == "channel":
        ita.add_link(item, label="แจ้งตรงต่อสำนักงาน ป.ป.ช.", address="https://www.nacc.go.th/", by=by, now=now)
    words = _TOOK_PART if "มีส่วนร่วม" in item.title else _ANALYSIS if "ผลการประเมิน" in item.title else ()
    if words and not running:
        ita.add_file(item, label=words[0], accepted=_paper(words), by=by, now=now)


def _paper(words: tuple[str, ...]) -> Accepted:
    printer = RENDERERS["docx"]
    paragraphs = tuple(Paragraph(text) for text in words[1:])
    written = Report((words[0],), ("สำนักงานตัวอย่าง",), "", words[0], (Heading("สรุป"), *paragraphs), "")
    return Accepted("สรุป.docx", printer.mimetype, printer.render(written))
