/* Words of a title and a lead → terms and how often each comes: the twin of terms_of in cluster/terms.py. */

enum { FUNCTION_PLACES = 4096, LONGEST_FUNCTION_WORD = 59, LONGEST_WORD = 512 }; /* half the places are used at most */
static const uint32_t NAME_MARK = 0x5bd1e995u, PAIR_STEP = 0x9e3779b1u;
static const uint64_t IS_NAME = 1ULL << 32;

static uint32_t crc_table[256];
static struct { uint32_t crc; uint8_t length; char text[LONGEST_FUNCTION_WORD]; } function_words[FUNCTION_PLACES];

static uint32_t
crc_of(const unsigned char *at, size_t length, uint32_t crc)
{
    crc = ~crc;
    for (size_t i = 0; i < length; i++)
        crc = crc_table[(crc ^ at[i]) & 0xff] ^ (crc >> 8);
    return ~crc;
}

/* configure_terms(function words) */
static PyObject *
configure_terms(PyObject *module, PyObject *words)
{
    for (uint32_t n = 0; n < 256; n++) {
        uint32_t crc = n;
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? 0xedb88320u ^ (crc >> 1) : crc >> 1;
        crc_table[n] = crc;
    }
    memset(function_words, 0, sizeof function_words);
    Py_ssize_t many = PyList_Size(words);
    if (many < 0 || many > FUNCTION_PLACES / 2)
        return PyErr_Occurred() ? NULL : PyErr_Format(PyExc_ValueError, "too many function words");
    for (Py_ssize_t i = 0; i < many; i++) {
        Py_ssize_t size;
        const char *text = PyUnicode_AsUTF8AndSize(PyList_GetItem(words, i), &size);
        if (text == NULL)
            return NULL;
        if (size > LONGEST_FUNCTION_WORD)
            return PyErr_Format(PyExc_ValueError, "a function word that is too long");
        uint32_t crc = crc_of((const unsigned char *)text, (size_t)size, 0), place = crc % FUNCTION_PLACES;
        while (function_words[place].length)
            place = (place + 1) % FUNCTION_PLACES;
        function_words[place].crc = crc;
        function_words[place].length = (uint8_t)size;
        memcpy(function_words[place].text, text, (size_t)size);
    }
    Py_RETURN_NONE;
}

static int
is_function_word(const unsigned char *word, size_t length, uint32_t crc)
{
    for (uint32_t place = crc % FUNCTION_PLACES; function_words[place].length; place = (place + 1) % FUNCTION_PLACES)
        if (function_words[place].crc == crc && function_words[place].length == length &&
            memcmp(function_words[place].text, word, length) == 0)
            return 1;
    return 0;
}

/* What a character is in a word: none of it, a digit, another letter, an apostrophe, or known to Python only. */
enum { NO_WORD, WORD_DIGIT, WORD_LETTER, WORD_MARK, WORD_UNKNOWN };

static int
kind_in_word(uint32_t c)
{
    if (c < 0x80)
        return c >= '0' && c <= '9' ? WORD_DIGIT : is_letter((unsigned char)c) ? WORD_LETTER : c == '\'' ? WORD_MARK : NO_WORD;
    if (c >= 0xc0 && c <= 0xff)
        return c == 0xd7 || c == 0xf7 ? NO_WORD : WORD_LETTER;
    if (c == 0x2019)
        return WORD_MARK;
    int is_mark = c == 0xa0 || c == 0xab || c == 0xbb || (c >= 0x2010 && c <= 0x2027) || c == 0x20ac;
    return is_mark ? NO_WORD : WORD_UNKNOWN;
}

typedef struct { uint64_t *codes; Py_ssize_t length, room; } code_run;

static int
put_code(code_run *to, uint64_t code)
{
    if (to->length == to->room) {
        Py_ssize_t room = 2 * to->room + 256;
        uint64_t *grown = realloc(to->codes, (size_t)room * sizeof *grown);
        if (grown == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        to->codes = grown;
        to->room = room;
    }
    to->codes[to->length++] = code;
    return 0;
}

/* The code of a word in lower case, without its apostrophe and s. */
static uint64_t
code_of(const unsigned char *low, size_t length, int is_name)
{
    size_t characters = 0;
    for (size_t i = 0; i < length; i++)
        characters += (low[i] & 0xc0) != 0x80;
    uint32_t whole = crc_of(low, length, 0);
    if (characters < 2 || is_function_word(low, length, whole))
        return 0;
    size_t ending = 0;
    const char *const endings[] = {"ing", "ed", "es", "s"};
    for (int i = 0; i < 4 && !ending; i++) {
        size_t size = strlen(endings[i]);
        if (characters >= size + 4 && memcmp(low + length - size, endings[i], size) == 0)
            ending = size;
    }
    uint32_t term = ending ? crc_of(low, length - ending, 0) : whole;
    return (term ? term : 1) | (is_name ? IS_NAME : 0);
}

/* Where a number with separators ends that starts here, "5,351"; where it starts if there is none. */
static const unsigned char *
number_end(const unsigned char *at, const unsigned char *end)
{
    const unsigned char *to = at, *found = at;
    while (to < end && *to >= '0' && *to <= '9')
        to++;
    while (to > at && end - to > 1 && (*to == '.' || *to == ',') && to[1] >= '0' && to[1] <= '9') {
        for (to++; to < end && *to >= '0' && *to <= '9'; to++)
            ;
        found = to;
    }
    return found;
}

/* Letters and digits to their end, in lower case behind what stands in `low`. */
static const unsigned char *
letters(const unsigned char *at, const unsigned char *end, unsigned char *low, size_t *length)
{
    for (const unsigned char *next; at < end; at = next) {
        uint32_t c = character(at, end, &next);
        int kind = kind_in_word(c);
        if (kind != WORD_LETTER && kind != WORD_DIGIT)
            break;
        if (c < 0x80)
            low[(*length)++] = (unsigned char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        else {
            if (c <= 0xde)
                c += 0x20;
            low[(*length)++] = 0xc3;
            low[(*length)++] = (unsigned char)(0x80 | (c & 0x3f));
        }
    }
    return at;
}

/* The codes of a piece without white space, all of whose characters are known here. */
static int
put_plain(code_run *to, const unsigned char *at, const unsigned char *end)
{
    unsigned char low[LONGEST_WORD + 8];
    while (at < end) {
        const unsigned char *next, *last, *start = at;
        uint32_t first = character(at, end, &next);
        int kind = kind_in_word(first);
        if (kind != WORD_LETTER && kind != WORD_DIGIT) {
            at = next;
            continue;
        }
        size_t length = 0;
        int is_name = kind == WORD_DIGIT || (first >= 'A' && first <= 'Z') || (first >= 0xc0 && first <= 0xde);
        at = kind == WORD_DIGIT ? number_end(start, end) : start;
        if (at > start) {
            length = (size_t)(at - start);
            memcpy(low, start, length);
        } else {
            at = letters(start, end, low, &length);
            if (at < end && kind_in_word(character(at, end, &last)) == WORD_MARK) {
                size_t before = length;
                low[length++] = '\'';
                const unsigned char *to_end = letters(last, end, low, &length);
                if (to_end == last)
                    length = before;
                else
                    at = to_end;
                if (length == before + 2 && low[before + 1] == 's')
                    length = before;
            }
        }
        if (put_code(to, code_of(low, length, is_name)) < 0)
            return -1;
    }
    return 0;
}

/* The codes of a piece as Python finds them; 1 where there are words without spaces among them. */
static int
put_asked(code_run *to, const unsigned char *at, const unsigned char *end, PyObject *codes_of)
{
    PyObject *piece = PyUnicode_DecodeUTF8((const char *)at, end - at, NULL);
    PyObject *codes = piece ? PyObject_CallFunctionObjArgs(codes_of, piece, NULL) : NULL;
    Py_XDECREF(piece);
    int done = codes ? 0 : -1;
    Py_ssize_t many = done == 0 ? PyTuple_Size(codes) : 0;
    if (many < 0)
        done = -1;
    for (Py_ssize_t i = 0; done == 0 && i < many; i++) {
        PyObject *code = PyTuple_GetItem(codes, i);
        if (!PyLong_Check(code))
            done = 1;
        else if (put_code(to, PyLong_AsUnsignedLongLong(code)) < 0 || PyErr_Occurred())
            done = -1;
    }
    Py_XDECREF(codes);
    return done;
}

/* The codes of a text, no more than wanted or those of a piece more; 1 where Python is to do it. */
static int
put_codes(code_run *to, const unsigned char *at, const unsigned char *end, Py_ssize_t wanted, PyObject *codes_of)
{
    Py_ssize_t before = to->length;
    while (at < end && to->length - before < wanted) {
        const unsigned char *start = at, *next;
        int known = 1, empty = 1;
        for (; at < end; at = next) {
            uint32_t c = character(at, end, &next);
            if (is_space(c))
                break;
            empty = 0;
            known &= kind_in_word(c) != WORD_UNKNOWN;
        }
        if (!empty) {
            known &= at - start <= LONGEST_WORD;
            int done = known ? put_plain(to, start, at) : put_asked(to, start, at, codes_of);
            if (done != 0)
                return done;
        }
        if (at < end)
            at = next;
    }
    return 0;
}

/* Where so many characters end. */
static const unsigned char *
after_characters(const unsigned char *at, const unsigned char *end, Py_ssize_t count)
{
    for (; at < end; at++) {
        if ((*at & 0xc0) == 0x80)
            continue;
        if (count <= 0)
            break;
        count--;
    }
    return at;
}

/* The lead: `most` codes of the first characters, or of more of them where these hold fewer. */
static int
put_lead(code_run *to, const unsigned char *at, const unsigned char *end, Py_ssize_t most, Py_ssize_t enough,
         PyObject *codes_of)
{
    Py_ssize_t before = to->length;
    const unsigned char *cut = after_characters(at, end, enough);
    most = most < 0 ? 0 : most < end - at ? most : end - at; /* a code is of a character at least */
    int done = put_codes(to, at, cut, most + 1, codes_of);
    if (done == 0 && to->length - before <= most && cut < end) {
        to->length = before;
        done = put_codes(to, at, end, most, codes_of);
    }
    if (done == 0 && to->length - before > most)
        to->length = before + most;
    return done;
}

/* Distinct terms in the order they came; a place holds the number of one, from 1 on. */
typedef struct { uint32_t *places, mask, *terms; float *counts; Py_ssize_t length; } counter;

static void
count_term(counter *in, uint32_t term)
{
    uint32_t place = (term * 0x85ebca6bu >> 5) & in->mask;
    while (in->places[place] && in->terms[in->places[place] - 1] != term)
        place = (place + 1) & in->mask;
    if (in->places[place] == 0) {
        in->terms[in->length] = term;
        in->counts[in->length] = 0;
        in->places[place] = (uint32_t)++in->length;
    }
    in->counts[in->places[place] - 1] += 1;
}

/* The distinct terms of codes: words, names, then pairs; `ends` says where each of these ends. */
static int
count_codes(const code_run *of, uint32_t *terms, float *counts, Py_ssize_t ends[3])
{
    size_t places = 64;
    while (places < 2 * (size_t)of->length)
        places *= 2;
    counter in = {malloc(places * sizeof *in.places), (uint32_t)places - 1, terms, counts, 0};
    if (in.places == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (int kind = 0; kind < 3; kind++) {
        memset(in.places, 0, places * sizeof *in.places);
        for (Py_ssize_t i = 0; i < of->length; i++) {
            uint64_t code = of->codes[i], next = i + 1 < of->length ? of->codes[i + 1] : 0;
            uint32_t pair = (uint32_t)code * PAIR_STEP + (uint32_t)next, name = (uint32_t)code ^ NAME_MARK;
            if (kind == 0 && code)
                count_term(&in, (uint32_t)code);
            else if (kind == 1 && code & IS_NAME)
                count_term(&in, name ? name : 1);
            else if (kind == 2 && code && next)
                count_term(&in, pair ? pair : 1);
        }
        ends[kind] = in.length;
    }
    free(in.places);
    return 0;
}

/* count_terms(title, lead, times of the title, words of the lead, characters that hold as many,
 * codes of a piece): (terms, how often each comes, how many are words, and words or names); None where
 * Python is to do it. */
static PyObject *
count_terms(PyObject *module, PyObject *args)
{
    PyObject *title, *lead, *codes_of, *terms = NULL, *counts = NULL, *result = NULL;
    Py_ssize_t times, words, enough, size[2], ends[3];
    const char *text[2];
    code_run codes = {NULL, 0, 0};
    if (!PyArg_ParseTuple(args, "UUnnnO", &title, &lead, &times, &words, &enough, &codes_of))
        return NULL;
    for (int i = 0; i < 2; i++) {
        text[i] = PyUnicode_AsUTF8AndSize(i ? lead : title, &size[i]);
        if (text[i] == NULL) {
            if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError))
                return NULL;
            PyErr_Clear();
            Py_RETURN_NONE;
        }
    }
    const unsigned char *at = (const unsigned char *)text[0];
    int done = put_codes(&codes, at, at + size[0], PY_SSIZE_T_MAX, codes_of);
    Py_ssize_t length = codes.length;
    for (Py_ssize_t time = 0; done == 0 && time < times; time++) {
        for (Py_ssize_t i = 0; done == 0 && time && i < length; i++)
            done = put_code(&codes, codes.codes[i]);
        if (done == 0)
            done = put_code(&codes, 0);
    }
    at = (const unsigned char *)text[1];
    if (done == 0)
        done = put_lead(&codes, at, at + size[1], words, enough, codes_of);
    if (done == 1) {
        free(codes.codes);
        Py_RETURN_NONE;
    }
    size_t most = 3 * (size_t)codes.length + 1;
    uint32_t *found = done == 0 ? malloc(most * sizeof *found) : NULL;
    float *times_found = found ? malloc(most * sizeof *times_found) : NULL;
    if (done == 0 && times_found == NULL)
        PyErr_NoMemory();
    if (times_found && count_codes(&codes, found, times_found, ends) == 0) {
        terms = PyBytes_FromStringAndSize((const char *)found, ends[2] * 4);
        counts = PyBytes_FromStringAndSize((const char *)times_found, ends[2] * 4);
        if (terms && counts)
            result = Py_BuildValue("OOnn", terms, counts, ends[0], ends[1]);
    }
    Py_XDECREF(terms);
    Py_XDECREF(counts);
    free(found);
    free(times_found);
    free(codes.codes);
    return result;
}
