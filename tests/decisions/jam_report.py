"""A made-up report of 28 proposals in six chapters, eight of which the shipped corpus knows in other words."""

_CHAPTERS = """\
5-8 | La formation et la sensibilisation : prévenir et repérer l’exploitation sexuelle sur mineurs
9-13 | Protection judiciaire et procédure pénale : lever l’impunité des auteurs et replacer la victime au cœur de l’action judiciaire
14-15 | Le proxénétisme hôtelier : responsabiliser et mettre fin à la mise sous silence de l’exploitation sexuelle sur mineurs
16-17 | Politique de l’Aide Sociale à l’Enfance : contrôler, réguler, protéger pour briser les disparités territoriales
18-20 | Accompagnement et reconstruction : réhabiliter la victime et lui assurer un avenir socio-professionnel
21-24 | Politique publique et institutionnelle : pour que l’exploitation sexuelle devienne une priorité nationale
"""
_PROPOSALS = """\
1 | 1 | Former tous les acteurs de terrain au repérage | Instaurer un module obligatoire de formation initiale et continue pour les enseignants, éducateurs, soignants, policiers et magistrats susceptibles de rencontrer des mineurs en situation de prostitution.
2 | 1 | Rendre obligatoires les séances d’éducation à la sexualité et au numérique | Garantir trois séances par an dans chaque classe, de la sixième à la terminale, avec un temps consacré aux risques de la prostitution.
3 | 1 | Créer des lieux d’accueil et de parole pour les jeunes et les parents | Ouvrir dans chaque ville moyenne un espace où mineurs et familles trouvent des informations et échangent avec des professionnels.
4 | 1 | Lancer une campagne nationale d’information | Diffuser chaque année une campagne sur les réseaux sociaux, à la télévision et dans les transports.
5 | 1 | Confier un guide aux parents | Remettre un guide de repérage aux parents à l’entrée au collège.
6 | 2 | Renforcer les moyens d’enquête contre la cybercriminalité | Recruter des cyberenquêteurs et autoriser l’enquête sous pseudonyme pour démanteler les réseaux en ligne.
7 | 2 | Alourdir les peines encourues par les clients | Porter à sept ans la peine encourue par le client d’un mineur de quinze ans.
8 | 2 | Nommer un magistrat référent par tribunal | Désigner dans chaque parquet un magistrat chargé des affaires de prostitution de mineurs.
9 | 2 | Créer des brigades mobiles départementales | Constituer dans chaque département une équipe mobile de policiers et d’éducateurs qui va au-devant des victimes.
10 | 2 | Désigner un avocat pour chaque mineur victime | Rendre l’assistance d’un avocat automatique dès le dépôt de plainte.
11 | 2 | Étendre le délai de prescription | Aligner la prescription sur celle des crimes sexuels sur mineurs.
12 | 3 | Imposer un contrôle d’identité des mineurs à l’hôtel | Obliger les hôteliers à vérifier l’identité de tout mineur accompagné d’un majeur.
13 | 3 | Former le personnel hôtelier | Créer une certification pour les établissements dont le personnel est formé.
14 | 3 | Sanctionner les plateformes de location | Rendre responsables les plateformes de location meublée qui ne signalent pas.
15 | 3 | Créer un numéro de signalement pour les hôteliers | Ouvrir une ligne directe vers la police.
16 | 4 | Contrôler les foyers de l’aide sociale à l’enfance | Confier à une inspection nationale le contrôle annuel de chaque foyer.
17 | 4 | Fixer un taux d’encadrement minimal | Fixer par décret le nombre d’éducateurs par enfant placé.
18 | 4 | Interdire le placement à l’hôtel | Mettre fin à l’hébergement des mineurs placés dans des hôtels.
19 | 4 | Harmoniser les pratiques des départements | Publier un référentiel national de prise en charge.
20 | 5 | Garantir un parcours de soins spécialisé | Prendre en charge à cent pour cent les soins somatiques et psychiques des victimes, coordonnés par un médecin référent.
21 | 5 | Accompagner chaque jeune victime dans la durée | Attribuer un éducateur référent jusqu’à vingt et un ans pour que nul ne se reconstruise seul.
22 | 5 | Ouvrir des foyers sécurisés éloignés | Créer dix foyers éloignés du lieu d’exploitation.
23 | 5 | Soutenir le retour à l’école et à l’emploi | Réserver des places en formation professionnelle.
24 | 5 | Créer un fonds d’indemnisation | Affecter les biens saisis des proxénètes à l’indemnisation.
25 | 6 | Conduire une enquête sociologique d’ampleur nationale | Financer une étude pluridisciplinaire pour mesurer le phénomène et connaître le profil des victimes.
26 | 6 | Nommer un délégué interministériel | Placer auprès du Premier ministre un délégué chargé de la prostitution des mineurs.
27 | 6 | Voter une loi de programmation | Inscrire des moyens pluriannuels dans une loi.
28 | 6 | Créer un observatoire | Publier chaque année des statistiques.
"""


CHAPTERS = [tuple(reversed(line.split(" | "))) for line in _CHAPTERS.splitlines()]
"""The title and the pages of each."""
PROPOSALS = [
    (int(number), int(chapter), title, text)
    for number, chapter, title, text in (
        line.split(" | ") for line in _PROPOSALS.splitlines()
    )
]
"""The number, the number of the chapter, the title and the text of each."""
