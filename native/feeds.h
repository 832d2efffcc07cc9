/* A feed's texts and addresses looked at: nearly all are sound as they stand. */

static PyObject *name_of_isascii; /* the name of the method */
enum { SHORT_TEXT = 1024 }; /* characters of a text that are laid out on the stack */

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

/* What `look` says of the characters of a text of at most so many. */
static PyObject *
looked_at(PyObject *text, int (*look)(const Py_UCS4 *at, const Py_UCS4 *end), Py_ssize_t most)
{
    Py_UCS4 near[SHORT_TEXT], *characters = near;
    Py_ssize_t length = PyUnicode_GetLength(text);
    if (length < 0)
        return NULL;
    if (length > most)
        Py_RETURN_FALSE;
    if (length > SHORT_TEXT)
        characters = PyUnicode_AsUCS4Copy(text);
    else if (PyUnicode_AsUCS4(text, near, SHORT_TEXT, 0) == NULL)
        return NULL;
    if (characters == NULL)
        return NULL;
    int found = look(characters, characters + length);
    if (characters != near)
        PyMem_Free(characters);
    return PyBool_FromLong(found);
}

/* is_legible(text): whether no character of the text is one that no page may carry. */
static PyObject *
is_legible(PyObject *module, PyObject *text)
{
    PyObject *ascii = PyObject_CallMethodObjArgs(text, name_of_isascii, NULL);
    if (ascii == NULL)
        return NULL;
    Py_DECREF(ascii); /* True and False stay */
    if (ascii != Py_True)
        return looked_at(text, all_legible, PY_SSIZE_T_MAX);
    Py_ssize_t size; /* the text itself: of ASCII no copy is made */
    const char *data = PyUnicode_AsUTF8AndSize(text, &size);
    return data ? PyBool_FromLong(all_legible_ascii((const unsigned char *)data, size)) : NULL;
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
    return looked_at(text, plain_words, SHORT_TEXT);
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

/* is_plain_address(link, most): whether it is a whole http address in which nothing is to be mended. */
static PyObject *
is_plain_address(PyObject *module, PyObject *args)
{
    PyObject *link;
    Py_ssize_t most, size;
    if (!PyArg_ParseTuple(args, "Un", &link, &most))
        return NULL;
    const char *text = PyUnicode_AsUTF8AndSize(link, &size);
    if (text == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError))
            return NULL;
        PyErr_Clear(); /* half a character */
        Py_RETURN_FALSE;
    }
    const unsigned char *at = (const unsigned char *)text, *end = at + size;
    if (size > most || size < 8 || memcmp(at, "http", 4) != 0)
        Py_RETURN_FALSE;
    at += at[4] == 's' ? 5 : 4;
    if (memcmp(at, "://", 3) != 0)
        Py_RETURN_FALSE;
    const unsigned char *host = at += 3;
    while (at < end && (is_alphanumeric(*at) || *at == '.' || *at == '-'))
        at++;
    if (at == host || at - host > 252 || !is_alphanumeric(*host) || !is_alphanumeric(at[-1]))
        Py_RETURN_FALSE;
    if (at < end && *at == ':') {
        const unsigned char *port = ++at;
        while (at < end && *at >= '0' && *at <= '9')
            at++;
        if (at == port || at - port > 5)
            Py_RETURN_FALSE;
    }
    if (at < end && *at != '/' && *at != '?' && *at != '#')
        Py_RETURN_FALSE;
    for (; at < end; at++)
        if (!is_of_path(*at) || (*at == '.' && at[-1] == '/'))
            Py_RETURN_FALSE;
    Py_RETURN_TRUE;
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
