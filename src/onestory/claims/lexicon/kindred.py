"""Words that say the same thing in a headline and in its text: one family stands for all its words.

Three tables: what happens ("dead", "killed", "toll"), countries with their people and capitals
("France", "French", "Paris"), and short forms of given names ("Bill", "William").
"""

from __future__ import annotations

from onestory.claims.lexicon.words import split

_HAPPENINGS = """
dead death deaths die dies died kill kills killed killing fatal fatally toll victim victims lethal
hurt injure injures injured injury injuries wound wounds wounded casualties
strike strikes striking walkout walkouts stoppage stoppages picket pickets
vote votes voted voter voters voting election elections elect elected ballot ballots poll polls
jail jails jailed prison prisons prisoner prisoners cell cells jailbreak inmate inmates detained
sentence sentences sentenced verdict court judge judges trial tried convicted guilty judgment
sack sacks sacked dismiss dismissed dismissal fired quit quits resign resigns resigned resignation
cut cuts cutting slash slashes slashed shed sheds reduce reduced reduction axe axed lose loses lost
fire fires blaze blazes flames burn burns burned burnt wildfire wildfires firefighters
quake quakes earthquake earthquakes tremor tremors aftershock aftershocks seismic
crash crashes crashed collide collides collided collision plunge plunges plunged
police officer officers policeman arrest arrests arrested constable
school schools pupil pupils teacher teachers class classes classroom classrooms lessons
rate rates interest borrowing
money cash funds funding million millions billion billions pay paid price prices cost costs
ferry ferries ship ships vessel vessels boat boats trawler trawlers sailors crew crewman
flood floods flooded flooding water waters river dam
drought dry rain rains harvest crop crops barley wheat
job jobs worker workers staff employee employees workforce layoffs redundancies employed
yard yards shipyard shipyards dock docks
rise rises rose risen rising climb climbs climbed increase increases increased up jump jumps jumped
fall falls fell fallen falling drop drops dropped decline declines declined down
win wins won winner winners winning victory beat beats defeat defeats defeated
buy buys bought buying purchase takeover merger merge merged acquire acquires acquired acquisition
say says said tell tells told
build builds built building construction
plant plants factory factories fab works
shut shuts close closes closed closing closure
medicine drug drugs vaccine vaccines jab jabs dose doses
doctor doctors nurse nurses hospital hospitals clinic clinics patient patients
train trains rail railway railways
bus buses coach coaches
protest protests protester protesters demonstration demonstrators rally marchers march marched
soldier soldiers troops army military gunfire shooting shot shots shooters gunmen
border borders frontier crossing crossings
minister ministers ministry minister's cabinet
mayor mayors
budget budgets spending deficit tax taxes
star film films movie director prize prizes award awards festival
goal goals scored scorer scores striker final cup match
oil spill slick tanker tankers tar
launch launches launched rocket rockets satellite satellites orbit
mine mines miner miners mining pit shaft
census count counts counted counting
whale whales stranded beached
power electricity blackout outage outages grid lights
aid relief help helps helped rescue rescues rescued rescuers
clash clashes clashed quarrel quarrels quarrelled row rows dispute disputes disputed feud feuds
expert experts specialist specialists scientist scientists hydrologist geologist researchers
talk talks negotiate negotiations deal deals pact agreement treaty accord
"""
_PLACES = """
france french paris
germany german germans berlin deutschland deutsche deutscher deutschen bundesregierung
britain british briton britons uk london england english whitehall westminster großbritannien
spain spanish spaniards madrid españa
italy italian italians rome
poland polish poles warsaw polen
russia russian russians moscow kremlin russland moskau
ukraine ukrainian ukrainians kyiv kiev
china chinese beijing
japan japanese tokyo
america american americans us usa u.s u.s. states washington
netherlands dutch amsterdam hague
switzerland swiss bern schweiz schweizer
greece greek greeks athens
denmark danish danes copenhagen
sweden swedish swedes stockholm
norway norwegian oslo
finland finnish finns helsinki
ireland irish dublin
scotland scottish scots edinburgh holyrood
wales welsh cardiff
turkey turkish turks ankara türkiye
israel israeli israelis jerusalem
iran iranian iranians tehran
syria syrian damascus
egypt egyptian cairo
portugal portuguese lisbon
belgium belgian brussels
europe european europeans eu e.u brüssel bruselas bruxelles
korea korean seoul pyongyang
philippines filipino filipinos manila
canada canadian ottawa
mideast middle
obamacare affordable
gop g.o.p republican republicans
dem dems democrat democrats democratic
tory tories conservative conservatives
"""
_GIVEN = """
bill william will billy
bob robert rob bobby
jim james jimmy jamie
joe joseph joey
mike michael mick
tom thomas tommy
dick richard rick
ted edward ed eddie edmund
tony anthony
dan daniel danny
dave david
steve steven stephen
chris christopher
nick nicholas
ben benjamin
sam samuel samantha
matt matthew
andy andrew
alex alexander alexandra
kate katherine catherine kathleen katie cathy
liz elizabeth beth betty lizzie
meg margaret maggie peggy
bernie bernard
sue susan suzanne
jen jennifer jenny
pat patrick patricia
ron ronald
don donald
ken kenneth
tim timothy
vicky victoria
hans johannes
max maximilian
sepp josef
pepe josé jose
paco francisco
"""


def _families(*tables: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for table in tables:
        for line in table.strip().splitlines():
            family = split(line)
            for word in family:
                found[word] = found.get(word, frozenset()) | family
    return found


HAPPENINGS = _families(_HAPPENINGS)
NAMES = _families(_PLACES, _GIVEN)


def same_happening(word: str) -> frozenset[str]:
    """The words of the families a word stands in; itself alone where it stands in none."""
    return HAPPENINGS.get(word, frozenset((word,)))


def same_name(word: str) -> frozenset[str]:
    """The other forms of a name: people and capital of a country, long form of a given name."""
    return NAMES.get(word, frozenset((word,)))
