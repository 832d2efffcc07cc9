/* What a page says about itself outside its text: the twin of _gathered in extract/head.py. */

typedef struct { PyObject *metas, *scripts, *canonical, *title; } head;

/* The values of the wanted attributes an element has; those it has without a value are left as absent. */
static void
read_attributes(const lexbor_node *node, lexbor_str *values)
{
    memset(values, 0, N_WANTED * sizeof *values);
    if (node->type != TYPE_ELEMENT)
        return;
    for (const lexbor_attr *attr = ((const lexbor_element *)node)->first_attr; attr; attr = attr->next) {
        int which = wanted(attr);
        if (which >= 0 && attr->value && attr->value->data)
            values[which] = *attr->value;
    }
}

static PyObject *
string_of(const lexbor_str *value)
{
    return PyUnicode_DecodeUTF8((const char *)value->data, (Py_ssize_t)value->length, "replace");
}

/* A meta's name as `key` in head.py makes it, which is asked for names that are not ASCII. */
static PyObject *
key_of(const lexbor_str *name, PyObject *key)
{
    char plain[128];
    size_t i = 0;
    for (; i < name->length && i < sizeof plain && name->data[i] < 0x80; i++) {
        unsigned char c = name->data[i];
        plain[i] = c == '.' || c == '_' || c == '-' ? ':' : c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : (char)c;
    }
    if (i == name->length)
        return PyUnicode_FromStringAndSize(plain, (Py_ssize_t)i);
    PyObject *given = string_of(name);
    PyObject *made = given ? PyObject_CallFunctionObjArgs(key, given, NULL) : NULL;
    Py_XDECREF(given);
    return made;
}

static int
add_meta(head *to, const lexbor_str *values, PyObject *key, Py_ssize_t most)
{
    static const int named[] = {NAME, PROPERTY, ITEMPROP, HTTP_EQUIV};
    if (values[CONTENT].length == 0)
        return 0;
    PyObject *whole = string_of(&values[CONTENT]);
    PyObject *value = whole ? PyUnicode_Substring(whole, 0, most) : NULL;
    Py_XDECREF(whole);
    int done = value ? 0 : -1;
    for (int i = 0; i < 4 && done == 0; i++) {
        if (values[named[i]].length == 0)
            continue;
        PyObject *name = key_of(&values[named[i]], key);
        PyObject *list = name ? PyDict_GetItemWithError(to->metas, name) : NULL;
        if (list)
            done = PyList_Append(list, value);
        else if (name == NULL || PyErr_Occurred())
            done = -1;
        else {
            list = PyList_New(0);
            done = list && PyList_Append(list, value) == 0 ? PyDict_SetItem(to->metas, name, list) : -1;
            Py_XDECREF(list);
        }
        Py_XDECREF(name);
    }
    Py_XDECREF(value);
    return done;
}

static int
says(const lexbor_str *value, const char *word, int whole) /* without case, in ASCII */
{
    size_t length = strlen(word);
    for (size_t at = 0; at + length <= value->length && (!whole || at == 0); at++) {
        size_t i = 0;
        while (i < length && (value->data[at + i] | (value->data[at + i] >= 'A' && value->data[at + i] <= 'Z'
                                                         ? 0x20
                                                         : 0)) == (unsigned char)word[i])
            i++;
        if (i == length && (!whole || value->length == length))
            return 1;
    }
    return 0;
}

static int
read_node(head *to, const lexbor_node *node, PyObject *key, Py_ssize_t most)
{
    lexbor_str values[N_WANTED];
    if (node->local_name == tag_meta) {
        read_attributes(node, values);
        return add_meta(to, values, key, most);
    }
    if (node->local_name == tag_link && to->canonical == NULL) {
        read_attributes(node, values);
        if (!says(&values[REL], "canonical", 1) || values[HREF].length == 0)
            return 0;
        PyObject *given = string_of(&values[HREF]);
        PyObject *href = given ? PyObject_CallMethod(given, "strip", NULL) : NULL;
        Py_XDECREF(given);
        if (href == NULL)
            return -1;
        if (PyUnicode_GetLength(href))
            to->canonical = href;
        else
            Py_DECREF(href);
        return 0;
    }
    if (node->local_name == tag_script) {
        read_attributes(node, values);
        if (!says(&values[TYPE], "ld+json", 0))
            return 0;
        PyObject *text = text_of(node, "", 0);
        int done = text ? PyList_Append(to->scripts, text) : -1;
        Py_XDECREF(text);
        return done;
    }
    if (node->local_name == tag_title && to->title == NULL)
        return (to->title = text_of(node, "", 0)) ? 0 : -1;
    return 0;
}

/* Put what may hold nodes at the end of a queue. */
static int
queue_holding(PyObject *queue, PyObject *value)
{
    return PyDict_Check(value) || PyList_Check(value) ? PyList_Append(queue, value) : 0;
}

/* typed_nodes(value, found, key, most, most items): put the objects that have the key, outermost first, at the
 * end of `found` until it holds `most`. The twin of _typed in extract/jsonld.py. */
static PyObject *
typed_nodes(PyObject *module, PyObject *args)
{
    PyObject *given, *found, *key;
    Py_ssize_t most, most_items;
    if (!PyArg_ParseTuple(args, "OO!Onn", &given, &PyList_Type, &found, &key, &most, &most_items))
        return NULL;
    PyObject *queue = PyList_New(0);
    int done = queue ? queue_holding(queue, given) : -1;
    for (Py_ssize_t i = 0; done == 0 && i < PyList_Size(queue) && PyList_Size(found) < most; i++) {
        PyObject *value = PyList_GetItem(queue, i), *name, *inner;
        Py_ssize_t at = 0;
        if (PyDict_Check(value)) {
            int typed = PyDict_Contains(value, key);
            done = typed > 0 ? PyList_Append(found, value) : typed;
            while (done == 0 && PyDict_Next(value, &at, &name, &inner))
                done = queue_holding(queue, inner);
        } else
            for (; done == 0 && at < PyList_Size(value) && at < most_items; at++)
                done = queue_holding(queue, PyList_GetItem(value, at));
    }
    Py_XDECREF(queue);
    if (done < 0)
        return NULL;
    Py_RETURN_NONE;
}

/* read_head(address of the head or 0, elements, key, longest value, most elements):
 * metas by key, the canonical address, the texts of JSON-LD scripts, the title or None. */
static PyObject *
read_head(PyObject *module, PyObject *args)
{
    Py_ssize_t address, most, left;
    PyObject *elements, *key, *made = NULL;
    if (!PyArg_ParseTuple(args, "nO!Onn", &address, &PyList_Type, &elements, &key, &most, &left))
        return NULL;
    head to = {PyDict_New(), PyList_New(0), NULL, NULL};
    int done = to.metas && to.scripts ? 0 : -1;
    const lexbor_node *node = address ? ((const lexbor_node *)address)->first_child : NULL;
    for (; node && left > 0 && done == 0; node = node->next) {
        if (node->type == TYPE_TEXT)
            continue;
        left--;
        done = read_node(&to, node, key, most);
    }
    for (Py_ssize_t i = 0; i < PyList_Size(elements) && left > 0 && done == 0; i++, left--) {
        PyObject *element = PyList_GetItem(elements, i);
        if (Py_TYPE(element) != element_type) {
            PyErr_SetString(PyExc_TypeError, "an element of a native walk is wanted");
            done = -1;
        } else
            done = read_node(&to, ((Element *)element)->node, key, most);
    }
    if (done == 0 && (to.canonical || (to.canonical = PyUnicode_FromString(""))))
        made = PyTuple_Pack(4, to.metas, to.canonical, to.scripts, to.title ? to.title : Py_None);
    Py_XDECREF(to.metas);
    Py_XDECREF(to.scripts);
    Py_XDECREF(to.canonical);
    Py_XDECREF(to.title);
    return made;
}
