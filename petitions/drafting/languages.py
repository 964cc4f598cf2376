"""The languages that texts are written in, each by its own name."""

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "de": "Deutsch",
    "es": "Español",
    "it": "Italiano",
    "pl": "Polski",
    "lt": "Lietuvių",
    "uk": "Українська",
    "ru": "Русский",
    "kk": "Қазақша",
    "tr": "Türkçe",
    "ar": "العربية",
}


def language_name(language: str) -> str:
    """What those who speak a language call it."""
    return LANGUAGES.get(language, language)
