"""How each language writes numbers, dates and lists, and which one messages are in."""

import pytest

from jamplan.language import language, message_language, read_date

FR, EN = language("fr"), language("en")


def test_numbers_dates_and_lists_are_those_of_the_language():
    """Separators, months, the first of a month, « et »; a text that is no date is read as none."""
    texts = (
        "1er avril 2021",
        "November 2021",
        "Août 2023",
        "31 février 2021",
        "Plan 2021",
        "2021",
    )
    assert [read_date(text) for text in texts] == [
        "2021-04-01",
        "2021-11",
        "2023-08",
        None,
        None,
        None,
    ]
    assert (FR.number(12345), EN.number(12345), FR.number(0.5)) == (
        "12\u202f345",
        "12,345",
        "0,5",
    )
    assert (FR.number(6.0), EN.number(1234.5)) == ("6", "1,234.5")
    dates = {
        "2021": "2021",
        "2021-11": "novembre 2021",
        "2021-11-15": "15 novembre 2021",
    }
    dates["2021-12-01"] = "1ᵉʳ décembre 2021"
    assert {date: FR.date(date) for date in dates} == dates
    assert EN.date("2021-11-01") == "1 November 2021"
    assert (FR.listed(["a", "b", "c"]), FR.listed(["a"]), FR.listed([])) == (
        "a, b et c",
        "a",
        "",
    )


@pytest.mark.parametrize(
    ("environ", "system", "code"),
    [
        ({"JAMPLAN_LANG": "fr", "LANG": "en_GB.UTF-8"}, None, "fr"),
        ({"LC_ALL": "fr_FR.UTF-8", "LANG": "en_GB.UTF-8"}, "en_GB", "fr"),
        ({"LANG": "fr_CA"}, "en_GB", "fr"),
        ({"LANG": "C"}, "fr_FR", "en"),
        ({"LANG": "de_DE"}, "fr_FR", "en"),
        ({"JAMPLAN_LANG": "French_France.1252"}, None, "fr"),
        ({}, "French_France", "fr"),
        ({}, "fr_FR", "fr"),
        ({}, None, "en"),
        ({}, ValueError(), "en"),
    ],
)
def test_messages_speak_the_environment_s_language(monkeypatch, environ, system, code):
    """JAMPLAN_LANG, the locale's variables, the system's locale (Windows has words for it), English."""
    import locale

    def getlocale():
        if isinstance(system, Exception):
            raise system
        return (system, None)

    monkeypatch.setattr(locale, "getlocale", getlocale)
    assert message_language(environ).code == code
