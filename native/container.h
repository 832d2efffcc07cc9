/* Where an article stands: the twin of extract/container.py. */

/* What the tag of a box or block is, in the order in which body.py gives the sets. */
enum {
    IS_HEADING = 1, IS_TEXT = 2, IS_OWN_BOX = 4, IS_LIST = 8, IS_CONTENT = 16, IS_ITEM = 32,
    IS_BESIDE = 64, IS_PARAGRAPH = 128, IS_H1 = 256, IS_ARTICLE = 512, IS_P = 1024, IS_LI = 2048,
    IS_BLOCKQUOTE = 4096,
};
enum { N_KINDS = 13 };
static unsigned kinds[TABLE];

/* As named in container.py and decide.py. */
static struct {
    double descend, descend_named, one_article, all_articles, rich_article, above_headline, above_h1, cards;
    double linked_list, known_home, main_home, intruder, linked_heading, linked_text, echoed;
} shares;
static struct {
    Py_ssize_t loose, brief, opening_label, closing_label, echo, list_reach, linked_text, heading;
    Py_ssize_t card, card_prose, card_blocks, few_cards;
} sizes;
static PyObject *is_opening, *tail_limit, *plain_text, *mark_of, *heading_signs;
static uint32_t end_marks[64];
static Py_ssize_t n_end_marks;

enum { OTHER_WORDS = 128 };

typedef struct {
    Layout *layout;
    Block **blocks; /* borrowed from the page's list, which nobody changes meanwhile */
    Py_ssize_t n_blocks, n_boxes, stop;
    double limits[3]; /* how far names are believed */
    PyObject *is_headline, *titles, *path_of, *repeated; /* titles: folded */
    Py_ssize_t longest_title;
    char initials[128];      /* the ASCII characters a title's repetition may begin with */
    Py_ssize_t first_headline;
    /* By block, with one more: the prose before it, and that which is not beside the text. */
    Py_ssize_t *prose, *weight;
    Py_ssize_t *inside, n_inside; /* the blocks that may be the text, and the box each is at home in */
    Py_ssize_t *homes;
    Py_ssize_t *held, *child, *sibling, *chain, *home_weight, *home_prose; /* by box */
    Py_ssize_t *list_linked, *list_length;
    signed char *beside;     /* by box; -1 until known */
    char *main_home;         /* by box: 2 where it is the text's own */
    char *card;              /* by box: whether it is a teaser's own */
    unsigned char *dropped;  /* by block: why */
    PyObject *echoes[OTHER_WORDS + 1]; /* the links by their words, in groups */
} choice;

static unsigned
kind_of_box(const box *record)
{
    return record->node->local_name < TABLE ? kinds[record->node->local_name] : 0;
}

static unsigned
kind_of(const Block *block)
{
    return kinds[block->tag_number];
}

/* Whether name, tag or style of a box say that it is beside the text, and it holds too little to doubt it. */
static int
judge(choice *c, Py_ssize_t number)
{
    box *record = &c->layout->boxes[number];
    if (read_named(record) < 0)
        return -1;
    if (!(kind_of_box(record) & IS_BESIDE) && !(record->named & BESIDE))
        return 0;
    Py_ssize_t whole = c->prose[c->n_blocks] ? c->prose[c->n_blocks] : 1;
    double share = (double)(c->prose[record->last] - c->prose[record->first]) / (double)whole;
    if (share < c->limits[1])
        return 1;
    if (record->named & COMMENTS)
        return share < c->limits[2];
    return share < c->limits[0] && !(record->named & BODY);
}

/* Whether a box, or one around it, is beside the text. */
static int
is_beside(choice *c, Py_ssize_t number)
{
    Py_ssize_t depth = 0, at = number;
    for (; c->beside[at] < 0; at = c->layout->boxes[at].parent)
        c->chain[depth++] = at;
    int found = c->beside[at];
    while (depth) {
        at = c->chain[--depth];
        if (!found && (found = judge(c, at)) < 0)
            return -1;
        c->beside[at] = (signed char)found;
    }
    return found;
}

/* Whether case folding makes ASCII letters of a character that is none. */
static int
folds_to_ascii(uint32_t c)
{
    return c == 0xdf || c == 0x130 || c == 0x149 || c == 0x17f || c == 0x1f0 || (c >= 0x1e96 && c <= 0x1e9e) ||
           c == 0x212a || c >= 0xfb00;
}

/* The next letter or digit that folding leaves as it is, but for the case of ASCII; 0 at the end, below
 * zero where that is not known. Other characters are passed over, and noted in `others`. */
static int64_t
next_fixed(const unsigned char **at, const unsigned char *end, int *others)
{
    while (*at < end) {
        uint32_t c = character(*at, end, at);
        if (c < 0x80 ? is_alnum((unsigned char)c) : is_uncased(c))
            return c < 0x80 ? lowered((unsigned char)c) : c;
        *others |= c >= 0x80;
        if (folds_to_ascii(c))
            return -1;
    }
    return 0;
}

/* Whether a text may repeat a title, by its letters and digits without case: 2 where that is not sure. */
static int
repeats_title(const choice *c, const unsigned char *text, Py_ssize_t length)
{
    for (Py_ssize_t n = 0; n < PyTuple_Size(c->titles); n++) {
        Py_ssize_t size;
        const char *title = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(c->titles, n), &size);
        if (title == NULL)
            PyErr_Clear(); /* half a character */
        const unsigned char *at = text, *other = (const unsigned char *)(title ? title : "");
        const unsigned char *end = text + length, *other_end = other + (title ? size : 0);
        int64_t one, two;
        int others = title == NULL;
        do {
            one = next_fixed(&at, end, &others);
            two = next_fixed(&other, other_end, &others);
        } while (one == two && one > 0);
        if (one < 0 || two < 0 || title == NULL)
            return 2;
        if (one == two)
            return others ? 2 : 1;
    }
    return 0;
}

static int
is_headline(const choice *c, Block *block)
{
    if (block->length > c->longest_title || block->length == 0)
        return 0;
    if (block->at >= 0) {
        const unsigned char *text = c->layout->texts.data + block->at;
        int repeats = *text < 0x80 && !c->initials[*text] ? 0 : repeats_title(c, text, block->bytes);
        if (repeats < 2)
            return repeats;
    }
    PyObject *text = block_text(block);
    return text ? is_true(PyObject_CallFunctionObjArgs(c->is_headline, text, NULL)) : -1;
}

/* The blocks that repeat one of the page's titles. */
static int
find_headlines(choice *c)
{
    c->first_headline = -1;
    for (Py_ssize_t i = 0; i < c->n_blocks; i++) {
        int is = is_headline(c, c->blocks[i]);
        if (is < 0)
            return -1;
        c->dropped[i] = (unsigned char)is;
        if (is && c->first_headline < 0)
            c->first_headline = i;
    }
    return 0;
}

static int
weigh(choice *c)
{
    for (Py_ssize_t i = 0; i < c->n_blocks; i++)
        c->prose[i + 1] = c->prose[i] + (c->blocks[i]->prose ? c->blocks[i]->size : 0);
    for (Py_ssize_t i = 0; i < c->n_blocks; i++) {
        int beside = c->blocks[i]->prose ? is_beside(c, c->blocks[i]->box) : 1;
        if (beside < 0)
            return -1;
        c->weight[i + 1] = c->weight[i] + (beside ? 0 : c->blocks[i]->size);
    }
    return 0;
}

/* Of the articles among a box's children the one with the headline, else the first with much, else the first. */
static Py_ssize_t
chosen_article(const choice *c, Py_ssize_t current)
{
    Py_ssize_t first = -1, rich = -1;
    for (Py_ssize_t at = c->child[current]; at; at = c->sibling[at]) {
        const box *record = &c->layout->boxes[at];
        if (!(kind_of_box(record) & IS_ARTICLE))
            continue;
        if (record->first <= c->first_headline && c->first_headline < record->last)
            return at;
        if (first < 0)
            first = at;
        if (rich < 0 && (double)c->held[at] > shares.rich_article * (double)c->held[current])
            rich = at;
    }
    return rich < 0 ? first : rich;
}

/* The deepest box that still holds nearly all prose of the box around it; below zero after an error. */
static Py_ssize_t
container(choice *c)
{
    box *boxes = c->layout->boxes;
    for (Py_ssize_t at = c->n_boxes - 1; at >= 0; at--) {
        c->held[at] = c->weight[boxes[at].last] - c->weight[boxes[at].first];
        if (c->held[at] > 0 && at) {
            c->sibling[at] = c->child[boxes[at].parent];
            c->child[boxes[at].parent] = at;
        }
    }
    Py_ssize_t current = 0;
    while (c->child[current]) {
        Py_ssize_t best = c->child[current], articles = 0, held = 0;
        for (Py_ssize_t at = best; at; at = c->sibling[at]) {
            if (c->held[at] > c->held[best])
                best = at;
            if (kind_of_box(&boxes[at]) & IS_ARTICLE) {
                articles++;
                held += c->held[at];
            }
        }
        unsigned kind = kind_of_box(&boxes[best]);
        if (read_named(&boxes[best]) < 0)
            return -1;
        int named = (kind & IS_CONTENT) || (boxes[best].named & BODY);
        double all = (double)(c->held[current] ? c->held[current] : 1), share = (double)c->held[best] / all;
        if (articles > 1 && share < shares.one_article &&
            (double)held > shares.all_articles * (double)c->held[current])
            best = chosen_article(c, current);
        else if (share < (named ? shares.descend_named : shares.descend) || kind & (IS_P | IS_LI))
            break;
        current = best;
    }
    return current;
}

/* The box whose direct content a block is: wrappers around one block and lists are looked through. */
static Py_ssize_t
home_of(const choice *c, Py_ssize_t index)
{
    const box *boxes = c->layout->boxes;
    Py_ssize_t at = c->blocks[index]->box;
    if (at == 0 || (!(kind_of_box(&boxes[at]) & IS_OWN_BOX) && boxes[at].last - boxes[at].first > 1))
        return at;
    for (;;) {
        Py_ssize_t parent = boxes[at].parent;
        if (parent <= 0)
            return 0;
        int alone = boxes[parent].last - boxes[parent].first == boxes[at].last - boxes[at].first;
        if (!alone && !(kind_of_box(&boxes[at]) & IS_ITEM) && !(kind_of_box(&boxes[parent]) & IS_BLOCKQUOTE))
            return parent;
        at = parent;
    }
}
