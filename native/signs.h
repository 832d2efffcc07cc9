/* Signs: whether any of some words stands in a text. */

/* Pairs of bytes share bits, so that the bits lie in few lines of the cache. */
enum { PAIRS = 4096 };

static unsigned
pair_of(unsigned char first, unsigned char second)
{
    return (first * 61u ^ second) & (PAIRS - 1);
}

typedef struct {
    PyObject_HEAD
    PyObject *signs;
    const char **words;
    Py_ssize_t *lengths, *next, count; /* next: of those that begin with the same byte, one more */
    Py_ssize_t first[256];
    unsigned char begins[PAIRS / 8]; /* a bit for each two bytes that a sign begins with */
} Signs;
static PyTypeObject *signs_type;

static int
signs_init(PyObject *self, PyObject *args, PyObject *named)
{
    Signs *signs = (Signs *)self;
    PyObject *given;
    if (signs->signs) {
        PyErr_SetString(PyExc_TypeError, "signs are set once");
        return -1;
    }
    if (!PyArg_ParseTuple(args, "O!", &PyTuple_Type, &given))
        return -1;
    Py_ssize_t count = PyTuple_Size(given);
    signs->words = calloc((size_t)count + 1, sizeof *signs->words);
    signs->lengths = calloc((size_t)count + 1, sizeof *signs->lengths);
    signs->next = calloc((size_t)count + 1, sizeof *signs->next);
    if (!signs->words || !signs->lengths || !signs->next) {
        PyErr_NoMemory();
        return -1;
    }
    hold(&signs->signs, given);
    for (Py_ssize_t i = 0; i < count; i++) {
        signs->words[i] = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(given, i), &signs->lengths[i]);
        if (signs->words[i] == NULL)
            return -1;
        if (signs->lengths[i] < 2) {
            PyErr_SetString(PyExc_ValueError, "a sign has two bytes or more");
            return -1;
        }
        const unsigned char *word = (const unsigned char *)signs->words[i];
        unsigned pair = pair_of(word[0], word[1]);
        signs->begins[pair >> 3] |= (unsigned char)(1 << (pair & 7));
        signs->next[i] = signs->first[word[0]];
        signs->first[word[0]] = signs->count = i + 1;
    }
    return 0;
}

static void
signs_dealloc(PyObject *self)
{
    Signs *signs = (Signs *)self;
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF(signs->signs);
    free(signs->words);
    free(signs->lengths);
    free(signs->next);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DECREF(type);
}

/* Whether a text begins with one of the signs. */
static int
signs_begin(const Signs *signs, const char *text, Py_ssize_t size)
{
    Py_ssize_t at = size ? signs->first[(unsigned char)*text] : 0;
    for (; at; at = signs->next[at - 1]) {
        Py_ssize_t length = signs->lengths[at - 1];
        if (length <= size && memcmp(signs->words[at - 1], text, (size_t)length) == 0)
            return 1;
    }
    return 0;
}

static int
signs_hold(const Signs *signs, const char *text, Py_ssize_t size)
{
    for (Py_ssize_t at = 0; at + 1 < size; at++) {
        unsigned pair = pair_of((unsigned char)text[at], (unsigned char)text[at + 1]);
        if (signs->begins[pair >> 3] & 1 << (pair & 7) &&
            signs_begin(signs, text + at, size - at))
            return 1;
    }
    return 0;
}

static PyObject *
signs_stand_in(PyObject *self, PyObject *given)
{
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(given, &size);
    if (text == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError))
            return NULL;
        PyErr_Clear(); /* half a character: whoever asks looks for the pattern itself */
        Py_RETURN_TRUE;
    }
    return PyBool_FromLong(signs_hold((Signs *)self, text, size));
}

static PyMethodDef signs_methods[] = {
    {"stand_in", signs_stand_in, METH_O, "Whether any of the signs stands in a text."},
    {NULL, NULL, 0, NULL},
};
static PyType_Slot signs_slots[] = {
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_init, signs_init},
    {Py_tp_dealloc, signs_dealloc},
    {Py_tp_methods, signs_methods},
    {Py_tp_doc, "Words one of which is looked for in texts."},
    {0, NULL},
};
static PyType_Spec signs_spec = {"onestory._markup.Signs", sizeof(Signs), 0, Py_TPFLAGS_DEFAULT, signs_slots};
