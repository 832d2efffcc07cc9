"""Who says what in other languages. All people and places are made up."""

from __future__ import annotations

import pytest
from tests.claims.said import said

from onestory.article import Article
from onestory.claims import annotate


def test_what_a_language_has_no_word_for_is_no_quotation() -> None:
    text = "Lena Holt sagte „Der Damm wird halten, solange wir ihn pflegen“."
    read = annotate(Article(id="1", text=text, language="de"))
    assert [a.source.of(text) for a in read.attributions if a.source] == ["Lena Holt"]


@pytest.mark.parametrize(
    ("language", "text", "statement"),
    [
        (
            "de",
            "Laut einem Bericht der Zeitung kamen 12 Menschen ums Leben.",
            ("einem Bericht der Zeitung", "Laut", "kamen 12 Menschen ums Leben"),
        ),
        (
            "de",
            "Nach Angaben des Veranstalters kamen 3000 Besucher in den Ort.",
            ("Veranstalters", "Nach Angaben des", "kamen 3000 Besucher in den Ort"),
        ),
        (
            "de",
            "Zwölf Menschen kamen in den Ort, teilte die Polizei mit.",
            ("die Polizei", "teilte", "Zwölf Menschen kamen in den Ort"),
        ),
        (
            "de",
            "Die Polizei teilte mit, dass der Damm hält.",
            ("Die Polizei", "teilte", "dass der Damm hält"),
        ),
        ("de", "Der Damm halte, so Lena Holt.", ("Lena Holt", "so", "Der Damm halte")),
        (
            "de",
            "Das Feuer ist laut einem Sprecher der Feuerwehr gelöscht.",
            (
                "einem Sprecher der Feuerwehr",
                "laut",
                "Das Feuer ist laut einem Sprecher der Feuerwehr gelöscht",
            ),
        ),
        (
            "de",
            "Wie die Polizei mitteilte, wurden 40 Menschen verletzt.",
            ("die Polizei", "mitteilte", "wurden 40 Menschen verletzt"),
        ),
        (
            "de",
            "Die Polizei bezifferte den Schaden auf 3 Millionen Euro.",
            ("Die Polizei", "bezifferte", "den Schaden auf 3 Millionen Euro"),
        ),
        (
            "de",
            "Den Schaden bezifferte Ada Holt auf 20 Millionen Euro.",
            ("Ada Holt", "bezifferte", "auf 20 Millionen Euro"),
        ),
        (
            "de",
            "Ada Holt sagte, es würden 76 Brücken geschlossen.",
            ("Ada Holt", "sagte", "es würden 76 Brücken geschlossen"),
        ),
        (
            "de",
            "Ada Holt sprach von einem Schaden von 20 Millionen Euro.",
            ("Ada Holt", "sprach von", "einem Schaden von 20 Millionen Euro"),
        ),
        (
            "de",
            "Bo Lind von der Gewerkschaft widersprach den Zahlen.",
            ("Bo Lind von der Gewerkschaft", "widersprach", "den Zahlen"),
        ),
        (
            "de",
            "Deshalb verlieren nach Angaben des Amtes 40 Städte Geld.",
            ("Amtes", "nach Angaben des", "Deshalb verlieren"),
        ),
        (
            "es",
            "Su alcalde, Bo Ríos, descartó una venta.",
            ("Su alcalde, Bo Ríos", "descartó", "una venta"),
        ),
        (
            "fr",
            "La préfète a évoqué 239 tonnes de pétrole en mer.",
            ("La préfète", "a évoqué", "239 tonnes de pétrole en mer"),
        ),
        (
            "es",
            "La policía cifró los heridos en 40.",
            ("La policía", "cifró", "los heridos en 40"),
        ),
        (
            "es",
            "La alcaldesa les dijo que faltan 12 barcos.",
            ("La alcaldesa", "dijo", "que faltan 12 barcos"),
        ),
        (
            "fr",
            "Le préfet chiffre les dégâts à 3 millions d'euros.",
            ("Le préfet", "chiffre", "les dégâts à 3 millions d'euros"),
        ),
    ],
)
def test_other_languages_name_their_speakers(
    language: str, text: str, statement: tuple[str, str, str]
) -> None:
    assert statement in said(text, language)


def test_what_is_said_is_no_speaker_in_spanish() -> None:
    assert said("Lo del pan lo dijo el panadero Juan Ríos.", "es") == []
