"""Default units, categories and refusal reasons."""

from dataclasses import dataclass

UNITS = (
    ("สำนักปลัด", "สำนักปลัด"),
    ("กองช่าง", "กองช่าง"),
    ("กองคลัง", "กองคลัง"),
    ("กองสาธารณสุขฯ", "กองสาธารณสุขและสิ่งแวดล้อม"),
    ("กองสวัสดิการฯ", "กองสวัสดิการสังคม"),
    ("งานป้องกันฯ", "งานป้องกันและบรรเทาสาธารณภัย"),
)


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One kind of matter, its icon, and the unit it goes to first."""

    channel: str
    key: str
    name: str
    hint: str
    english: str
    english_hint: str
    icon: str
    unit: str


CATEGORIES = (
    CategoryRow("complaints", "road", "ถนน ทางเท้า", "หลุม ทรุด น้ำขังบนถนน",
                "Roads and footpaths", "Holes, subsidence, standing water", "road", "กองช่าง"),
    CategoryRow("complaints", "lamp", "ไฟถนน", "ดับ กะพริบ เสาเอียง",
                "Street lights", "Out, flickering, leaning post", "lamp", "กองช่าง"),
    CategoryRow("complaints", "tap", "น้ำประปา", "ไม่ไหล ขุ่น ท่อแตก",
                "Tap water", "Not running, cloudy, burst pipe", "tap", "กองช่าง"),
    CategoryRow("complaints", "bin", "ขยะ", "ไม่มาเก็บ ล้น ทิ้งผิดที่",
                "Rubbish", "Not collected, overflowing, dumped", "bin", "กองสาธารณสุขฯ"),
    CategoryRow("complaints", "drain", "ท่อระบายน้ำ", "ตัน น้ำท่วม ฝาแตก",
                "Drains", "Blocked, flooding, broken cover", "drain", "กองช่าง"),
    CategoryRow("complaints", "noise", "เหตุรำคาญ", "เสียง กลิ่น ควัน สัตว์",
                "Nuisance", "Noise, smell, smoke, animals", "noise", "กองสาธารณสุขฯ"),
    CategoryRow("complaints", "desk", "บริการของสำนักงาน", "ล่าช้า ไม่สะดวก ไม่สุภาพ",
                "Service of the office", "Slow, inconvenient, impolite", "desk", "สำนักปลัด"),
    CategoryRow("complaints", "other", "เรื่องอื่น", "หรือข้อเสนอแนะ",
                "Something else", "Or a suggestion", "talk", "สำนักปลัด"),
    CategoryRow("water", "water-household", "ครัวเรือน", "น้ำกินน้ำใช้ในบ้าน",
                "Household", "Water for a home", "truck", "งานป้องกันฯ"),
    CategoryRow("water", "water-worship", "วัด มัสยิด ศาสนสถาน", "งานบุญ งานศพ หรือใช้ประจำวัน",
                "Place of worship", "Temple, mosque", "truck", "งานป้องกันฯ"),
    CategoryRow("water", "water-school", "โรงเรียน ศูนย์เด็กเล็ก", "น้ำใช้ของนักเรียน",
                "School or child centre", "Water for pupils", "truck", "งานป้องกันฯ"),
    CategoryRow("water", "water-community", "งานส่วนรวมของหมู่บ้าน", "ถังกลางหมู่บ้าน งานชุมชน",
                "Community", "Village tank, community event", "truck", "งานป้องกันฯ"),
)  # fmt: skip

_PETITIONS = "ระเบียบสำนักนายกรัฐมนตรีว่าด้วยการจัดการเรื่องราวร้องทุกข์ พ.ศ. 2552"
REFUSALS = (
    ("court", "อยู่ระหว่างการพิจารณาของศาล หรือศาลมีคำพิพากษาถึงที่สุดแล้ว",
     "Before a court, or decided by one", _PETITIONS),
    ("not_ours", "อยู่นอกเขตหรือนอกอำนาจหน้าที่ของหน่วยงาน",
     "Outside our area or powers", "พ.ร.บ.สภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537 มาตรา 67–68"),
    ("unclear", "ไม่มีข้อมูลหรือพยานหลักฐานชัดเจนพอให้ดำเนินการได้ และติดต่อผู้ร้องไม่ได้",
     "Too little to act on, and the complainant cannot be reached", _PETITIONS),
    ("decided", "หน่วยงานได้พิจารณาและแจ้งผลเสร็จเด็ดขาดแล้ว ไม่มีข้อเท็จจริงใหม่",
     "Already decided and answered, nothing new", _PETITIONS),
    ("private", "เป็นข้อพิพาทระหว่างเอกชนที่หน่วยงานไม่มีอำนาจสั่งการ",
     "A private dispute the office cannot rule on", _PETITIONS),
)  # fmt: skip
