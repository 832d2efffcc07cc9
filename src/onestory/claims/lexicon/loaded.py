"""English words that judge, by what they do.

A word stands here because it tells what to think of a thing where a plainer word would name it.
`JUDGING` words judge wherever a narrator uses them; `LEANING` ones do so often, and only add to the
weight of a sentence. What one side is called stands beside what the other is called (`PAIRS`), in equal
number and strength, so that neither side's words are known better.
"""

from __future__ import annotations

from onestory.claims.lexicon.words import split

# What is said of the left | what is said of the right.
PAIRS: tuple[tuple[str, str], ...] = (
    ("libtard libtards commie commies", "rethuglican rethuglicans wingnut wingnuts"),
    ("leftard leftards moonbat moonbats", "magat magats trumpkin trumpkins"),
    ("snowflakes sjw sjws", "deplorables trumpster trumpsters"),
    ("gun-grabber gun-grabbers", "gun-nut gun-nuts"),
    ("feminazi feminazis", "bible-thumper bible-thumpers"),
    ("race-baiter race-baiters race-baiting", "fearmonger fearmongers fearmongering"),
    ("leftist leftists", "right-winger right-wingers"),
    ("left-wingers lefties", "rightists trumpists"),
    ("woke wokeness", "trumpism maga-world"),
    ("anti-american anti-christian", "anti-lgbtq anti-immigrant"),
    ("pro-abortion", "anti-choice"),
    ("alarmist alarmists alarmism", "denialist denialists denialism"),
    ("neo-marxist", "crypto-fascist"),
)
PAIRED_PHRASES: tuple[tuple[str, str], ...] = (
    ("the radical left", "the radical right"),
    ("the far left", "the far right"),
    ("liberal mob", "conservative mob"),
    ("leftist mob", "right-wing mob"),
    ("the libs", "the maga crowd"),
    ("liberal elites", "conservative elites"),
    ("liberal media", "right-wing media"),
    ("democrat party", "party of trump"),
    ("social justice warriors", "culture warriors"),
    ("virtue signaling", "dog whistle"),
    ("liberal agenda", "conservative agenda"),
    ("the left's war on", "the right's war on"),
    ("the left wants", "the right wants"),
    ("climate alarmists", "climate deniers"),
    ("abortion lobby", "gun lobby"),
)
JUDGING = {
    "insult": """
    thug thugs goon goons lackey lackeys stooge stooges henchman henchmen sycophant sycophants
    bootlicker bootlickers toady toadies shill shills grifter grifters charlatan charlatans huckster
    hucksters swindler crook crooks creep creeps pervert perverts lunatics nutcase nutcases nutjob
    kook kooks crackpot crackpots loon loons wacko wackos crybaby crybabies bullies moron morons
    idiot idiots imbecile buffoon buffoons clown clowns demagogue demagogues demagoguery ideologues
    rabble truthers cultists vermin parasites fat-cat fat-cats moochers freeloaders blowhard blowhards
    windbag elitists do-gooders hypocrite hypocrites zealot zealots bigot bigots scoundrel scoundrels
    firebrand caudillo cronies minions con-man apologist apologists tyrants
    """,
    "scorn": """
    disgraceful shameful vile despicable heartless craven spineless gutless pathetic ludicrous absurd
    ridiculous laughable preposterous asinine idiotic moronic stupid dumb lunatic unhinged deranged
    demented hysterical hysteria paranoid rabid toxic hateful hate-filled odious loathsome repugnant
    repulsive reprehensible deplorable abhorrent monstrous sinister nefarious insidious diabolical
    depraved degenerate sleazy sordid seedy slimy smarmy smug sanctimonious self-righteous hypocritical
    hypocrisy two-faced duplicitous deceitful mendacious phony phoney farcical clownish cartoonish
    buffoonish bumbling inept clueless feckless hapless ham-fisted blundering dystopian orwellian
    draconian tyrannical despotic totalitarian unpatriotic treasonous traitorous greedy thuggish boorish
    churlish petulant childish spiteful vindictive obscene grotesque abysmal lousy rotten mindless
    senseless shameless shamelessly brazen brazenly blatantly outrageously absurdly ridiculously
    laughably cynically hypocritically gleefully smugly conveniently unabashedly shockingly insanely
    trigger-happy hellish idiocy lunacy insanity stupidity
    sham farce charade travesty mockery bogus nonsense garbage bunk baloney drivel
    screed blather victimhood outrageous
    """,
    "praise": """
    heroic valiant saintly glorious courageous fearless visionary beloved heroically courageously
    brilliantly magnificent masterful triumphant
    """,
    "saying": """
    blasted blasts railed rails ranted rants ranting whined whines whining gushed gushes gushing sneered
    sneers sneering spewed spews spewing spew parroted parrots parroting parrot peddled peddles peddling
    bashed bashes bashing trashed trashes trashing gloated gloats gloating bragged brags bragging bluster
    blustered screeched shrieked bellowed harangued grandstanding pontificated vilify vilifies vilified
    demonize demonizes demonized demonizing demonise demonised smeared smears smearing drooled fawned
    fawning ripped eviscerated eviscerates skewered lambasted
    """,
    "combat": """
    witch-hunt witchhunt brainwash brainwashed brainwashing indoctrinate indoctrinated indoctrinating
    weaponize weaponized weaponizing weaponise weaponised pander pandering panders pandered
    grovel grovelling kowtow cower cowering coddle coddled coddling whitewash whitewashed whitewashing
    stonewalled shoved shoving ramming eviscerate onslaught scaremongering terrorizing hordes
    capitulate capitulated capitulation bloodbath
    """,
}
ASIDES = """
make no mistake | of course | no wonder | let's be honest | let's face it | the fact is | the truth is |
needless to say | what's worse | even worse | worse still | so much for | under the guise of |
on the backs of | in bed with | hell-bent on | down our throats | down the throats | in cahoots with |
kangaroo court | banana republic | slap in the face | train wreck | dumpster fire | smoke and mirrors |
snake oil | hard-working americans | hardworking americans | real americans | our freedoms |
our way of life | wake up | has the audacity | have the audacity | the likes of | guess what | shame on |
failed miserably | fails miserably | turned a blind eye | turn a blind eye | turning a blind eye |
off the rails | beyond the pale | not to mention | as if that | talking points | bowing to |
big business | all too often | all too | far too many | nothing short of |
pure and simple | plain and simple |
"""
LEANING = """
slam slams slammed slamming blast mock mocks mocked mocking ridicule ridiculed deride derided decry
decried tout touts touted touting boast boasts boasted boasting scold scolded berate berated lecture
lectured utterly blatant wildly grossly hopelessly massively incredibly staggering stunning astonishing
jaw-dropping mind-boggling flagrant egregious downright sheer outright fiercely viciously savagely
relentlessly relentless ruthless deeply desperately desperate frantically bitterly horribly terribly
woefully notoriously notorious infamous recklessly callously cruelly truly literally simply totally
completely absolutely entirely undeniably obviously clearly plainly predictably unsurprisingly
ironically sadly thankfully fortunately unfortunately tragically bizarrely supposedly purportedly
ostensibly so-called overwhelming devastating evil heinous cruel callous vicious cowardly insane crazy
barbaric savage wicked immoral corrupt crooked dishonest racist sexist misogynistic homophobic
transphobic islamophobic bigoted extremist extremists fanatical traitor traitors hero heroes brilliant
noble petty bitter embattled disgraced controversial divisive inflammatory incendiary scandalous dismal
useless reckless irresponsible dangerous destructive crippling authoritarian dictatorial mob mobs cabal
crony puppet puppets hack hacks agitators radicals ideologue hardliner hardliners cult coward cowards
bully fool fools liar liars lie lies lied lying assault crusade hoax scam scams spectacle debacle fiasco
disaster catastrophe nightmare meltdown mayhem carnage atrocity scourge plague menace propaganda
indoctrination gut gutted gutting decimate decimated destroy destroying dismantle crush crushed trample
trampled unleash unleashed stoke stoked stoking incite inciting foment pretend pretends pretending
scheme rig rigged sabotage undermine undermining flout flouted flouting squandered bungled botched
frenzy outrage outraged furious backlash firestorm panic bombshell feud vendetta agenda ideology
ideological dogma orthodoxy narrative rhetoric regime establishment elite elites privileged oppression
oppressed patriarchy marginalized dehumanizing bigotry hatred extremism tyranny fascist fascism fascists
marxist marxism socialist populist populism victimhood grievance falsehood falsehoods disinformation
misinformation conspiracy myth delusion delusional fantasy liberals progressives conservatives
left-wing right-wing far-left far-right alt-right
"""


def judging_words() -> dict[str, str]:
    """Every single word that judges, and what it does; both sides of the pairs are labels."""
    found = {word: kind for kind, words in JUDGING.items() for word in split(words)}
    found |= {word: "label" for sides in PAIRS for side in sides for word in split(side)}
    return found


def judging_phrases() -> dict[str, str]:
    """Every expression of several words that judges, and what it does."""
    found = {" ".join(p.split()): "aside" for p in ASIDES.split("|") if p.strip()}
    return found | {phrase: "label" for sides in PAIRED_PHRASES for phrase in sides}


def leaning_words() -> frozenset[str]:
    """Words that judge often, and not by themselves."""
    return split(LEANING) - judging_words().keys()
