"""Words that come in the news of every day, whatever the event.

A young stream has not learned yet which words are common. Each of these is believed from the start to
stand in some of the stories that no stream has told yet (`terms.BELIEVED`).
"""

from __future__ import annotations

COMMON_WORDS = frozenset(
    """
    able across act action actually add added additional address administration afp age agency
    ago agree agreed agreement ahead allow allowed almost alone along already although always
    amid among amount announced another answer any anyone anything ap appear appeared april
    area around arrived ask asked asking august authorities away back bad based became become
    began begin behind being believe believed best better big bill billion board body both
    break breaking bring brought build building business call called calling came campaign
    cannot care case cases cause caused central certain change changes charge charged charges
    chief child children city claim claimed clear close comes coming comment comments committee
    community company concern concerns conference congress consider continue continued control
    cost countries country county couple course court create current currently cut daily dead
    deal death decade decades december decided decision deep democrat democratic democrats
    department despite director does doing don't done down dr due each earlier early eastern
    economic effort efforts eight either election else end ended enough entire especially even
    evening event events ever every everyone everything evidence exactly example expected face
    fact failed fall family far february federal feel few fight figure file final finally find
    first five follow followed following food force forced forces foreign form former forward
    found four free friends front full fully further future gave general get getting give given
    gives giving go goes going gone good got government governor great ground group groups grow
    growing half hand hands happen happened hard head health hear heard hearing held help
    herald here high higher himself history hit hold home hope hospital hour hours house
    however huge human hundred hundreds idea image immediately impact important inside instead
    interview investigation investigators involved issue issues itself january job join joined
    judge july june just keep kept key kill killed kind know known large largest late later
    latest law lead leader leaders leading leave led left legal less let letter level life like
    likely line list little live lives living local long longer look looking lost lot low lower
    made main major make makes making man many march mark market matter may maybe mean means
    media meet meeting member members men message might military minister minutes miss missing
    moment money month months morning move moved mr mrs ms much must name named nation national
    near nearly need needed needs never news next night nine nor north northern nothing notice
    november now number numbers october off offer office officer officers official officials
    often old once only open opened order ordered other others ours outside own part parts
    party pass passed past pay percent perhaps period person personal photo place places plan
    planned plans play point police policy political position possible post power prepared
    present president press pressure previous previously price private probably problem
    problems process program provide public put question questions quickly quite ran rate
    rather reach reached read ready real really reason reasons received recent recently record
    region related released remain remained remains report reported reportedly reporters
    reports republican republicans request require response responsible rest result results
    return reuters right rights rise risk road role rule rules run running safe safety same saw
    saying school second secretary security see seen senate senator send senior sent september
    series serious service services set seven several share sheriff short should show showed
    shows side sign signed similar simply since single site situation six small social someone
    something soon source sources south southern speak speaking special spent spoke spokesman
    spokeswoman staff stage stand start started state stated statement statements states stay
    step still stop story street strong student students such sure system take taken takes
    taking talk talks team tell ten term thing things think third though thought thousand
    thousands threat three time times today together tomorrow tonight took top total toward
    town tried trouble true try trying turn turned twice unclear united university update
    updated use used using value very via video view visit vote voters wait want wanted warned
    watch water way ways week weekend weeks well went west western whether white whole whom
    whose why wide win within without woman women won word words work worked workers working
    world worth wrong wrote yesterday yet young
    aber alle anderen angaben bereits dabei damit deutschland diese diesem diesen dieser dieses
    dort drei ende erste ersten etwa fünf gegen gestern große großen habe hatte heute hier ihre
    ihren jahr jahre jahren jetzt kann kein keine können land mehr millionen morgen müssen neue
    neuen neuer noch nur polizei prozent präsident regierung rund schon sehr seine seiner seit
    soll sollen sprecher stadt tag tage uhr viele vier wenn wurde wurden zeit zwei
    année années ans après aujourd'hui aussi autres avant avoir bien comme contre cours depuis
    deux encore euros faire fait femme femmes fin gouvernement homme hommes jour jours ministre
    même pays personnes peut premier première président quatre selon tous tout toute toutes
    trois ville être
    antes ayer año años ciudad cuatro desde después dos día días estar gobierno haber hace
    hacer hombre hombres hoy millones ministro mujer mujeres muy otras otros parte país
    personas policía presidente primer primera puede según también toda todas todo todos tres
    """.split()  # noqa: SIM905 - a list of 900 quoted words is harder to read
)
