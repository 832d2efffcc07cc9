"""Ordinary English words of headlines: where every word has a capital, they are no names."""

from __future__ import annotations

from onestory.claims.lexicon.kindred import HAPPENINGS
from onestory.claims.lexicon.words import split

ORDINARY = split(
    """
    dept inc ltd doa asap ceo cfo diy vip faq ok oks tv
    about above abroad abuse accident accord across act action active actor actors actress ad admits
    adult adults advice affair affairs after again against age agency ago agree ahead aid aide aides
    aim air airline airlines airport alarm album alert alive all allow allowed allows ally allies
    almost alone along already also always amid among anger angry animal animals anniversary annual
    another answer answers anti any anyone anything apart apology appeal appeals apps are area areas
    arena arm armed arms army around arrest arrested arrests art article artist artists arts ask asks
    assault asset assets at attack attacks author autumn award awards away axe baby back bad bail ban
    band bank banking banks banned bans bar bare bars baseball basketball battle bay be beach beat
    beats beautiful beauty became because become becomes bed beef been beer before began begin begins
    behind being believe benefit benefits best bet better between beyond bid big bigger biggest bill
    billion billionaire bills bird birds birth birthday bishop bit bitter black blame blames blast
    blaze block blocks blood blow blue board boat boats body bold bomb bombs bond bonds bonus book
    books boom boost boosts border borders born boss bosses both bound box boy boys brain brand brands
    break breakfast breaking breaks breast bride bridge brief briefs bright bring brings broke broken
    brother brothers brought brown budget build building builds built burn burns bus buses business
    businesses but buy buyers buying buys cabinet cable cafe call called calling calls came camera camp
    campaign camps can cancer candidate candidates cannot cap capital captain car card care career
    cars case cases cash cast castle cat catch cats caught cause caused causes celebrate celebrates
    celebrity cell center central centre century ceo chair challenge challenges champion champions
    championship chance chances change changed changes changing chaos charge charged charges charity
    chase cheap cheaper check chef chemical chief child childhood children chocolate choice choose
    chose christmas church circus cities citizen citizens city civil civilian civilians claim claims
    clash clashes class classes clean clear clears client climate climb clock close closed closer
    closes closing clothes cloud club clubs coach coal coalition coast code coffee cold collapse college
    colour color column come comedy comes comeback comfort coming comment comments common community
    companies company compare complete computer concern concerns concert condition conference conflict
    congress connection consider considers considering consumer consumers contact continue continues
    contract control controversial controversy cook cool cop cops cost costs could council counter
    count country county couple coup courage course court courts cover covers covid cow crack
    crash crashes crazy create creates credit crew cricket crime crimes criminal crisis critic critics
    critical cross crowd crown cruise cry culture cup cure current cut cuts cutting cyber cycle daily
    damage damages dance danger dangerous dark data date dates daughter day days dead deadly deal deals
    dear death deaths debate debt debts decade decades decide decides decision declares decline
    deep deepening defeat defeats defence defense defend defends defiant delay delayed delays demand
    demands democracy democratic denies deny depth deputy derby desert design desk despite destroy
    detail details detained develop development dies diet difference different difficult dig digital
    dinner diplomat direct director dirty disaster discover discovers discovery disease dismissal
    dismisses disorder display dispute divide divided divorce doctor doctors document documents does dog
    dogs dollar dollars domestic done door doors double doubt down dozen dozens dragon drama draw dream
    dreams dress dress drink drive driver drivers drives driving drone drones drop drops drought drug
    drugs dry dry duke due during dust duty dying each early earn earnings earns earth ease eases east
    eastern easy eat eating economic economist economists economy edge editor education effect effort
    efforts eight elderly election elections electric electricity elite else email embassy emerge emerges
    emergency emissions emotional empire employee employees empty end ending ends enemy energy engine
    enough enter enters entire environment equal era error escape escaped escapes essential estate even
    evening event events ever every everyone everything evidence evil exactly exam executive exhibition
    exile exit expand expected expects expensive experience experiment expert experts explain explained
    explains explosion export exports express extra extreme eye eyes face faced faces facing fact facts
    factory fail failed failing fails failure fair faith fake fall falling falls false fame families
    family famous fan fans far farm farmer farmers fashion fast faster fat fatal fate father fatherhood
    fault favor favorite favourite fear fears federal feed feel feels fees fell female festival few
    field fierce fifth fight fighting fights figure figures file files film films final finally finals
    finance financial find finding findings finds fine fines finish fire fired firefighters fires firing
    firm firms first fish fishing fit five fix flag flags fleet flight flights flood flooding floods
    floor flow flower flu fly flying focus follow following follows food foot football for force forced
    forces foreign forest forests forever forget form former forms fort forward found foundation four
    fourth free freedom freeze fresh friend friends from front fuel full fun fund funding funds funeral
    funny fury future gain gains gallery gambling game games gang gap garden gas gave gay gender general
    generation get gets getting ghost giant giants gift gifts girl girls give given gives giving glass
    global go goal goals god goes going gold golden golf gone good got government governor grand grant
    graves great green grew grid grief grim ground group groups grow growing grown grows growth guard
    guest guide guilty gun gunman guns guy guys had hair half hall halt hand hands hang happen happened
    happens happy hard harder has hate have having head heads health healthy hear hearing hears heart
    hearts heat heated heavy held hell help helped helping helps her here hero heroes hidden high higher
    highest highway him his history hit hits hold holding holds hole holiday holidays holy home homeless
    homes honor honour hope hopes horror horse horses hospital hospitals host hot hotel hotels hour
    hours house houses housing how huge human hundred hundreds hunger hunt hunting hurricane hurt
    husband ice icon idea ideas identity if ill illegal illness image images immigrants immigration
    impact important in increase industry inflation information injured injuries injury inmates inner
    innocent inquest inquiry insider insiders inside insurance interest international internet interview
    into invest investigate investigation investigators investment investor investors invite
    iron is island islands issue issues it its itself jail jailed job jobs join joins joint joke judge
    judges jump jumps june jury just justice keep keeping keeps key kick kid kids kill killed killer
    killing kills kind king kings kitchen knew knife know known knows labor labour lack lady lake land
    language large largest last late later latest laugh launch launches law lawmakers laws lawsuit
    lawyer lawyers lay lead leader leaders leadership leading leads leaf league leak leaked leap learn
    learned learning leave leaves leaving led left legacy legal legend legislature less lesson lessons
    let lets letter letters level levels liberal library lie lies life lifetime lift light lights like
    likely limit limits line lines link links list listen little live lived lives living loan loans
    local lock long longer look looking looks lord lose loses losing loss losses lost lot lots loud
    love loved lovers loves low lower lowest luck lucky lunch luxury machine mad made magic mail main
    major make maker makers makes making male man manage manager many map march mark market markets
    marks marriage married mask mass massacre massive master match matches matter matters may mayor meal
    mean means measure measures meat media medical medicine meet meeting meets member members memory men
    mental message met metal middle midnight might migrants migration military milk million millionaire
    millions mind mine mines minister ministers minor minute minutes miracle miss missed missile missiles
    missing mission mistake mistakes mob mobile mock model models modern mom moms moment money monster
    month months mood moon moral more morning mortgage most mother mothers mountain mouth move moved
    movement moves movie movies moving much mud murder murdered museum music musical must my mystery
    name named names narrow nation national nations natural nature navy near nearly need needs neighbor
    neighbour neighbours neither network never new newest news newspaper next nice night nights nine
    no nobody noise none normal north northern not note nothing notice novel now nuclear number numbers
    nurse nurses object ocean of off offer offered offers office officer officers official officials
    often oil old older oldest once one ones online only onto open opened opening opens opera operation
    opinion opponents opposition option options or order orders other others our out outbreak outside
    over overhaul own owner owners pact page paid pain paint palace panel panic paper papers parade
    parent parents park parliament part partner parts party pass passed passenger passengers passes past
    patch path patient patients pay paying payment pays peace penalty pension people per perfect
    perhaps period person personal petrol phone phones photo photos pick picks picture pictures piece
    pilot pipeline pitch place places plan plane planes planet planned planning plans plant plants
    plastic play played player players playing plays plea plead pleads please pledge pledges plot
    plunge plunges pocket poem point points police policies policy political politician politicians
    politics poll polls pollution pool poor pop pope popular population port position possible post
    pound pounds poverty power powerful powers praise prepare prepares pregnant premier present
    president presidential press pressure price prices pride priest prime prince princess prison
    prisoners private prize probe problem problems process producer product production products
    professor profit profits program programme progress project projects promise promises promote proof
    property proposal proposed proposes prosecutor prosecutors protect protection protest protests
    proud prove provide public publish pull pulls pump punish pupil pupils purple push pushes put puts
    quality quarter quarters queen question questions quick quiet quietly quit quits race races racing
    racism racist radio rage raid raids rail rain rains raise raised raises rally ran range rank rape
    rare rate rates rather reach reaches react reaction read reader readers reading ready real reality
    really reason reasons rebel rebels recall recession record records recovery red reduce reform
    reforms refugee refugees refuse refuses region regional regulator reject rejects relations release
    released releases relief religion religious remain remains remember removal remove removed rent
    repair replace reply report reported reporter reports republic request rescue rescued rescuers
    research researchers resign resigns resist resort response rest restaurant restaurants result
    results retail retire retires retirement return returns reveal revealed reveals revenge revenue
    reverse review revolt revolution rich riches ride right rights ring riot riots rise rises rising
    risk risks rival rivals river road roads rob robot rock rocket role roll romance room root rose
    rough round route row royal rugby ruin rule ruled rules ruling run runner running runs rural rush
    sack sacked sad safe safety said sail sale sales salt same sanctions sand save saved saves saving
    savings saw say saying says scale scam scandal scare scene schedule scheme school schools science
    scientist scientists score scores screen sea search season seat seats second secret secretary
    secrets section sector security see seek seeking seeks seem seems seen sees seize seized sell
    selling sells senate senator send sends senior sense sent sentence sentenced separate series serious
    servants serve served service services set sets settle settlement seven several severe sex sexual
    shadow shake shame shape share shares shark sharp she sheep shelter shield shift ship ships
    shipyard shock shoot shooting shoots shop shopping shops short shot shots should show shows shut
    shutdown sick side sides siege sign signal signs silence silent silver similar since singer single
    sink sister site six size skills skin sky slam slams slash sleep slow slump small smart smile smoke
    snow so soccer social society soft soldier soldiers solution some someone something son song songs
    soon sorry sort soul sound source sources south southern space spark sparks speak speaker special
    speech speed spell spend spending spends spirit split sport sports spot spread spring spy squad
    stadium staff stage stake stand standing stands star stars start started starts state statement
    states station stay stays steal steel step steps stick still stock stocks stole stolen stone stop
    stopped stops store stores storm storms story strange street streets strength stress strike strikes
    strong stronger struck struggle struggles student students study stuff style subject substation
    success such sudden sue sues suffer suffers sugar suicide suit summer summit sun super support
    supporters supports supreme sure surge surges surgery surprise survey survive survived survives
    survivor survivors suspect suspected suspects suspend suspended sweep sweet swim system tackle take
    taken takes taking tale talent talk talks tank tanker tanks target targets task taste tax taxes tea
    teach teacher teachers team teams tears tech technology teen teenager teens telephone television
    tell telling tells ten tension tensions term terms terror terrorism terrorist test tests than thank
    that the theatre theft their them theme themselves then theory there these they thing things think
    thinks third this those thousand thousands threat threaten threatens threats three through throw
    ticket tickets tide tie ties tiger tight time times tiny tip tips to today together told tomorrow
    tonight too took tool top tops total touch tough tour tourism tourist tourists towards tower town
    towns toy track trade trader traders tradition traffic tragedy trail train training trains trans
    transfer transformer transition transport trap travel treasure treat treatment treaty tree trees
    trial tribute trick trip troops trouble truck true trust truth try trying turmoil turn turned turns
    twice twin two type ugly ultimate under union unions unit united universities university unknown
    unless until up update upon urge urges us use used user users uses using vaccine vaccines valley
    value van vehicle vehicles very victim victims victory video view viewers views village violence
    violent virus visa vision visit visitors visits vital voice voices vote voted voter voters votes
    vow vows vs wage wages wait waiting waits wake wakes walk walks wall walls want wanted wants war
    warm warming warn warned warning warnings warns warrior wars was waste watch watches water waters
    wave waves way ways we weak weaker weapon weapons wear wears weather web website wedding week
    weekend weekly weeks weigh weighs weird welcome welcomes welfare well wells went were west western
    wet whale whales what wheel when where which while white who whole whose why wide wider wife wild
    wildlife will win wind window winds wine wing winner winners winning wins winter wise with within
    without witness witnesses woman women won wonder wood word words work worker workers working works
    workshop world worlds worried worries worry worse worst worth would wound wounded wounds wreck
    write writer writers wrong yacht yard year years yes yet you young younger your youth zero zone
    """
)
# What names seldom end in, and rare ordinary words often: "disillusioned", "connections", "bitterly".
ENDINGS = (
    "ing", "ings", "ed", "tion", "tions", "sion", "sions", "ness", "ment", "ments", "ly", "ful",
    "less", "able", "ible", "ous", "ive", "ives", "ism", "ist", "ists", "ity", "ities", "ance",
    "ence", "ances", "ences", "ship", "ships", "ology", "ological", "ized", "ised", "izing",
    "ising", "cracy", "graphy", "logist", "logists", "holder", "holders",
)  # fmt: skip
LEAST_ENDED = 5  # letters of a word that its ending can tell


def is_ordinary(word: str) -> bool:
    """Whether a word, in lower case, is an ordinary one: "growing", "grid"; not "brackwater"."""
    bare = word.rstrip("'’").removesuffix("'s").removesuffix("’s")
    if bare in ORDINARY or bare.removesuffix("s") in ORDINARY or bare in HAPPENINGS:
        return True
    return len(bare) >= LEAST_ENDED and bare.endswith(ENDINGS)
