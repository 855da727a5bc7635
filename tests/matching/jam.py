"""A small corpus in our own words: eight proposals and thirteen measures of a plan."""

from jamplan.matching.index import TextItem

_PROPOSALS = """\
etude-sociologique | Réaliser une large étude sociologique | Mener une étude sociologique d’ampleur pour mieux connaître et comprendre le phénomène de la prostitution des mineurs.
espaces-information | Ouvrir des espaces d’information et d’échange | Créer des lieux d’information et d’échange pour les mineurs et leur famille.
formation-professionnels | Créer des dispositifs de formation des professionnels | Former les acteurs professionnels qui rencontrent la prostitution des mineurs.
parcours-soins | Mettre en place un parcours de soins spécial pour les victimes | Proposer aux victimes un parcours de soins qui leur soit propre.
enquete-cyber | Renforcer les services d’enquête contre la cybercriminalité | Donner plus de moyens aux enquêteurs pour trouver les réseaux d’exploitation sexuelle en ligne.
cours-obligatoires | Rendre obligatoires des cours d’éducation pour les jeunes | Organiser à l’école des cours obligatoires pour éduquer et prévenir les jeunes.
accompagnement-victimes | Accompagner les jeunes victimes dans leur reconstruction | Faire en sorte que les mineurs victimes ne soient pas seuls pour se reconstruire.
brigade-mobile | Créer une brigade mobile départementale spécialisée | Dans chaque département, une brigade mobile pour repérer et accompagner les victimes d’exploitation sexuelle.
"""
_MEASURES = """\
A1 | Créer sur l’ensemble du territoire des espaces d’information et d’échange à destination des mineurs et de leur famille | Une plateforme téléphonique unique d’écoute | Un réseau d’associations spécialisées pour les familles, par appel à projets | Des interventions à l’école pendant les séances d’éducation à la sexualité | Une action de prévention dans tous les collèges à partir de septembre 2022 | Des interventions dans les foyers de l’aide sociale à l’enfance et de la protection judiciaire de la jeunesse
A2 | Déployer la recherche pour mieux comprendre le phénomène | Une recherche-action pluridisciplinaire financée | Des enquêtes spécifiques
A3 | Développer une campagne de sensibilisation grand public | Au premier trimestre 2022
A4 | Développer la formation des professionnels | Des formations croisées des travailleurs sociaux, soignants, personnels de l’école, magistrats, policiers et hôteliers | Dans chaque département à partir de septembre 2022
A5 | Améliorer le repérage et le signalement des mineurs en situation prostitutionnelle | Par les établissements scolaires et leurs assistants sociaux | Dans les lieux de soins | Avec les hôtels et les plateformes de location | Dans la rue, par des maraudes de nuit de la prévention spécialisée dans les territoires les plus touchés
A6 | Agir sur les réseaux sociaux | Des maraudes numériques | Un repérage, une modération et un signalement renforcés par les réseaux
A7 | Optimiser la prise en charge des fugues par les professionnels | Dans chaque commissariat, un traitement prioritaire des fugues qui peuvent être liées à la prostitution | Un entretien systématique du mineur et de sa famille avec un spécialiste
A8 | Reconnaître aux mineurs en situation prostitutionnelle le statut de mineur en danger | Dans le cadre de la protection de l’enfance
A9 | Créer un dispositif d’accompagnement et/ou d’hébergement dans chaque département | Un accompagnement en milieu ouvert | Un accueil de jour | Un hébergement loin du domicile
A10 | Garantir aux victimes un parcours de soins personnalisé | Des soins pour la reconstruction psychologique et la réinsertion sociale et éducative
A11 | Faciliter les poursuites judiciaires | Un magistrat référent dans chaque parquet
A12 | Renforcer la mobilisation des services d’enquête dans le domaine de la cybercriminalité | Des enquêteurs en ligne | De nouveaux moyens d’enquête
A13 | Mettre en place un pilotage national du plan | Un groupe interministériel avec les départements, la justice, la police, le numérique et les groupes hôteliers
"""


def _items(text: str) -> tuple[TextItem, ...]:
    """Return the item of each line: its id, its title and its other texts."""
    parts = (line.split(" | ") for line in text.splitlines())
    return tuple(TextItem(id_, title, tuple(details)) for id_, title, *details in parts)


PROPOSALS, MEASURES = _items(_PROPOSALS), _items(_MEASURES)
