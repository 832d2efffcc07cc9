/* Lines folded: the twin of fold_plainly in extract/lines.py. */

enum { LONGEST_FOLDED = 2048 }; /* bytes; of longer texts Python is asked */

/* Whether a character that lower_plain takes is a letter or digit; below zero where that is left to Python. */
static int
is_folded(uint32_t c)
{
    if (c < 0x80)
        return is_alnum((unsigned char)c);
    if ((c >= 0xc0 && c <= 0xff && c != 0xd7 && c != 0xf7) || (c >= 0x400 && c <= 0x45f) || is_uncased(c))
        return 1;
    int is_mark = c == 0xa0 || c == 0xab || c == 0xbb || (c >= 0x2010 && c <= 0x2027) || c == 0x20ac ||
                  (c >= 0x3000 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011);
    return is_mark ? 0 : -1;
}

/* fold(text): its letters and digits without case; None where Python is to do it. */
static PyObject *
fold(PyObject *module, PyObject *given)
{
    unsigned char lower[LONGEST_FOLDED];
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(given, &size);
    if (text == NULL && !PyErr_ExceptionMatches(PyExc_UnicodeEncodeError))
        return NULL;
    PyErr_Clear();
    if (text == NULL || size > LONGEST_FOLDED ||
        !lower_plain((const unsigned char *)text, (size_t)size, 1, lower))
        Py_RETURN_NONE;
    unsigned char *to = lower;
    for (const unsigned char *at = lower, *end = lower + size, *next; at < end; at = next) {
        int kept = is_folded(character(at, end, &next));
        if (kept < 0)
            Py_RETURN_NONE;
        for (; kept && at < next; at++)
            *to++ = *at;
    }
    return PyUnicode_FromStringAndSize((const char *)lower, to - lower);
}
