/* Elements by tag and attributes: the twin of the CSS selectors of extract/select.py. */

enum { MOST_CHOICES = 8, MOST_TESTS = 3 };
enum { EQUALS_VALUE, HAS_WORD, HOLDS, HOLDS_IN_ANY_CASE }; /* as in extract/select.py */

typedef struct { int which, how; lexbor_str value; } attribute_test;
typedef struct {
    int group;
    uintptr_t tag; /* 0: any */
    unsigned asked; /* a bit for each attribute that is tested */
    int n_tests;
    attribute_test tests[MOST_TESTS];
} selector; /* one of those parted by commas */

/* ((group, tag or 0, ((attribute, how, value), ...)), ...) */
static int
read_selectors(PyObject *given, selector *to, int *count, int groups)
{
    *count = (int)PyTuple_Size(given);
    if (*count > MOST_CHOICES) {
        PyErr_SetString(PyExc_ValueError, "fewer selectors are wanted");
        return -1;
    }
    for (int i = 0; i < *count; i++) {
        selector *made = &to[i];
        PyObject *tests;
        Py_ssize_t tag;
        int group;
        if (!PyArg_ParseTuple(PyTuple_GetItem(given, i), "inO!", &group, &tag, &PyTuple_Type, &tests))
            return -1;
        *made = (selector){.group = group, .tag = (uintptr_t)tag, .n_tests = (int)PyTuple_Size(tests)};
        if (group < 0 || group >= groups || made->n_tests > MOST_TESTS) {
            PyErr_SetString(PyExc_ValueError, "selectors of few tests, each in a group, are wanted");
            return -1;
        }
        for (int n = 0; n < made->n_tests; n++) {
            attribute_test *test = &made->tests[n];
            const char *value;
            Py_ssize_t size;
            if (!PyArg_ParseTuple(PyTuple_GetItem(tests, n), "iis#", &test->which, &test->how, &value, &size))
                return -1;
            if (test->which < 0 || test->which >= N_WANTED || size == 0) {
                PyErr_SetString(PyExc_ValueError, "an attribute that is asked for, and a value, are wanted");
                return -1;
            }
            test->value = (lexbor_str){(const unsigned char *)value, (size_t)size};
            made->asked |= 1u << test->which;
        }
    }
    return 0;
}

static int
is_blank(unsigned char c) /* as CSS has it */
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* Whether the bytes at a place are those of a value, which is in lower case where case says nothing. */
static int
is_at(const unsigned char *at, const lexbor_str *value, int in_any_case)
{
    size_t i = 0;
    while (i < value->length && (in_any_case ? lowered(at[i]) : at[i]) == value->data[i])
        i++;
    return i == value->length;
}

static int
has_word(const lexbor_str *value, const lexbor_str *word, int in_any_case)
{
    const unsigned char *at = value->data, *end = at + value->length;
    while (at < end) {
        const unsigned char *from = at;
        while (at < end && !is_blank(*at))
            at++;
        if ((size_t)(at - from) == word->length && is_at(from, word, in_any_case))
            return 1;
        at++;
    }
    return 0;
}

static int
holds(const lexbor_str *value, const lexbor_str *other, int in_any_case)
{
    for (size_t at = 0; at + other->length <= value->length; at++)
        if (is_at(value->data + at, other, in_any_case))
            return 1;
    return 0;
}

/* Whether an attribute passes a test. In HTML the case of some attributes says nothing. */
static int
passes(const attribute_test *test, const lexbor_str *value, int in_html)
{
    int in_any_case =
        test->how == HOLDS_IN_ANY_CASE ||
        (in_html && (test->which == REL || test->which == TYPE || test->which == HTTP_EQUIV));
    if (test->how == EQUALS_VALUE)
        return value->length == test->value.length && is_at(value->data, &test->value, in_any_case);
    if (test->how == HAS_WORD)
        return has_word(value, &test->value, in_any_case);
    return holds(value, &test->value, in_any_case);
}

/* The group of the first selector that is for an element; below zero where none is. */
static int
group_for(const lexbor_node *node, const selector *selectors, int count)
{
    const lexbor_str *values[N_WANTED];
    unsigned seen = 0;
    int in_html = node->ns == namespace_html;
    for (const lexbor_attr *attr = ((const lexbor_element *)node)->first_attr; attr; attr = attr->next) {
        int which = wanted_name(attr->node.local_name);
        if (which < 0 || seen >> which & 1)
            continue;
        if (attr->value && attr->value->data) {
            values[which] = attr->value;
            seen |= 1u << which;
        }
    }
    for (int i = 0; i < count; i++) {
        const selector *one = &selectors[i];
        int n = 0;
        if ((one->tag && one->tag != node->local_name) || (seen & one->asked) != one->asked)
            continue;
        while (n < one->n_tests && passes(&one->tests[n], values[one->tests[n].which], in_html))
            n++;
        if (n == one->n_tests)
            return one->group;
    }
    return -1;
}

/* select(tree, address of the root, selectors, most, groups): the elements that one of the selectors is for,
 * in the order of the page, the root among them: a list for each group. */
static PyObject *
select_elements(PyObject *module, PyObject *args)
{
    PyObject *tree, *given;
    Py_ssize_t address, most;
    selector selectors[MOST_CHOICES];
    int count, groups;
    if (!PyArg_ParseTuple(args, "OnO!ni", &tree, &address, &PyTuple_Type, &given, &most, &groups) ||
        read_selectors(given, selectors, &count, groups) < 0)
        return NULL;
    const lexbor_node *root = (const lexbor_node *)address;
    PyObject *found = PyTuple_New(groups);
    for (int i = 0; found && i < groups; i++) {
        PyObject *list = PyList_New(0);
        if (list == NULL || PyTuple_SetItem(found, i, list) < 0)
            Py_CLEAR(found);
    }
    for (const lexbor_node *node = root; found && node && most > 0; node = following(node, root)) {
        int group = node->type == TYPE_ELEMENT ? group_for(node, selectors, count) : -1;
        if (group < 0)
            continue;
        most--;
        if (keep(PyTuple_GetItem(found, group), tree, node) < 0)
            Py_CLEAR(found);
    }
    return found;
}
