/* A feed's texts and addresses looked at: nearly all are sound as they stand. */

static PyObject *name_of_isascii; /* the name of the method */
enum { SHORT_TEXT = 1024, USUAL_TEXT = 16384 }; /* characters */
static Py_UCS4 laid_out[USUAL_TEXT]; /* a text's characters, while somebody looks at them */

static int
is_illegible(Py_UCS4 c) /* ILLEGIBLE of article.py */
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c <= 0x9f) ||
           (c >= 0xd800 && c <= 0xdfff) || (c >= 0xfdd0 && c <= 0xfdef) || c == 0xfffe || c == 0xffff;
}

/* Of a run of characters each is compared without a branch, which compilers do many at a time. What
 * only may be illegible is looked at again. */
static int
all_legible(const Py_UCS4 *at, const Py_UCS4 *end)
{
    while (at < end) {
        Py_ssize_t some = end - at < 64 ? end - at : 64;
        int odd = 0;
        for (Py_ssize_t i = 0; i < some; i++) {
            int32_t c = (int32_t)at[i];
            odd |= (c < 0x20) & (c != '\n') & (c != '\r') & (c != '\t');
            odd |= ((c > 0x7e) & (c < 0xa0)) | (c > 0xd7ff);
        }
        for (Py_ssize_t i = 0; odd && i < some; i++)
            if (is_illegible(at[i]))
                return 0;
        at += some;
    }
    return 1;
}

static int
all_legible_ascii(const unsigned char *at, Py_ssize_t size)
{
    while (size) {
        Py_ssize_t some = size < 256 ? size : 256;
        unsigned char odd = 0;
        for (Py_ssize_t i = 0; i < some; i++)
            odd |= (unsigned char)((at[i] < 0x20) & (at[i] != '\n')) | (at[i] == 0x7f);
        for (Py_ssize_t i = 0; odd && i < some; i++)
            if (is_illegible(at[i]))
                return 0;
        at += some;
        size -= some;
    }
    return 1;
}

/* The characters of a text, until others are laid out; what is longer than usual is to be freed. */
static Py_UCS4 *
characters_of(PyObject *text, Py_ssize_t length)
{
    return length > USUAL_TEXT ? PyUnicode_AsUCS4Copy(text) : PyUnicode_AsUCS4(text, laid_out, USUAL_TEXT, 0);
}

/* What `look` says of the characters of a text of at most so many; -1 after an error. */
static int
look_at(PyObject *text, int (*look)(const Py_UCS4 *at, const Py_UCS4 *end), Py_ssize_t most)
{
    Py_ssize_t length = PyUnicode_GetLength(text);
    if (length < 0 || length > most)
        return length < 0 ? -1 : 0;
    Py_UCS4 *characters = characters_of(text, length);
    if (characters == NULL)
        return -1;
    int found = look(characters, characters + length);
    if (characters != laid_out)
        PyMem_Free(characters);
    return found;
}

static int
is_ascii(PyObject *text)
{
    PyObject *ascii = PyObject_CallMethodObjArgs(text, name_of_isascii, NULL);
    Py_XDECREF(ascii); /* True and False stay */
    return ascii ? ascii == Py_True : -1;
}

static int
look_legible(PyObject *text)
{
    int ascii = is_ascii(text);
    if (ascii != 1)
        return ascii ? -1 : look_at(text, all_legible, PY_SSIZE_T_MAX);
    Py_ssize_t size; /* the text itself: of ASCII no copy is made */
    const char *data = PyUnicode_AsUTF8AndSize(text, &size);
    return data ? all_legible_ascii((const unsigned char *)data, size) : -1;
}

static PyObject *
answer(int found)
{
    return found < 0 ? NULL : PyBool_FromLong(found);
}

/* is_legible(text): whether no character of the text is one that no page may carry. */
static PyObject *
is_legible(PyObject *module, PyObject *text)
{
    return answer(look_legible(text));
}

static int
plain_words(const Py_UCS4 *at, const Py_UCS4 *end)
{
    int space = 1; /* none at the beginning, none at the end, no two in a row */
    for (const Py_UCS4 *to = at; to < end; to++) {
        if (*to == '<' || *to == '&' || (*to == ' ' ? space : is_space(*to)))
            return 0;
        space = *to == ' ';
    }
    return !(space && at < end) && all_legible(at, end);
}

/* is_plain_title(text): whether a short title has no markup and no white space to be made one. */
static PyObject *
is_plain_title(PyObject *module, PyObject *text)
{
    return answer(look_at(text, plain_words, SHORT_TEXT));
}

static int
is_alphanumeric(unsigned char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

static int
is_of_path(unsigned char c) /* [!#-;=?-\[\]_a-z~] */
{
    return c == '!' || (c >= '#' && c <= ';') || c == '=' || (c >= '?' && c <= '[') || c == ']' ||
           c == '_' || (c >= 'a' && c <= 'z') || c == '~';
}

static int
opens_part(unsigned char c)
{
    return c == '#' || c == '?' || c == ';';
}

static int
look_plain_address(PyObject *link, Py_ssize_t most)
{
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(link, &size);
    if (text == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError))
            return -1;
        PyErr_Clear(); /* half a character */
        return 0;
    }
    const unsigned char *at = (const unsigned char *)text, *end = at + size;
    if (size > most || size < 8 || memcmp(at, "http", 4) != 0)
        return 0;
    at += at[4] == 's' ? 5 : 4;
    if (memcmp(at, "://", 3) != 0)
        return 0;
    const unsigned char *host = at += 3;
    while (at < end && (is_alphanumeric(*at) || *at == '.' || *at == '-'))
        at++;
    if (at == host || at - host > 252 || !is_alphanumeric(*host) || !is_alphanumeric(at[-1]))
        return 0;
    if (at < end && *at == ':') {
        const unsigned char *port = ++at;
        while (at < end && *at >= '0' && *at <= '9')
            at++;
        if (at == port || at - port > 5)
            return 0;
    }
    if (at < end && *at != '/' && *at != '?' && *at != '#')
        return 0;
    for (; at < end; at++)
        if (!is_of_path(*at) || (*at == '.' && at[-1] == '/') ||
            (opens_part(*at) && (at + 1 == end || opens_part(at[1])))) /* an empty part is dropped */
            return 0;
    return 1;
}

/* is_plain_address(link, most): whether it is a whole http address in which nothing is to be mended. */
static PyObject *
is_plain_address(PyObject *module, PyObject *args)
{
    PyObject *link;
    Py_ssize_t most;
    return PyArg_ParseTuple(args, "Un", &link, &most) ? answer(look_plain_address(link, most)) : NULL;
}

static int
starts(const unsigned char *at, const unsigned char *end, const char *with, size_t length)
{
    return (size_t)(end - at) >= length && memcmp(at, with, length) == 0;
}

/* The length of the name of an element that holds text, which begins at `at` and ends with `>`. */
static size_t
text_element(const unsigned char *at, const unsigned char *end)
{
    if (starts(at, end, "title>", 6))
        return 5;
    if (starts(at, end, "summary>", 8))
        return 7;
    return starts(at, end, "description>", 12) ? 11 : 0;
}

/* odd_text_end(data, since): where the next `</title>`, `</description>` or `</summary>` is that ends
 * neither a CDATA section nor plain text after a start tag without attributes; below zero: nowhere. */
static PyObject *
odd_text_end(PyObject *module, PyObject *args)
{
    const char *data;
    Py_ssize_t size, since;
    if (!PyArg_ParseTuple(args, "y#n", &data, &size, &since))
        return NULL;
    if (since < 0)
        since = 0;
    const unsigned char *start = (const unsigned char *)data, *end = start + size, *before = NULL;
    const unsigned char *at = start + (since < size ? since : size);
    while (before == NULL && at > start)
        if (*--at == '<')
            before = at;
    at = start + (since < size ? since : size);
    while ((at = memchr(at, '<', (size_t)(end - at)))) {
        size_t length = end - at > 1 && at[1] == '/' ? text_element(at + 2, end) : 0;
        if (length && !(at - start >= 3 && memcmp(at - 3, "]]>", 3) == 0) &&
            !(before && starts(before + 1, end, (const char *)at + 2, length + 1)))
            return PyLong_FromSsize_t(at - start);
        before = at++;
    }
    return PyLong_FromLong(-1);
}
