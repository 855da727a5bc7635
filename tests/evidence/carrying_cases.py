"""Sentences with a quote in braces, what the statement says, its words, and the doubts to raise.

``|`` begins a new paragraph. The codes are D denied, L limited, V without a verb, S says otherwise,
T too short.
"""

DOUBTFUL = """
yes explicit D  The ministry denied that {it took up our proposal of cycle lanes}.
yes explicit D  The government denied on Monday, in a letter to the press, that {the plan takes up our proposal}.
yes explicit DV  The government has not {taken up our proposal of cycle lanes}.
yes explicit DV  The government hasn’t {taken up the proposal of the movement}.
yes explicit DV  The ministry has never {taken up any of our proposals}.
yes explicit D  It is untrue that {the plan takes up our proposal}.
yes explicit D  It is false, the minister says, that {the plan takes up our proposal}.
yes explicit D  It is not the case that {the plan takes up the proposal}.
yes explicit DV  The ministry denied having {taken up our proposal on training}.
yes explicit D  The ministry refused to {take up our proposal on training}.
yes explicit D  The plan fails to {take up our proposal on training}.
yes explicit DV  The plan was adopted without {taking up a single proposal of ours}.
yes explicit D  The department has yet to {accept this recommendation in full}.
yes explicit DV  The proposal was not, in the end, {taken up by the government}.
yes explicit D  There is no evidence that {the plan takes up the proposal}.
yes explicit D  The report does not say that {the government accepts the recommendation}.
yes explicit D  None of the measures {takes up the proposal of the movement}.
yes explicit D  {The plan takes up our proposal of cycle lanes}. This is untrue.
yes explicit D  “{The plan takes up our proposal}”, the movement said. The ministry denied this.
yes explicit D  {The government accepts this recommendation}, a claim that the minister denied.
yes explicit D  {The plan takes up our proposals}, which is false.
yes explicit D  {The plan takes up our proposal}. | But the ministry never did.
yes explicit D  The minister wrongly claimed that {the plan takes up our proposal}.
yes explicit D  The following are not accepted: | {cycle lanes, as accepted by the council};
yes explicit D  We do not accept: | more lanes; | {free buses, as the council agreed}.
yes explicit L  {The government accepts this recommendation} subject to the outcome of the review.
yes explicit L  {The government accepts this recommendation} where legislation requires it.
yes explicit L  {The government accepts this recommendation} unless Parliament objects.
yes explicit L  {The government accepts this recommendation}, if funds allow.
yes explicit L  If funds allow, {the government accepts this recommendation}.
yes explicit L  {The government accepts this recommendation} in principle.
yes explicit L  The government would {accept this recommendation in full}.
yes explicit LV  The government could have {taken up the proposal of cycle lanes}.
yes explicit L  The movement asks the government to {accept this recommendation at once}.
yes explicit L  {We accept this recommendation}, but will not legislate in this session.
yes explicit L  {We accept this recommendation} (subject to funding).
yes explicit L  Does the plan mean that {the government accepts our proposal}?
no explicit S  {The government accepts this recommendation}.
yes explicit S  {The government accepts this recommendation in part}.
yes explicit S  {The government rejects this recommendation}.
yes explicit V  {The government will explore options for cycle lanes}.
yes explicit V  {Thank you for this recommendation on lanes}.
yes explicit TV  The plan is {a} plan of the government.
yes explicit TV  The government accepts {this recommendation}.
yes implicit D  The plan does not {provide for new cycle lanes}.
yes explicit DV  Le gouvernement n’a pas {repris la proposition des JAM}.
yes explicit DV  Le plan n’a jamais {repris la proposition des JAM}.
yes explicit DV  Le gouvernement n’a pas, malgré ses promesses, {repris la proposition des JAM}.
yes explicit D  Il est faux que {le plan reprend la proposition des JAM}.
yes explicit D  Le ministère dément que {le plan reprend la proposition des JAM}.
yes explicit D  Le ministre nie, dans un courrier, que {le plan reprend la proposition}.
yes explicit DV  Le ministère refuse de {reprendre la proposition des JAM}.
yes explicit DV  Le plan a été adopté sans {reprendre une seule proposition}.
yes explicit D  Aucune mesure du plan ne {reprend la proposition des JAM}.
yes explicit LV  Le gouvernement aurait {repris la proposition des JAM}.
yes explicit LV  La proposition serait, selon le journal, {reprise par le gouvernement}.
yes explicit L  {Le gouvernement accepte cette recommandation}, sous réserve des crédits.
yes explicit L  {Le gouvernement accepte cette recommandation} à condition que la loi passe.
yes explicit L  Si le Parlement le vote, {le gouvernement accepte cette recommandation}.
yes explicit D  {Le plan reprend la proposition des JAM}. C’est faux.
yes explicit D  « {Le plan reprend nos propositions} », écrivent les JAM. Il n’en est rien.
yes explicit D  {Le plan reprend la proposition des JAM}, ce que le ministère dément.
yes explicit D  Le journal affirme à tort que {le plan reprend la proposition}.
yes explicit S  {Le ministère accepte partiellement cette recommandation}.
yes explicit L  {Le ministère accepte cette recommandation} en partie.
partly explicit S  {Le ministère refuse cette recommandation}.
no explicit S  {Le plan reprend la proposition des JAM}.
yes explicit DV  Propositions non retenues : | {le parcours de soins, repris par le département}.
yes explicit V  {Le gouvernement étudie la question des soins}.
yes explicit LV  Les JAM demandent au gouvernement de {reprendre leur proposition de soins}.
yes explicit D  Contrary to what the movement says, it is simply not true that {the government accepts its proposal}.
yes explicit D  At no point did the minister say that {the government accepts the recommendation}.
yes explicit D  The claim that {the plan takes up the proposal of the charity} was rejected by the department.
yes explicit D  The department dismissed reports that {it has accepted the recommendation on housing}.
yes explicit L  Provided that the Treasury agrees, {the department accepts this recommendation}.
yes explicit D  {The Council has taken up our proposal}, according to its leader. Her own officers say it has not.
yes explicit L  {The department accepts this recommendation}, though only for new buildings.
yes explicit L  {The council supports this recommendation} to the extent that resources permit.
yes explicit DV  The minister stopped short of {accepting the recommendation on school meals}.
yes explicit D  Le secrétaire d’État conteste que {le plan reprend la proposition de l’association}.
yes explicit D  Rien ne permet d’affirmer que {le gouvernement a repris la proposition de la commission}.
yes explicit L  {Le département souscrit à cette recommandation}, pour autant que l’État la finance.
yes explicit DS  Le plan ne {reprend pas la proposition sur les transports}.
yes explicit D  « {La mairie a retenu notre idée de cantine} », assure l’association. La mairie dément.
yes explicit L  {Le rectorat est favorable à cette proposition} si le budget le permet.
yes explicit D  Ministers have repeatedly denied suggestions that {the white paper takes up the charity’s proposal}.
yes explicit D  Nowhere in the document is it stated that {the government accepts the recommendation}.
yes explicit D  Asked whether it was so, a spokesman said it was wrong to suggest that {the department accepts the proposal}.
yes explicit D  The bill does not, as campaigners had hoped, {take up the recommendations of the inquiry}.
yes explicit L  {The Welsh Government accepts this recommendation} as long as funding is provided by the Treasury.
yes explicit L  {The Department agrees with this recommendation}, in so far as it concerns schools.
yes explicit L  Unless the Commons decides otherwise, {the government accepts this recommendation}.
yes explicit L  The government is considering whether {the recommendation is accepted in full}.
yes explicit D  {The council took up our recommendation}, the union says. But the council rejects that.
yes explicit D  {The department accepted the proposal in 2019}. That claim is false.
yes explicit D  {The plan takes up the proposal on housing}, the minister claimed, falsely.
yes explicit D  Neither the ministry nor the agency {accepted the recommendation on prisons}.
yes explicit D  Few believe that it is anything but a myth that {the plan takes up the proposal}.
yes explicit DV  The government ruled out {taking up the proposal on fuel duty}.
yes explicit L  Perhaps, if the committee insists, {the department will accept the recommendation}.
yes explicit D  Contrairement aux annonces, il n’est écrit nulle part que {le gouvernement reprend la proposition}.
yes explicit DV  La ministre s’est bien gardée de {reprendre la proposition sur les loyers}.
yes explicit DV  Le texte ne va pas jusqu’à {reprendre la proposition de la Convention}.
yes explicit L  {La Région adhère à cette recommandation}, dans la limite des crédits disponibles.
yes explicit L  Le gouvernement se dit prêt à étudier si {la proposition est retenue par le comité}.
yes explicit D  {Le plan reprend toutes les propositions de la Convention}, selon le ministère. Or c’est inexact.
yes explicit D  {La loi reprend 146 propositions}, a dit le président. Les membres de la Convention contestent ce chiffre.
yes explicit DV  Loin de {reprendre la proposition de la mission}, le décret l’écarte.
yes explicit D  Personne au ministère n’assure que {le plan reprend la proposition de la mission}.
yes explicit L  {Le maire accepte la recommandation} uniquement pour les bâtiments neufs.
partly explicit L  {The department partially accepts this recommendation}, subject to what follows.
no explicit L  {Le maire refuse cette recommandation}, sauf pour les écoles.
yes explicit D  Number 10 has dismissed as nonsense a report that {the government accepts the inquiry’s recommendation}.
yes explicit D  The trust has so far not {adopted any of the recommendations of the review}.
yes explicit D  The minister was unable to say when she would {accept the recommendation on staffing}.
yes explicit L  Were Parliament to agree, {the department accepts this recommendation}.
yes explicit L  {The department accepts this recommendation}, depending on the spending review.
yes explicit D  {The board has accepted all our proposals}. It has done nothing of the sort, say the unions.
yes explicit D  {The strategy takes up the commission’s proposal}, a claim disputed by its authors.
yes explicit D  No part of the strategy {takes up the proposal of the commission}.
yes explicit L  {The ministry agrees with this recommendation}, save as regards prisons.
yes explicit D  {Le décret reprend la proposition du comité}, affirme-t-on à tort.
yes explicit DV  Jamais le gouvernement n’a {repris la proposition du comité}.
yes explicit L  {Le conseil approuve cette recommandation}, à l’exception des écoles.
yes explicit D  Le porte-parole a démenti, jeudi, l’information selon laquelle {le décret reprend la proposition}.
yes explicit LV  Le gouvernement pourrait bien {reprendre la proposition du comité}.
yes explicit D  {Le décret reprend la proposition du comité}. Le cabinet du ministre assure que non.
yes explicit D  The department insists it would be wrong to say that {the white paper takes up the proposal}.
yes explicit D  Officials deny ever having said that {the department accepts the recommendation}.
yes explicit D  In no sense has {the government accepted the recommendation of the panel}.
yes explicit L  {The agency accepts this recommendation}, but only in respect of new contracts.
yes explicit L  {The agency accepts this recommendation} provided it is funded.
yes explicit L  We might, in due course, say that {the agency accepts this recommendation}.
yes explicit D  {The mayor has taken up our idea}. The mayor’s office called the claim untrue.
yes explicit D  {The plan takes up the proposals of the panel}, it was wrongly reported in June.
yes explicit D  The ministry said there was no truth in reports that {it had accepted the proposal}.
yes explicit D  Recommendations the agency does not support: | {Ban adverts, as agreed in Wales}.
yes explicit V  {Recommendation 12 of the panel on school meals}
yes explicit V  {The agency is grateful to the panel for its recommendation}.
yes explicit S  {The agency has not taken up the recommendation}.
yes explicit S  {The agency accepts the recommendation in principle}.
no explicit S  {The agency agrees with the recommendation}.
yes explicit TV  The agency says that it {will agree} to all of this.
yes explicit D  La mairie assure n’avoir jamais dit que {le plan reprend la proposition du collectif}.
yes explicit D  Il serait inexact de dire que {le plan reprend la proposition du collectif}.
yes explicit D  « {Le plan reprend notre proposition} », se félicite le collectif. La mairie assure le contraire.
yes explicit L  {La métropole accepte cette recommandation}, si tant est que l’État la cofinance.
yes explicit L  {La métropole accepte cette recommandation}, mais uniquement à titre expérimental.
yes explicit D  {Le plan reprend la proposition du collectif}, a prétendu l’élu, ce qui est inexact.
yes explicit DV  Le collectif regrette que le plan n’ait pas {repris la proposition}, et que l’on taise son rapport.
yes explicit LV  La métropole devrait {reprendre la proposition du collectif}.
yes explicit D  Ni le plan ni la feuille de route ne {reprend la proposition du collectif}.
yes explicit V  {La métropole a lu avec intérêt la proposition du collectif}.
yes explicit S  {La métropole écarte la proposition du collectif}.
yes explicit L  La métropole étudie encore si {la proposition du collectif est retenue}.
yes explicit DV  Les élus ont préféré ne pas {reprendre la proposition du collectif}.
yes explicit D  Fausse nouvelle : {le plan reprend la proposition du collectif}.
yes explicit D  Nobody at the Treasury will say that {the budget takes up the proposal of the union}.
yes explicit D  The chancellor rejected the idea that {the budget takes up the union’s proposal}.
yes explicit D  Ministers chose not to {take up the union’s proposal on sick pay}.
yes explicit D  {The budget takes up the union’s proposal}, claims the leaflet. It doesn’t.
yes explicit L  {The Treasury accepts this recommendation}, assuming growth returns.
yes explicit L  {The Treasury accepts this recommendation} insofar as the law allows.
yes explicit L  Only if rates fall will it be true that {the Treasury accepts this recommendation}.
yes explicit D  {The budget takes up three of our proposals}. The Treasury denies any link.
yes explicit L  The union wants the Treasury to {take up its proposal on sick pay}.
yes explicit D  Le syndicat se trompe quand il écrit que {le budget reprend sa proposition}.
yes explicit DV  Bercy a exclu de {reprendre la proposition du syndicat}.
yes explicit D  {Le budget reprend la proposition du syndicat}, écrit le tract. Bercy a aussitôt démenti.
yes explicit L  {Bercy accepte cette recommandation}, sous réserve d’un arbitrage.
yes explicit DV  Le rapporteur déplore que la proposition n’ait été {reprise dans aucun article}.
"""

TRUE = """
yes explicit -  {The government accepts this recommendation}.
yes explicit -  {The plan takes up our proposal of cycle lanes}, as the movement said.
yes explicit -  Although it did not cite us, {the plan takes up our proposal}.
yes explicit -  The ministry, which does not comment on figures, confirmed that {the plan takes up our proposal}.
yes explicit -  The plan (which was not published) says that {the government accepts this recommendation}.
yes explicit -  The movement claims that {the plan takes up our proposal}.
yes explicit -  The movement alleges that {the plan takes up our proposal of lanes}.
yes explicit -  Not only did it answer, {the plan takes up our proposal}.
yes explicit -  The government did not deny that {the plan takes up our proposal}.
yes explicit -  There is no doubt that {the plan takes up our proposal}.
yes explicit -  Recommendation no. 5 {is accepted by the government}.
yes explicit -  The ministry did not answer the press. {The plan takes up our proposal}.
yes explicit -  {The plan takes up our proposal}. It does not name us.
yes explicit -  {The plan takes up our proposal}. The minister said that this is a great day.
yes explicit -  Rejected: | 1. Lanes. | Accepted: | {2. Buses, which the government accepts}.
yes explicit -  {The government accepts this recommendation} even if it was made late.
yes explicit -  {The government accepts this recommendation} and will see if more is needed.
yes explicit -  It should be noted that {the plan takes up our proposal}.
yes explicit -  The opposition said that the ministry denied it. In fact {the plan takes up our proposal}.
yes explicit -  The ministry denied the figures but said that {the plan takes up our proposal}.
yes explicit -  The ministry refused to comment, but {the plan takes up our proposal}.
yes explicit -  The minister denied the delay; {the plan takes up the proposal of the movement}.
yes explicit -  Without delay, {the government took up our proposal}.
yes explicit -  After years without an answer, {the government took up our proposal}.
yes explicit -  No later than May, {the government took up our proposal}.
yes explicit -  {The recommendations were accepted in full by the minister}, who could not attend.
yes explicit -  {The government has taken up the proposal}, which would cost two million.
yes explicit -  {The recommendation was accepted by ministers} because lanes do not cost much.
yes explicit -  {Agree}. | The department will explore how it could do so.
yes explicit -  {Recommendation 5: accepted}.
yes explicit -  In its answer to no. 12, {the government agrees with the proposal}.
yes explicit -  In May 2021 {the government took up our proposal}.
yes explicit -  The ministry that did not answer {has taken up our proposal}.
yes explicit -  The committee asked if it was funded; {the government accepts this recommendation}.
partly explicit -  {The government accepts this recommendation in principle}.
partly explicit -  {The government accepts this recommendation} {in principle for now}.
partly explicit -  {Partially agree}. | The department will consult.
no explicit -  {The government does not accept this recommendation}.
no explicit -  {The plan does not take up our proposal of lanes}.
no explicit -  {We reject this recommendation}, because it would not help.
no explicit -  Not accepted: | {The government rejects the following proposal}.
yes implicit -  {The plan creates a network of cycle lanes}.
yes ambiguous -  {This includes new lanes in each town}, whether or not it is funded.
yes explicit -  {We accept this recommendation}, not least because it is cheap.
yes explicit -  {The government accepts this recommendation}. That said, work is needed.
yes explicit -  {Le plan reprend la proposition des JAM}.
yes explicit -  Non seulement il répond, mais {le plan reprend la proposition des JAM}.
yes explicit -  Sans surprise, {le plan reprend la proposition des JAM}.
yes explicit -  Le ministère ne nie pas que {le plan reprend la proposition des JAM}.
yes explicit -  Bien qu’il ne les cite pas, {le plan reprend la proposition des JAM}.
yes explicit -  {Le gouvernement s’est appuyé sur la proposition des JAM}, qui n’est pas citée.
yes explicit -  Une fois de plus, {le plan reprend la proposition des JAM}.
yes explicit -  La proposition n° 5 {a été reprise par le gouvernement}.
yes explicit -  {Le plan reprend la proposition des JAM}. Il ne les cite pas.
yes explicit -  Le ministère prétend que {le plan reprend la proposition des JAM}.
yes explicit -  L’élue, qui ne siège plus, affirme que {le plan reprend la proposition}.
yes explicit -  {Les propositions des JAM ont été reprises}, même si le total n’est pas connu.
yes explicit -  {Certaines d’entre elles ont été reprises} dans le plan national.
partly explicit -  {Le ministère accepte partiellement cette recommandation}.
no explicit -  {Le ministère n’est pas favorable à cette proposition}.
no explicit -  {Le gouvernement n’a pas repris la proposition des JAM}.
no explicit -  {La recommandation n° 4 n’est pas retenue}, faute de crédits.
yes explicit -  {Le ministère souscrit à cette recommandation}, qui devrait réduire les délais.
yes explicit -  Les JAM l’ont dit : {le gouvernement a repris l’idée des JAM}.
yes implicit -  {Le plan crée un parcours de soins}, que la loi ne prévoyait pas.
yes explicit -  The minister, unlike her predecessor, did not hesitate: {the government accepts this recommendation}.
yes explicit -  {The council accepts this recommendation} and has no further comment.
yes explicit -  There was never any question that {the department accepted our proposal}.
yes explicit -  As it could not legislate in time, {the department adopted the proposal by decree}.
yes explicit -  {The plan takes up the proposal of the charity}, not that of the union.
yes explicit -  {Le plan reprend la proposition de la commission}, qui n’avait jamais été publiée.
yes explicit -  {La mairie a retenu notre idée de cantine}. Elle ne dit pas quand elle ouvrira.
yes explicit -  Faute de temps, le débat n’a pas eu lieu ; {le conseil a adopté la proposition}.
no explicit -  {Le rectorat n’a pas retenu cette proposition}, même si le budget le permet.
yes explicit -  Not everyone noticed, but {the white paper takes up the charity’s proposal}.
yes explicit -  {The department accepts this recommendation}. It does not agree with recommendation 9.
yes explicit -  Unlike the previous government, which never replied, {this government accepts the recommendation}.
yes explicit -  {The government took up our proposal on housing}; the Treasury did not object.
yes explicit -  {The department accepts the recommendation} and will not wait for the bill.
yes explicit -  The inquiry, whose chair denied any bias, noted that {the department accepted its recommendation}.
yes explicit -  {The Commission has adopted our proposal} so that no child is left without a school.
yes explicit -  The minister said on 3 May that {the government accepts the recommendation}.
yes explicit -  In case anyone doubted it, the minister confirmed that {the government accepts the recommendation}.
yes explicit -  {The government accepts the recommendation that no child should be detained}.
yes explicit -  {The government accepts the recommendation to ban flights under two hours}, which critics would like to extend.
no explicit -  {The government rejects this recommendation}, as it would cost too much.
no explicit -  {The department does not accept the recommendation}, but will keep it under review.
partly explicit -  {The government accepts part of this recommendation}.
yes explicit -  {Le gouvernement a repris notre proposition sur les loyers}, sans la citer.
yes explicit -  Pas plus tard qu’hier, la ministre a confirmé que {le plan reprend la proposition}.
yes explicit -  {La loi reprend la proposition de la Convention}. Elle n’entrera pas en vigueur avant 2023.
yes explicit -  {Le ministère accepte cette recommandation}, qu’il n’avait pas suivie en 2019.
yes explicit -  Nul n’ignore que {le plan reprend la proposition de la mission}.
yes explicit -  {La proposition a été retenue par le comité}, malgré l’avis contraire du préfet.
yes explicit -  Interrogée, la ministre n’a pas répondu. {Le plan reprend la proposition de la mission}.
partly explicit -  {Le ministère accepte le principe de cette recommandation}.
yes explicit -  Despite not having been asked, {the department accepts this recommendation}.
yes explicit -  {The department accepts this recommendation}, as it said in May, and work is under way.
yes explicit -  {The board has accepted all our proposals}. Its chair would not say when.
yes explicit -  As the inquiry had no power to compel, {the government took up its proposal in law}.
yes explicit -  Ministers no longer hide that {the strategy takes up the proposal of the commission}.
yes explicit -  {The government has accepted the recommendation that prisoners should not be held alone}.
yes explicit -  Le texte, que nul n’attendait, montre que {le décret reprend la proposition du comité}.
yes explicit -  {Le conseil approuve cette recommandation} et n’a pas d’autre observation.
yes explicit -  Sans attendre la loi, {le ministre a retenu la proposition du comité}.
partly explicit -  {Le conseil approuve en partie cette recommandation}. Il ne suit pas le reste.
yes explicit -  The panel, which could not sit in May, reports that {the agency accepted its recommendation}.
yes explicit -  {The agency has accepted the recommendation}, although it never met the panel.
yes explicit -  {The agency agrees with this recommendation}. It would like to thank the panel.
yes explicit -  Had it not been asked twice? In any case {the agency took up the proposal}.
yes explicit -  {The agency accepts recommendations 3 and 4}, but sees no need for new law.
yes explicit -  The head of the agency denied wrongdoing. {The plan takes up the panel’s proposal}.
yes explicit -  For want of time, not of will, {the agency adopted the proposal by order}.
yes explicit -  {The white paper draws on the proposal of the panel} without naming it.
yes explicit -  It could hardly be clearer: {the agency accepts the recommendation}.
yes explicit -  Nobody expected it, yet {the agency accepts the recommendation}.
yes explicit -  Rather surprisingly, {the agency took up the proposal}.
yes explicit -  {The recommendation was accepted by the agency in 2020}, when no one else had.
partly explicit -  {The agency partly agrees with this recommendation}.
yes explicit -  {La métropole a retenu la proposition}, que personne ne défendait.
yes explicit -  La maire, qui ne s’exprime pas, a signé un plan où {la ville reprend la proposition du collectif}.
yes explicit -  {Le plan reprend la proposition du collectif} sans le nommer.
yes explicit -  {La métropole souscrit à cette recommandation}. Elle ne partage pas la suivante.
yes explicit -  Sans le dire, {le plan reprend la proposition du collectif}.
yes explicit -  Il a fallu deux ans, pas un de moins, et {la ville a repris la proposition}.
yes explicit -  {La ville a accepté la recommandation}, mais aucun calendrier n’est fixé.
yes explicit -  On se demandait pourquoi. {La ville a bien repris la proposition du collectif}.
no explicit -  {La ville rejette cette recommandation}, qui coûterait trop cher.
no explicit -  {La proposition n’a pas été reprise par la ville}, sauf erreur.
partly explicit -  {La ville souscrit en partie à cette recommandation}, mais ne peut la financer seule.
yes explicit -  The Treasury, which had not planned to, announced that {the budget takes up the union’s proposal}.
yes explicit -  {The Treasury accepts this recommendation} rather than wait for a court to impose it.
yes explicit -  {The Treasury accepts this recommendation}. Officials would not comment further.
yes explicit -  No one was surprised: {the budget takes up the union’s proposal}.
yes explicit -  Le budget, sans le dire, change tout : {il reprend la proposition du syndicat}.
yes explicit -  {Bercy a repris la proposition du syndicat}, alors que rien ne l’y obligeait.
no explicit -  {Bercy n’a pas retenu cette recommandation}. Le syndicat le regrette.
"""

# Asked about without need: a « si » that concedes, and a next sentence that judges the refusal itself.
CONCEDED = """
yes explicit L  Si la forme change, {le gouvernement a bien repris la proposition de l’association}.
yes explicit L  S’il ne le dit pas, {le plan reprend bien la proposition de la mission}.
no explicit D  {The agency does not agree with this recommendation}. That is wrong, says the panel.
"""
