/* Class and id names parted into words, and what a box is for by them: the twin of extract/names.py. */

/* Where the word that starts at `at` ends: "[A-Z]?[a-z]+" or "[A-Z]+(?![a-z])". */
static const unsigned char *
word_end(const unsigned char *at, const unsigned char *end)
{
    const unsigned char *to = at;
    while (to < end && *to >= 'A' && *to <= 'Z')
        to++;
    int small = to < end && *to >= 'a' && *to <= 'z';
    if (small && to - at > 1)
        return to - 1; /* "XLImage": the last capital begins the next word */
    if (small)
        while (to < end && *to >= 'a' && *to <= 'z')
            to++;
    return to;
}

static int
put(PyObject *set, const char *text, size_t length)
{
    PyObject *word = PyUnicode_FromStringAndSize(text, (Py_ssize_t)length);
    int done = word ? PySet_Add(set, word) : -1;
    Py_XDECREF(word);
    return done;
}

/* name_parts(name): the words of a class or id, lower case, and each two neighbours with a hyphen. */
static PyObject *
name_parts(PyObject *module, PyObject *name)
{
    char lower[1024];
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(name, &size);
    if (text == NULL)
        return NULL;
    const unsigned char *at = (const unsigned char *)text, *end = at + size;
    PyObject *found = PySet_New(NULL);
    size_t before = 0; /* the length of the word before, which stands first in `lower` */
    while (found && at < end) {
        if (!is_letter(*at)) {
            at++;
            continue;
        }
        const unsigned char *to = word_end(at, end);
        size_t length = (size_t)(to - at), start = before ? before + 1 : 0;
        if (start + length > sizeof lower) {
            PyErr_SetString(PyExc_ValueError, "a name longer than names are looked at");
            Py_CLEAR(found);
            break;
        }
        for (size_t i = 0; i < length; i++)
            lower[start + i] = (char)(at[i] | 0x20);
        if (put(found, lower + start, length) < 0 ||
            (before && (lower[before] = '-', put(found, lower, start + length) < 0)))
            Py_CLEAR(found);
        memmove(lower, lower + start, length);
        before = length;
        at = to;
    }
    return found;
}

enum { NAMED = 1, BESIDE = 2, BODY = 4, COMMENTS = 8 }; /* of `named` in a box */
enum { WORDS = 1024, NAME_ROOM = 1024 };               /* places of words; bytes of two words */

typedef struct { char *word; size_t length; unsigned says; } known_word;
static known_word known_words[WORDS];
static char *beside_stems[16];
static Py_ssize_t longest_name; /* characters */
static PyObject *hidden_style;  /* asked for a style that is not ASCII */

static size_t
place_of(const char *word, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 16777619u;
    return hash % WORDS;
}

/* Where a word stands in the table, or the free place where it would. */
static known_word *
find_word(const char *word, size_t length)
{
    size_t at = place_of(word, length);
    while (known_words[at].word &&
           (known_words[at].length != length || memcmp(known_words[at].word, word, length) != 0))
        at = (at + 1) % WORDS;
    return &known_words[at];
}

static char *
copied(PyObject *text, size_t *length)
{
    Py_ssize_t size;
    const char *given = PyUnicode_AsUTF8AndSize(text, &size);
    char *made = given ? malloc((size_t)size + 1) : NULL;
    if (made) {
        memcpy(made, given, (size_t)size + 1);
        *length = (size_t)size;
    } else if (given)
        PyErr_NoMemory();
    return made;
}

/* configure_names(words by what they say, stems, longest name, style that hides) */
static PyObject *
configure_names(PyObject *module, PyObject *args)
{
    PyObject *words, *stems, *style, *key, *value;
    Py_ssize_t at = 0, longest;
    if (!PyArg_ParseTuple(args, "O!O!nO", &PyDict_Type, &words, &PyTuple_Type, &stems, &longest, &style))
        return NULL;
    if (PyDict_Size(words) > WORDS / 2 || PyTuple_Size(stems) >= 16 ||
        longest < 0 || longest > NAME_ROOM / 2 - 1) {
        PyErr_SetString(PyExc_ValueError, "more words, or longer ones, than there is room for");
        return NULL;
    }
    for (size_t i = 0; i < WORDS; i++)
        free(known_words[i].word);
    memset(known_words, 0, sizeof known_words);
    while (PyDict_Next(words, &at, &key, &value)) {
        size_t length;
        char *word = copied(key, &length);
        if (word == NULL)
            return NULL;
        *find_word(word, length) = (known_word){word, length, (unsigned)PyLong_AsLong(value)};
    }
    for (Py_ssize_t i = 0; i < 16; i++) {
        size_t length;
        free(beside_stems[i]);
        beside_stems[i] = i < PyTuple_Size(stems) ? copied(PyTuple_GetItem(stems, i), &length) : NULL;
    }
    longest_name = longest;
    hold(&hidden_style, style);
    if (PyErr_Occurred())
        return NULL;
    Py_RETURN_NONE;
}

/* What the words of a name say, the first `longest_name` characters of it. */
static unsigned
said_by(const unsigned char *at, size_t size)
{
    char lower[NAME_ROOM];
    const unsigned char *end = at, *whole = at + size;
    if (size <= (size_t)longest_name)
        end = whole; /* as nearly every name: no more bytes than characters are looked at */
    for (Py_ssize_t i = 0; i < longest_name && end < whole; i++)
        character(end, whole, &end);
    unsigned says = 0;
    size_t before = 0;
    while (at < end) {
        if (!is_letter(*at)) {
            at++;
            continue;
        }
        const unsigned char *to = word_end(at, end);
        size_t length = (size_t)(to - at), start = before ? before + 1 : 0;
        for (size_t i = 0; i < length; i++)
            lower[start + i] = (char)(at[i] | 0x20);
        says |= find_word(lower + start, length)->says;
        for (int i = 0; beside_stems[i]; i++) {
            size_t stem = strlen(beside_stems[i]);
            if (length >= stem && memcmp(lower + start, beside_stems[i], stem) == 0)
                says |= BESIDE;
        }
        if (before) {
            lower[before] = '-';
            says |= find_word(lower, start + length)->says;
        }
        memmove(lower, lower + start, length);
        before = length;
        at = to;
    }
    return says;
}

static const unsigned char *
past_space(const unsigned char *at, const unsigned char *end)
{
    while (at < end && is_space(*at))
        at++;
    return at;
}

static int
follows(const unsigned char *at, const unsigned char *end, const char *word) /* without case */
{
    for (; *word; word++, at++)
        if (at >= end || lowered(*at) != (unsigned char)*word)
            return 0;
    return 1;
}

/* Whether a style says "display: none" or "visibility: hidden"; below zero after an error. */
static int
hides(const lexbor_str *style)
{
    static const char *const WAYS[][2] = {{"display", "none"}, {"visibility", "hidden"}};
    const unsigned char *end = style->data + style->length;
    for (const unsigned char *at = style->data; at < end; at++) {
        if (*at >= 0x80) {
            PyObject *text = PyUnicode_DecodeUTF8((const char *)style->data, (Py_ssize_t)style->length, "replace");
            PyObject *found = text ? PyObject_CallFunctionObjArgs(hidden_style, text, NULL) : NULL;
            int says = found ? found != Py_None : -1;
            Py_XDECREF(text);
            Py_XDECREF(found);
            return says;
        }
    }
    for (const unsigned char *at = style->data; at < end; at++)
        for (int i = 0; i < 2; i++) {
            if (!follows(at, end, WAYS[i][0]))
                continue;
            const unsigned char *colon = past_space(at + strlen(WAYS[i][0]), end);
            if (colon < end && *colon == ':' && follows(past_space(colon + 1, end), end, WAYS[i][1]))
                return 1;
        }
    return 0;
}

/* What a box is for by its name and style, found out once; its tag is looked at elsewhere. */
static int
read_named(box *record)
{
    if (record->named)
        return 0;
    static run name; /* kept from one name to the next: this runs under the interpreter's lock */
    lexbor_str values[N_WANTED];
    int hidden = read_naming(record->node, values, &name);
    unsigned says = hidden < 0 ? 0 : said_by(name.data, name.length);
    if (hidden == 0 && values[STYLE].length)
        hidden = hides(&values[STYLE]);
    if (hidden < 0)
        return -1;
    record->named = NAMED | says | (hidden ? BESIDE : 0);
    return 0;
}
