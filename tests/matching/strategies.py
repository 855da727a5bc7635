"""Texts and items for property tests, awkward ones included."""

from hypothesis import strategies as st

from jamplan.matching.index import TextItem

WORDS = st.sampled_from(
    "former formation formations professionnel professionnels étudiant étudiant·e·s étude hébergement "
    "hébergements l’hébergement créer supprimer ne pas sans la de 2030 2035 10\u202f000 € école soins "
    "parcours victimes victmies mettre place 🙂 مرحبا œuvre cybercriminalité criminalité . ; interdire".split()
)
SENTENCES = st.lists(WORDS, max_size=12).map(" ".join)
TEXTS = st.one_of(SENTENCES, st.text(max_size=40), st.just(""), st.just("soins"))
FIELDS = st.tuples(TEXTS, st.lists(TEXTS, max_size=3).map(tuple))


@st.composite
def items(draw: st.DrawFn, prefix: str, largest: int = 6) -> list[TextItem]:
    """Draw a list of items with ids that begin with `prefix`."""
    drawn = draw(st.lists(FIELDS, min_size=1, max_size=largest))
    return [
        TextItem(f"{prefix}{number}", title, details)
        for number, (title, details) in enumerate(drawn)
    ]
