/* Texts that share runs or words with one: the twin of what cluster/copies.py does most. */

enum { SYMBOLS = 1 << 16 };

/* most_shared(postings, heads, filter, keys, links, limit): the holders of most of the keys, the lower
 * first where two hold as many. Of a bucket so many links are followed. */
static PyObject *
most_shared(PyObject *module, PyObject *args)
{
    PyObject *postings, *heads, *bits, *given_keys, *result = NULL;
    Py_ssize_t links, limit, size, n;
    columns given = {.taken = 0};
    table from;
    tallies shared = {NULL, 0};
    uint32_t *held = NULL, found[TERMS_AT_ONCE];
    tally best[TERMS_AT_ONCE];
    if (!PyArg_ParseTuple(args, "OOOOnn", &postings, &heads, &bits, &given_keys, &links, &limit))
        return NULL;
    if (take_table(&given, postings, heads, &from) < 0)
        goto done;
    const unsigned char *filter = column(&given, bits, 1, &size);
    const uint32_t *keys = filter ? column(&given, given_keys, 4, &n) : NULL;
    if (keys == NULL)
        goto done;
    if (limit < 1 || limit > TERMS_AT_ONCE || size == 0 || (size & (size - 1)) != 0) {
        PyErr_SetString(PyExc_ValueError, "no filter, or more texts than are looked at");
        goto done;
    }
    Py_ssize_t count = 0, room = 0, likely = 0;
    uint32_t *asked = malloc((size_t)(n + 1) * sizeof *asked), last = (uint32_t)(8 * size - 1);
    if (asked == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    for (Py_ssize_t i = 0; i < n; i++)
        __builtin_prefetch(&filter[(keys[i] & last) >> 3]);
    for (Py_ssize_t i = 0; i < n; i++) {
        uint32_t bit = keys[i] & last;
        if (filter[bit >> 3] >> (bit & 7) & 1) {
            __builtin_prefetch(&from.heads[keys[i] & from.mask]);
            asked[likely++] = keys[i];
        }
    }
    for (Py_ssize_t i = 0; i < likely; i++)
        __builtin_prefetch(&from.postings[2 * (size_t)from.heads[asked[i] & from.mask]]);
    for (Py_ssize_t i = 0; i < likely; i++) {
        uint32_t at = from.heads[asked[i] & from.mask];
        for (Py_ssize_t link = 0; at && at < from.room && link < links; link++) {
            const uint32_t *posting = &from.postings[2 * (size_t)at];
            at = one_before(&from, at);
            if (((posting[0] ^ asked[i]) & ~from.mask) != 0)
                continue;
            if (count == room) {
                room = 2 * room + 64;
                uint32_t *grown = realloc(held, (size_t)room * sizeof *held);
                if (grown == NULL) {
                    PyErr_NoMemory();
                    free(asked);
                    goto done;
                }
                held = grown;
            }
            held[count++] = posting[0] & from.mask;
        }
    }
    free(asked);
    if (make_tallies(&shared, (size_t)count) < 0)
        goto done;
    for (Py_ssize_t i = 0; i < count; i++)
        tally_of(&shared, held[i])->sum += 1;
    count = highest(&shared, limit, best);
    for (Py_ssize_t i = 0; i < count; i++)
        found[i] = best[i].number;
    result = list_of_numbers(found, count);
done:
    free(shared.places);
    free(held);
    let_go(&given);
    return result;
}

/* met(symbols, column, ends, texts): how many different symbols these are, and of each text, a piece of
 * the column, how many of its symbols are among them. */
static PyObject *
met(PyObject *module, PyObject *args)
{
    PyObject *given_symbols, *given_column, *given_ends, *texts, *counts = NULL, *result = NULL;
    Py_ssize_t n, length, pieces, distinct_symbols = 0;
    columns given = {.taken = 0};
    uint64_t known[SYMBOLS / 64] = {0};
    if (!PyArg_ParseTuple(args, "OOOO", &given_symbols, &given_column, &given_ends, &texts))
        return NULL;
    const uint16_t *symbols = column(&given, given_symbols, 2, &n);
    const uint16_t *all = symbols ? column(&given, given_column, 2, &length) : NULL;
    const uint32_t *ends = all ? column(&given, given_ends, 4, &pieces) : NULL;
    Py_ssize_t many = ends ? PyList_Size(texts) : -1;
    if (many < 0)
        goto done;
    for (Py_ssize_t i = 0; i < n; i++) {
        uint64_t bit = 1ULL << (symbols[i] & 63);
        distinct_symbols += (known[symbols[i] >> 6] & bit) == 0;
        known[symbols[i] >> 6] |= bit;
    }
    if (many > TERMS_AT_ONCE) {
        PyErr_SetString(PyExc_ValueError, "more texts than are looked at");
        goto done;
    }
    Py_ssize_t numbers[TERMS_AT_ONCE];
    for (Py_ssize_t i = 0; i < many; i++) {
        Py_ssize_t text = numbers[i] = PyLong_AsSsize_t(PyList_GetItem(texts, i));
        if (text == -1 && PyErr_Occurred())
            goto done;
        if (text < 0 || text >= pieces || ends[text] > length) {
            PyErr_SetString(PyExc_ValueError, "no such text");
            goto done;
        }
        for (Py_ssize_t at = text ? ends[text - 1] : 0; at < ends[text]; at += 32)
            __builtin_prefetch(&all[at]);
    }
    counts = PyList_New(many);
    for (Py_ssize_t i = 0; counts && i < many; i++) {
        Py_ssize_t text = numbers[i];
        long count = 0;
        for (Py_ssize_t at = text ? ends[text - 1] : 0; at < ends[text]; at++)
            count += (long)(known[all[at] >> 6] >> (all[at] & 63) & 1);
        PyObject *number = PyLong_FromLong(count);
        if (number == NULL || PyList_SetItem(counts, i, number) < 0)
            goto done;
    }
    if (counts)
        result = Py_BuildValue("nO", distinct_symbols, counts);
done:
    Py_XDECREF(counts);
    let_go(&given);
    return result;
}

/* without_holder(postings, heads, keys, alive, most): the keys none of whose newest holders is alive. */
static PyObject *
without_holder(PyObject *module, PyObject *args)
{
    PyObject *postings, *heads, *given_keys, *given_alive, *result = NULL;
    Py_ssize_t most, n, texts, kept = 0;
    columns given = {.taken = 0};
    table from;
    uint32_t *holders = NULL, lengths[TERMS_AT_ONCE], free_keys[TERMS_AT_ONCE];
    if (!PyArg_ParseTuple(args, "OOOOn", &postings, &heads, &given_keys, &given_alive, &most))
        return NULL;
    if (take_table(&given, postings, heads, &from) < 0)
        goto done;
    const uint32_t *keys = column(&given, given_keys, 4, &n);
    const uint32_t *alive = keys ? column(&given, given_alive, 4, &texts) : NULL;
    if (alive == NULL)
        goto done;
    if (n > TERMS_AT_ONCE || most < 1 || most > 256) {
        PyErr_SetString(PyExc_ValueError, "more keys than are looked at");
        goto done;
    }
    holders = malloc((size_t)(n * most + 1) * sizeof *holders);
    if (holders == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    holders_of_each(&from, keys, n, (uint32_t)most, holders, lengths);
    for (Py_ssize_t i = 0; i < n; i++) {
        int held = 0;
        for (uint32_t j = 0; j < lengths[i]; j++)
            held |= holders[i * most + j] < texts && alive[holders[i * most + j]] != 0;
        if (!held)
            free_keys[kept++] = keys[i];
    }
    result = PyBytes_FromStringAndSize((const char *)free_keys, kept * 4);
done:
    free(holders);
    let_go(&given);
    return result;
}
