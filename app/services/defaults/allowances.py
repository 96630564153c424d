"""Default manuals of the services without a form here: the three allowances, and how accusations are handled.

What they say of rights, amounts and papers is common knowledge of such offices, not read from the law: every one of
them waits for the office to verify it, and says so.
"""

from app.domain.clocks import Promise, Unit
from app.services.defaults.manual_texts import APART, CALENDAR, MINUTES, RECEIPT, WORKING, ManualText, StepText

_COUNTER = (
    "มาที่สำนักงาน จันทร์–ศุกร์ 08.30–16.30 น. เว้นวันหยุดราชการ\nโทรถามก่อนมาได้ว่าต้องเตรียมอะไร\n"
    "มาเองไม่ได้ มอบอำนาจเป็นหนังสือให้ผู้อื่นมาแทนได้"
)
_CARD = "บัตรประจำตัวประชาชนตัวจริง เจ้าหน้าที่ดูจากบัตร ไม่ต้องถ่ายสำเนา\nทะเบียนบ้านตัวจริง\n"
_BANK = "สมุดบัญชีธนาคารของผู้มีสิทธิ ถ้าขอรับเงินผ่านธนาคาร\nหนังสือมอบอำนาจและบัตรของผู้รับมอบ ถ้ามาแทน"
_REVIEW = "โทรถามผลได้ที่สำนักงาน\nถ้าไม่เห็นด้วยกับผล ขอให้ทบทวนได้ที่สำนักงาน หรือแจ้งศูนย์ดำรงธรรม โทร. 1567"
_KNOWN = (
    "เรียบเรียงจากหลักทั่วไปที่องค์กรปกครองส่วนท้องถิ่นใช้กัน และจากรายงานมาตรการส่งเสริมคุณธรรมที่ระบุให้จัดทำคู่มือนี้ "
    "สิทธิ จำนวนเงิน เอกสาร และข้อกฎหมายยังไม่ได้เทียบกับตัวบท"
)
_WELFARE = "กองสวัสดิการสังคม {org}"

_ELDERLY = ManualText(
    service="elderly-allowance",
    unit="กองสวัสดิการฯ",
    title="การลงทะเบียนรับเบี้ยยังชีพผู้สูงอายุ",
    lead="ลงทะเบียนครั้งเดียวที่สำนักงาน รู้ผลการตรวจเอกสารก่อนกลับบ้าน",
    responsible=_WELFARE,
    scope="อายุจะครบ 60 ปี หรือครบแล้วแต่ยังไม่เคยลงทะเบียน หรือย้ายทะเบียนบ้านเข้ามาในเขต{org}",
    who="คนสัญชาติไทยอายุ 60 ปีขึ้นไปที่มีชื่อในทะเบียนบ้านในเขต{org} และไม่ได้รับเงินบำนาญหรือสวัสดิการอื่นที่กฎหมายห้ามรับซ้ำ",
    criteria="เงินเริ่มจ่ายตั้งแต่เดือนถัดจากเดือนที่อายุครบ 60 ปี หรือตามรอบที่ระเบียบกำหนด\n"
    "จำนวนเงินเพิ่มตามช่วงอายุ สอบถามอัตราที่ใช้อยู่ได้ที่เจ้าหน้าที่\nย้ายทะเบียนบ้านแล้วต้องลงทะเบียนที่ใหม่",
    documents=_CARD + _BANK,
    arrivals=_COUNTER,
    follow_up=_REVIEW,
    laws="พ.ร.บ.ผู้สูงอายุ พ.ศ. 2546 และที่แก้ไขเพิ่มเติม\n"
    "ระเบียบกระทรวงมหาดไทยว่าด้วยหลักเกณฑ์การจ่ายเงินเบี้ยยังชีพผู้สูงอายุขององค์กรปกครองส่วนท้องถิ่น พ.ศ. 2566",
    sources=_KNOWN,
    english="Registering for the old-age allowance, at our counter. Bring your ID card and house registration.",
    malay="Pendaftaran elaun warga emas, di kaunter kami. Bawa kad pengenalan dan buku daftar rumah.",
    minutes=0,
    promise=Promise(1, Unit.WORKING),
    steps=(
        StepText("ยื่นคำขอ ตรวจเอกสารและสิทธิ", MINUTES(20), "กองสวัสดิการสังคม"),
        StepText("บันทึกทะเบียน ออกหลักฐานการลงทะเบียนให้", MINUTES(10), "กองสวัสดิการสังคม"),
        StepText("แจ้งผลการตรวจสิทธิซ้ำซ้อน ถ้ามีข้อขัดข้อง", WORKING(1), "กองสวัสดิการสังคม"),
    ),
)

_DISABILITY = ManualText(
    service="disability-allowance",
    unit="กองสวัสดิการฯ",
    title="การลงทะเบียนรับเบี้ยความพิการ",
    lead="มีบัตรประจำตัวคนพิการแล้ว ลงทะเบียนที่สำนักงาน รู้ผลการตรวจเอกสารก่อนกลับบ้าน",
    responsible=_WELFARE,
    scope="มีบัตรประจำตัวคนพิการแต่ยังไม่เคยลงทะเบียนรับเบี้ย หรือย้ายทะเบียนบ้านเข้ามาในเขต{org}",
    who="คนสัญชาติไทยที่มีบัตรประจำตัวคนพิการและมีชื่อในทะเบียนบ้านในเขต{org} ผู้ดูแลหรือผู้ปกครองยื่นแทนได้",
    criteria="ต้องมีบัตรประจำตัวคนพิการที่ยังไม่หมดอายุ ถ้ายังไม่มี เจ้าหน้าที่แนะนำวิธีขอให้\n"
    "รับพร้อมเบี้ยยังชีพผู้สูงอายุได้\nย้ายทะเบียนบ้านแล้วต้องลงทะเบียนที่ใหม่",
    documents="บัตรประจำตัวคนพิการตัวจริง\n" + _CARD + _BANK,
    arrivals=_COUNTER,
    follow_up=_REVIEW,
    laws="พ.ร.บ.ส่งเสริมและพัฒนาคุณภาพชีวิตคนพิการ พ.ศ. 2550 และที่แก้ไขเพิ่มเติม\n"
    "ระเบียบกระทรวงมหาดไทยว่าด้วยหลักเกณฑ์การจ่ายเงินเบี้ยความพิการให้คนพิการขององค์กรปกครองส่วนท้องถิ่น พ.ศ. 2553 "
    "และที่แก้ไขเพิ่มเติม",
    sources=_KNOWN,
    english="Registering for the disability allowance, at our counter. Bring the disability card; a carer may come.",
    malay="Pendaftaran elaun orang kurang upaya, di kaunter kami. Bawa kad OKU; penjaga boleh datang mewakili.",
    minutes=0,
    promise=Promise(1, Unit.WORKING),
    steps=(
        StepText("ยื่นคำขอ ตรวจเอกสารและสิทธิ", MINUTES(20), "กองสวัสดิการสังคม"),
        StepText("บันทึกทะเบียน ออกหลักฐานการลงทะเบียนให้", MINUTES(10), "กองสวัสดิการสังคม"),
        StepText("แจ้งผลการตรวจสิทธิซ้ำซ้อน ถ้ามีข้อขัดข้อง", WORKING(1), "กองสวัสดิการสังคม"),
    ),
)

_AIDS = ManualText(
    service="aids-allowance",
    unit="กองสวัสดิการฯ",
    title="การขอรับเบี้ยยังชีพผู้ป่วยเอดส์",
    lead="คุยกับเจ้าหน้าที่ในที่ส่วนตัว ข้อมูลสุขภาพเห็นเฉพาะผู้ที่ต้องพิจารณา",
    responsible=_WELFARE,
    scope="ป่วยด้วยโรคเอดส์ตามที่แพทย์รับรอง และมีรายได้ไม่พอเลี้ยงชีพ",
    who="ผู้ป่วยที่แพทย์วินิจฉัยแล้ว มีชื่อในทะเบียนบ้านในเขต{org} มีรายได้ไม่พอหรือไม่มีผู้ดูแล",
    criteria="เมื่อมีผู้ขอมาก ผู้ที่เดือดร้อนกว่า ซ้ำซ้อนปัญหากว่า หรืออยู่ในที่ทุรกันดารได้รับก่อน\n"
    "เราไม่ติดประกาศชื่อ และไม่บอกเรื่องสุขภาพแก่ผู้อื่น",
    documents="ใบรับรองแพทย์ที่ระบุว่าป่วยเป็นโรคเอดส์\n" + _CARD + _BANK,
    arrivals=_COUNTER,
    follow_up=_REVIEW,
    laws="ระเบียบกระทรวงมหาดไทยว่าด้วยการจ่ายเงินสงเคราะห์เพื่อการยังชีพขององค์กรปกครองส่วนท้องถิ่น พ.ศ. 2548\n"
    "พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562",
    sources=_KNOWN,
    english="Applying for the allowance for people with AIDS, in private. Health details are seen only by who decides.",
    malay="Permohonan elaun pesakit AIDS, secara peribadi. Maklumat kesihatan hanya dilihat oleh yang menimbangnya.",
    minutes=0,
    promise=Promise(13, Unit.WORKING),
    steps=(
        StepText("ยื่นคำขอในที่ส่วนตัว ตรวจเอกสาร", MINUTES(45), "กองสวัสดิการสังคม"),
        StepText("นัดวันเยี่ยมบ้าน", MINUTES(15), "กองสวัสดิการสังคม"),
        StepText("เยี่ยมบ้าน ดูความเป็นอยู่", WORKING(3), "กองสวัสดิการสังคม"),
        StepText("เสนอความเห็นและจัดลำดับ", WORKING(2), "กองสวัสดิการสังคม"),
        StepText("พิจารณาอนุมัติและแจ้งผล", WORKING(7), "ปลัด / นายก"),
    ),
)

_HANDLING = ManualText(
    service="corruption-handling",
    title="แนวทางจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
    lead="สำนักงานทำอะไรกับเรื่องที่ได้รับ ใครตัดสิน และใครถูกกันออก",
    responsible="ศูนย์รับเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ {org}",
    scope="ใช้กับทุกเรื่องที่กล่าวหาผู้บริหาร สมาชิกสภา พนักงาน หรือลูกจ้างของ{org} ไม่ว่ามาทางใด",
    who="เจ้าหน้าที่ที่ได้รับแต่งตั้งใช้ปฏิบัติ ประชาชนใช้ตรวจว่าเราทำตาม",
    criteria="กล่าวหาพนักงาน ปลัดหรือนายกสั่งการ\nกล่าวหาปลัด นายกสั่งการ\n"
    "กล่าวหานายกหรือสมาชิกสภา ส่งนายอำเภอ ผู้ว่าราชการจังหวัด หรือ ป.ป.ช.\n"
    "ผู้ถูกร้องเรียนไม่เห็นเรื่องและไม่มีส่วนพิจารณา\nทุกครั้งที่เปิดอ่านมีบันทึก",
    documents="ผู้ร้องไม่ต้องเตรียมอะไร",
    arrivals="ยื่นเรื่องทางช่องทางร้องเรียนการทุจริต อ่านวิธีได้ในคู่มือของช่องทางนั้น\nโทรหรือมาถามที่สำนักงานได้ โดยไม่ต้องเล่าเรื่องที่เคาน์เตอร์",
    follow_up="สถิติ (ทั้งหมด แล้วเสร็จ อยู่ระหว่างดำเนินการ) เผยแพร่เมื่อจบรอบ 6 เดือน โดยไม่ระบุตัวบุคคล\n"
    "ถ้าไม่ไว้ใจสำนักงาน ยื่นตรงต่อ ป.ป.ช. สายด่วน 1205 หรือ ป.ป.ท. สายด่วน 1206",
    laws="พ.ร.ป.ว่าด้วยการป้องกันและปราบปรามการทุจริต พ.ศ. 2561 และ (ฉบับที่ 2) พ.ศ. 2568\n"
    "ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. 2544\nพ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. 2539",
    sources=_KNOWN,
    english="How the office handles accusations against its own people: who decides, and who is kept out.",
    malay="Cara pejabat mengurus tuduhan terhadap orangnya sendiri: siapa memutuskan, dan siapa tidak terlibat.",
    minutes=0,
    promise=Promise(15, Unit.CALENDAR),
    steps=(
        StepText("ลงทะเบียนลับ ปกปิดชื่อผู้ร้อง", WORKING(1), "เจ้าหน้าที่ศูนย์"),
        StepText("ตรวจความครบถ้วน ตรวจว่าผู้พิจารณาเกี่ยวข้องกับเรื่องหรือไม่", WORKING(3), "เจ้าหน้าที่ศูนย์"),
        StepText("เสนอผู้มีอำนาจสั่งการที่ไม่ถูกกล่าวหา", WORKING(2), "ปลัด / นายก / นายอำเภอ"),
        StepText("แจ้งผู้ร้องว่ารับเรื่องและจะทำอะไรต่อ", CALENDAR(15, RECEIPT), "เจ้าหน้าที่ศูนย์"),
        StepText("สอบข้อเท็จจริง", CALENDAR(30, APART), "คณะกรรมการสอบข้อเท็จจริง"),
        StepText("สั่งยุติเรื่อง หรือดำเนินการทางวินัย อาญา หรือส่ง ป.ป.ช.", CALENDAR(15, APART), "ผู้มีอำนาจสั่งการ"),
        StepText("แจ้งผลแก่ผู้ร้องเท่าที่เปิดเผยได้", CALENDAR(15, APART), "เจ้าหน้าที่ศูนย์"),
    ),
)

ALLOWANCES = (_ELDERLY, _DISABILITY, _AIDS, _HANDLING)
