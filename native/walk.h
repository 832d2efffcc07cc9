/* One walk over the tree → boxes and blocks: the twin of extract/walk.py. */

typedef struct { const lexbor_node *node; Py_ssize_t parent, first, last; PyObject *tag; } box;
typedef struct { const lexbor_node *node; Py_ssize_t index; unsigned char role; } level;

typedef struct {
    PyObject *tree, *blocks, *data;
    box *boxes;
    Py_ssize_t n_boxes, room_boxes;
    level *levels; /* the open elements, outermost first */
    Py_ssize_t n_levels, room_levels;
    run pieces, line;
    Py_ssize_t n_pieces, linked, link_depth, n_blocks;
    PyObject *links;
    int parted, after_break; /* whether only white space stands since a line break */
} walk;

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

static int
open_level(walk *w, const lexbor_node *node, unsigned char role)
{
    if (grow((void **)&w->levels, w->n_levels, &w->room_levels, sizeof(level)) < 0)
        return -1;
    w->levels[w->n_levels++] = (level){node, -1, role};
    return 0;
}

static int
add_box(walk *w, const lexbor_node *node, Py_ssize_t parent, PyObject *tag)
{
    if (tag == NULL || grow((void **)&w->boxes, w->n_boxes, &w->room_boxes, sizeof(box)) < 0) {
        Py_XDECREF(tag);
        return -1;
    }
    w->boxes[w->n_boxes++] = (box){node, parent, w->n_blocks, w->n_blocks, tag};
    return 0;
}

/* The box of the innermost open block element; made, with those around it, where there is none yet. */
static Py_ssize_t
innermost(walk *w)
{
    Py_ssize_t at = w->n_levels - 1;
    while (w->levels[at].role != BLOCK)
        at--;
    Py_ssize_t inner = at;
    while (w->levels[at].role != BLOCK || w->levels[at].index < 0)
        at--; /* ends at the root, which has a box */
    Py_ssize_t parent = w->levels[at].index;
    for (at++; at <= inner; at++) {
        if (w->levels[at].role != BLOCK)
            continue;
        const lexbor_node *node = w->levels[at].node;
        if (add_box(w, node, parent, tag_of(node)) < 0)
            return -1;
        w->levels[at].index = parent = w->n_boxes - 1;
    }
    return parent;
}

static int
add_piece(walk *w, const unsigned char *data, size_t length)
{
    w->n_pieces++;
    if (length == 1 && *data == '\x0b')
        w->after_break = 1;
    else if (!all_space(data, length))
        w->after_break = 0;
    return add(&w->pieces, data, length);
}

/* Whether a character of more than one byte is neither white space nor unprintable, in the scripts most
 * news is written in. Of others Python is asked. */
static int
is_plain(uint32_t c)
{
    return (c >= 0xa1 && c <= 0x377 && c != 0xad) || (c >= 0x400 && c <= 0x52f) ||
           (c >= 0x5d0 && c <= 0x5ea) || (c >= 0x621 && c <= 0x64a) || (c >= 0x2010 && c <= 0x2027) ||
           (c >= 0x2030 && c <= 0x205e) || (c >= 0x3001 && c <= 0x303f) || (c >= 0x3041 && c <= 0x3096) ||
           (c >= 0x30a0 && c <= 0x30ff) || (c >= 0x4e00 && c <= 0x9fa5) || (c >= 0xac00 && c <= 0xd7a3) ||
           (c >= 0xff01 && c <= 0xff5e);
}

/* The pieces as one line in `line`, of plain characters only; 0 where they hold any other. */
static int
plain_line(walk *w)
{
    const unsigned char *at = w->pieces.data, *end = at + w->pieces.length;
    w->line.length = 0;
    if (add(&w->line, at, w->pieces.length) < 0)
        return -1;
    unsigned char *to = w->line.data;
    while (at < end) {
        if (*at > ' ' && *at < 0x7f)
            *to++ = *at++;
        else if (*at >= 0x80) {
            const unsigned char *next;
            if (!is_plain(character(at, end, &next)))
                return 0;
            while (at < next)
                *to++ = *at++;
        } else if (is_space(*at++)) {
            if (to > w->line.data && to[-1] != ' ')
                *to++ = ' ';
        } else
            return 0;
    }
    if (to > w->line.data && to[-1] == ' ')
        to--;
    w->line.length = (size_t)(to - w->line.data);
    return 1;
}

static int
has_plain_mark(const unsigned char *text, size_t length)
{
    for (const unsigned char *end = text + length; text < end; text++)
        if (*text == ',' || *text == '.' || *text == '!' || *text == '?' || *text == ':' || *text == ';')
            return 1;
    return 0;
}

static int
add_block(walk *w, PyObject *text, Py_ssize_t size, int mark)
{
    Py_ssize_t length = PyUnicode_GetLength(text);
    Py_ssize_t index = innermost(w);
    if (length < 0 || index < 0 || mark < 0)
        return -1;
    PyObject *tag = w->boxes[index].tag;
    if (w->parted) {
        const lexbor_node *node = w->boxes[index].node;
        int heading = 0;
        if (node->local_name < TABLE && tag_names[node->local_name]) {
            Py_ssize_t n;
            const char *name = PyUnicode_AsUTF8AndSize(tag, &n);
            heading = name && n == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
        }
        if (!heading) {
            static PyObject *paragraph;
            if (paragraph == NULL && (paragraph = PyUnicode_InternFromString("p")) == NULL)
                return -1;
            tag = paragraph;
        }
    }
    Py_ssize_t linked = w->linked < length ? w->linked : length;
    int prose = size >= prose_size && linked * 2 < length && mark;
    Block *block = (Block *)PyType_GenericAlloc((PyTypeObject *)block_class, 0);
    if (block == NULL)
        return -1;
    hold(&block->text, text);
    hold(&block->tag, tag);
    hold(&block->links, w->links ? w->links : no_links);
    block->box = index;
    block->linked = linked;
    block->size = size;
    block->prose = (char)prose;
    int done = PyList_Append(w->blocks, (PyObject *)block);
    Py_DECREF(block);
    w->n_blocks++;
    return done;
}

/* Whether a text has a mark that ends or parts sentences; for other scripts' marks Python is asked. */
static int
find_mark(PyObject *text, const unsigned char *data, Py_ssize_t size)
{
    if (size < prose_size || has_plain_mark(data, (size_t)size))
        return 1;
    PyObject *found = PyObject_CallFunctionObjArgs(has_mark, text, NULL);
    int mark = found ? PyObject_IsTrue(found) : -1;
    Py_XDECREF(found);
    return mark;
}

/* A line with other than plain characters: Python makes it one line. */
static int
other_line(walk *w)
{
    PyObject *joined = PyUnicode_DecodeUTF8((const char *)w->pieces.data,
                                            (Py_ssize_t)w->pieces.length, "replace");
    PyObject *text = joined ? PyObject_CallFunctionObjArgs(one_line, joined, NULL) : NULL;
    Py_XDECREF(joined);
    if (text == NULL)
        return -1;
    if (PyUnicode_GetLength(text) == 0) {
        Py_DECREF(text);
        return 0;
    }
    PyObject *bytes = PyUnicode_AsEncodedString(text, "utf-8", "replace");
    char *data;
    Py_ssize_t size;
    int done = -1;
    if (bytes && PyBytes_AsStringAndSize(bytes, &data, &size) == 0)
        done = add_block(w, text, size, find_mark(text, (const unsigned char *)data, size));
    Py_XDECREF(bytes);
    Py_DECREF(text);
    return done;
}

/* End the run of text: a block, where it holds any. */
static int
flush(walk *w, int parted_after)
{
    if (w->n_pieces) {
        int plain = plain_line(w), done = 0;
        if (plain < 0)
            return -1;
        if (plain && w->line.length) {
            PyObject *text = PyUnicode_FromStringAndSize((const char *)w->line.data,
                                                         (Py_ssize_t)w->line.length);
            Py_ssize_t size = (Py_ssize_t)w->line.length;
            done = text ? add_block(w, text, size, find_mark(text, w->line.data, size)) : -1;
            Py_XDECREF(text);
        } else if (!plain)
            done = other_line(w);
        if (done < 0)
            return -1;
        w->n_pieces = w->linked = 0;
        w->pieces.length = 0;
        Py_CLEAR(w->links);
        w->parted = w->after_break = 0;
    }
    if (parted_after)
        w->parted = 1;
    return 0;
}

static int
keep(PyObject *list, PyObject *tree, const lexbor_node *node)
{
    PyObject *element = new_element(tree, node);
    if (element == NULL)
        return -1;
    int done = PyList_Append(list, element);
    Py_DECREF(element);
    return done;
}

static int
enter(walk *w, const lexbor_node *node, unsigned char role)
{
    if (open_level(w, node, role) < 0)
        return -1;
    if (role != LINK)
        return 0;
    w->link_depth++;
    if (w->links == NULL && (w->links = PyList_New(0)) == NULL)
        return -1;
    return keep(w->links, w->tree, node);
}

static void
leave(walk *w)
{
    level *left = &w->levels[--w->n_levels];
    if (left->role == LINK)
        w->link_depth--;
    else if (left->role == BLOCK && left->index >= 0)
        w->boxes[left->index].last = w->n_blocks;
}

/* A text, a gap or data: what is not entered. */
static int
take(walk *w, const lexbor_node *node, unsigned char role)
{
    if (role == DATA)
        return keep(w->data, w->tree, node);
    if (role == GAP)
        return w->n_pieces ? add_piece(w, (const unsigned char *)" ", 1) : 0;
    if (role != TEXT)
        return 0;
    const lexbor_str *text = &((const lexbor_text *)node)->data;
    size_t length = node->type == TYPE_TEXT && text->data ? text->length : 0;
    if (w->n_pieces == 0 && all_space(text->data, length))
        return 0;
    if (w->link_depth)
        w->linked += stripped_length(text->data, length);
    return add_piece(w, text->data, length);
}

static int
visit_all(walk *w, const lexbor_node *root)
{
    const lexbor_node *node = root->first_child;
    for (Py_ssize_t n = 0; n < max_nodes; n++) {
        if (node == NULL) {
            if (w->n_levels == 1)
                break;
            level *last = &w->levels[w->n_levels - 1];
            node = last->node->next;
            if (last->role == BLOCK && flush(w, 0) < 0)
                return -1;
            leave(w);
            continue;
        }
        unsigned char role = node->local_name < TABLE ? roles[node->local_name] : BLOCK;
        if (role <= GAP || role == TEXT) {
            if (take(w, node, role) < 0)
                return -1;
            node = node->next;
            continue;
        }
        if (role == BLOCK) {
            if (flush(w, 0) < 0)
                return -1;
        } else if (role == BREAK) {
            if (w->n_pieces && w->after_break) {
                w->parted = 1;
                if (flush(w, 1) < 0)
                    return -1;
            } else if (add_piece(w, (const unsigned char *)"\x0b", 1) < 0)
                return -1;
        }
        if (node->first_child == NULL) {
            node = node->next;
            continue;
        }
        if (enter(w, node, role) < 0)
            return -1;
        node = node->first_child;
    }
    return flush(w, 0);
}

static PyObject *
new_box(walk *w, Py_ssize_t number)
{
    box *from = &w->boxes[number];
    Box *made = (Box *)PyType_GenericAlloc((PyTypeObject *)box_class, 0);
    if (made == NULL)
        return NULL;
    hold(&made->tree, w->tree);
    hold(&made->tag, from->tag);
    made->node = from->node;
    made->parent = from->parent;
    made->number = number;
    made->first = from->first;
    made->last = from->last;
    return (PyObject *)made;
}

static PyObject *
boxes_of(walk *w)
{
    PyObject *boxes = PyList_New(w->n_boxes);
    for (Py_ssize_t i = 0; boxes && i < w->n_boxes; i++) {
        PyObject *made = new_box(w, i);
        if (made == NULL || PyList_SetItem(boxes, i, made) < 0)
            Py_CLEAR(boxes);
    }
    return boxes;
}

/* flatten(tree, address of the root): boxes, blocks and data, as the twin in Python lays them out. */
static PyObject *
flatten(PyObject *module, PyObject *args)
{
    walk w = {0};
    Py_ssize_t address;
    PyObject *boxes = NULL, *made = NULL;
    if (!PyArg_ParseTuple(args, "On", &w.tree, &address))
        return NULL;
    const lexbor_node *root = (const lexbor_node *)address;
    w.blocks = PyList_New(0);
    w.data = PyList_New(0);
    if (w.blocks && w.data && open_level(&w, root, BLOCK) == 0 &&
        add_box(&w, root, -1, PyUnicode_InternFromString("body")) == 0) {
        w.levels[0].index = 0;
        if (visit_all(&w, root) == 0) {
            while (w.n_levels)
                leave(&w);
            boxes = boxes_of(&w);
        }
    }
    if (boxes)
        made = PyTuple_Pack(3, boxes, w.blocks, w.data);
    Py_XDECREF(boxes);
    Py_XDECREF(w.blocks);
    Py_XDECREF(w.data);
    Py_XDECREF(w.links);
    for (Py_ssize_t i = 0; i < w.n_boxes; i++)
        Py_DECREF(w.boxes[i].tag);
    free(w.boxes);
    free(w.levels);
    free(w.pieces.data);
    free(w.line.data);
    return made;
}
