/* Element: a node of the tree, read where it lies. */

typedef struct { PyObject_HEAD PyObject *tree; const lexbor_node *node; } Element;
static PyTypeObject *element_type;

static PyObject *
new_element(PyObject *tree, const lexbor_node *node)
{
    Element *made = PyObject_New(Element, element_type);
    if (made == NULL)
        return NULL;
    Py_INCREF(tree);
    made->tree = tree;
    made->node = node;
    return (PyObject *)made;
}

static void
element_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_DECREF(((Element *)self)->tree);
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyObject *
tag_of(const lexbor_node *node)
{
    uintptr_t number = node->local_name;
    PyObject *name;
    if (number < TABLE && tag_names[number]) {
        name = tag_names[number];
        Py_INCREF(name);
        return name;
    }
    if (node->type != TYPE_ELEMENT || number < BUILT_IN)
        return PyUnicode_FromString("");
    size_t length;
    const unsigned char *text = entry_name(number, &length);
    return PyUnicode_DecodeUTF8((const char *)text, (Py_ssize_t)length, "replace");
}

static PyObject *
element_tag(PyObject *self, void *unused)
{
    return tag_of(((Element *)self)->node);
}

static PyObject *
element_tag_id(PyObject *self, void *unused)
{
    return PyLong_FromSize_t(((Element *)self)->node->local_name);
}

static PyObject *
element_mem_id(PyObject *self, void *unused)
{
    return PyLong_FromSize_t((size_t)((Element *)self)->node);
}

static int
wanted_name(uintptr_t id)
{
    if (id < BUILT_IN)
        return attribute_by_id[id] - 1;
    size_t length;
    const unsigned char *name = entry_name(id, &length);
    for (int i = 0; i < N_WANTED; i++)
        if (strlen(WANTED[i]) == length && memcmp(WANTED[i], name, length) == 0)
            return i;
    return -1;
}

static int
wanted(const lexbor_attr *attr)
{
    return wanted_name(attr->qualified_name ? attr->qualified_name : attr->node.local_name);
}

static PyObject *
element_parent(PyObject *self, void *unused)
{
    const lexbor_node *parent = ((Element *)self)->node->parent;
    if (parent)
        return new_element(((Element *)self)->tree, parent);
    Py_RETURN_NONE;
}

static PyObject *
element_attributes(PyObject *self, void *unused)
{
    const lexbor_element *element = (const lexbor_element *)((Element *)self)->node;
    PyObject *found = PyDict_New();
    if (found == NULL || element->node.type != TYPE_ELEMENT)
        return found;
    for (const lexbor_attr *attr = element->first_attr; attr; attr = attr->next) {
        int which = wanted(attr);
        if (which < 0)
            continue;
        PyObject *value;
        if (attr->value && attr->value->data)
            value = PyUnicode_DecodeUTF8((const char *)attr->value->data,
                                         (Py_ssize_t)attr->value->length, "replace");
        else {
            value = Py_None;
            Py_INCREF(value);
        }
        if (value == NULL || PyDict_SetItem(found, attribute_names[which], value) < 0) {
            Py_XDECREF(value);
            Py_DECREF(found);
            return NULL;
        }
        Py_DECREF(value);
    }
    return found;
}

/* The node after this one in document order, inside `root`. */
static const lexbor_node *
following(const lexbor_node *node, const lexbor_node *root)
{
    if (node->first_child)
        return node->first_child;
    while (node != root && node->next == NULL)
        node = node->parent;
    return node == root ? NULL : node->next;
}

/* Whether a byte begins a character that stands in a line for sure: no white space, nothing illegible. Those
 * of which that is not seen at once are not counted. */
static int
is_counted(const unsigned char *at)
{
    return (*at > ' ' && *at < 0x7f) || (*at >= 0xc3 && *at < 0xe0) || (*at >= 0xe4 && *at < 0xea) ||
           (*at == 0xe3 && at[1] > 0x80); /* texts end in a zero byte */
}

/* The texts in an element; none where they hold more characters, white space aside, than `most`. */
static PyObject *
text_within(const lexbor_node *root, const char *separator, size_t separator_length, size_t most)
{
    run text = {NULL, 0, 0};
    int count = 0;
    for (const lexbor_node *node = following(root, root); node; node = following(node, root)) {
        const lexbor_str *data = &((const lexbor_text *)node)->data;
        if (node->local_name != TAG_TEXT || data->data == NULL)
            continue;
        for (size_t i = 0; i < data->length && most < SIZE_MAX; i++)
            if (is_counted(&data->data[i]) && most-- == 0) {
                free(text.data);
                return PyUnicode_FromString("");
            }
        if ((count++ && add(&text, (const unsigned char *)separator, separator_length) < 0) ||
            add(&text, data->data, data->length) < 0) {
            free(text.data);
            return NULL;
        }
    }
    PyObject *made = PyUnicode_DecodeUTF8(text.data ? (const char *)text.data : "",
                                          (Py_ssize_t)text.length, "replace");
    free(text.data);
    return made;
}

static PyObject *
text_of(const lexbor_node *root, const char *separator, size_t separator_length)
{
    return text_within(root, separator, separator_length, SIZE_MAX);
}

/* short_text(most): the texts in the element, parted by spaces; may be empty where a line of them is longer
 * than `most` characters. */
static PyObject *
element_short_text(PyObject *self, PyObject *most)
{
    size_t characters = PyLong_AsSize_t(most);
    return PyErr_Occurred() ? NULL : text_within(((Element *)self)->node, " ", 1, characters);
}

/* is_within(address, levels): whether the element, or one of those around it so many levels up, lies there. */
static PyObject *
element_is_within(PyObject *self, PyObject *args)
{
    Py_ssize_t address;
    int levels;
    if (!PyArg_ParseTuple(args, "ni", &address, &levels))
        return NULL;
    const lexbor_node *node = ((Element *)self)->node;
    while (levels-- > 0 && node && (Py_ssize_t)node != address)
        node = node->parent;
    return PyBool_FromLong(levels >= 0 && node);
}

static PyObject *
element_text(PyObject *self, PyObject *args, PyObject *named)
{
    static char *names[] = {"separator", NULL};
    const char *separator = "";
    Py_ssize_t length = 0;
    if (!PyArg_ParseTupleAndKeywords(args, named, "|s#", names, &separator, &length))
        return NULL;
    return text_of(((Element *)self)->node, separator, (size_t)length);
}

static PyGetSetDef element_fields[] = {
    {"tag", element_tag, NULL, "The name of the element; empty for what is none.", NULL},
    {"tag_id", element_tag_id, NULL, "lexbor's number of the tag.", NULL},
    {"mem_id", element_mem_id, NULL, "The address of the node, to tell nodes apart.", NULL},
    {"parent", element_parent, NULL, "The node it stands in, or None.", NULL},
    {"attributes", element_attributes, NULL, "Those attributes that are asked for.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static PyMethodDef element_methods[] = {
    {"text", (PyCFunction)(void (*)(void))element_text, METH_VARARGS | METH_KEYWORDS,
     "The text of the element and of all in it."},
    {"short_text", element_short_text, METH_O, "The same parted by spaces; empty where it is long."},
    {"is_within", element_is_within, METH_VARARGS, "Whether it lies in another one, few levels down."},
    {NULL, NULL, 0, NULL},
};
static PyType_Slot element_slots[] = {
    {Py_tp_dealloc, element_dealloc},
    {Py_tp_getset, element_fields},
    {Py_tp_methods, element_methods},
    {Py_tp_doc, "A node of a lexbor tree, read where it lies; the tree lives as long as this."},
    {0, NULL},
};
static PyType_Spec element_spec = {
    "onestory._markup.Element", sizeof(Element), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, element_slots,
};
