"""Six languages: what counts as the same word in each, and one question that finds passages in all of them."""

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.guidance import Guidance
from reader.core.search.analysis import LANGUAGES, analysis_of, query_terms, terms
from reader.core.search.engine import Engine
from reader.core.types import Document, Hit
from tests.builders import PROPERTY, document, engine, guidance


def stems(text: str, language: str) -> list[str]:
    return [term.stem for term in terms(text, language) if not term.joined]


def words(text: str, language: str) -> list[str]:
    return [text[term.start : term.end] for term in terms(text, language) if not term.joined]


# -- what counts as the same word ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "variants"),
    [
        ("en", "victim victims Victim VICTIMS victim’s victims’"),
        ("en", "organisation organization organisations Organizations"),
        ("fr", "exploitation exploitations l’exploitation d'exploitation L´exploitation EXPLOITATION"),
        ("fr", "exploité exploités exploite exploite\u0301s Exploités"),
        ("fr", "enquête enquêtes enquete ENQUÊTES l’enquête"),
        ("fr", "être d’être qu’être s'être"),
        ("es", "víctima víctimas victima VÍCTIMAS vi\u0301ctimas"),
        ("es", "explotación explotaciones explotacion Explotacio\u0301n"),
        ("es", "niño niña niños niñas Nin\u0303os"),
        ("ru", "жертва жертвы жертвам ЖЕРТВАМИ"),
        ("ru", "ребёнок ребенок РЕБЁНОК ребе\u0308нок"),
        ("ru", "трудовой трудовои\u0306 ТРУДОВОЙ"),
        ("ar", "الضحايا ضحايا للضحايا والضحايا بالضحايا الضحـــايا"),
        ("ar", "الاتجار اتجار الاتِّجار إتجار أتجار والاتجار"),
        ("ar", "مدرسة مدرسه مُدَرِّسَة المدرسة"),
        ("ar", "فتى فتي الفتى"),
        ("ar", "مسؤول مسوول المسؤول"),
        ("ar", "قرآن قران القرآن"),
        ("zh", "ＩＣＡＴ icat ICAT"),
        ("zh", "２０２１ 2021"),
    ],
)
def test_variants_of_a_word_share_its_stem(language: str, variants: str) -> None:
    found = [stems(variant, language) for variant in variants.split()]
    assert all(len(each) == 1 for each in found)
    assert len({each[0] for each in found}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "organization", "organ"),
        ("fr", "lois", "l’ois"),
        ("ar", "وطن", "طن"),
        ("ar", "ولد", "لد"),
        ("zh", "人口", "口人"),
        ("ru", "йод", "иод"),
    ],
)
def test_other_words_keep_a_stem_of_their_own(language: str, one: str, other: str) -> None:
    assert stems(one, language) != stems(other, language)


def test_a_word_is_marked_whole_where_its_accents_are_characters_of_their_own() -> None:
    assert words("Les enque\u0302tes d’e\u0301lites", "fr") == ["Les", "enque\u0302tes", "e\u0301lites"]
    assert words("مُدَرِّسَةٌ هُنَا", "ar") == ["مُدَرِّسَةٌ", "هُنَا"]


def test_an_elided_article_is_no_part_of_the_word_and_is_not_marked() -> None:
    assert words("l'exploitation d’êtres qu’elle aujourd'hui", "fr") == ["exploitation", "êtres", "elle", "aujourd'hui"]
    assert words("l'exploitation", "en") == ["l'exploitation"]


@pytest.mark.parametrize("word", ["ال", "و", "لل", "بال", "هو", "ها"])
def test_a_short_arabic_word_is_not_stripped_to_nothing(word: str) -> None:
    assert stems(word, "ar")
    assert len(stems(word, "ar")[0]) >= min(2, len(word))


def test_chinese_is_cut_into_pairs_and_the_last_character_stands_alone() -> None:
    assert stems("贩运人口", "zh") == ["贩运", "运人", "人口", "口"]
    assert stems("人", "zh") == ["人"]
    assert words("贩运人口。", "zh") == ["贩运", "运人", "人口", "口"]


def test_of_chinese_that_is_typed_the_last_character_alone_is_not_looked_for() -> None:
    assert [term.stem for term in query_terms("贩运人口", "zh")] == ["贩运", "运人", "人口"]
    assert [term.stem for term in query_terms("人", "zh")] == ["人"]
    assert [term.stem for term in query_terms("人口 人", "zh")] == ["人口", "人"]


def test_latin_words_and_numbers_inside_chinese_are_words() -> None:
    assert stems("联合国UNODC于2021年", "zh") == ["联合", "合国", "国", "unodc", "于", "2021", "年"]
    assert words("第ＩＣＡＴ号", "zh") == ["第", "ＩＣＡＴ", "号"]


@pytest.mark.parametrize(
    ("tag", "analysis"),
    [("en", "en"), ("fr-CA", "fr"), ("ES", "es"), ("zh-Hans", "zh"), ("ar-EG", "ar"), ("pt", "xx"), ("", "xx")],
)
def test_a_language_tag_chooses_the_analysis(tag: str, analysis: str) -> None:
    assert analysis_of(tag) == analysis


# -- six documents -------------------------------------------------------------------------------------------

TEXTS = {
    "en": ("Forced labour is a crime in all countries.", "Organ removal is rarely reported.", "Corruption helps them."),
    "fr": (
        "Le travail forcé est un délit dans tous les pays.",
        "Le prélèvement d’organes est rarement signalé.",
        "La corruption protège les trafiquants.",
    ),
    "es": (
        "El trabajo forzoso es un delito en todos los países.",
        "La extracción de órganos se denuncia pocas veces.",
        "La corrupción protege a los tratantes.",
    ),
    "ru": (
        "Принудительный труд является преступлением во всех странах.",
        "Об изъятии органов сообщают редко.",
        "Коррупция защищает торговцев людьми.",
    ),
    "ar": ("العمل القسري جريمة في جميع البلدان.", "نادرا ما يبلغ عن نزع الأعضاء.", "الفساد يحمي المتاجرين بالأشخاص."),
    "zh": ("强迫劳动在所有国家都是犯罪。", "摘取器官的案件很少被举报。", "腐败保护贩运者。"),
}


def made(language: str, *paragraphs: str) -> Document:
    return document(
        *paragraphs, id=language, reference=f"ICAT-{language.upper()}-2024", language=language, title="Sample"
    )


@lru_cache
def six() -> Engine:
    """One document in each language, and the bundled thesaurus."""
    know = Guidance(concepts=guidance().concepts)
    return engine(*(made(language, *paragraphs) for language, paragraphs in TEXTS.items()), guidance=know)


def marked(hit: Hit) -> list[str]:
    return [hit.text[start:end] for start, end in hit.spans]


SAID = {
    "forced labour": {
        "en": "Forced labour", "fr": "travail forcé", "es": "trabajo forzoso", "ru": "Принудительный труд",
        "ar": "العمل القسري", "zh": "强迫劳动",
    },
    "organ removal": {
        "en": "Organ removal", "fr": "prélèvement d’organes", "es": "extracción de órganos", "ru": "изъятии органов",
        "ar": "نزع الأعضاء", "zh": "摘取器官",
    },
    "corruption": {
        "en": "Corruption", "fr": "corruption", "es": "corrupción", "ru": "Коррупция", "ar": "الفساد", "zh": "腐败",
    },
}  # fmt: skip


@pytest.mark.parametrize(("query", "said"), SAID.items())
def test_an_english_question_finds_the_passage_in_every_language_and_marks_it(query: str, said: dict[str, str]) -> None:
    hits = six().search(query).hits
    assert {hit.language: marked(hit) for hit in hits} == {language: [words] for language, words in said.items()}
    assert hits[0].language == "en"
    assert {hit.document for hit in hits} == set(LANGUAGES)


@pytest.mark.parametrize(
    ("query", "language"),
    [(said[language], language) for said in SAID.values() for language in LANGUAGES if said[language] != "Corruption"],
)
def test_a_question_in_any_language_finds_its_own_document_first_and_all_the_others(query: str, language: str) -> None:
    page = six().search(query)
    expected = "en" if query == "corruption" else language  # it is the same word in two languages
    assert page.hits[0].language == expected
    assert {hit.language for hit in page.hits} == set(LANGUAGES)
    assert page.answered


@pytest.mark.parametrize(
    ("query", "language", "words"),
    [
        ("countries", "en", ["countries"]),
        ("signalés", "fr", ["signalé"]),
        ("SIGNALE", "fr", ["signalé"]),
        ("tratante", "es", ["tratantes"]),
        ("denuncia veces", "es", ["denuncia", "veces"]),
        ("странам", "ru", ["странах"]),
        ("принудительныи\u0306", "ru", ["Принудительный"]),
        ("الجرائم OR الجريمة", "ar", ["جريمة"]),
        ("أعضاء", "ar", ["الأعضاء"]),
        ("المُتاجِرينَ", "ar", ["المتاجرين"]),
        ("所有国家", "zh", ["所有国家"]),
        ("案件", "zh", ["案件"]),
        ('"很少被举报"', "zh", ["很少被举报"]),
        ("都", "zh", ["都是"]),
        ("者", "zh", ["者"]),
        ("'rarement signalé'", "fr", ["rarement", "signalé"]),
    ],
)
def test_as_typed_a_word_is_found_in_its_own_language_and_marked(query: str, language: str, words: list[str]) -> None:
    page = six().search(query, expand=False)
    assert [(hit.document, marked(hit)) for hit in page.hits] == [(language, words)]
    assert page.hits[0].language == language


@pytest.mark.parametrize(
    ("query", "language", "words"),
    [
        ('"travail forcé est"', "fr", "travail forcé est"),
        ('"du trabajo forzoso"', "", ""),
        ('"trabajo forzoso es"', "es", "trabajo forzoso es"),
        ('"труд является"', "ru", "труд является"),
        ('"جميع البلدان"', "ar", "جميع البلدان"),
        ('"国家都是犯罪"', "zh", "国家都是犯罪"),
        ('"犯罪国家"', "", ""),
    ],
)
def test_phrases_are_found_in_every_language(query: str, language: str, words: str) -> None:
    found = [(hit.language, marked(hit)) for hit in six().search(query, expand=False).hits]
    assert found == ([(language, [words])] if language else [])


@pytest.mark.parametrize(
    ("typed", "language", "word"),
    [
        ("coun", "en", "countries"),
        ("trafiq", "fr", "trafiquants"),
        ("tratan", "es", "tratantes"),
        ("престу", "ru", "преступлением"),
        ("المتاج", "ar", "المتاجرين"),
        ("器", "zh", "器官"),
        ("器官的案", "zh", "器官的案"),
    ],
)
def test_an_unfinished_word_is_completed_in_every_language(typed: str, language: str, word: str) -> None:
    [hit] = six().search(typed, typing=True, expand=False).hits
    assert (hit.language, marked(hit)) == (language, [word])


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [
        ("countreis", "en", "countries"),
        ("trafiqunats", "fr", "trafiquants"),
        ("prélèvemnt", "fr", "prelevement"),
        ("tratatnes", "es", "tratantes"),
        ("extracíon", "es", "extraccion"),
        ("преступлнием", "ru", "преступлением"),
        ("принудителный", "ru", "принудительный"),
        ("المتاجيرن", "ar", "المتاجرين"),
        ("الأعضآ", "ar", "الاعضاء"),
    ],
)
def test_a_typing_error_is_mended_in_every_language_that_has_letters(typed: str, language: str, meant: str) -> None:
    assert six().search(f"({typed})?").suggestion == f"({meant})?"
    page = six().search(typed)
    assert page.suggestion == meant
    assert page.suggestion_total >= 1
    assert page.hits[0].language == language
    assert page.hits[0].spans


def test_chinese_has_no_letters_to_mend() -> None:
    assert six().search("强迫劳功").suggestion is None


def test_common_words_of_a_language_find_nothing_beside_others() -> None:
    for text in ("le travail forcé dans les pays", "el trabajo forzoso en los países"):
        language = "fr" if text.startswith("le") else "es"
        [hit] = [hit for hit in six().search(text, expand=False).hits if hit.score > 1]
        assert hit.language == language
        assert not {"le", "dans", "les", "el", "en", "los"} & {word.lower() for word in marked(hit)}


def test_a_document_can_be_chosen_by_its_language() -> None:
    for language in LANGUAGES:
        assert {hit.language for hit in six().search(f"forced labour lang:{language}").hits} == {language}
    assert [facet.value for facet in six().search("forced labour").facets if facet.field == "lang"] == sorted(LANGUAGES)


def test_a_language_without_analysis_is_searched_by_its_words() -> None:
    mixed = engine(made("pt", "O trabalho forçado é crime."), made("en", "Forced labour is a crime."))
    assert [hit.language for hit in mixed.search("trabalho").hits] == ["pt"]
    assert [marked(hit) for hit in mixed.search("forcado").hits] == [["forçado"]]
    assert {hit.language for hit in mixed.search("crime").hits} == {"pt", "en"}
    assert mixed.search("trabalhos", expand=False).hits == ()


PIECES = [word for texts in TEXTS.values() for text in texts for word in text.split()] + [
    "OR", "NOT", "|", "-", '"', "*", "人", "lang:fr", "-lang:", "الضحـــايا", "e\u0301", "l’", "ё", "😀", "٣", "\u064b",
]  # fmt: skip


@PROPERTY
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=8).map(" ".join), st.booleans(), st.booleans())
def test_anything_can_be_asked_of_six_languages(text: str, typing: bool, expand: bool) -> None:
    page = six().search(text, typing, expand)
    for hit in page.hits:
        assert all(0 <= start < end <= len(hit.text) for start, end in hit.spans)
        assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.snippet_spans)
    if page.suggestion:
        assert six().search(page.suggestion, expand=expand).total == page.suggestion_total > 0


def test_rarity_is_that_of_a_words_own_language() -> None:
    # The word stands in every French passage and in one English one: there it is rare, here it is not.
    both = engine(
        made("en", "Police here.", "Nobody there.", "Somebody else."),
        made("fr", "Police ici.", "Police encore.", "Police partout."),
    )
    hits = both.search("police").hits
    assert hits[0].language == "en"
    assert hits[0].score > 3 * hits[1].score
