/* Which blocks may hold a wording: Python is asked only about these. The twin of extract/furniture.py. */

static PyObject *is_furniture, *opening_signs, *furniture_signs;
static Py_ssize_t longest_furniture; /* characters */

static int
is_true(PyObject *answer) /* and lets go of it */
{
    int is = answer ? PyObject_IsTrue(answer) : -1;
    Py_XDECREF(answer);
    return is;
}

/* The text in lower case where it is ASCII and no longer than `room`, else as Python has it, held by `held`. */
static const char *
lower_text(Block *block, char *lower, Py_ssize_t room, Py_ssize_t *size, PyObject **held)
{
    *held = NULL;
    if (block->at >= 0 && block->bytes == block->length && block->bytes <= room) {
        const unsigned char *text = block->layout->texts.data + block->at;
        for (Py_ssize_t i = 0; i < block->bytes; i++)
            lower[i] = (char)lowered(text[i]);
        *size = block->bytes;
        return lower;
    }
    PyObject *text = block_text(block);
    *held = text ? PyObject_CallMethod(text, "lower", NULL) : NULL;
    return *held ? PyUnicode_AsUTF8AndSize(*held, size) : NULL;
}

/* Whether any of some signs stands in a short text; a text that is no UTF-8 may hold any. */
static int
may_hold(Block *block, PyObject *signs, PyObject *opening)
{
    char lower[512];
    Py_ssize_t size;
    PyObject *held;
    const char *text = lower_text(block, lower, sizeof lower, &size, &held);
    int may = 1;
    if (text)
        may = signs_hold((Signs *)signs, text, size) || (opening && signs_begin((Signs *)opening, text, size));
    else if (PyErr_ExceptionMatches(PyExc_UnicodeEncodeError))
        PyErr_Clear();
    else
        may = -1;
    Py_XDECREF(held);
    return may;
}

/* Whether a block is never part of the report; Python is asked where anything in it says that it may be. */
static int
is_never_text(Block *block)
{
    if (block->length > longest_furniture)
        return 0;
    unsigned char first = block->at >= 0 && block->bytes ? block->layout->texts.data[block->at] : ' ';
    int may = is_letter(first) ? may_hold(block, furniture_signs, opening_signs) : 1;
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
            may = may_hold((Block *)block, signs, NULL);
        else
            PyErr_SetString(PyExc_TypeError, "blocks are wanted");
        if (may < 0 || (may && PyList_Append(found, block) < 0))
            Py_CLEAR(found);
    }
    return found;
}
