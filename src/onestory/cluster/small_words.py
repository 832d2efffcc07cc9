"""Small words: those that tell no event from another, in many languages.

A word of one language's list that means something in another ("door", "men", "ki") is left out: no
language is told before words are dropped. An article that has the small words of none is said to be in
a language of which nothing is known, and its words are counted otherwise (`StoryIndex`).
"""

from __future__ import annotations

from collections import Counter

LOOKED_AT = 600  # characters of a text
FEWEST_WORDS = 40  # a shorter text may have none by chance
KNOWN_SHARE = 0.1  # the lists hold a tenth of the words of a text at least, mostly a third
KNOWN_WORDS = 5  # different ones
SHORT = 3  # letters: in a language of which nothing is known, words so short tell nothing

SMALL_WORDS = {
    "en": """
        a an and are as at be been but by for from had has have he her his i if in into is
        it its new no not of on or our over said say says she so than that the their them
        there they this to up us was we were what when which who will with would after about
        also can could did do more most my one out some then these those two under until
        while you your before between because during against through told according year
        years day days people monday tuesday wednesday thursday friday saturday sunday
    """,
    "de": """
        der die das den dem des ein eine einer eines und oder ist sind war waren im in am an
        auf aus bei mit nach von vor zu zum zur für über unter nicht auch als wie dass sich
        es er sie wir ihr hat haben wird werden sagte montag dienstag mittwoch donnerstag
        freitag samstag sonntag so
    """,
    "fr": """
        le la les un une des du de et ou est sont était dans sur sous avec pour par pas plus
        que qui ne se ce cette ces il elle ils elles nous vous au aux en y son sa ses leur
        leurs dit lundi mardi mercredi jeudi vendredi samedi dimanche on
    """,
    "es": """
        el la los las un unos unas de del al y o en es son fue fueron con sin por para no
        más que quien se su sus lo le como este esta estos estas pero ya dijo lunes martes
        miércoles jueves viernes sábado domingo
    """,
    "it": """
        il lo gli di da che non per con del dello della dei degli delle nel nella nei nelle
        sul sulla alla dal dalla sono è ha hanno più come anche ma questo questa dopo stato
        stata essere uno lui loro
    """,
    "pt": """
        os um uma não mais das no na nas em ao à às foi são também pelo pela pelos ser seu
        sua seus suas já muito quando está depois até isso ele ela eles entre sobre
    """,
    "nl": """
        het een niet met voor aan ook naar maar zijn heeft werd wordt bij nog om te dat deze
        worden hebben geen uit kan zal waren hun ze wij wel tegen volgens jaar zei
    """,
    "sv": """
        och att det som på är av för med den till inte om ett har hade från vid efter kan
        ska skulle också eller sedan än där när säger
    """,
    "da": """
        og at det som på er af for med den til ikke om et har havde ved efter kan skal også
        eller siden hvor når blandt siger blev
    """,
    "nb": """
        og på som av til ikke ble hun etter ved sier skal også eller enn når blant
    """,
    "fi": """
        ja on ei että oli se hän ovat mutta myös kun kuin joka niin mukaan vuonna ole hänen
        jo vain
    """,
    "pl": """
        nie się że na do jest to od po za jak dla przez przy tym tego być są był była było
        oraz już który która które tylko jego ich
    """,
    "cs": """
        na se že je do ve za od po jako byl byla bylo jsou který která které podle také jeho
        aby nebo ještě
    """,
    "sk": """
        na sa že je do vo pre za od po ako bol bola bolo sú ktorý ktorá ktoré podľa aj jeho
        aby alebo
    """,
    "hr": """
        na se da je za od po su kao bila bilo koji koja koje nije iz će što samo
    """,
    "sl": """
        na se da je za od po so kot bil bila bilo ni iz bo ter tudi pri
    """,
    "hu": """
        az és hogy nem egy is volt már csak vagy ez azt be el de után szerint
    """,
    "ro": """
        și în de la cu pe nu că din pentru este sunt fost sau după prin fi ca lui au iar
    """,
    "tr": """
        ve bir bu da de için ile olarak ne çok daha olan gibi ancak kadar sonra ise değil mi
        oldu göre üzere tarafından ilgili yapılan edildi etti dedi olduğu yer her sayılı
        dolayı
    """,
    "id": """
        yang di untuk dengan dari ini itu pada dalam tidak akan oleh ke juga atau adalah
        telah sebagai mereka bisa karena
    """,
    "vi": """
        là và của các có được trong cho với không một những đã này khi người ra từ đến cũng
        như để bị ở sau năm nhiều tại về vào nên thì lại theo trên còn do vì đang sẽ rất hơn
        đây
    """,
    "sw": """
        ya na wa kwa ni za katika cha vya kuwa hiyo huo yake pia lakini hata
    """,
    "tl": """
        ang ng sa na mga ay at ito siya para pero
    """,
    "ca": """
        el la els les un una i de del dels que no és amb per al als va més però
    """,
    "ru": """
        и в не на что с по из к как это но за о от для у же его был была было были она они
        он так или также до при
    """,
    "uk": """
        і й в у не на що з по із до як це але за про від для та його був була було були вона
        вони він або також при
    """,
    "bg": """
        и в не на че с по от за да се е са но като това той тя те или също при ще
    """,
    "sr": """
        и у не на да се је за од су као али или би
    """,
    "el": """
        και το η ο να του της τα την των με που για στο στη στην από δεν είναι θα τον στα οι
        μια ένα ότι
    """,
    "ar": """
        في من على إلى أن عن مع هذا هذه التي الذي كان كانت ما لا بعد قبل بين كما وقد قد لم أو
        ذلك خلال
    """,
    "fa": """
        و در به از که این را با است برای آن یک می بر های تا هم شد خود
    """,
    "ur": """
        کے میں ہے کی سے کا کو اور پر نے یہ کہ ہیں بھی
    """,
    "he": """
        של את על לא עם זה הוא היא כי גם או אל מה יותר אך כל בין לפי
    """,
    "hi": """
        के में है की से का को और पर ने यह कि हैं भी एक था इस नहीं लिए
    """,
    "bn": """
        এবং ও এই থেকে করে না তার যে এ একটি হয় জন্য
    """,
    "ta": """
        மற்றும் ஒரு இந்த என்று
    """,
    "lt": """
        ir kad į iš su ne yra bet kaip buvo jis apie po nuo dėl prie jau taip arba šios
    """,
    "lv": """
        un ir ar no uz par ka kas bet arī pie tika nav lai kā gan vai pēc
    """,
    "et": """
        ja on ei et oli ka kui mis või aga ning ta oma pärast selle ole
    """,
}

FUNCTION_WORDS = frozenset(" ".join(SMALL_WORDS.values()).split())

_LISTS = [frozenset(words.split()) for words in SMALL_WORDS.values()]


def small_words_known(text: str) -> bool:
    """Whether a text has as many small words of one language as any text in it. True for one that is
    too short to tell, and for scripts without spaces, which have no such words."""
    words = text[:LOOKED_AT].lower().split()
    if len(words) < FEWEST_WORDS:
        return True
    counts = Counter(filter(FUNCTION_WORDS.__contains__, words))
    return any(
        len(found) >= KNOWN_WORDS
        and sum(map(counts.__getitem__, found)) >= KNOWN_SHARE * len(words)
        for found in map(counts.keys().__and__, _LISTS)
    )
