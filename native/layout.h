/* What a walk found: its boxes, links and texts as plain records, and the Box and Block that show one.
 * Most of them nobody asks about, so that a Python object is made of few. What they mean is said in
 * extract/blocks.py. */

typedef struct {
    const lexbor_node *node;
    PyObject *tag;
    Py_ssize_t parent, first, last;
    unsigned named; /* what names.h found out of it */
} box;

typedef struct {
    PyObject_HEAD
    PyObject *tree;
    box *boxes;
    const lexbor_node **links;
    Py_ssize_t n_boxes, room_boxes, n_links, room_links;
    run texts; /* in UTF-8, of plain characters */
} Layout;

typedef struct { PyObject_HEAD Layout *layout; Py_ssize_t number; } Box;

typedef struct {
    PyObject_HEAD
    Layout *layout; /* none where Python made the block */
    PyObject *text, *tag, *links; /* text and links are none until asked for */
    Py_ssize_t at, bytes, length; /* of the text: where it stands in the layout, its length there, its characters */
    Py_ssize_t first_link, n_links, box, linked, size;
    uintptr_t tag_number;
    char prose, ends; /* ends: whether it ends a sentence, 1 or 2 once that is known */
} Block;

static PyTypeObject *layout_type, *box_type, *block_type;

static int
grow(void **items, Py_ssize_t count, Py_ssize_t *room, size_t size)
{
    if (count < *room)
        return 0;
    Py_ssize_t more = *room * 2 + 64;
    void *grown = realloc(*items, (size_t)more * size);
    if (grown == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    *items = grown;
    *room = more;
    return 0;
}

static void
release(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    freefunc free_ = (freefunc)PyType_GetSlot(type, Py_tp_free);
    free_(self);
    Py_DECREF(type);
}

static uintptr_t
number_of_tag(PyObject *tag)
{
    for (uintptr_t number = 0; number < TABLE; number++)
        if (tag_names[number] && PyUnicode_Compare(tag_names[number], tag) == 0)
            return number;
    return 0;
}

static void
layout_dealloc(PyObject *self)
{
    Layout *layout = (Layout *)self;
    for (Py_ssize_t i = 0; i < layout->n_boxes; i++)
        Py_DECREF(layout->boxes[i].tag);
    free(layout->boxes);
    free(layout->links);
    free(layout->texts.data);
    Py_XDECREF(layout->tree);
    release(self);
}

static Py_ssize_t
layout_length(PyObject *self)
{
    return ((Layout *)self)->n_boxes;
}

static PyObject *
layout_box(PyObject *self, Py_ssize_t number)
{
    if (number < 0 || number >= ((Layout *)self)->n_boxes) {
        PyErr_SetString(PyExc_IndexError, "no box has this number");
        return NULL;
    }
    Box *made = (Box *)PyType_GenericAlloc((PyTypeObject *)box_class, 0);
    if (made == NULL)
        return NULL;
    Py_INCREF(self);
    made->layout = (Layout *)self;
    made->number = number;
    return (PyObject *)made;
}

/* tagged(name): the boxes of elements of a name. */
static PyObject *
layout_tagged(PyObject *self, PyObject *name)
{
    Layout *layout = (Layout *)self;
    if (!PyUnicode_Check(name))
        return PyErr_Format(PyExc_TypeError, "the name of a tag is wanted");
    PyObject *found = PyList_New(0);
    for (Py_ssize_t i = 0; found && i < layout->n_boxes; i++) {
        PyObject *tag = layout->boxes[i].tag;
        if (tag != name && PyUnicode_Compare(tag, name) != 0)
            continue;
        PyObject *made = layout_box(self, i);
        if (made == NULL || PyList_Append(found, made) < 0)
            Py_CLEAR(found);
        Py_XDECREF(made);
    }
    return found;
}

/* count(number of a box, name): how many elements of a name stand in the box, itself among them. */
static PyObject *
layout_count(PyObject *self, PyObject *args)
{
    Py_ssize_t box, count = 0;
    PyObject *name;
    if (!PyArg_ParseTuple(args, "nU", &box, &name))
        return NULL;
    if (box < 0 || box >= ((Layout *)self)->n_boxes) {
        PyErr_SetString(PyExc_IndexError, "no box has this number");
        return NULL;
    }
    const lexbor_node *root = ((Layout *)self)->boxes[box].node;
    uintptr_t number = number_of_tag(name);
    for (const lexbor_node *node = root; node && number; node = following(node, root))
        count += node->local_name == number && node->type == TYPE_ELEMENT;
    return PyLong_FromSsize_t(count);
}

static PyMethodDef layout_methods[] = {
    {"count", layout_count, METH_VARARGS, "How many elements of a name stand in a box."},
    {"tagged", layout_tagged, METH_O, "The boxes of elements of a name."},
    {NULL, NULL, 0, NULL},
};
static PyType_Slot layout_slots[] = {
    {Py_tp_dealloc, layout_dealloc},
    {Py_tp_methods, layout_methods},
    {Py_sq_length, layout_length},
    {Py_sq_item, layout_box},
    {Py_tp_doc, "The boxes of a page."},
    {0, NULL},
};
static PyType_Spec layout_spec = {
    "onestory._markup.Layout", sizeof(Layout), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, layout_slots,
};

static void
box_dealloc(PyObject *self)
{
    Py_XDECREF((PyObject *)((Box *)self)->layout);
    release(self);
}

static box *
record_of(PyObject *self)
{
    return &((Box *)self)->layout->boxes[((Box *)self)->number];
}

static PyObject *
box_node(PyObject *self, void *unused)
{
    return new_element(((Box *)self)->layout->tree, record_of(self)->node);
}

static PyObject *
box_tag(PyObject *self, void *unused)
{
    PyObject *tag = record_of(self)->tag;
    Py_INCREF(tag);
    return tag;
}

static PyObject *
box_number(PyObject *self, void *which)
{
    const box *record = record_of(self);
    const Py_ssize_t numbers[] = {((Box *)self)->number, record->parent, record->first, record->last};
    return PyLong_FromSsize_t(numbers[(intptr_t)which]);
}

static int
set_box_number(PyObject *self, PyObject *value, void *which)
{
    Py_ssize_t number = value ? PyLong_AsSsize_t(value) : -1;
    if (PyErr_Occurred())
        return -1;
    *((intptr_t)which == 2 ? &record_of(self)->first : &record_of(self)->last) = number;
    return 0;
}

/* The attributes that say what an element is for. */
static int
read_naming(const lexbor_node *node, lexbor_str *values, run *name)
{
    int hidden = 0;
    memset(values, 0, N_WANTED * sizeof *values);
    const lexbor_attr *attr = node->type == TYPE_ELEMENT ? ((const lexbor_element *)node)->first_attr : NULL;
    for (; attr; attr = attr->next) {
        int which = wanted(attr);
        if (which < 0)
            continue;
        hidden |= which == HIDDEN;
        if (attr->value && attr->value->data)
            values[which] = *attr->value;
    }
    const lexbor_str *item = &values[ITEMPROP];
    int body = item->length == 11 && memcmp(item->data, "articleBody", 11) == 0;
    int heading = node->local_name < TABLE && is_heading[node->local_name]; /* its id is made of its words */
    name->length = 0;
    if (add(name, values[CLASS].data, values[CLASS].length) < 0 ||
        (!heading && (add(name, (const unsigned char *)" ", 1) < 0 ||
                      add(name, values[ID].data, values[ID].length) < 0)) ||
        add(name, (const unsigned char *)" articleBody", body ? 12 : 0) < 0)
        return -1;
    return hidden;
}

/* (class and id, whether it has the attribute hidden, style) */
static PyObject *
box_naming(PyObject *self, void *unused)
{
    lexbor_str values[N_WANTED];
    run name = {NULL, 0, 0};
    PyObject *made = NULL, *styled = NULL, *naming = NULL;
    int hidden = read_naming(record_of(self)->node, values, &name);
    if (hidden >= 0) {
        made = PyUnicode_DecodeUTF8((const char *)name.data, (Py_ssize_t)name.length, "replace");
        styled = PyUnicode_DecodeUTF8(values[STYLE].data ? (const char *)values[STYLE].data : "",
                                      (Py_ssize_t)values[STYLE].length, "replace");
    }
    free(name.data);
    if (made && styled)
        naming = PyTuple_Pack(3, made, hidden ? Py_True : Py_False, styled);
    Py_XDECREF(made);
    Py_XDECREF(styled);
    return naming;
}

static PyGetSetDef box_fields[] = {
    {"node", box_node, NULL, "The element.", NULL},
    {"tag", box_tag, NULL, "Its name.", NULL},
    {"number", box_number, NULL, "The index of the box.", (void *)0},
    {"parent", box_number, NULL, "The index of the box around it.", (void *)1},
    {"first", box_number, set_box_number, "The index of its first block.", (void *)2},
    {"last", box_number, set_box_number, "The index after that of its last block.", (void *)3},
    {"naming", box_naming, NULL, "Class and id, whether it is hidden, its style.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static PyType_Slot box_slots[] = {{Py_tp_dealloc, box_dealloc}, {Py_tp_getset, box_fields}, {0, NULL}};
static PyType_Spec box_spec = {
    "onestory._markup.BoxFields", sizeof(Box), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, box_slots,
};

static void
block_dealloc(PyObject *self)
{
    Block *block = (Block *)self;
    Py_XDECREF((PyObject *)block->layout);
    Py_XDECREF(block->text);
    Py_XDECREF(block->tag);
    Py_XDECREF(block->links);
    release(self);
}

/* The text, made when it is first asked for; borrowed. */
static PyObject *
block_text(Block *block)
{
    if (block->text == NULL && block->layout)
        block->text = PyUnicode_DecodeUTF8(
            (const char *)block->layout->texts.data + block->at, block->bytes, "replace");
    else if (block->text == NULL)
        PyErr_SetString(PyExc_AttributeError, "a block without a text");
    return block->text;
}

static PyObject *
block_get_text(PyObject *self, void *unused)
{
    PyObject *text = block_text((Block *)self);
    Py_XINCREF(text);
    return text;
}

static int
block_set_text(PyObject *self, PyObject *value, void *unused)
{
    Block *block = (Block *)self;
    if (value == NULL || !PyUnicode_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "the text of a block is a str");
        return -1;
    }
    hold(&block->text, value);
    block->at = -1;
    block->ends = 0;
    block->length = PyUnicode_GetLength(value);
    return 0;
}

static PyObject *
block_links(PyObject *self, void *unused)
{
    Block *block = (Block *)self;
    if (block->links) {
        Py_INCREF(block->links);
        return block->links;
    }
    PyObject *made = PyTuple_New(block->layout ? block->n_links : 0);
    for (Py_ssize_t i = 0; made && block->layout && i < block->n_links; i++) {
        PyObject *link = new_element(block->layout->tree, block->layout->links[block->first_link + i]);
        if (link == NULL || PyTuple_SetItem(made, i, link) < 0)
            Py_CLEAR(made);
    }
    return made;
}

static int
block_init(PyObject *self, PyObject *args, PyObject *named)
{
    static char *names[] = {"text", "tag", "box", "linked", "links", "size", "prose", NULL};
    Block *block = (Block *)self;
    PyObject *text, *tag, *links = no_links;
    Py_ssize_t box, linked = 0, size = 0;
    int prose = 0;
    if (!PyArg_ParseTupleAndKeywords(args, named, "UUn|nOnp", names, &text, &tag, &box, &linked, &links,
                                     &size, &prose) ||
        block_set_text(self, text, NULL) < 0)
        return -1;
    hold(&block->tag, tag);
    hold(&block->links, links);
    block->tag_number = number_of_tag(tag);
    block->box = box;
    block->linked = linked;
    block->size = size;
    block->prose = (char)prose;
    return 0;
}

static PyMemberDef block_members[] = {
    {"tag", T_OBJECT_EX, offsetof(Block, tag), READONLY, NULL},
    {"box", T_PYSSIZET, offsetof(Block, box), READONLY, NULL},
    {"linked", T_PYSSIZET, offsetof(Block, linked), 0, NULL},
    {"size", T_PYSSIZET, offsetof(Block, size), 0, NULL},
    {"prose", T_BOOL, offsetof(Block, prose), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};
static PyGetSetDef block_fields[] = {
    {"text", block_get_text, block_set_text, "Its text, in one line.", NULL},
    {"links", block_links, NULL, "The elements of the links in it.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static PyType_Slot block_slots[] = {
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_init, block_init},
    {Py_tp_dealloc, block_dealloc},
    {Py_tp_members, block_members},
    {Py_tp_getset, block_fields},
    {0, NULL},
};
static PyType_Spec block_spec = {
    "onestory._markup.BlockFields", sizeof(Block), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    block_slots,
};
