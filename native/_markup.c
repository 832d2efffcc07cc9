/* The native twin of what Python does slowest with a page: looking at its bytes and walking its tree.
 *
 * Each function has a twin in Python that gives the same and is tested to:
 *   is_utf8(bytes)                    extract/encoding.py
 *   count_marks, sane_length,
 *   nested_length(bytes)              markup.py
 *   name_parts(name)                  extract/names.py
 *   Signs(words).stand_in, fold(text) extract/lines.py
 *   is_legible, is_plain_title(text), is_plain_address(link, most)   feeds/sound.py
 *   odd_text_end(bytes, since)        feeds/sniff.py
 *   whole_entries(raws, ...)          feeds/tidy.py, tidy_entry
 *   flatten(tree, root)               extract/walk.py
 *   choose(layout, blocks, ...)       extract/body.py, choose_plainly
 *   select(tree, root, selectors, most)  extract/select.py, which asks lexbor's own engine
 *   typed_nodes(value, found, ...)    extract/jsonld.py
 *   read_head(head, elements, ...)    extract/head.py, _gathered
 *   add_postings, lay_anew, filter_postings, held(postings, heads, ...)   cluster/postings.py
 *   candidates, compare(...)          cluster/finding.py
 *   count_terms(title, lead, ...)     cluster/terms.py
 *   learn_terms, stories_with, heaviest(...)   cluster/terms.py
 *   besides, tell_more(terms, ...)    cluster/told.py
 *   strongest_name(terms, ...)        cluster/decide.py
 *   fallen_apart, strangers(articles, ...)   cluster/parting.py
 *   traces(codes, kinds, ...)         cluster/traces.py
 *   most_shared, met, without_holder(...)   cluster/copies.py
 *
 * The tree is lexbor's, made by selectolax; it is read here, never changed. lexbor lays its nodes
 * out as lexbor.h says. `fits` looks, field by field, whether the installed one does; where it does
 * not, extract/native.py leaves this module alone. An Element keeps the tree alive that it points into.
 *
 * One unit of translation, in the order of the flow, so that the walk has in it what it calls.
 */
#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <structmember.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lexbor.h"
#include "characters.h"
#include "bytes.h"
#include "bounds.h"
#include "feeds.h"
#include "entries.h"
#include "signs.h"
#include "lines.h"
#include "element.h"
#include "head.h"
#include "layout.h"
#include "names.h"
#include "walk.h"
#include "wording.h"
#include "container.h"
#include "decide.h"
#include "choose.h"
#include "select.h"
#include "numbers.h"
#include "postings.h"
#include "finding.h"
#include "terms.h"
#include "traces.h"
#include "copies.h"
#include "telling.h"
#include "parting.h"

/* configure(roles, names, Box, Block, one_line, has_mark, prose_size, max_nodes) */
static PyObject *
configure(PyObject *module, PyObject *args)
{
    PyObject *given_roles, *given_names, *boxes, *blocks, *line, *mark, *key, *value;
    Py_ssize_t size, nodes, at = 0;
    if (!PyArg_ParseTuple(args, "O!O!OOOOnn", &PyDict_Type, &given_roles, &PyDict_Type, &given_names,
                          &boxes, &blocks, &line, &mark, &size, &nodes))
        return NULL;
    memset(roles, BLOCK, sizeof roles);
    while (PyDict_Next(given_roles, &at, &key, &value)) {
        size_t number = PyLong_AsSize_t(key);
        long role = PyLong_AsLong(value);
        if (PyErr_Occurred())
            return NULL;
        if (number < TABLE)
            roles[number] = (unsigned char)role;
    }
    at = 0;
    while (PyDict_Next(given_names, &at, &key, &value)) {
        size_t number = PyLong_AsSize_t(key);
        if (PyErr_Occurred())
            return NULL;
        if (number >= TABLE)
            continue;
        hold(&tag_names[number], value);
        if (PyUnicode_CompareWithASCIIString(value, "meta") == 0)
            tag_meta = number;
        else if (PyUnicode_CompareWithASCIIString(value, "link") == 0)
            tag_link = number;
        else if (PyUnicode_CompareWithASCIIString(value, "script") == 0)
            tag_script = number;
        else if (PyUnicode_CompareWithASCIIString(value, "title") == 0)
            tag_title = number;
        else if (PyUnicode_CompareWithASCIIString(value, "p") == 0)
            tag_p = number;
        for (char name[] = "h1"; name[1] <= '6'; name[1]++)
            is_heading[number] |= PyUnicode_CompareWithASCIIString(value, name) == 0;
    }
    hold(&box_class, boxes); /* subclasses of BoxFields and BlockFields */
    hold(&block_class, blocks);
    hold(&one_line, line);
    hold(&has_mark, mark);
    prose_size = size;
    max_nodes = nodes;
    Py_RETURN_NONE;
}

static int
is_value(const lexbor_attr *attr, const lexbor_node *owner, const char *expected)
{
    size_t length = strlen(expected);
    return attr && (uintptr_t)attr % sizeof(void *) == 0 && attr->owner == owner && attr->value &&
           attr->value->length == length && memcmp(attr->value->data, expected, length) == 0;
}

static int
is_named(uintptr_t number, const char *expected)
{
    size_t length = strlen(expected);
    if (number < BUILT_IN || number % sizeof(void *) != 0 || ((lexbor_entry *)number)->length != length)
        return 0;
    return memcmp(entry_name(number, &length), expected, length) == 0;
}

/* fits(parent, element, next, text, tag number of the element): whether nodes lie as declared above.
 *
 * `element` has the attributes WANTED, each with its own name as value, then data-near and one whose
 * name is too long to lie near; in it stands the text "probe text"; `next` is an element of a custom
 * name. Each pointer is followed only after what lies beside it was found right. */
static PyObject *
fits(PyObject *module, PyObject *args)
{
    Py_ssize_t parent, address, next, text, tag;
    if (!PyArg_ParseTuple(args, "nnnnn", &parent, &address, &next, &text, &tag))
        return NULL;
    const lexbor_element *element = (const lexbor_element *)address;
    const lexbor_node *node = &element->node, *custom = (const lexbor_node *)next;
    const lexbor_text *inner = (const lexbor_text *)text;
    if ((Py_ssize_t)node->parent != parent || (Py_ssize_t)node->next != next ||
        (Py_ssize_t)node->first_child != text || (Py_ssize_t)node->last_child != text ||
        (Py_ssize_t)node->local_name != tag || node->type != TYPE_ELEMENT)
        Py_RETURN_FALSE;
    namespace_html = node->ns;
    if (custom->prev != node || custom->parent != node->parent || custom->type != TYPE_ELEMENT ||
        !is_named(custom->local_name, "probe-of-a-long-custom-name"))
        Py_RETURN_FALSE;
    if (inner->node.parent != node || inner->node.local_name != TAG_TEXT ||
        inner->node.type != TYPE_TEXT || inner->data.length != 10 ||
        memcmp(inner->data.data, "probe text", 10) != 0)
        Py_RETURN_FALSE;
    const lexbor_attr *attr = element->first_attr;
    for (int i = 0; i < N_WANTED; i++, attr = attr->next) {
        if (!is_value(attr, node, WANTED[i]) || attr->qualified_name != 0)
            Py_RETURN_FALSE;
        uintptr_t id = attr->node.local_name;
        if (id >= BUILT_IN && !is_named(id, WANTED[i]))
            Py_RETURN_FALSE;
        if (id < BUILT_IN)
            attribute_by_id[id] = (signed char)(i + 1);
    }
    if (!is_value(attr, node, "near") || !is_named(attr->node.local_name, "data-near"))
        Py_RETURN_FALSE;
    attr = attr->next;
    if (!is_value(attr, node, "far") || attr != element->last_attr || attr->next ||
        !is_named(attr->node.local_name, "data-far-too-long-to-lie-near"))
        Py_RETURN_FALSE;
    Py_RETURN_TRUE;
}

static PyMethodDef functions[] = {
    {"is_utf8", is_utf8, METH_O, "Whether bytes are valid UTF-8."},
    {"count_marks", count_marks, METH_VARARGS, "How many bytes are one of one or two marks."},
    {"sane_length", sane_length, METH_VARARGS,
     "The length of the markup before the first tag with more attributes than given."},
    {"fold", fold, METH_O, "Letters and digits without case; None where Python is to do it."},
    {"nested_length", nested_length, METH_VARARGS,
     "The length of the markup within bounds of attributes, tags and depth."},
    {"is_legible", is_legible, METH_O, "Whether a page may carry all characters of a text."},
    {"is_plain_title", is_plain_title, METH_O, "Whether a short title is sound as it stands."},
    {"is_plain_address", is_plain_address, METH_VARARGS, "Whether an address is sound as it stands."},
    {"whole_entries", whole_entries, METH_VARARGS, "The entries of a feed that lack nothing, made sound."},
    {"odd_text_end", odd_text_end, METH_VARARGS, "Where a text ends that is not seen to be plain."},
    {"name_parts", name_parts, METH_O, "The words of a class or id and each two neighbours."},
    {"typed_nodes", typed_nodes, METH_VARARGS, "The objects of a JSON value that have a key."},
    {"read_head", read_head, METH_VARARGS, "Metas, canonical address, JSON-LD and title of a head."},
    {"flatten", flatten, METH_VARARGS, "Boxes, blocks and data elements below the node at an address."},
    {"choose", choose, METH_VARARGS, "The article's blocks: indexes, the prose they hold, the page's."},
    {"select", select_elements, METH_VARARGS, "The elements that some selectors are for."},
    {"signed_blocks", signed_blocks, METH_VARARGS, "The blocks whose text holds one of some signs."},
    {"configure_names", configure_names, METH_VARARGS, "Words of names, and what they say of a box."},
    {"configure_body", configure_body, METH_VARARGS, "What is text, and what Python is asked about it."},
    {"configure", configure, METH_VARARGS, "Roles and names of tags, and what makes boxes and blocks."},
    {"fits", fits, METH_VARARGS, "Whether the nodes of the installed lexbor lie as declared here."},
    {"add_postings", add_postings, METH_VARARGS, "Write postings where there is room for them."},
    {"lay_anew", lay_anew, METH_VARARGS, "Lay the postings that are asked for side by side."},
    {"filter_postings", filter_postings, METH_VARARGS, "Mark the keys that may have a holder."},
    {"held", held, METH_VARARGS, "The newest holders of a key."},
    {"candidates", candidates, METH_VARARGS, "The stories that share most of some terms."},
    {"compare", compare, METH_VARARGS, "Cosine and score of an article with some stories."},
    {"configure_terms", configure_terms, METH_O, "Words that tell nothing."},
    {"count_terms", count_terms, METH_VARARGS, "The terms of a title and a lead, counted."},
    {"traces", traces, METH_VARARGS, "Runs of words of a text, and its words in order."},
    {"most_shared", most_shared, METH_VARARGS, "The holders of most of some keys."},
    {"met", met, METH_VARARGS, "How many symbols of some texts are among these."},
    {"without_holder", without_holder, METH_VARARGS, "The keys that no living holder has."},
    {"learn_terms", learn_terms, METH_VARARGS, "Count terms once more."},
    {"stories_with", stories_with, METH_VARARGS, "In how many stories each term was found."},
    {"heaviest", heaviest, METH_VARARGS, "The heaviest terms and their weights."},
    {"besides", besides, METH_VARARGS, "The terms that are not among others."},
    {"fallen_apart", fallen_apart, METH_VARARGS, "The two events that the members of a story tell of."},
    {"strangers", strangers, METH_VARARGS, "Whether two stories would fall apart again."},
    {"tell_more", tell_more, METH_VARARGS, "Add what an article tells of to a story's row."},
    {"strongest_name", strongest_name, METH_VARARGS, "The name that brings most of what is shared."},
    {NULL, NULL, 0, NULL},
};

static int
set_up(PyObject *module)
{
    element_type = (PyTypeObject *)PyType_FromSpec(&element_spec);
    layout_type = (PyTypeObject *)PyType_FromSpec(&layout_spec);
    box_type = (PyTypeObject *)PyType_FromSpec(&box_spec);
    block_type = (PyTypeObject *)PyType_FromSpec(&block_spec);
    signs_type = (PyTypeObject *)PyType_FromSpec(&signs_spec);
    no_links = PyTuple_New(0);
    name_of_isascii = PyUnicode_InternFromString("isascii");
    if (!name_of_isascii || !element_type || !layout_type || !box_type || !block_type ||
        !signs_type || !no_links ||
        PyModule_AddObjectRef(module, "Signs", (PyObject *)signs_type) < 0 ||
        PyModule_AddObjectRef(module, "BoxFields", (PyObject *)box_type) < 0 ||
        PyModule_AddObjectRef(module, "BlockFields", (PyObject *)block_type) < 0)
        return -1;
    PyObject *names = PyTuple_New(N_WANTED);
    for (int i = 0; names && i < N_WANTED; i++) {
        attribute_names[i] = PyUnicode_InternFromString(WANTED[i]);
        if (attribute_names[i] == NULL)
            return -1;
        Py_INCREF(attribute_names[i]);
        PyTuple_SetItem(names, i, attribute_names[i]);
    }
    int done = names ? PyModule_AddObjectRef(module, "ATTRIBUTES", names) : -1;
    Py_XDECREF(names);
    return done < 0 ? -1 : PyModule_AddObjectRef(module, "Element", (PyObject *)element_type);
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, set_up}, {0, NULL}};
static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_markup", "Bytes of a page looked at and its tree walked, natively.", 0,
    functions, slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit__markup(void)
{
    return PyModuleDef_Init(&definition);
}
