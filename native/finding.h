/* The stories that an article is compared with, and what it has in common with each: the twin of
 * cluster/finding.py. Numbers far apart in memory are asked for together, before they are needed. */

enum { TERMS_AT_ONCE = 64, NO_ROW = -1 };

/* The newest holders of each key, `most` of a key, into (n, most); their counts into `lengths`. All
 * chains are followed together, a link of each at a time. */
static void
holders_of_each(const table *from, const uint32_t *keys, Py_ssize_t n, uint32_t most, uint32_t *holders,
                uint32_t *lengths)
{
    uint32_t at[TERMS_AT_ONCE], open = 0, links = 0;
    for (Py_ssize_t i = 0; i < n; i++)
        __builtin_prefetch(&from->heads[keys[i] & from->mask]);
    for (Py_ssize_t i = 0; i < n; i++) {
        at[i] = from->heads[keys[i] & from->mask];
        __builtin_prefetch(&from->postings[2 * (size_t)at[i]]);
        lengths[i] = 0;
    }
    do {
        open = 0;
        for (Py_ssize_t i = 0; i < n; i++) {
            if (at[i] == 0 || at[i] >= from->room)
                continue;
            const uint32_t *posting = &from->postings[2 * (size_t)at[i]];
            if (((posting[0] ^ keys[i]) & ~from->mask) == 0)
                holders[i * most + lengths[i]++] = posting[0] & from->mask;
            at[i] = lengths[i] < most ? one_before(from, at[i]) : 0;
            if (at[i]) {
                __builtin_prefetch(&from->postings[2 * (size_t)at[i]]);
                open++;
            }
        }
    } while (open && ++links < MOST_LINKS);
}

/* candidates(postings, heads, terms, weights, most, sizes, limit): the living stories that share most
 * of the terms, older first. `most` holders of a term are looked at. */
static PyObject *
candidates(PyObject *module, PyObject *args)
{
    PyObject *postings, *heads, *given_terms, *given_weights, *given_sizes, *result = NULL;
    Py_ssize_t most, limit, n, weighed, stories;
    columns given = {.taken = 0};
    table from;
    tallies shared = {NULL, 0};
    uint32_t *holders = NULL, lengths[TERMS_AT_ONCE];
    if (!PyArg_ParseTuple(args, "OOOOnOn", &postings, &heads, &given_terms, &given_weights, &most, &given_sizes,
                          &limit))
        return NULL;
    if (take_table(&given, postings, heads, &from) < 0)
        goto done;
    const uint32_t *terms = column(&given, given_terms, 4, &n);
    const float *weights = terms ? column(&given, given_weights, 4, &weighed) : NULL;
    const int32_t *sizes = weights ? column(&given, given_sizes, 4, &stories) : NULL;
    if (sizes == NULL)
        goto done;
    if (n > TERMS_AT_ONCE || weighed != n || most < 1 || most > 256 || limit < 1 || limit > TERMS_AT_ONCE) {
        PyErr_SetString(PyExc_ValueError, "more terms or stories than are looked at");
        goto done;
    }
    holders = malloc((size_t)(n * most + 1) * sizeof *holders);
    if (holders == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    if (make_tallies(&shared, (size_t)(n * most)) < 0)
        goto done;
    holders_of_each(&from, terms, n, (uint32_t)most, holders, lengths);
    for (Py_ssize_t i = 0; i < n; i++) {
        volatile float square = weights[i] * weights[i]; /* rounded, as a column of them is */
        for (uint32_t j = 0; j < lengths[i]; j++) {
            uint32_t story = holders[i * most + j];
            if (story >= stories || sizes[story] == 0)
                continue;
            tally *to = tally_of(&shared, story);
            if (to->term == (uint32_t)i + 1)
                continue; /* a story may hold a term more than once */
            to->term = (uint32_t)i + 1;
            to->sum += square;
        }
    }
    tally best[TERMS_AT_ONCE];
    uint64_t numbers[TERMS_AT_ONCE];
    uint32_t found[TERMS_AT_ONCE];
    Py_ssize_t count = highest(&shared, limit, best);
    for (Py_ssize_t i = 0; i < count; i++)
        numbers[i] = best[i].number;
    sort_numbers(numbers, count);
    for (Py_ssize_t i = 0; i < count; i++)
        found[i] = (uint32_t)numbers[i];
    result = list_of_numbers(found, count);
done:
    free(shared.places);
    free(holders);
    let_go(&given);
    return result;
}

enum { PLACES = 512, MOST_TERMS = 128 }; /* of an article's terms in a table; the most that it may have */

typedef struct { uint32_t terms[PLACES]; uint8_t numbers[PLACES]; uint64_t likely[64]; } places;

static void
place_terms(places *in, const uint32_t *terms, Py_ssize_t n)
{
    memset(in->terms, 0, sizeof in->terms);
    memset(in->likely, 0, sizeof in->likely);
    for (Py_ssize_t i = 0; i < n; i++) {
        uint32_t place = terms[i] * 0x9e3779b1u >> 23;
        while (in->terms[place] && in->terms[place] != terms[i])
            place = (place + 1) % PLACES;
        if (in->terms[place])
            continue; /* of two alike the first counts */
        in->terms[place] = terms[i];
        in->numbers[place] = (uint8_t)i;
        in->likely[terms[i] >> 20 & 63] |= 1ULL << (terms[i] >> 26);
    }
}

/* Where a term, not 0, stands; -1 for one that is not among them. */
static int
term_place(const places *in, uint32_t term)
{
    if (!(in->likely[term >> 20 & 63] >> (term >> 26) & 1))
        return -1;
    uint32_t place = term * 0x9e3779b1u >> 23;
    while (in->terms[place] && in->terms[place] != term)
        place = (place + 1) % PLACES;
    return in->terms[place] ? in->numbers[place] : -1;
}

/* What an article has in common with one story: products of weights, and the part that is explained. */
typedef struct { double product, explained; } common;

static common
in_common(const places *in, const float *own, const uint32_t *terms, const float *weights,
          const uint16_t *counts, const uint8_t *steps, const float *squares, Py_ssize_t length, float once)
{
    common sum = {0.0, 0.0};
    for (Py_ssize_t i = 0; i < length; i++) {
        int at = terms[i] ? term_place(in, terms[i]) : -1;
        if (at < 0)
            continue;
        volatile float product = own[at] * (weights ? weights[i] : squares[steps[i]]);
        volatile float members = counts ? (float)counts[i] : 1.0f, square = own[at] * own[at];
        volatile float share = members / (members + once), told = square * share;
        sum.product += product;
        sum.explained += told;
    }
    return sum;
}

/* compare(hashes, weights, stories, rows, heads, norms, (terms, weights, counts) of rows, (terms, steps)
 * of articles, squares of steps, size of a row, of an article, once, explained): cosine and score of an
 * article with each of these stories. */
static PyObject *
compare(PyObject *module, PyObject *args)
{
    PyObject *g[12], *result = NULL, *cosines = NULL, *scores = NULL, *stories;
    Py_ssize_t n, weighed, rows, heads, norms, lengths[5], many, wide, narrow;
    double once, explained;
    columns given = {.taken = 0};
    if (!PyArg_ParseTuple(args, "OOOOOO(OOO)(OO)Onndd", &g[0], &g[1], &stories, &g[2], &g[3], &g[4], &g[5], &g[6],
                          &g[7], &g[8], &g[9], &g[10], &wide, &narrow, &once, &explained))
        return NULL;
    const uint32_t *hashes = column(&given, g[0], 4, &n);
    const float *own = hashes ? column(&given, g[1], 4, &weighed) : NULL;
    const int32_t *row = own ? column(&given, g[2], 4, &rows) : NULL;
    const int32_t *head = row ? column(&given, g[3], 4, &heads) : NULL;
    const float *norm = head ? column(&given, g[4], 4, &norms) : NULL;
    const uint32_t *told = norm ? column(&given, g[5], 4, &lengths[0]) : NULL;
    const float *told_weights = told ? column(&given, g[6], 4, &lengths[1]) : NULL;
    const uint16_t *counts = told_weights ? column(&given, g[7], 2, &lengths[2]) : NULL;
    const uint32_t *terms = counts ? column(&given, g[8], 4, &lengths[3]) : NULL;
    const uint8_t *steps = terms ? column(&given, g[9], 1, &lengths[4]) : NULL;
    const float *squares = steps ? column(&given, g[10], 4, &many) : NULL;
    if (squares == NULL)
        goto done;
    Py_ssize_t count = PyList_Size(stories);
    if (count < 0)
        goto done;
    if (n > MOST_TERMS || weighed != n || heads != rows || norms != rows || many != 256 || wide < 1 ||
        narrow < 1 || count > TERMS_AT_ONCE || lengths[1] != lengths[0] || lengths[2] != lengths[0] ||
        lengths[4] != lengths[3]) {
        PyErr_SetString(PyExc_ValueError, "columns of other lengths");
        goto done;
    }
    Py_ssize_t numbers[TERMS_AT_ONCE];
    for (Py_ssize_t i = 0; i < count; i++) {
        Py_ssize_t story = numbers[i] = PyLong_AsSsize_t(PyList_GetItem(stories, i));
        if (story == -1 && PyErr_Occurred())
            goto done;
        int is_one = story >= 0 && story < rows && row[story] == NO_ROW;
        if (story < 0 || story >= rows || (is_one && (head[story] < 0 || head[story] >= lengths[3] / narrow)) ||
            (!is_one && (row[story] < 0 || row[story] >= lengths[0] / wide))) {
            PyErr_SetString(PyExc_ValueError, "no such story");
            goto done;
        }
        const char *lies = is_one ? (const char *)&terms[head[story] * narrow] : (const char *)&told[row[story] * wide];
        for (Py_ssize_t place = 0; place < 4 * (is_one ? narrow : wide); place += 64)
            __builtin_prefetch(lies + place);
    }
    places in;
    place_terms(&in, hashes, n);
    cosines = PyList_New(count);
    scores = PyList_New(count);
    for (Py_ssize_t i = 0; cosines && scores && i < count; i++) {
        Py_ssize_t story = numbers[i], first = row[story] * wide, only = head[story] * narrow;
        common sum = row[story] == NO_ROW
                         ? in_common(&in, own, &terms[only], NULL, NULL, &steps[only], squares, narrow, (float)once)
                         : in_common(&in, own, &told[first], &told_weights[first], &counts[first], NULL, NULL, wide,
                                     (float)once);
        double cosine = sum.product / (double)(norm[story] > 1e-9f ? norm[story] : 1e-9f);
        volatile double left = (1 - explained) * cosine, right = explained * sum.explained; /* each rounded */
        PyObject *one = PyFloat_FromDouble(cosine), *other = PyFloat_FromDouble(left + right);
        if (one == NULL || other == NULL || PyList_SetItem(cosines, i, one) < 0 ||
            PyList_SetItem(scores, i, other) < 0)
            goto done;
    }
    if (cosines && scores)
        result = PyTuple_Pack(2, cosines, scores);
done:
    Py_XDECREF(cosines);
    Py_XDECREF(scores);
    let_go(&given);
    return result;
}
