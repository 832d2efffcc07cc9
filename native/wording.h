/* Which blocks may hold a wording: Python is asked only about these. The twin of extract/furniture.py. */

enum { N_FURNITURE = 3 };
static PyObject *is_furniture, *opening_signs;
/* Signs of wordings, and the longest text in characters that each is looked for in, the longest first. */
static PyObject *furniture_signs[N_FURNITURE];
static Py_ssize_t longest_furniture[N_FURNITURE];

static int
is_true(PyObject *answer) /* and lets go of it */
{
    int is = answer ? PyObject_IsTrue(answer) : -1;
    Py_XDECREF(answer);
    return is;
}

/* The text in lower case: in `lower` where it is short and plain, else as Python has it, held by `held`. */
static const char *
lower_text(Block *block, char *lower, Py_ssize_t room, Py_ssize_t *size, PyObject **held)
{
    *held = NULL;
    if (block->layout && block->at >= 0 && block->bytes <= room &&
        lower_plain(block->layout->texts.data + block->at, (size_t)block->bytes, 0, (unsigned char *)lower)) {
        *size = block->bytes;
        return lower;
    }
    PyObject *text = block_text(block);
    *held = text ? PyObject_CallMethod(text, "lower", NULL) : NULL;
    return *held ? PyUnicode_AsUTF8AndSize(*held, size) : NULL;
}

/* Whether any of some signs stands in a text; one that is no UTF-8 may hold any. */
static int
may_hold(Block *block, PyObject *const *signs, int count, PyObject *opening)
{
    char lower[512];
    Py_ssize_t size;
    PyObject *held;
    const char *text = lower_text(block, lower, sizeof lower, &size, &held);
    int may = text ? opening && signs_begin((Signs *)opening, text, size) : 1;
    for (int i = 0; text && i < count && !may; i++)
        may = signs_hold((Signs *)signs[i], text, size);
    if (text == NULL && PyErr_ExceptionMatches(PyExc_UnicodeEncodeError))
        PyErr_Clear();
    else if (text == NULL)
        may = -1;
    Py_XDECREF(held);
    return may;
}

/* Whether a character of more than one byte is a letter, in the scripts most news is written in. */
static int
is_other_letter(uint32_t c)
{
    return (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7) || (c >= 0x400 && c <= 0x481) || is_uncased(c);
}

/* What a block that lies in the layout begins with: a letter, a mark or digit before a text, or anything. */
enum { ANYTHING, LETTER, MARK_OR_DIGIT, LONGEST_UNIT = 30 };
static int
beginning(const Block *block)
{
    if (block->at < 0 || block->bytes == 0)
        return ANYTHING;
    const unsigned char *text = block->layout->texts.data + block->at, *end = text + block->bytes, *next;
    uint32_t first = character(text, end, &next);
    if (first < 0x80 ? is_letter((unsigned char)first) : is_other_letter(first))
        return LETTER;
    int known = first < 0x80 ? first != '(' : first == 0xab || first == 0xbb || (first >= 0x2010 && first <= 0x201f);
    while (known && next < end && !is_letter(*next))
        next++;
    /* Of a number with its unit, "12:30 Uhr", the letters are few and stand last. */
    return known && block->length - (next - text) > LONGEST_UNIT ? MARK_OR_DIGIT : ANYTHING;
}

/* Whether a block is never part of the report; Python is asked where anything in it says that it may be. */
static int
is_never_text(Block *block)
{
    int count = 0;
    while (count < N_FURNITURE && block->length <= longest_furniture[count])
        count++;
    if (count == 0)
        return 0;
    int begins = beginning(block), may = 1;
    if (begins != ANYTHING)
        may = may_hold(block, furniture_signs, count, begins == LETTER ? opening_signs : NULL);
    return may > 0 ? is_true(PyObject_CallFunctionObjArgs(is_furniture, (PyObject *)block, NULL)) : may;
}

/* signed_blocks(blocks, signs): the blocks whose text holds one of the signs. */
static PyObject *
signed_blocks(PyObject *module, PyObject *args)
{
    PyObject *blocks, *signs;
    if (!PyArg_ParseTuple(args, "O!O!", &PyList_Type, &blocks, signs_type, &signs))
        return NULL;
    PyObject *found = PyList_New(0);
    for (Py_ssize_t i = 0; found && i < PyList_Size(blocks); i++) {
        PyObject *block = PyList_GetItem(blocks, i);
        int may = -1;
        if (PyObject_TypeCheck(block, block_type))
            may = may_hold((Block *)block, &signs, 1, NULL);
        else
            PyErr_SetString(PyExc_TypeError, "blocks are wanted");
        if (may < 0 || (may && PyList_Append(found, block) < 0))
            Py_CLEAR(found);
    }
    return found;
}
