"""Usual units and titles of people, default categories and refusal reasons."""

from dataclasses import dataclass

UNITS = (
    ("สำนักปลัด", "สำนักปลัด"),
    ("กองช่าง", "กองช่าง"),
    ("กองคลัง", "กองคลัง"),
    ("กองสาธารณสุขฯ", "กองสาธารณสุขและสิ่งแวดล้อม"),
    ("กองสวัสดิการฯ", "กองสวัสดิการสังคม"),
    ("งานป้องกันฯ", "งานป้องกันและบรรเทาสาธารณภัย"),
)

POSITIONS = (
    "นายกองค์การบริหารส่วนตำบล", "รองนายกองค์การบริหารส่วนตำบล", "เลขานุการนายกองค์การบริหารส่วนตำบล",
    "ปลัดองค์การบริหารส่วนตำบล", "รองปลัดองค์การบริหารส่วนตำบล", "หัวหน้าสำนักปลัด", "ผู้อำนวยการกองช่าง", "ผู้อำนวยการกองคลัง",
    "ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม", "ผู้อำนวยการกองสวัสดิการสังคม", "นิติกร", "นักจัดการงานทั่วไป",
    "นักวิเคราะห์นโยบายและแผน", "นักทรัพยากรบุคคล", "นักพัฒนาชุมชน", "เจ้าพนักงานธุรการ", "เจ้าพนักงานป้องกันและบรรเทาสาธารณภัย",
    "นายช่างโยธา",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One kind of matter, its icon, and the unit it goes to first."""

    channel: str
    key: str
    name: str
    hint: str
    english: str
    english_hint: str
    malay: str
    malay_hint: str
    icon: str
    unit: str


CATEGORIES = (
    CategoryRow("complaints", "road", "ถนน ทางเท้า", "หลุม ทรุด น้ำขังบนถนน",
                "Roads and footpaths", "Holes, subsidence, standing water",
                "Jalan dan laluan kaki", "Berlubang, mendap, air bertakung", "road", "กองช่าง"),
    CategoryRow("complaints", "lamp", "ไฟถนน", "ดับ กะพริบ เสาเอียง",
                "Street lights", "Out, flickering, leaning post",
                "Lampu jalan", "Padam, berkelip, tiang condong", "lamp", "กองช่าง"),
    CategoryRow("complaints", "tap", "น้ำประปา", "ไม่ไหล ขุ่น ท่อแตก",
                "Tap water", "Not running, cloudy, burst pipe",
                "Air paip", "Tidak mengalir, keruh, paip pecah", "tap", "กองช่าง"),
    CategoryRow("complaints", "bin", "ขยะ", "ไม่มาเก็บ ล้น ทิ้งผิดที่",
                "Rubbish", "Not collected, overflowing, dumped",
                "Sampah", "Tidak diambil, melimpah, dibuang merata", "bin", "กองสาธารณสุขฯ"),
    CategoryRow("complaints", "drain", "ท่อระบายน้ำ", "ตัน น้ำท่วม ฝาแตก",
                "Drains", "Blocked, flooding, broken cover",
                "Longkang", "Tersumbat, banjir, penutup pecah", "drain", "กองช่าง"),
    CategoryRow("complaints", "noise", "เหตุรำคาญ", "เสียง กลิ่น ควัน สัตว์",
                "Nuisance", "Noise, smell, smoke, animals",
                "Gangguan", "Bunyi, bau, asap, haiwan", "noise", "กองสาธารณสุขฯ"),
    CategoryRow("complaints", "desk", "บริการของสำนักงาน", "ล่าช้า ไม่สะดวก ไม่สุภาพ",
                "Service of the office", "Slow, inconvenient, impolite",
                "Perkhidmatan pejabat", "Lambat, tidak mudah, tidak sopan", "desk", "สำนักปลัด"),
    CategoryRow("complaints", "other", "เรื่องอื่น", "หรือข้อเสนอแนะ",
                "Something else", "Or a suggestion",
                "Perkara lain", "Atau cadangan", "talk", "สำนักปลัด"),
    CategoryRow("water", "water-household", "ครัวเรือน", "น้ำกินน้ำใช้ในบ้าน",
                "Household", "Water for a home",
                "Rumah", "Air minum dan air guna di rumah", "truck", "งานป้องกันฯ"),
    CategoryRow("water", "water-worship", "วัด มัสยิด ศาสนสถาน", "งานบุญ งานศพ หรือใช้ประจำวัน",
                "Place of worship", "Temple, mosque",
                "Masjid, wat, rumah ibadat", "Kenduri, pengebumian, atau guna harian", "truck", "งานป้องกันฯ"),
    CategoryRow("water", "water-school", "โรงเรียน ศูนย์เด็กเล็ก", "น้ำใช้ของนักเรียน",
                "School or child centre", "Water for pupils",
                "Sekolah, pusat anak kecil", "Air untuk murid", "truck", "งานป้องกันฯ"),
    CategoryRow("water", "water-community", "งานส่วนรวมของหมู่บ้าน", "ถังกลางหมู่บ้าน งานชุมชน",
                "Community", "Village tank, community event",
                "Kerja bersama kampung", "Tangki kampung, kerja bersama", "truck", "งานป้องกันฯ"),
)  # fmt: skip

_PETITIONS = "ระเบียบสำนักนายกรัฐมนตรีว่าด้วยการจัดการเรื่องราวร้องทุกข์ พ.ศ. 2552"
REFUSALS = (
    ("court", "อยู่ระหว่างการพิจารณาของศาล หรือศาลมีคำพิพากษาถึงที่สุดแล้ว",
     "Before a court, or decided by one",
     "Sedang dibicarakan di mahkamah, atau sudah diputuskan",
     _PETITIONS),
    ("not_ours", "อยู่นอกเขตหรือนอกอำนาจหน้าที่ของหน่วยงาน",
     "Outside our area or powers",
     "Di luar kawasan atau kuasa pejabat kami",
     "พ.ร.บ.สภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537 มาตรา 67–68"),
    ("unclear", "ไม่มีข้อมูลหรือพยานหลักฐานชัดเจนพอให้ดำเนินการได้ และติดต่อผู้ร้องไม่ได้",
     "Too little to act on, and the complainant cannot be reached",
     "Maklumat atau bukti tidak cukup untuk bertindak, dan pengadu tidak dapat dihubungi",
     _PETITIONS),
    ("decided", "หน่วยงานได้พิจารณาและแจ้งผลเสร็จเด็ดขาดแล้ว ไม่มีข้อเท็จจริงใหม่",
     "Already decided and answered, nothing new",
     "Sudah ditimbang dan dijawab sepenuhnya, tiada fakta baharu",
     _PETITIONS),
    ("private", "เป็นข้อพิพาทระหว่างเอกชนที่หน่วยงานไม่มีอำนาจสั่งการ",
     "A private dispute the office cannot rule on",
     "Pertikaian antara orang persendirian; pejabat tiada kuasa memutuskannya",
     _PETITIONS),
)  # fmt: skip
