/* One walk over the tree → boxes and blocks: the twin of extract/walk.py. */

typedef struct { const lexbor_node *node; Py_ssize_t index; unsigned char role; } level;

typedef struct {
    Layout *layout; /* what is found */
    PyObject *blocks, *data;
    level *levels; /* the open elements, outermost first */
    Py_ssize_t n_levels, room_levels;
    run pieces;
    Py_ssize_t n_pieces, linked, link_depth, n_blocks, length, first_link;
    int parted, after_break; /* whether only white space stands since a line break */
} walk;

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
    Layout *to = w->layout;
    if (tag == NULL || grow((void **)&to->boxes, to->n_boxes, &to->room_boxes, sizeof(box)) < 0) {
        Py_XDECREF(tag);
        return -1;
    }
    to->boxes[to->n_boxes++] = (box){node, tag, parent, w->n_blocks, w->n_blocks, 0};
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
        w->levels[at].index = parent = w->layout->n_boxes - 1;
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
    static const uint32_t RANGES[][2] = {
        {0xa1, 0xac},     {0xae, 0x377},    {0x384, 0x38a},   {0x38e, 0x3a1},   {0x3a3, 0x52f},
        {0x5d0, 0x5ea},   {0x606, 0x61b},   {0x61e, 0x6dc},   {0x6de, 0x6ff},   {0x900, 0x97f},
        {0xe01, 0xe3a},   {0xe3f, 0xe5b},   {0x1e00, 0x1eff}, {0x2010, 0x2027}, {0x2030, 0x205e},
        {0x20a0, 0x20bf}, {0x2100, 0x2426}, {0x2500, 0x2b73}, {0x3001, 0x303f}, {0x3041, 0x3096},
        {0x3099, 0x30ff}, {0x4e00, 0x9fa5}, {0xac00, 0xd7a3}, {0xff01, 0xffbe}, {0x1f300, 0x1f64f},
    };
    for (size_t i = 0; i < sizeof RANGES / sizeof *RANGES && c >= RANGES[i][0]; i++)
        if (c <= RANGES[i][1])
            return 1;
    return 0;
}

/* The pieces as one line at the end of the texts, where they are plain characters only; then its block's
 * place and length are set. 0 where they hold any other. */
static int
plain_line(walk *w, Block *block)
{
    run *texts = &w->layout->texts;
    const unsigned char *at = w->pieces.data, *end = at + w->pieces.length;
    size_t before = texts->length;
    if (add(texts, at, w->pieces.length) < 0)
        return -1;
    texts->length = before;
    unsigned char *start = texts->data + before, *to = start;
    Py_ssize_t further = 0; /* bytes of characters after their first */
    while (at < end) {
        if (*at > ' ' && *at < 0x7f)
            *to++ = *at++;
        else if (*at >= 0x80) {
            const unsigned char *next;
            uint32_t c = character(at, end, &next);
            if (is_space(c)) {
                if (to > start && to[-1] != ' ')
                    *to++ = ' ';
                at = next;
                continue;
            }
            if (!is_plain(c))
                return 0;
            further += next - at - 1;
            while (at < next)
                *to++ = *at++;
        } else if (is_space(*at++)) {
            if (to > start && to[-1] != ' ')
                *to++ = ' ';
        } else
            return 0;
    }
    if (to > start && to[-1] == ' ')
        to--;
    block->at = (Py_ssize_t)before;
    block->bytes = block->size = to - start;
    block->length = block->bytes - further;
    texts->length = before + (size_t)block->bytes;
    return 1;
}

static int
has_plain_mark(const unsigned char *text, Py_ssize_t length)
{
    for (const unsigned char *end = text + length; text < end; text++)
        if (*text == ',' || *text == '.' || *text == '!' || *text == '?' || *text == ':' || *text == ';')
            return 1;
    return 0;
}

/* Whether a text has a mark that ends or parts sentences; for other scripts' marks Python is asked. */
static int
find_mark(walk *w, Block *block)
{
    if (block->at >= 0 && has_plain_mark(w->layout->texts.data + block->at, block->bytes))
        return 1;
    PyObject *text = block_text(block);
    PyObject *found = text ? PyObject_CallFunctionObjArgs(has_mark, text, NULL) : NULL;
    int mark = found ? PyObject_IsTrue(found) : -1;
    Py_XDECREF(found);
    return mark;
}

/* Put a block that has its text into the box it stands in. */
static int
add_block(walk *w, Block *block)
{
    static PyObject *paragraph;
    if (paragraph == NULL && (paragraph = PyUnicode_InternFromString("p")) == NULL)
        return -1;
    Py_ssize_t index = innermost(w);
    if (index < 0)
        return -1;
    const box *around = &w->layout->boxes[index];
    uintptr_t number = around->node->local_name;
    number = number < TABLE && tag_names[number] ? number : 0;
    int as_paragraph = w->parted && !is_heading[number];
    hold(&block->tag, as_paragraph ? paragraph : around->tag);
    block->tag_number = as_paragraph ? tag_p : number;
    block->box = index;
    block->linked = w->linked < block->length ? w->linked : block->length;
    block->first_link = w->first_link;
    block->n_links = w->layout->n_links - w->first_link;
    if (block->size >= prose_size && block->linked * 2 < block->length) {
        int mark = find_mark(w, block);
        if (mark < 0)
            return -1;
        block->prose = (char)mark;
    }
    w->n_blocks++;
    w->length += block->length;
    return PyList_Append(w->blocks, (PyObject *)block);
}

/* A line with other than plain characters: Python makes it one line. */
static int
other_line(walk *w, Block *block)
{
    PyObject *joined = PyUnicode_DecodeUTF8((const char *)w->pieces.data,
                                            (Py_ssize_t)w->pieces.length, "replace");
    PyObject *text = joined ? PyObject_CallFunctionObjArgs(one_line, joined, NULL) : NULL;
    Py_XDECREF(joined);
    int done = text ? block_set_text((PyObject *)block, text, NULL) : -1;
    Py_XDECREF(text);
    PyObject *bytes = done == 0 ? PyUnicode_AsEncodedString(text, "utf-8", "replace") : NULL;
    block->size = bytes ? PyBytes_Size(bytes) : 0;
    Py_XDECREF(bytes);
    return bytes ? 0 : -1;
}

/* End the run of text: a block, where it holds any. */
static int
flush(walk *w, int parted_after)
{
    if (w->n_pieces) {
        Block *block = (Block *)PyType_GenericAlloc((PyTypeObject *)block_class, 0);
        if (block == NULL)
            return -1;
        Py_INCREF((PyObject *)w->layout);
        block->layout = w->layout;
        int done = plain_line(w, block);
        if (done == 0)
            done = other_line(w, block);
        if (done >= 0 && block->length)
            done = add_block(w, block);
        Py_DECREF(block);
        if (done < 0)
            return -1;
        w->n_pieces = w->linked = 0;
        w->pieces.length = 0;
        w->first_link = w->layout->n_links;
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
    Layout *to = w->layout;
    if (grow((void **)&to->links, to->n_links, &to->room_links, sizeof *to->links) < 0)
        return -1;
    to->links[to->n_links++] = node;
    return 0;
}

static void
leave(walk *w)
{
    level *left = &w->levels[--w->n_levels];
    if (left->role == LINK)
        w->link_depth--;
    else if (left->role == BLOCK && left->index >= 0)
        w->layout->boxes[left->index].last = w->n_blocks;
}

/* A text, a gap or data: what is not entered. */
static int
take(walk *w, const lexbor_node *node, unsigned char role)
{
    if (role == DATA)
        return keep(w->data, w->layout->tree, node);
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

/* flatten(tree, address of the root): the boxes, blocks and data of the page, as the twin in Python lays them
 * out, and the characters of its text. */
static PyObject *
flatten(PyObject *module, PyObject *args)
{
    walk w = {0};
    PyObject *tree, *made = NULL;
    Py_ssize_t address;
    if (!PyArg_ParseTuple(args, "On", &tree, &address))
        return NULL;
    const lexbor_node *root = (const lexbor_node *)address;
    w.layout = (Layout *)PyType_GenericAlloc(layout_type, 0);
    w.blocks = PyList_New(0);
    w.data = PyList_New(0);
    if (w.layout)
        hold(&w.layout->tree, tree);
    if (w.layout && w.blocks && w.data && open_level(&w, root, BLOCK) == 0 &&
        add_box(&w, root, -1, PyUnicode_InternFromString("body")) == 0) {
        w.levels[0].index = 0;
        if (visit_all(&w, root) == 0) {
            while (w.n_levels)
                leave(&w);
            made = Py_BuildValue("(OOOn)", w.layout, w.blocks, w.data, w.length);
        }
    }
    Py_XDECREF((PyObject *)w.layout);
    Py_XDECREF(w.blocks);
    Py_XDECREF(w.data);
    free(w.levels);
    free(w.pieces.data);
    return made;
}
