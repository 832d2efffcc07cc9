/* Box and Block: what they hold. What they mean is said in extract/blocks.py. */

typedef struct {
    PyObject_HEAD
    PyObject *tree;
    const lexbor_node *node;
    PyObject *tag, *naming;
    Py_ssize_t parent, number, first, last;
} Box;

typedef struct {
    PyObject_HEAD
    PyObject *text, *tag, *links;
    Py_ssize_t box, linked, size;
    char prose;
} Block;

static void
release(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    freefunc free_ = (freefunc)PyType_GetSlot(type, Py_tp_free);
    free_(self);
    Py_DECREF(type);
}

static void
box_dealloc(PyObject *self)
{
    Box *box = (Box *)self;
    Py_XDECREF(box->tree);
    Py_XDECREF(box->tag);
    Py_XDECREF(box->naming);
    release(self);
}

static void
block_dealloc(PyObject *self)
{
    Block *block = (Block *)self;
    Py_XDECREF(block->text);
    Py_XDECREF(block->tag);
    Py_XDECREF(block->links);
    release(self);
}

static PyObject *
box_node(PyObject *self, void *unused)
{
    return new_element(((Box *)self)->tree, ((Box *)self)->node);
}

/* (class and id, whether it has the attribute hidden, style): read once. */
static PyObject *
box_naming(PyObject *self, void *unused)
{
    Box *box = (Box *)self;
    if (box->naming == NULL) {
        lexbor_str values[N_WANTED] = {{NULL, 0}};
        int hidden = 0;
        const lexbor_attr *attr = ((const lexbor_element *)box->node)->first_attr;
        for (; attr && box->node->type == TYPE_ELEMENT; attr = attr->next) {
            int which = wanted(attr);
            if (which < 0)
                continue;
            hidden |= which == HIDDEN;
            if (attr->value && attr->value->data)
                values[which] = *attr->value;
        }
        const lexbor_str *item = &values[ITEMPROP], *style = &values[STYLE];
        int body = item->length == 11 && memcmp(item->data, "articleBody", 11) == 0;
        run name = {NULL, 0, 0};
        PyObject *made = NULL;
        if (add(&name, values[CLASS].data, values[CLASS].length) == 0 &&
            add(&name, (const unsigned char *)" ", 1) == 0 &&
            add(&name, values[ID].data, values[ID].length) == 0 &&
            add(&name, (const unsigned char *)" articleBody", body ? 12 : 0) == 0)
            made = PyUnicode_DecodeUTF8((const char *)name.data, (Py_ssize_t)name.length, "replace");
        free(name.data);
        PyObject *styled = PyUnicode_DecodeUTF8(style->data ? (const char *)style->data : "",
                                                (Py_ssize_t)style->length, "replace");
        if (made && styled)
            box->naming = PyTuple_Pack(3, made, hidden ? Py_True : Py_False, styled);
        Py_XDECREF(made);
        Py_XDECREF(styled);
    }
    Py_XINCREF(box->naming);
    return box->naming;
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
                                     &size, &prose))
        return -1;
    hold(&block->text, text);
    hold(&block->tag, tag);
    hold(&block->links, links);
    block->box = box;
    block->linked = linked;
    block->size = size;
    block->prose = (char)prose;
    return 0;
}

static PyMemberDef box_members[] = {
    {"tag", T_OBJECT_EX, offsetof(Box, tag), READONLY, NULL},
    {"parent", T_PYSSIZET, offsetof(Box, parent), READONLY, NULL},
    {"number", T_PYSSIZET, offsetof(Box, number), READONLY, NULL},
    {"first", T_PYSSIZET, offsetof(Box, first), 0, NULL},
    {"last", T_PYSSIZET, offsetof(Box, last), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};
static PyGetSetDef box_fields[] = {
    {"node", box_node, NULL, "The element.", NULL},
    {"naming", box_naming, NULL, "Class and id, whether it is hidden, its style.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static PyType_Slot box_slots[] = {
    {Py_tp_dealloc, box_dealloc},
    {Py_tp_members, box_members},
    {Py_tp_getset, box_fields},
    {0, NULL},
};
static PyType_Spec box_spec = {
    "onestory._markup.BoxFields", sizeof(Box), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, box_slots,
};

static PyMemberDef block_members[] = {
    {"text", T_OBJECT_EX, offsetof(Block, text), 0, NULL},
    {"tag", T_OBJECT_EX, offsetof(Block, tag), READONLY, NULL},
    {"box", T_PYSSIZET, offsetof(Block, box), READONLY, NULL},
    {"linked", T_PYSSIZET, offsetof(Block, linked), 0, NULL},
    {"links", T_OBJECT_EX, offsetof(Block, links), READONLY, NULL},
    {"size", T_PYSSIZET, offsetof(Block, size), 0, NULL},
    {"prose", T_BOOL, offsetof(Block, prose), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};
static PyType_Slot block_slots[] = {
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_init, block_init},
    {Py_tp_dealloc, block_dealloc},
    {Py_tp_members, block_members},
    {0, NULL},
};
static PyType_Spec block_spec = {
    "onestory._markup.BlockFields", sizeof(Block), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    block_slots,
};
