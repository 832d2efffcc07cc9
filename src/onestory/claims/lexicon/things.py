"""What news counts, under one name in every language read here: "boats" and "vessels" are one thing,
so are "muertos" and "people killed". Words not listed stand for themselves.
"""

from __future__ import annotations

from onestory.claims.lexicon.words import split

_THINGS = {
    "@people": "people person persons resident residents citizen "
    "citizens civilian civilians others adults inhabitants individual individuals menschen "
    "mensch personen leute einwohner einwohnerinnen bewohner personnes "
    "personne habitants gens personas persona habitantes "
    "vecinos 人 名 us",
    "man": "man men männer hommes hombres 男性",
    "woman": "woman women frauen femmes mujeres 女性",
    "child": "child children boys girls kinder enfants niños 子ども",
    "suspect": "suspect suspects bandit bandits smuggler smugglers accomplice accomplices attacker "
    "attackers gunman gunmen terrorist terrorists verdächtige suspects sospechosos",
    "victim": "victim victims opfer victimes víctimas casualties",
    "passenger": "passenger passengers traveller travellers travelers passagiere reisende fahrgäste "
    "passagers pasajeros 乗客",
    "protester": "protester protesters protestors demonstrator demonstrators marcher marchers "
    "demonstranten teilnehmer manifestants manifestantes participants",
    "worker": "worker workers employee employees staff labourer labourers workforce beschäftigte "
    "beschäftigten mitarbeiter arbeiter arbeitern salariés employés ouvriers trabajadores "
    "empleados mineros miners 従業員",
    "job": "job jobs post posts position positions stellen arbeitsplätze arbeitsplätzen emplois "
    "postes empleos puestos",
    "refugee": "refugee refugees migrant migrants flüchtlinge réfugiés refugiados 難民",
    "patient": "patient patients patienten patientinnen pacientes 患者",
    "case": "case cases fälle fällen cas casos infections 件",
    "pupil": "pupil pupils student students schoolchildren schüler élèves étudiants alumnos",
    "officer": "officer officers guard guards firefighter firefighters rescuer rescuers policeman "
    "policemen polizisten beamte agentes policiers",
    "soldier": "soldier soldiers troop troops serviceman servicemen soldaten soldats soldados",
    "prisoner": "prisoner prisoners inmate inmates detainee detainees häftlinge gefangene détenus "
    "prisonniers presos reclusos prisioneros",
    "lawmaker": "mp mps lawmaker lawmakers deputy deputies legislator legislators parliamentarians "
    "abgeordnete députés diputados member members mitglieder membres miembros",
    "driver": "driver drivers fahrer lokführer conducteurs conductores",
    "household": "household households haushalte ménages foyers hogares families family familien "
    "familles familias 世帯",
    "home": "home homes house houses building buildings dwelling dwellings häuser wohnhäuser gebäude "
    "maisons bâtiments logements casas viviendas edificios 棟",
    "ship": "ship ships boat boats vessel vessels trawler trawlers schiff schiffe boote bateaux "
    "navires barcos buques embarcaciones 隻",
    "company": "company companies firm firms business businesses enterprise enterprises unternehmen "
    "firmen betriebe entreprises sociétés empresas compañías 社",
    "vote": "vote votes ballot ballots stimmen voix votos sufragios 票",
    "seat": "seat seats mandate sitze sièges escaños 議席",
    "shot": "shot shots round rounds bullet bullets impact impacts schüsse coups tirs disparos",
    "share": "share shares aktien actions acciones 株",
    "town": "town towns village villages commune communes gemeinden dörfer orte municipalities "
    "municipios pueblos",
    "road": "road roads street streets strassen straßen routes carreteras",
    "train": "train trains züge zügen trenes 列車",
    "vehicle": "vehicle vehicles car cars truck trucks lorry lorries tanker tankers coach bus buses "
    "fahrzeuge autos lastwagen véhicules camions voitures vehículos camiones coches",
    "school": "school schools schulen écoles escuelas colegios 校",
    "branch": "branch branches filialen agences sucursales 店舗",
    "licence": "licence licences license licenses permit permits lizenzen genehmigungen licencias "
    "permisos",
    "signature": "signature signatures unterschriften firmas name names",
    "customer": "customer customers client clients kunden clientes",
    "animal": "animal animals tiere animaux animales 頭",
    "whale": "whale whales wale walen baleines ballenas 鯨",
    "crew": "crew crews besatzung équipage tripulantes sailors",
    "spectator": "spectator spectators fan fans zuschauer spectateurs aficionados crowd attendance "
    "supporters 観客",
    "water": "water wasser eau agua 水",
    "oil": "oil öl pétrole petróleo diesel fuel 油",
    "crop": "crop crops harvest ernte récolte récoltes cosecha cosechas",
    "profit": "profit profits gewinn bénéfice beneficio earnings",
    "loss": "loss losses verlust pertes pérdidas",
    "cost": "cost costs price kosten coût coûts coste costo damage damages schaden dégâts daños",
    "debt": "debt debts schulden dette deuda borrowing",
    "deficit": "deficit defizit déficit shortfall",
    "budget": "budget haushalt presupuesto 予算",
    "rate": "rate rates zins leitzins zinssatz taux tasa tipo",
    "turnout": "turnout wahlbeteiligung participation participación beteiligung 投票率",
    "tax": "tax taxes steuer steuern impôt impôts impuesto impuestos 税",
    "wage": "wage wages salary salaries lohn löhne gehälter salaire salaires salario salarios",
    "fee": "fee fees gebühr honorar frais honoraires tarifa payment sum",
    "aid": "aid help subsidy subsidies grant grants hilfe subventionen förderung aide subvention "
    "subventions ayuda subvención 補助金",
    "quake": "magnitude",
    "game": "game games match matches spiele matchs partidos 試合",
    "well": "well wells brunnen puits pozos 井戸",
    "pump": "pump pumps pumpen pompes bombas ポンプ",
    "meeting": "meeting meetings sitzungen réunions reuniones",
    "drill": "drill drills übungen exercices simulacros times",
    "satellite": "satellite satellites satelliten satélites 衛星",
    "export": "export exports ausfuhren exportations exportaciones",
    "import": "import imports einfuhren importations importaciones",
}  # fmt: skip
THING_OF = {word: thing for thing, words in _THINGS.items() for word in words.split()}
PEOPLE = "@people"
# Kinds of people: they may stand for "people", never for each other.
PERSONS = frozenset(
    {
        PEOPLE, "man", "woman", "child", "suspect", "victim", "passenger", "protester", "worker",
        "refugee", "patient", "case",
        "pupil", "officer", "soldier", "prisoner", "lawmaker", "driver", "crew", "spectator", "customer",
    }
)  # fmt: skip
# Parts of any crowd: never the same count as "people".
PARTS = frozenset(["man", "woman", "child"])
# "Men" may be all there were of these: "70 men underground", "41 miners underground".
ROLES = frozenset(["worker", "soldier", "suspect", "prisoner", "driver", "crew", "officer"])
# Those who serve are counted apart from those they serve or face.
FORCES = frozenset(["officer", "soldier"])
THINGS = frozenset(_THINGS)

_STATES = {
    "dead": "neutralised neutralized dead died die dying deaths death killed kill killing killings "
    "perished toll fatalities fatality drowned bodies body lives slain tote toten "
    "toter getötet gestorben "
    "starben umgekommen todesopfer morts mort tués tuées décès muertos muertas fallecidos "
    "fallecieron 死亡 死者",
    "injured": "injured injuring injuries injury hurt wounded wounding wounds treated verletzt "
    "verletzte verletzten blessés blessées blessé heridos heridas 負傷 けが",
    "missing": "missing unaccounted untraced vermisst vermisste vermissten disparus disparues "
    "desaparecidos 不明",
    "arrested": "arrested arrests arrest detained detentions custody festgenommen festnahmen arrêtés "
    "arrestations interpellés detenidos 逮捕",
    "charged": "charged indicted angeklagt inculpés acusados 起訴",
    "rescued": "rescued saved gerettet secourus sauvés rescatados 救助",
    "moved": "evacuated evacuees evacuate displaced relocated homeless evakuiert évacués déplacés "
    "evacuados desplazados 避難",
    "freed": "freed liberated freigelassen libérés liberados 釈放",
    "escaped": "escaped fled escape escapees fugitives entflohen geflohen évadés fugados fugaron 脱走",
    "recaptured": "recaptured caught gefasst repris recapturados",
    "aboard": "aboard board inside onboard bord 乗って",
    "destroyed": "destroyed flattened burnt burned razed zerstört détruits détruites destruidas "
    "destruidos 全壊",
    "damaged": "damaged beschädigt endommagés dañadas dañados",
    "closed": "closed shut geschlossen fermés cerradas cerrados",
    "lost": "cut axed abgebaut gestrichen supprimés recortados",
    "cancelled": "cancelled canceled gestrichen annulés cancelados",
}  # fmt: skip
STATE_OF = {word: state for state, words in _STATES.items() for word in words.split()}
_OTHER_WORDS = {"de": split("die lives cut case")}  # German "die" is an article


def state_of(word: str, language: str) -> str:
    """The state that a word names in a language; empty where it names none.

    >>> state_of("die", "en"), state_of("die", "de"), state_of("dead", "en")
    ('dead', '', 'dead')
    """
    return "" if word in _OTHER_WORDS.get(language[:2], ()) else STATE_OF.get(word, "")


# States of people, or of what was lost: a figure with one hardly means the same as one without.
HARD_STATES = frozenset(
    [
        "dead",
        "injured",
        "missing",
        "arrested",
        "charged",
        "rescued",
        "moved",
        "freed",
        "escaped",
        "recaptured",
    ]
)
# Nouns that only point back at a count named before: "put the figure at 4,600".
EMPTY = split(
    """
    figure figures number numbers total totals toll count counts amount sum estimate estimates tally put
    puts zahl zahlen summe gesamtzahl schätzung chiffre chiffres nombre total bilan somme cifra cifras
    número suma cantidad spoke speaks arrive arrives arrived
    """
)
