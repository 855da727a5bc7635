"""Words of position: what a sentence says to a recommendation, and where that is left open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.matching.positions import plain, position_reader

SENTENCES = {
    "en": {
        "accept": """The government accepts this recommendation.
            This recommendation is accepted in full by the UK Government.
            Recommendations 12) a-c) are accepted. / ARB and RIBA accept this recommendation.
            Agree. / Recommendation 5: accepted / The Department concurs with this recommendation.""",
        "partly": """The government accepts this recommendation in principle. / Partially agree.
            The Government accepts the principles behind recommendations 12d and 12e. / Accepted in part""",
        "reject": """The government does not accept this recommendation. / Not accepted. / Rejected.
            We disagree with this recommendation. / They did not concur with this recommendation.""",
        None: """We accept this recommendation, but will not legislate. / Agree, subject to the review.
            The government does not reject this recommendation. / Respondents support this recommendation.
            We do not accept this recommendation in full. / The last minister accepted this recommendation.
            The previous government accepted this recommendation. / We cannot accept this recommendation yet.
            We intend to accept this recommendation.
            Where these recommendations are accepted, work has begun.
            X accepts this recommendation in full, and Y accepts this recommendation in principle.
            The government accepts this recommendation and would welcome views. / Agree, if funds allow.
            The government neither accepts nor rejects this recommendation.""",
        "silent": """The government would welcome this recommendation.
            We agree that this recommendation matters. / We agree with the aim of this recommendation.
            We recognise the value of this recommendation. / The ministry has agreed to pay.
            The CPS supports proposals for law reform. / Accept the need for it""",
    },
    "fr": {
        "accept": """Le gouvernement accepte cette recommandation. / Le gouvernement l’accepte.
            Le ministère souscrit pleinement à cette recommandation. / La recommandation n° 4 est retenue.
            Avis favorable. / Acceptée.""",
        "partly": """Le gouvernement accepte le principe mais souhaite attendre. / Acceptée en partie. / Accord partiel.
            Le gouvernement accepte partiellement cette recommandation.""",
        "reject": """Nous n’acceptons pas cette recommandation. / Nous n’acceptons pas. / Refusée.
            La recommandation n° 4 n’est pas retenue. / Avis défavorable.
            Il est défavorable à la proposition. / Désaccord. / Le ministère n’entend pas donner suite à cette proposition.
            Le ministère n’est pas favorable à cette proposition. / Nous nous opposons à cette demande.""",
        None: """Le gouvernement accepte cette recommandation sous réserve des crédits.
            Le gouvernement accepte cette recommandation, mais plus tard. / Si elle est retenue, on verra.""",
        "silent": """Le gouvernement partage le constat de cette recommandation. / Il prend acte.
            Nous n’acceptons pas que les victimes attendent. / Il accepterait cette recommandation.
            Le plan a repris la proposition des JAM. / Il adhère à l’esprit de cette proposition.""",
    },
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_position_is_read_only_where_the_words_leave_no_doubt(language):
    """Not from an aim, a need, a modal or another time; none beside a condition, a contrast or another."""
    for position, text in SENTENCES[language].items():
        expected = set() if position == "silent" else {position}
        for sentence in map(str.strip, text.replace("\n", "/").split("/")):
            found = position_reader(language).statements(plain(sentence))
            assert {each.position for each in found} == expected, sentence


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("’Éœ\u202fﬁ")))
def test_a_folded_text_has_the_places_of_the_original(text):
    """Letter for letter, so that what is found in one is cut from the other."""
    assert len(plain(text)) == len(text)
