/* A page's bytes looked at before it is parsed. */

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
is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int
is_alnum(unsigned char c) /* in ASCII */
{
    return is_letter(c) || (c >= '0' && c <= '9');
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
