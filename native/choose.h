/* The blocks of an article chosen: what extract/body.py hands over, and what it is given back. */

/* Sets of tags → bits of `kinds`, in the order of the enum. */
static int
set_kinds(PyObject *sets)
{
    memset(kinds, 0, sizeof kinds);
    for (Py_ssize_t i = 0; i < N_KINDS; i++) {
        PyObject *tags = PySequence_List(PyTuple_GetItem(sets, i));
        if (tags == NULL)
            return -1;
        for (Py_ssize_t n = 0; n < PyList_Size(tags); n++)
            kinds[number_of_tag(PyList_GetItem(tags, n))] |= 1u << i;
        Py_DECREF(tags);
    }
    kinds[0] = 0; /* a tag without a number */
    return 0;
}

/* configure_body(sets of tags, shares, sizes, lengths of furniture, what Python is asked, signs, marks that end sentences) */
static PyObject *
configure_body(PyObject *module, PyObject *args)
{
    PyObject *sets, *asked[5], *signs[5], *marks;
    if (!PyArg_ParseTuple(
            args, "O!(ddddddddddddddd)(nnnnnnnnnnnn)(nnn)(OOOOO)(OOOOO)U", &PyTuple_Type, &sets, &shares.descend,
            &shares.descend_named, &shares.one_article, &shares.all_articles, &shares.rich_article,
            &shares.above_headline, &shares.above_h1, &shares.cards, &shares.linked_list, &shares.known_home, &shares.main_home,
            &shares.intruder, &shares.linked_heading, &shares.linked_text, &shares.echoed, &sizes.loose,
            &sizes.brief, &sizes.opening_label, &sizes.closing_label, &sizes.echo, &sizes.list_reach, &sizes.linked_text,
            &sizes.heading, &sizes.card, &sizes.card_prose, &sizes.card_blocks, &sizes.few_cards, &longest_furniture[0],
            &longest_furniture[1], &longest_furniture[2], &asked[0], &asked[1], &asked[2], &asked[3], &asked[4],
            &signs[0], &signs[1], &signs[2], &signs[3], &signs[4], &marks))
        return NULL;
    PyObject **hooks[] = {&is_furniture, &is_opening, &tail_limit, &plain_text, &mark_of};
    PyObject **held[] = {&opening_signs, &heading_signs, &furniture_signs[0], &furniture_signs[1],
                         &furniture_signs[2]};
    for (int i = 0; i < 5; i++)
        hold(hooks[i], asked[i]);
    for (int i = 0; i < 5; i++) {
        if (Py_TYPE(signs[i]) != signs_type) {
            PyErr_SetString(PyExc_TypeError, "Signs are wanted");
            return NULL;
        }
        hold(held[i], signs[i]);
    }
    Py_ssize_t n_marks = PyUnicode_GetLength(marks);
    if (PyTuple_Size(sets) != N_KINDS || n_marks > 64) {
        PyErr_SetString(PyExc_ValueError, "sets of tags or marks are not as many as expected");
        return NULL;
    }
    n_end_marks = n_marks;
    for (Py_ssize_t i = 0; i < n_end_marks; i++)
        end_marks[i] = PyUnicode_ReadChar(marks, i);
    if (set_kinds(sets) < 0)
        return NULL;
    Py_RETURN_NONE;
}

/* Whether every index that is followed lies where it should. */
static int
is_sound(const choice *c, PyObject *blocks)
{
    for (Py_ssize_t i = 0; i < c->n_blocks; i++) {
        PyObject *item = PyList_GetItem(blocks, i);
        Block *block = (Block *)item;
        if (!PyObject_TypeCheck(item, block_type) || block->box < 0 || block->box >= c->n_boxes ||
            (block->layout ? block->layout != c->layout : block->at >= 0))
            return 0;
    }
    for (Py_ssize_t i = 0; i < c->n_boxes; i++) {
        const box *record = &c->layout->boxes[i];
        if (record->first < 0 || record->first > record->last || record->last > c->n_blocks)
            return 0;
    }
    return 1;
}

/* One piece of memory for all that is noted by block and by box. */
static void *
make_room(choice *c, PyObject *blocks)
{
    size_t n = (size_t)c->n_blocks + 1, m = (size_t)c->n_boxes;
    Py_ssize_t **by_block[] = {&c->prose, &c->weight, &c->inside, &c->homes};
    Py_ssize_t **by_box[] = {&c->held,        &c->child,       &c->sibling,    &c->chain,
                             &c->home_weight, &c->home_prose,  &c->list_linked,
                             &c->list_length};
    char *room = calloc(1, n * (5 * sizeof(Py_ssize_t) + 1) + m * (8 * sizeof(Py_ssize_t) + 3));
    if (room == NULL)
        return PyErr_NoMemory();
    char *at = room;
    c->blocks = (Block **)at;
    at += n * sizeof(Block *);
    for (int i = 0; i < 4; i++, at += n * sizeof(Py_ssize_t))
        *by_block[i] = (Py_ssize_t *)at;
    for (int i = 0; i < 8; i++, at += m * sizeof(Py_ssize_t))
        *by_box[i] = (Py_ssize_t *)at;
    c->dropped = (unsigned char *)at;
    c->main_home = at + n;
    c->card = at + n + m;
    c->beside = (signed char *)at + n + 2 * m;
    memset(c->beside + 1, -1, m - 1); /* the root is not beside */
    for (Py_ssize_t i = 0; i < c->n_blocks; i++)
        c->blocks[i] = (Block *)PyList_GetItem(blocks, i);
    return room;
}

static int
set_initials(choice *c, PyObject *initials)
{
    for (int i = 0; i < 128; i++)
        c->initials[i] = !is_alnum((unsigned char)i);
    for (Py_ssize_t i = 0; i < PyUnicode_GetLength(initials); i++) {
        Py_UCS4 initial = PyUnicode_ReadChar(initials, i);
        if (initial < 128) {
            c->initials[initial] = 1;
            c->initials[initial >= 'a' && initial <= 'z' ? initial - 0x20 : initial] = 1;
        }
    }
    return PyErr_Occurred() ? -1 : 0;
}

/* Where the text starts: after the headline, unless much of the prose stands above it. */
static Py_ssize_t
start_of(const choice *c, const box *around)
{
    if (!(around->first < c->first_headline && c->first_headline < around->last))
        return around->first;
    Py_ssize_t whole = c->weight[c->n_blocks] ? c->weight[c->n_blocks] : 1;
    double above = (double)(c->weight[c->first_headline] - c->weight[around->first]);
    int h1 = kind_of(c->blocks[c->first_headline]) & IS_H1;
    return above < (h1 ? shares.above_h1 : shares.above_headline) * (double)whole ? c->first_headline : around->first;
}

/* choose(layout, blocks, limits, is_headline, folded titles, initials, longest, is_known_home or None, repeated):
 * the indexes of the article's blocks, how much prose they hold, and how much the page does. */
static PyObject *
choose(PyObject *module, PyObject *args)
{
    choice c = {0};
    PyObject *layout, *blocks, *initials, *kept = NULL, *made = NULL;
    if (!PyArg_ParseTuple(args, "O!O!(ddd)OO!UnOO", layout_type, &layout, &PyList_Type, &blocks, &c.limits[0],
                          &c.limits[1], &c.limits[2], &c.is_headline, &PyTuple_Type, &c.titles,
                          &initials, &c.longest_title, &c.path_of, &c.repeated))
        return NULL;
    c.layout = (Layout *)layout;
    c.n_blocks = PyList_Size(blocks);
    c.n_boxes = c.layout->n_boxes;
    if (!is_sound(&c, blocks)) {
        PyErr_SetString(PyExc_ValueError, "the blocks and boxes of one page are wanted");
        return NULL;
    }
    void *room = make_room(&c, blocks);
    if (room == NULL)
        return NULL;
    Py_ssize_t held = 0, count = -1, at = -1;
    if (set_initials(&c, initials) == 0 && find_headlines(&c) == 0 && weigh(&c) == 0)
        at = container(&c);
    if (at >= 0) {
        c.stop = c.layout->boxes[at].last;
        count = decide(&c, start_of(&c, &c.layout->boxes[at]));
    }
    if (count >= 0)
        kept = without_stray_headings(&c, count);
    for (Py_ssize_t n = 0; kept && n < PyList_Size(kept); n++) {
        Py_ssize_t index = PyLong_AsSsize_t(PyList_GetItem(kept, n));
        held += c.weight[index + 1] - c.weight[index];
    }
    if (kept)
        made = Py_BuildValue("(Nnn)", kept, held, c.weight[c.n_blocks]);
    for (int group = 0; group <= OTHER_WORDS; group++)
        Py_XDECREF(c.echoes[group]);
    free(room);
    return made;
}
