/* Who holds a key: the twin of what cluster/postings.py does most.
 *
 * A posting is a mark and the number of the one before it in its bucket. A mark is a key in which the
 * bits that its bucket tells have made room for the holder. */

typedef struct { uint32_t *postings, *heads, mask; Py_ssize_t room; } table;

/* Of one bucket, where whoever chose the keys may have filled it: how many links are followed for a key,
 * and how many keys are kept when it is laid anew. Chance fills none so far. */
enum { MOST_LINKS = 1 << 17, MOST_KEYS = 1 << 10 };

/* Columns may have been given wrongly, so that each number is looked at before it is followed. */
static int
take_table(columns *given, PyObject *postings, PyObject *heads, table *found)
{
    Py_ssize_t length, buckets;
    found->postings = column(given, postings, 4, &length);
    if (found->postings == NULL)
        return -1;
    found->heads = column(given, heads, 4, &buckets);
    if (found->heads == NULL)
        return -1;
    if (buckets == 0 || (buckets & (buckets - 1)) != 0 || buckets > 0x80000000LL || length < 2) {
        PyErr_SetString(PyExc_ValueError, "no table of postings");
        return -1;
    }
    found->mask = (uint32_t)buckets - 1;
    found->room = length / 2;
    return 0;
}

/* The posting before this one in its bucket, 0 at the end: always a lower number, so that chains end. */
static uint32_t
one_before(const table *in, uint32_t number)
{
    uint32_t before = in->postings[2 * (size_t)number + 1];
    return before < number ? before : 0;
}

static void
put_posting(table *to, uint32_t number, uint32_t key, uint32_t holder)
{
    uint32_t *head = &to->heads[key & to->mask];
    to->postings[2 * (size_t)number] = (key & ~to->mask) | holder;
    to->postings[2 * (size_t)number + 1] = *head;
    *head = number;
}

static void
mark_likely(unsigned char *filter, Py_ssize_t size, uint32_t key)
{
    if (size) {
        uint32_t bit = key & (uint32_t)(8 * size - 1);
        filter[bit >> 3] |= (unsigned char)(1 << (bit & 7));
    }
}

/* add_postings(postings, heads, filter, number, keys, holders): postings from this number on, each
 * with its holder, or all with the one. */
static PyObject *
add_postings(PyObject *module, PyObject *args)
{
    PyObject *postings, *heads, *bits, *given_keys, *given_holders;
    Py_ssize_t number, length, many, size;
    columns given = {.taken = 0};
    table to;
    if (!PyArg_ParseTuple(args, "OOOnOO", &postings, &heads, &bits, &number, &given_keys, &given_holders))
        return NULL;
    if (take_table(&given, postings, heads, &to) < 0)
        goto failed;
    unsigned char *filter = writable(&given, bits, 1, &size);
    const uint32_t *keys = filter ? column(&given, given_keys, 4, &length) : NULL;
    const uint32_t *holders = keys ? column(&given, given_holders, 4, &many) : NULL;
    if (holders == NULL)
        goto failed;
    if (number < 1 || length > to.room - number || (many != length && many != 1) ||
        given.views[0].readonly || given.views[1].readonly) {
        PyErr_SetString(PyExc_ValueError, "no room for postings");
        goto failed;
    }
    for (Py_ssize_t i = 0; i < length; i++) {
        put_posting(&to, (uint32_t)(number + i), keys[i], holders[many == 1 ? 0 : i] & to.mask);
        mark_likely(filter, size, keys[i]);
    }
    let_go(&given);
    Py_RETURN_NONE;
failed:
    let_go(&given);
    return NULL;
}

typedef struct { uint32_t high, count; } seen_key;
typedef struct { uint32_t *chain; seen_key *keys; size_t room; } bucket_room;

static int
more_room(bucket_room *in)
{
    size_t room = in->room ? 2 * in->room : 64;
    uint32_t *chain = realloc(in->chain, room * sizeof *chain);
    if (chain)
        in->chain = chain;
    seen_key *keys = chain ? realloc(in->keys, room * sizeof *keys) : NULL;
    if (keys == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    in->keys = keys;
    in->room = room;
    return 0;
}

/* The marks of a bucket, newest first, `most` of a key; below zero without memory. */
static Py_ssize_t
asked_for(const table *from, uint32_t bucket, uint32_t most, bucket_room *in)
{
    size_t length = 0, distinct = 0;
    for (uint32_t at = from->heads[bucket]; at && at < from->room; at = one_before(from, at)) {
        uint32_t mark = from->postings[2 * (size_t)at], high = mark & ~from->mask;
        size_t key = 0;
        while (key < distinct && in->keys[key].high != high)
            key++;
        if (length == in->room && more_room(in) < 0)
            return -1;
        if (key == distinct && distinct == MOST_KEYS)
            continue; /* the oldest keys of a crowded bucket are forgotten */
        if (key == distinct)
            in->keys[distinct++] = (seen_key){high, 0};
        if (in->keys[key].count++ < most)
            in->chain[length++] = mark;
        if (distinct == in->room && more_room(in) < 0)
            return -1;
    }
    return (Py_ssize_t)length;
}

/* lay_anew(postings, heads, new postings, new heads, most): the postings that are asked for, those of
 * a bucket side by side; how many they are. They are only counted where there is no new heads. */
static PyObject *
lay_anew(PyObject *module, PyObject *args)
{
    PyObject *postings, *heads, *new_postings, *new_heads, *result = NULL;
    Py_ssize_t most;
    columns given = {.taken = 0};
    table from, to;
    bucket_room in = {NULL, NULL, 0};
    if (!PyArg_ParseTuple(args, "OOOOn", &postings, &heads, &new_postings, &new_heads, &most))
        return NULL;
    int lays = new_heads != Py_None;
    if (take_table(&given, postings, heads, &from) < 0 ||
        (lays && take_table(&given, new_postings, new_heads, &to) < 0))
        goto done;
    if (lays && (given.views[2].readonly || given.views[3].readonly)) {
        PyErr_SetString(PyExc_ValueError, "no room for postings");
        goto done;
    }
    Py_ssize_t number = 0;
    for (size_t bucket = 0; bucket <= from.mask; bucket++) {
        if (from.heads[bucket] == 0)
            continue;
        Py_ssize_t length = asked_for(&from, (uint32_t)bucket, (uint32_t)most, &in);
        if (length < 0)
            goto done;
        for (Py_ssize_t i = length; lays && i--;) {
            if (number + (length - i) >= to.room) {
                PyErr_SetString(PyExc_ValueError, "no room for postings");
                goto done;
            }
            uint32_t mark = in.chain[i], key = (mark & ~from.mask) | (uint32_t)bucket;
            put_posting(&to, (uint32_t)(number + length - i), key, mark & from.mask & to.mask);
        }
        number += length;
    }
    result = PyLong_FromSsize_t(number);
done:
    free(in.chain);
    free(in.keys);
    let_go(&given);
    return result;
}

/* filter_postings(postings, heads, filter): the bits of all keys. */
static PyObject *
filter_postings(PyObject *module, PyObject *args)
{
    PyObject *postings, *heads, *bits;
    Py_ssize_t size;
    columns given = {.taken = 0};
    table from;
    if (!PyArg_ParseTuple(args, "OOO", &postings, &heads, &bits))
        return NULL;
    unsigned char *filter = NULL;
    if (take_table(&given, postings, heads, &from) == 0)
        filter = writable(&given, bits, 1, &size);
    for (size_t bucket = 0; filter && bucket <= from.mask; bucket++)
        for (uint32_t at = from.heads[bucket]; at && at < from.room; at = one_before(&from, at))
            mark_likely(filter, size, (from.postings[2 * (size_t)at] & ~from.mask) | (uint32_t)bucket);
    let_go(&given);
    if (filter == NULL)
        return NULL;
    Py_RETURN_NONE;
}

/* held(postings, heads, key, most): the newest holders of a key, newest first. */
static PyObject *
held(PyObject *module, PyObject *args)
{
    PyObject *postings, *heads, *result = NULL;
    unsigned long key;
    Py_ssize_t most;
    columns given = {.taken = 0};
    table from;
    if (!PyArg_ParseTuple(args, "OOkn", &postings, &heads, &key, &most))
        return NULL;
    if (take_table(&given, postings, heads, &from) == 0 && (result = PyList_New(0)) != NULL) {
        uint32_t high = (uint32_t)key & ~from.mask, at = from.heads[key & from.mask];
        Py_ssize_t count = 0;
        for (int links = 0; at && at < from.room && count < most && links < MOST_LINKS;
             at = one_before(&from, at), links++) {
            uint32_t mark = from.postings[2 * (size_t)at];
            if ((mark & ~from.mask) != high)
                continue;
            PyObject *holder = PyLong_FromUnsignedLong(mark & from.mask);
            if (holder == NULL || PyList_Append(result, holder) < 0) {
                Py_XDECREF(holder);
                Py_CLEAR(result);
                break;
            }
            Py_DECREF(holder);
            count++;
        }
    }
    let_go(&given);
    return result;
}

/* Numbers met, with what they add up to: an open table of twice as many places. */
typedef struct { uint32_t number, term; double sum; } tally;
typedef struct { tally *places; uint32_t mask; } tallies;

static int
make_tallies(tallies *made, size_t most)
{
    size_t places = 16;
    while (places < 2 * most)
        places *= 2;
    made->mask = (uint32_t)places - 1;
    made->places = malloc(places * sizeof *made->places);
    if (made->places == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (size_t i = 0; i < places; i++)
        made->places[i].number = 0xffffffffu;
    return 0;
}

static tally *
tally_of(tallies *of, uint32_t number)
{
    uint32_t place = (number * 0x9e3779b1u >> 7) & of->mask;
    while (of->places[place].number != number && of->places[place].number != 0xffffffffu)
        place = (place + 1) & of->mask;
    tally *found = &of->places[place];
    if (found->number != number)
        *found = (tally){number, 0, 0.0};
    return found;
}

/* The numbers that add up to most, the lower first where sums are alike; how many there are. */
static Py_ssize_t
highest(const tallies *of, Py_ssize_t most, tally *best)
{
    Py_ssize_t count = 0;
    for (size_t i = 0; i <= of->mask; i++) {
        tally one = of->places[i];
        if (one.number == 0xffffffffu)
            continue;
        Py_ssize_t place = count < most ? count++ : most;
        for (; place > 0 && (best[place - 1].sum < one.sum ||
                             (best[place - 1].sum == one.sum && best[place - 1].number > one.number)); place--)
            if (place < most)
                best[place] = best[place - 1];
        if (place < most)
            best[place] = one;
    }
    return count;
}
