"""Old editions to edit: the documents of the corpus, and synthetic ones in six scripts, full of look-alikes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from tests.builders import corpus_documents

ENGLISH = (
    "states victims protection children labour justice police border shelter rights training health access services"
    " identify trafficking persons exploitation must should ensure provide support national international the of and"
    " to in for with without against including their all measures response survivors recruitment employers migrants"
)
RUSSIAN = (
    "государства жертвы защита дети труд правосудие полиция граница приют права обучение здоровье доступ услуги должны"
    " обеспечить оказать поддержку торговля людьми эксплуатация и в на для без против включая все меры также помощь"
)
ARABIC = (
    "الدول الضحايا حماية الأطفال العمل العدالة الشرطة الحدود المأوى الحقوق التدريب الصحة الوصول الخدمات يجب ضمان تقديم"
    " الدعم الاتجار بالأشخاص الاستغلال في من على إلى دون ضد بما جميع التدابير كذلك الوطنية الدولية الناجين"
)
HINDI = (
    "राज्य पीड़ित संरक्षण बच्चे श्रम न्याय पुलिस सीमा आश्रय अधिकार प्रशिक्षण स्वास्थ्य पहुँच सेवाएँ चाहिए सुनिश्चित"
    " प्रदान समर्थन तस्करी व्यक्ति शोषण में से पर के लिए बिना विरुद्ध सहित सभी उपाय राष्ट्रीय"
)
CHINESE = (
    "各国 受害者 保护 儿童 劳工 司法 警察 边境 庇护 权利 培训 健康 获得 服务 必须 应当 确保 提供 支持 贩运 人口 剥削"
    " 的 和 在 对 为 不得 包括 所有 措施 国家 国际 合作"
)
THAI = (
    "รัฐ ผู้เสียหาย คุ้มครอง เด็ก แรงงาน ความยุติธรรม ตำรวจ ชายแดน ที่พัก สิทธิ อบรม สุขภาพ"
    " เข้าถึง บริการ ต้อง ควร ประกัน จัดหา สนับสนุน ค้ามนุษย์ บุคคล และ ใน เพื่อ"
)


@dataclass(frozen=True)
class Voice:
    """How new text is written: the words, what joins them, and what ends a sentence and comes before the next."""

    words: tuple[str, ...]
    joint: str = " "
    stop: str = "."
    space: str = " "

    def phrase(self, random: Random, least: int, most: int) -> str:
        return self.joint.join(random.choice(self.words) for _ in range(random.randint(least, most)))

    def sentence(self, random: Random) -> str:
        return self.phrase(random, 5, 16) + self.stop

    def paragraph(self, random: Random) -> str:
        return self.space.join(self.sentence(random) for _ in range(random.randint(1, 4)))


VOICES = {
    "Latin": Voice(tuple(ENGLISH.split())),
    "Cyrillic": Voice(tuple(RUSSIAN.split())),
    "Arabic": Voice(tuple(ARABIC.split()), stop="؟"),
    "Devanagari": Voice(tuple(HINDI.split()), stop="।"),
    "Chinese": Voice(tuple(CHINESE.split()), joint="", stop="。", space=""),
    "Thai": Voice(tuple(THAI.split()), joint="", stop=""),
}


def corpus() -> list[tuple[list[str], Voice]]:
    """The paragraphs of every document of the corpus, and a voice with its words."""
    texts = [[block.text for block in document.blocks] for document in corpus_documents().values()]
    return [(text, Voice(tuple(re.findall(r"\w+", " ".join(text))))) for text in texts]


def synthetic(random: Random, voice: Voice) -> list[str]:
    """A document of paragraphs, short list items, and look-alikes of both: the same, or with one word changed."""
    items = [voice.phrase(random, 1, 3) for _ in range(24)]
    paragraphs: list[str] = []
    for _ in range(random.randint(12, 40)):
        kind = random.random()
        if kind < 0.25:
            paragraphs += random.choices(items, k=random.randint(1, 4))
        elif kind < 0.35 and paragraphs:
            paragraphs.append(random.choice(paragraphs))
        elif kind < 0.45 and paragraphs:
            alike = random.choice(paragraphs).split(" ")
            alike[random.randrange(len(alike))] = random.choice(voice.words)
            paragraphs.append(" ".join(alike))
        elif kind < 0.55 and paragraphs:
            paragraphs.append(voice.space.join([voice.sentence(random), random.choice(paragraphs)]))
        else:
            paragraphs.append(voice.paragraph(random))
    return paragraphs
