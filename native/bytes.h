/* A page's bytes looked at before it is parsed, and the names in it parted. */

/* is_utf8(bytes): as Python's decoder is strict. */
static PyObject *
is_utf8(PyObject *module, PyObject *data)
{
    char *start;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(data, &start, &size) < 0)
        return NULL;
    const unsigned char *at = (const unsigned char *)start, *end = at + size;
    while (at < end) {
        uint64_t words[4]; /* most of a page is ASCII, whatever its language */
        while (end - at >= 32 && (memcpy(words, at, 32),
                                  ((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080ULL) == 0))
            at += 32;
        while (at < end && *at < 0x80)
            at++;
        if (at == end)
            break;
        unsigned char c = *at;
        int more = c < 0xc2 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : c < 0xf5 ? 3 : 0;
        if (more == 0 || end - at <= more)
            Py_RETURN_FALSE;
        unsigned char low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
        unsigned char high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf; /* no surrogates */
        if (at[1] < low || at[1] > high)
            Py_RETURN_FALSE;
        for (int i = 2; i <= more; i++)
            if ((at[i] & 0xc0) != 0x80)
                Py_RETURN_FALSE;
        at += more + 1;
    }
    Py_RETURN_TRUE;
}

static int
is_blank(unsigned char c) /* \s in a pattern of bytes */
{
    return c == ' ' || (c >= 0x09 && c <= 0x0d);
}

static int
is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

typedef struct { const unsigned char *end; int no_double, no_single; } quotes;

/* Past a quoted value, or NULL where it is never closed; that is looked for once. */
static const unsigned char *
past_quoted(const unsigned char *at, quotes *seen)
{
    int *none = *at == '"' ? &seen->no_double : &seen->no_single;
    if (*none)
        return NULL;
    const unsigned char *close = memchr(at + 1, *at, (size_t)(seen->end - at - 1));
    if (close == NULL)
        *none = 1;
    return close ? close + 1 : NULL;
}

/* Past one attribute and the blanks before it; NULL where none starts. */
static const unsigned char *
past_attribute(const unsigned char *at, quotes *seen)
{
    const unsigned char *end = seen->end;
    while (at < end && (is_blank(*at) || *at == '/'))
        at++;
    if (at == end || *at == '>')
        return NULL;
    at++;
    while (at < end && !is_blank(*at) && *at != '/' && *at != '>' && *at != '=')
        at++;
    const unsigned char *value = at;
    while (value < end && is_blank(*value))
        value++;
    if (value == end || *value != '=')
        return at;
    value++;
    while (value < end && is_blank(*value))
        value++;
    if (value < end && (*value == '"' || *value == '\'')) {
        const unsigned char *past = past_quoted(value, seen);
        if (past)
            return past;
    }
    while (value < end && !is_blank(*value) && *value != '>')
        value++;
    return value;
}

/* count_marks(bytes, marks): how many of the bytes are one of one or two marks. */
static PyObject *
count_marks(PyObject *module, PyObject *args)
{
    const char *at, *marks;
    Py_ssize_t size, length, count = 0;
    if (!PyArg_ParseTuple(args, "y#y#", &at, &size, &marks, &length))
        return NULL;
    if (length < 1 || length > 2) {
        PyErr_SetString(PyExc_ValueError, "one mark or two are counted");
        return NULL;
    }
    char one = marks[0], other = marks[length - 1];
    while (size) {
        unsigned char part = 0; /* counted in bytes, which compilers do many at a time */
        Py_ssize_t some = size < 240 ? size : 240; /* below 256, without a rest of sixteens */
        for (Py_ssize_t i = 0; i < some; i++)
            part += (at[i] == one) | (at[i] == other);
        count += part;
        at += some;
        size -= some;
    }
    return PyLong_FromSsize_t(count);
}

/* sane_length(bytes, most attributes): where the first tag with more attributes starts, or the end. */
static PyObject *
sane_length(PyObject *module, PyObject *args)
{
    const char *start;
    Py_ssize_t size;
    int most;
    if (!PyArg_ParseTuple(args, "y#i", &start, &size, &most))
        return NULL;
    const unsigned char *at = (const unsigned char *)start, *end = at + size;
    quotes seen = {end, 0, 0};
    while (at < end) {
        const unsigned char *tag = memchr(at, '<', (size_t)(end - at));
        if (tag == NULL)
            return PyLong_FromSsize_t(size);
        if (tag + 1 == end)
            return PyLong_FromSsize_t(size - 1);
        at = tag + 2;
        if (!is_letter(tag[1]))
            continue;
        while (at < end && !is_blank(*at) && *at != '/' && *at != '>')
            at++;
        for (int count = 0; count < most; count++) {
            const unsigned char *past = past_attribute(at, &seen);
            if (past == NULL)
                break;
            at = past;
        }
        while (at < end && (is_blank(*at) || *at == '/'))
            at++;
        if (at < end && *at != '>')
            return PyLong_FromSsize_t((const char *)tag - start);
        at += at < end;
    }
    return PyLong_FromSsize_t(size);
}

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
