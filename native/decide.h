/* Which blocks of the container are the article's: the twin of extract/decide.py. */

enum { DROPPED = 1, IN_TAIL = 2 }; /* of `dropped` */

/* The last character of a text that lies in the layout; 0 of any other. */
static uint32_t
last_character(const choice *c, const Block *block)
{
    if (block->at < 0 || block->bytes == 0)
        return 0;
    const unsigned char *start = c->layout->texts.data + block->at, *end = start + block->bytes, *at = end - 1;
    while (at > start && (*at & 0xc0) == 0x80)
        at--;
    return character(at, end, &end);
}

static int
ends_sentence(const choice *c, Block *block)
{
    if (block->ends)
        return block->ends == 2;
    uint32_t last = last_character(c, block);
    int ends = -1;
    for (Py_ssize_t i = 0; i < n_end_marks; i++)
        if (end_marks[i] == last)
            ends = 1;
    if (ends < 0 && last && last < 0x80 && is_alnum((unsigned char)last))
        ends = 0;
    if (ends < 0 && (ends = is_true(PyObject_GetAttrString((PyObject *)block, "ends_sentence"))) < 0)
        return -1;
    block->ends = (char)(1 + ends);
    return ends;
}

static int
is_sentence(const choice *c, Block *block)
{
    return block->size >= sizes.loose ? ends_sentence(c, block) : 0;
}

static double
link_share(const Block *block)
{
    return (double)block->linked / (double)block->length;
}

/* Whether a text ends as sentences mostly do. */
static int
ends_plainly(const choice *c, Block *block)
{
    uint32_t last = last_character(c, block);
    if (last == 0 && block->length) {
        PyObject *text = block_text(block);
        if (text == NULL)
            return -1;
        last = PyUnicode_ReadChar(text, block->length - 1);
    }
    return last == '.' || last == '!' || last == '?';
}

/* Whether a block is in a text's own element, or reads like text where it is not. */
static int
reads_as_text(const choice *c, Block *block, int at_home)
{
    if (link_share(block) > shares.linked_text && block->size < sizes.linked_text)
        return 0;
    int text = kind_of(block) & IS_TEXT ? 1 : is_sentence(c, block);
    if (text == 0 && at_home && block->size >= sizes.brief && !block->linked)
        return ends_plainly(c, block);
    return text;
}

/* Whether a block at the text's edge is a label: short, without a sentence's end. */
static int
is_label(const choice *c, Block *block, Py_ssize_t longest)
{
    if (block->length > longest || kind_of(block) & IS_HEADING)
        return 0;
    int ends = ends_sentence(c, block);
    return ends < 0 ? -1 : !ends;
}

static int
opens(const choice *c, Block *block, int at_home)
{
    if (kind_of(block) & IS_LI) {
        int ends = at_home && block->prose ? ends_sentence(c, block) : 0;
        return ends < 0 ? -1 : !ends;
    }
    int label = is_label(c, block, sizes.opening_label);
    if (label)
        return label;
    return is_true(PyObject_CallFunctionObjArgs(is_opening, (PyObject *)block, NULL));
}

/* The length of a text without the marks at its end, as without_marks in decide.py has it. */
static size_t
without_marks(const unsigned char *text, size_t length)
{
    static const char *const MARKS[] = {".", ">", "!", " ", "\u2026", "\u00bb", "\u203a", NULL};
    for (int i = 0; MARKS[i] && length;) {
        size_t size = strlen(MARKS[i]);
        if (length >= size && memcmp(text + length - size, MARKS[i], size) == 0) {
            length -= size;
            i = 0;
        } else
            i++;
    }
    return length;
}

/* A text without case and the marks at its end, to be looked for among links. */
static PyObject *
echo_of(const choice *c, Block *block)
{
    unsigned char plain[512];
    if (block->at >= 0 && block->bytes <= (Py_ssize_t)sizeof plain) {
        const unsigned char *text = c->layout->texts.data + block->at;
        size_t length = without_marks(text, (size_t)block->bytes);
        if (lower_plain(text, length, 1, plain))
            return PyUnicode_FromStringAndSize((const char *)plain, (Py_ssize_t)length);
    }
    PyObject *text = block_text(block);
    return text ? PyObject_CallFunctionObjArgs(plain_text, text, NULL) : NULL;
}

/* The group of a text by its first byte: its letter without case, one for all that is not ASCII. */
static int
group_of(unsigned char first)
{
    return first < 0x80 ? lowered(first) : OTHER_WORDS;
}

/* The links of the page by their words, those of a group: few are ever looked for. */
static PyObject *
linked_words(choice *c, int group)
{
    if (c->echoes[group])
        return c->echoes[group];
    PyObject *found = c->echoes[group] = PySet_New(NULL);
    for (Py_ssize_t i = 0; found && i < c->n_blocks; i++) {
        Block *block = c->blocks[i];
        if (!block->linked || block->length > sizes.echo || !(link_share(block) > shares.echoed))
            continue;
        int own = block->at >= 0 ? group_of(c->layout->texts.data[block->at]) : OTHER_WORDS;
        if (own != group)
            continue;
        PyObject *plain = echo_of(c, block);
        int done = plain ? PySet_Add(found, plain) : -1;
        Py_XDECREF(plain);
        if (done < 0)
            return NULL;
    }
    return found;
}

/* Whether a block is a teaser that stands under a link with the same words. */
static int
is_echo(choice *c, Block *block)
{
    if (block->linked || block->length > sizes.echo)
        return 0;
    PyObject *plain = echo_of(c, block);
    Py_ssize_t size = 0;
    const char *text = plain ? PyUnicode_AsUTF8AndSize(plain, &size) : NULL;
    int is = plain ? 0 : -1;
    if (plain && text == NULL)
        PyErr_Clear(); /* half a character: looked for among all */
    for (int group = 0; group <= OTHER_WORDS && is == 0; group++) {
        if (text && size && group != OTHER_WORDS && group != group_of((unsigned char)*text))
            continue; /* whatever else a link begins with, its words then do too */
        PyObject *links = linked_words(c, group);
        is = links ? PySet_Contains(links, plain) : -1;
    }
    Py_XDECREF(plain);
    return is;
}

/* The list or table a box stands in; the root where it stands in none. */
static Py_ssize_t
list_around(const choice *c, Py_ssize_t at)
{
    for (Py_ssize_t i = 0; i < sizes.list_reach; i++) {
        if (at <= 0 || kind_of_box(&c->layout->boxes[at]) & IS_LIST)
            return at;
        at = c->layout->boxes[at].parent;
    }
    return 0;
}

/* Drop the items of lists that are mostly links. */
static void
drop_linked_lists(choice *c, Py_ssize_t start)
{
    for (Py_ssize_t i = start; i < c->stop; i++) {
        Py_ssize_t list = list_around(c, c->blocks[i]->box);
        c->list_linked[list] += c->blocks[i]->linked;
        c->list_length[list] += c->blocks[i]->length;
    }
    for (Py_ssize_t i = start; i < c->stop; i++) {
        Py_ssize_t list = list_around(c, c->blocks[i]->box);
        if (list && (double)c->list_linked[list] > shares.linked_list * (double)c->list_length[list])
            c->dropped[i] |= DROPPED;
    }
}

/* Where the part of the text starts that a prose block is in: at the headings over it, in its box. */
static Py_ssize_t
start_of_part(const choice *c, Py_ssize_t first, Py_ssize_t prose)
{
    Py_ssize_t home = home_of(c, prose);
    while (prose > first) {
        Block *above = c->blocks[prose - 1];
        if (!(kind_of(above) & IS_HEADING) || above->linked || home_of(c, prose - 1) != home)
            break;
        prose--;
    }
    return prose;
}

/* Where the tail ends that a block announces; its own index where it announces none. */
static Py_ssize_t
tail_end(choice *c, Py_ssize_t index, Py_ssize_t whole)
{
    Block *block = c->blocks[index];
    int may = block->length > sizes.heading ? 0 : may_hold(block, &heading_signs, 1, NULL);
    if (may <= 0)
        return may < 0 ? -1 : index;
    PyObject *limit = PyObject_CallFunctionObjArgs(tail_limit, (PyObject *)block, NULL);
    double share = limit ? PyFloat_AsDouble(limit) : -1;
    Py_XDECREF(limit);
    if (share <= 0)
        return PyErr_Occurred() ? -1 : index;
    const box *boxes = c->layout->boxes;
    Py_ssize_t home = home_of(c, index);
    while (home && boxes[home].last == index + 1) /* a heading in a box of its own */
        home = boxes[home].parent;
    Py_ssize_t end = boxes[home].last < c->stop ? boxes[home].last : c->stop;
    if (end > index && (double)(c->prose[end] - c->prose[index]) > share * (double)whole) {
        for (end = index; end < c->stop && !c->blocks[end]->prose;)
            end++;
        end = start_of_part(c, index + 1, end);
    }
    return end;
}

/* Drop from a heading such as "Comments" or "Most read" on. */
static int
drop_tails(choice *c, Py_ssize_t start)
{
    Py_ssize_t whole = c->prose[c->stop] - c->prose[start];
    for (Py_ssize_t i = start; i < c->stop; i++) {
        if (c->dropped[i] & IN_TAIL || (!(kind_of(c->blocks[i]) & IS_HEADING) && c->blocks[i]->linked))
            continue;
        Py_ssize_t end = tail_end(c, i, whole ? whole : 1);
        if (end < 0)
            return -1;
        for (Py_ssize_t at = i; at < end; at++)
            c->dropped[at] |= IN_TAIL;
    }
    return 0;
}

/* Drop from the h1 of another `article` on. */
static void
drop_next_article(choice *c, Py_ssize_t start)
{
    const box *boxes = c->layout->boxes;
    Py_ssize_t own = -1;
    for (Py_ssize_t i = start; i < c->stop; i++) {
        if (!(kind_of(c->blocks[i]) & IS_H1))
            continue;
        Py_ssize_t inner = -1;
        int within = 0;
        for (Py_ssize_t at = c->blocks[i]->box; at > 0; at = boxes[at].parent)
            if (kind_of_box(&boxes[at]) & IS_ARTICLE) {
                inner = inner < 0 ? at : inner;
                within |= at == own;
            }
        if (own < 0 && inner < 0)
            return;
        if (own < 0)
            own = inner;
        else if (inner >= 0 && !within) {
            for (; i < c->stop; i++)
                c->dropped[i] |= DROPPED;
            return;
        }
    }
}

/* Mark the boxes that hold the text on the outlet's other pages; how much prose they hold. */
static Py_ssize_t
find_known_homes(choice *c)
{
    Py_ssize_t held = 0;
    for (Py_ssize_t n = 0; n < c->n_inside && c->path_of != Py_None; n++) {
        Py_ssize_t home = c->homes[n];
        if (!c->home_weight[home] || c->main_home[home])
            continue;
        PyObject *number = PyLong_FromSsize_t(home);
        int known = number ? is_true(PyObject_CallFunctionObjArgs(c->path_of, number, NULL)) : -1;
        Py_XDECREF(number);
        if (known < 0)
            return -1;
        c->main_home[home] = known ? 2 : 1; /* 1: asked for */
        held += known ? c->home_weight[home] : 0;
    }
    return held;
}

/* Whether a box holds a link and a line or two about where it leads. */
static int
is_card(const choice *c, Py_ssize_t home, Py_ssize_t main)
{
    const box *record = &c->layout->boxes[home], *own = &c->layout->boxes[main];
    if (own->first <= record->first && record->last <= own->last)
        return 0; /* an item of the article's */
    if (home == 0 || c->home_weight[home] <= 0 || c->home_weight[home] > sizes.card ||
        c->home_prose[home] > sizes.card_prose || record->last - record->first > sizes.card_blocks)
        return 0;
    for (Py_ssize_t i = record->first; i < record->last && !c->blocks[i]->prose; i++)
        if (link_share(c->blocks[i]) > shares.echoed)
            return 1;
    return 0;
}

/* Mark the boxes that are cards, but for the main one; how much prose they hold: none where they are few
 * or hold nearly all. */
static Py_ssize_t
find_cards(choice *c, Py_ssize_t main, Py_ssize_t total)
{
    Py_ssize_t held = 0, count = 0;
    for (Py_ssize_t n = 0; n < c->n_inside; n++) {
        Py_ssize_t home = c->homes[n];
        if (c->card[home] || !is_card(c, home, main))
            continue;
        c->card[home] = 1;
        held += c->home_weight[home];
        count++;
    }
    if (count >= sizes.few_cards && (double)held <= shares.cards * (double)total)
        return held;
    memset(c->card, 0, (size_t)c->n_boxes);
    return 0;
}

/* Drop the blocks of small boxes wedged into, or following, a text that lies in one box. */
static int
drop_intruders(choice *c)
{
    Py_ssize_t total = 0, best = -1, first = -1;
    for (Py_ssize_t n = 0; n < c->n_inside; n++) {
        Block *block = c->blocks[c->inside[n]];
        c->homes[n] = home_of(c, c->inside[n]);
        c->home_weight[c->homes[n]] += block->prose ? block->size : 0;
        c->home_prose[c->homes[n]] += block->prose != 0;
        total += block->prose ? block->size : 0;
    }
    if (total == 0)
        return 0;
    for (Py_ssize_t n = 0; n < c->n_inside; n++)
        if (best < 0 || c->home_weight[c->homes[n]] > c->home_weight[best])
            best = c->homes[n];
    total -= find_cards(c, best, total);
    Py_ssize_t known = find_known_homes(c);
    double limit = shares.intruder * (double)total;
    if (known < 0)
        return -1;
    if ((double)known >= shares.known_home * (double)total)
        limit = (double)total;
    else {
        memset(c->main_home, 0, (size_t)c->n_boxes);
        if ((double)c->home_weight[best] < shares.main_home * (double)total)
            return 0;
        c->main_home[best] = 2;
    }
    for (Py_ssize_t n = 0; n < c->n_inside && first < 0; n++)
        if (c->main_home[c->homes[n]] == 2 && c->blocks[c->inside[n]]->prose)
            first = c->inside[n];
    for (Py_ssize_t n = 0; n < c->n_inside; n++) {
        Py_ssize_t index = c->inside[n];
        if (c->main_home[c->homes[n]] != 2 &&
            ((double)c->home_weight[c->homes[n]] < limit || c->card[c->homes[n]]) &&
            (index > first || !c->blocks[index]->prose))
            c->dropped[index] |= DROPPED;
    }
    return 0;
}

/* Drop the blocks that stand on the outlet's other pages too. */
static int
drop_repeated(choice *c)
{
    for (Py_ssize_t n = 0; n < c->n_inside && PyObject_Size(c->repeated) > 0; n++) {
        PyObject *text = block_text(c->blocks[c->inside[n]]);
        PyObject *mark = text ? PyObject_CallFunctionObjArgs(mark_of, text, NULL) : NULL;
        int is = mark ? PySequence_Contains(c->repeated, mark) : -1;
        Py_XDECREF(mark);
        if (is < 0)
            return -1;
        c->dropped[c->inside[n]] |= is ? DROPPED : 0;
    }
    return 0;
}

/* Whether an item of a list follows the block that was kept before. */
static int
goes_on(const choice *c, Py_ssize_t index, Py_ssize_t before)
{
    return before >= 0 && before == index - 1 && kind_of(c->blocks[before]) & kind_of(c->blocks[index]) & IS_LI;
}

/* Whether a block that was not dropped is part of the text; `first` or `own` and `last` bound it for sure. */
static int
is_kept(choice *c, Py_ssize_t n, Py_ssize_t first, Py_ssize_t own, Py_ssize_t last, Py_ssize_t before)
{
    Py_ssize_t index = c->inside[n];
    Block *block = c->blocks[index];
    int at_home = c->main_home[c->homes[n]] == 2;
    if (c->dropped[index] || (kind_of(block) & IS_H1 && !(at_home && index > first)))
        return 0;
    int heading = (kind_of(block) & IS_HEADING) != 0;
    int text = heading ? link_share(block) < shares.linked_heading : reads_as_text(c, block, at_home && index > first);
    if (text <= 0)
        return text;
    int edge = index < (kind_of(block) & IS_LI ? first : own) ? opens(c, block, at_home) : 0;
    if (edge == 0 && index > last && !goes_on(c, index, before))
        edge = is_label(c, block, sizes.closing_label);
    if (edge)
        return edge < 0 ? -1 : 0;
    int never = is_never_text(block);
    if (never == 0 && !heading)
        never = is_echo(c, block);
    return never < 0 ? -1 : !never;
}

/* The indexes of the blocks to keep, in order, put in the place of those inside; how many, or below zero. */
static Py_ssize_t
decide(choice *c, Py_ssize_t start)
{
    for (Py_ssize_t i = start; i < c->stop; i++) {
        int beside = is_beside(c, c->blocks[i]->box);
        if (beside < 0)
            return -1;
        if (!beside)
            c->inside[c->n_inside++] = i;
    }
    drop_linked_lists(c, start);
    if (drop_tails(c, start) < 0 || drop_intruders(c) < 0 || drop_repeated(c) < 0)
        return -1;
    drop_next_article(c, start);
    Py_ssize_t first = 0, own = -1, last = c->stop, count = 0;
    for (Py_ssize_t n = c->n_inside - 1; n >= 0; n--)
        if (c->blocks[c->inside[n]]->prose && kind_of(c->blocks[c->inside[n]]) & IS_PARAGRAPH) {
            first = c->inside[n];
            if (c->main_home[c->homes[n]] == 2)
                own = first;
        }
    for (Py_ssize_t n = c->n_inside - 1; n >= 0 && last == c->stop; n--) {
        int sentence = c->dropped[c->inside[n]] ? 0 : is_sentence(c, c->blocks[c->inside[n]]);
        if (sentence < 0)
            return -1;
        if (sentence)
            last = c->inside[n];
    }
    for (Py_ssize_t n = 0; n < c->n_inside; n++) {
        int kept = is_kept(c, n, first, own < 0 ? first : own, last, count ? c->inside[count - 1] : -1);
        if (kept < 0)
            return -1;
        if (kept)
            c->inside[count++] = c->inside[n];
    }
    return count;
}

/* Those kept without headings that nothing follows. */
static PyObject *
without_stray_headings(choice *c, Py_ssize_t count)
{
    PyObject *kept = PyList_New(0);
    int text_follows = 0;
    for (Py_ssize_t n = count - 1; kept && n >= 0; n--) {
        if (kind_of(c->blocks[c->inside[n]]) & IS_HEADING) {
            if (!text_follows)
                continue;
        } else
            text_follows = 1;
        PyObject *index = PyLong_FromSsize_t(c->inside[n]);
        if (index == NULL || PyList_Append(kept, index) < 0)
            Py_CLEAR(kept);
        Py_XDECREF(index);
    }
    if (kept && PyList_Reverse(kept) < 0)
        Py_CLEAR(kept);
    return kept;
}
