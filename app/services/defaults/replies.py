"""The texts that officers start an answer from on the first day: short, calm, and promising what the workflow keeps.

``{…}`` are filled in from the case (app.domain.replies); ``……`` is for the officer to fill in.
"""

from dataclasses import dataclass

_TH, _EN, _MS = "th", "en", "ms"
_ALL, _COMPLAINTS, _WATER, _SERVICES = "", "complaints", "water", "eservice"


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One text: the act it begins, the channel ("": all), its language, its name in the officers' list, its words."""

    action: str
    channel: str
    language: str
    title: str
    text: str


REPLIES = (
    ReplyRow("answer", _COMPLAINTS, _TH, "แก้ไขเสร็จแล้ว",
             "เราแก้ไขเรื่อง “{เรื่อง}” เสร็จแล้วเมื่อวันที่ …… ถ้ายังพบปัญหาเดิม "
             "บอกเราในหน้าติดตามได้ถึงวันที่ {แจ้งกลับได้ถึง} หรือโทร. {โทร}"),
    ReplyRow("answer", _COMPLAINTS, _TH, "แก้ไขได้บางส่วน",
             "เราทำส่วนที่ทำได้แล้ว คือ …… ส่วนที่ยังไม่ได้ทำคือ …… เพราะ …… ถ้ามีข้อสงสัย โทร. {โทร} แจ้งเลขที่ "
             "{เลขที่}"),
    ReplyRow("answer", _COMPLAINTS, _TH, "ดำเนินการไม่ได้",
             "เราตรวจสอบแล้ว ดำเนินการตามที่แจ้งไม่ได้ เพราะ …… ทางอื่นที่ทำได้คือ …… ถ้าไม่เห็นด้วย "
             "ขอให้เราทบทวนได้ในหน้าติดตามถึงวันที่ {แจ้งกลับได้ถึง}"),
    ReplyRow("answer", _COMPLAINTS, _MS, "แก้ไขเสร็จแล้ว",
             "Kami sudah membaiki perkara yang anda adukan pada ……. Jika masalah yang sama masih ada, beritahu kami di "
             "halaman semakan sehingga {แจ้งกลับได้ถึง}, atau telefon {โทร}."),
    ReplyRow("answer", _COMPLAINTS, _MS, "ดำเนินการไม่ได้",
             "Kami sudah menyemak. Kami tidak dapat melakukannya kerana ……. Cara lain yang ada ialah ……. Jika anda "
             "tidak "
             "bersetuju, minta kami menimbang semula di halaman semakan sehingga {แจ้งกลับได้ถึง}."),
    ReplyRow("answer", _COMPLAINTS, _MS, "แก้ไขได้บางส่วน",
             "Kami sudah membuat bahagian yang dapat dibuat, iaitu ……. Bahagian yang belum dibuat ialah ……, kerana ……. "
             "Ada soalan, telefon {โทร} dan beri nombor {เลขที่}."),
    ReplyRow("answer", _COMPLAINTS, _EN, "แก้ไขเสร็จแล้ว",
             "We finished the work you reported on ……. If the problem is still there, tell us on your case page until "
             "{แจ้งกลับได้ถึง}, or call {โทร}."),
    ReplyRow("answer", _COMPLAINTS, _EN, "ดำเนินการไม่ได้",
             "We looked into it and cannot do what you asked, because ……. What you can do instead: ……. If you "
             "disagree, "
             "ask us to review it on your case page until {แจ้งกลับได้ถึง}."),
    ReplyRow("answer", _SERVICES, _TH, "คำขอผ่านแล้ว",
             "เราตรวจข้อมูลและเอกสารครบแล้ว คำขอ{ประเภท}ของคุณผ่าน เริ่มตั้งแต่วันที่ …… สิ่งที่ต้องทำต่อคือ ……"),
    ReplyRow("answer", _SERVICES, _TH, "คำขอไม่ผ่าน",
             "คำขอ{ประเภท}ยังไม่ผ่าน เพราะ …… ถ้าแก้ส่วนนี้แล้วยื่นใหม่ได้ หรือขอให้เราทบทวนได้ในหน้าติดตามถึงวันที่ "
             "{แจ้งกลับได้ถึง}"),
    ReplyRow("answer", _SERVICES, _MS, "คำขอผ่านแล้ว",
             "Maklumat dan dokumen anda lengkap. Permohonan anda diluluskan, bermula pada ……. Langkah seterusnya: ……."),
    ReplyRow("answer", _SERVICES, _MS, "คำขอไม่ผ่าน",
             "Permohonan anda belum dapat diluluskan kerana ……. Anda boleh membaikinya dan memohon semula, atau minta "
             "kami menimbang semula di halaman semakan sehingga {แจ้งกลับได้ถึง}."),
    ReplyRow("answer", _SERVICES, _EN, "คำขอผ่านแล้ว",
             "Your information and documents are complete. Your request is granted from ……. What to do next: ……."),
    ReplyRow("ask", _COMPLAINTS, _TH, "ถามจุดที่เกิดเหตุ",
             "เราไปดูแล้วยังหาจุดไม่พบ ช่วยบอกว่าอยู่ใกล้บ้านเลขที่เท่าไร หรือใกล้สถานที่ใด มีรูปก็ส่งมาได้ "
             "เรารอคำตอบถึงวันที่ "
             "{ตอบภายใน} ระหว่างรอเราหยุดนับวันไว้"),
    ReplyRow("ask", _ALL, _TH, "ขอข้อมูลเพิ่ม",
             "เราต้องรู้เพิ่มว่า …… ตอบในหน้านี้หรือโทร. {โทร} แจ้งเลขที่ {เลขที่} เรารอคำตอบถึงวันที่ {ตอบภายใน} "
             "ระหว่างรอเราหยุดนับวันไว้"),
    ReplyRow("ask", _WATER, _TH, "ถามภาชนะและทางเข้า",
             "ก่อนนัดส่งน้ำ เราขอทราบว่ามีภาชนะรับน้ำรวมกี่ลิตร และรถน้ำเข้าถึงบ้านได้หรือไม่ เรารอคำตอบถึงวันที่ "
             "{ตอบภายใน} "
             "หรือโทร. {โทร}"),
    ReplyRow("ask", _SERVICES, _TH, "เอกสารยังไม่ครบ",
             "คำขอ{ประเภท}ยังขาด …… ส่งรูปมาในหน้านี้ได้ เรารอถึงวันที่ {ตอบภายใน} ระหว่างรอเราหยุดนับวันไว้"),
    ReplyRow("ask", _ALL, _MS, "ขอข้อมูลเพิ่ม",
             "Kami perlu tahu: ……. Jawab di halaman ini, atau telefon {โทร} dan beri nombor {เลขที่}. Kami menunggu "
             "jawapan sehingga {ตอบภายใน}. Sementara menunggu, kiraan hari dihentikan."),
    ReplyRow("ask", _WATER, _MS, "ถามภาชนะและทางเข้า",
             "Sebelum menetapkan hari, kami perlu tahu berapa liter semua bekas air anda boleh muat, dan sama ada lori "
             "air boleh sampai ke rumah. Kami menunggu jawapan sehingga {ตอบภายใน}, atau telefon {โทร}."),
    ReplyRow("ask", _ALL, _EN, "ขอข้อมูลเพิ่ม",
             "We need to know: ……. Answer on this page, or call {โทร} and give the number {เลขที่}. We wait for your "
             "answer until {ตอบภายใน}; while we wait the days are not counted."),
    ReplyRow("extend", _ALL, _TH, "รออะไหล่หรืองบประมาณ",
             "เรื่องของคุณจะเสร็จช้ากว่าวันที่ {วันครบกำหนด} ที่สัญญาไว้ เพราะ …… วันที่คาดว่าจะเสร็จแสดงในหน้านี้ "
             "มีข้อสงสัยโทร. {โทร}"),
    ReplyRow("extend", _WATER, _TH, "คิวรถน้ำยาว",
             "ช่วงนี้มีผู้ขอน้ำมาก รถน้ำยังไปไม่ถึงบ้านคุณภายในวันที่ {วันครบกำหนด} วันที่คาดว่าจะไปถึงแสดงในหน้านี้ "
             "ถ้าน้ำหมดแล้วโทร. {โทร}"),
    ReplyRow("extend", _ALL, _MS, "เสร็จช้ากว่าที่สัญญา",
             "Perkara ini akan siap lewat daripada {วันครบกำหนด} yang kami janjikan, kerana ……. Tarikh baharu ada di "
             "halaman ini. Ada soalan, telefon {โทร}."),
    ReplyRow("extend", _ALL, _EN, "เสร็จช้ากว่าที่สัญญา",
             "This will take longer than {วันครบกำหนด}, the day we promised, because ……. The new date is on this page. "
             "Questions: call {โทร}."),
    ReplyRow("refer", _COMPLAINTS, _TH, "ส่งต่อการไฟฟ้าส่วนภูมิภาค",
             "เรื่องนี้อยู่ในอำนาจของการไฟฟ้าส่วนภูมิภาค เราส่งเรื่องต่อให้แล้วเมื่อวันที่ {วันนี้} สอบถามได้ที่ โทร. "
             "1129"),
    ReplyRow("refer", _ALL, _TH, "ส่งต่อหน่วยงานอื่น",
             "เรื่องนี้อยู่ในอำนาจของ …… เราส่งเรื่องต่อให้แล้วเมื่อวันที่ {วันนี้} สอบถามได้ที่ ……"),
    ReplyRow("refer", _ALL, _MS, "ส่งต่อหน่วยงานอื่น",
             "Perkara ini di bawah kuasa ……. Kami sudah menghantarnya pada {วันนี้}. Boleh bertanya di ……."),
    ReplyRow("refer", _ALL, _EN, "ส่งต่อหน่วยงานอื่น",
             "This is a matter for ……. We passed it on to them on {วันนี้}. You can ask them at ……."),
    ReplyRow("not_accept", _ALL, _TH, "อธิบายเหตุที่ไม่รับ",
             "เรารับเรื่องนี้ไว้พิจารณาไม่ได้ เพราะ …… คุณร้องต่อได้ที่ศูนย์ดำรงธรรม โทร. 1567"),
    ReplyRow("not_accept", _ALL, _MS, "อธิบายเหตุที่ไม่รับ",
             "Kami tidak dapat menerima perkara ini kerana ……. Anda boleh mengadu di Pusat Damrongdhama, telefon "
             "1567."),
    ReplyRow("not_accept", _ALL, _EN, "อธิบายเหตุที่ไม่รับ",
             "We cannot take this matter up, because ……. You can turn to the Damrongdhama Centre, call 1567."),
    ReplyRow("not_approve", _WATER, _TH, "ไม่อนุมัติคำร้องขอน้ำ",
             "คำร้องขอน้ำเลขที่ {เลขที่} ไม่ได้รับอนุมัติ เพราะ …… ทางอื่นที่ทำได้คือ …… ถ้าความจำเป็นเปลี่ยนไป "
             "ยื่นใหม่ได้"),
    ReplyRow("not_approve", _WATER, _MS, "ไม่อนุมัติคำร้องขอน้ำ",
             "Permohonan air {เลขที่} tidak diluluskan kerana ……. Cara lain yang ada ialah ……. Jika keadaan berubah, "
             "anda "
             "boleh memohon semula."),
    ReplyRow("not_approve", _WATER, _EN, "ไม่อนุมัติคำร้องขอน้ำ",
             "Water request {เลขที่} was not approved, because ……. What you can do instead: ……. If things change, you "
             "can "
             "ask again."),
    ReplyRow("message", _ALL, _TH, "แจ้งความคืบหน้า",
             "เราลงพื้นที่แล้วเมื่อวันที่ …… พบว่า …… ขั้นต่อไปคือ ……"),
    ReplyRow("message", _COMPLAINTS, _TH, "จะไปดูพื้นที่",
             "{หน่วย}จะไปดู{จุด} {หมู่บ้าน} ในวันที่ …… ไม่ต้องอยู่รอก็ได้ ถ้าอยากบอกจุดให้ชัด โทร. {โทร}"),
    ReplyRow("message", _WATER, _TH, "ขอให้เตรียมภาชนะ",
             "รถน้ำจะไปวันที่ {วันส่งน้ำ} เตรียมภาชนะให้ว่างสำหรับน้ำ {ลิตร} ลิตร และให้มีคนอยู่รับ "
             "ถ้าวันนั้นไม่สะดวก โทร. {โทร}"),
    ReplyRow("message", _ALL, _MS, "แจ้งความคืบหน้า",
             "Kami sudah ke tempat itu pada ……. Kami dapati ……. Langkah seterusnya: ……."),
    ReplyRow("message", _WATER, _MS, "ขอให้เตรียมภาชนะ",
             "Lori air akan datang pada {วันส่งน้ำ}. Kosongkan bekas untuk {ลิตร} liter air dan pastikan ada orang di "
             "rumah. Jika tidak sesuai, telefon {โทร}."),
    ReplyRow("message", _ALL, _EN, "แจ้งความคืบหน้า",
             "We went there on ……. We found ……. The next step is ……."),
)  # fmt: skip
