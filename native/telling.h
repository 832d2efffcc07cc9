/* What a story tells of: the twin of cluster/told.py, of Stories.write and of strongest_name in cluster/decide.py. */

enum { MOST_TOLD = 256 };

/* By how much the bits of a term are moved for the second of two rows of counters, each a power of two;
 * below zero where the counters are none. */
static int
second_shift(Py_ssize_t counters)
{
    int shift = 32;
    for (Py_ssize_t size = counters / 2; size > 1; size /= 2)
        shift--;
    if (counters % 2 == 0 && shift > 0 && shift < 32 && counters / 2 == (Py_ssize_t)1 << (32 - shift))
        return shift;
    PyErr_SetString(PyExc_ValueError, "no counters");
    return -1;
}

static uint32_t
slot_of(uint32_t term, int row, int shift)
{
    return row ? (term * 0x85ebca6bu) >> shift : term & (uint32_t)((1ULL << (32 - shift)) - 1);
}

/* besides(terms, others): the terms that are not among others. */
static PyObject *
besides(PyObject *module, PyObject *args)
{
    PyObject *given_terms, *given_others, *result = NULL;
    Py_ssize_t n, m, kept = 0;
    columns given = {.taken = 0};
    uint32_t *known = NULL;
    if (!PyArg_ParseTuple(args, "OO", &given_terms, &given_others))
        return NULL;
    const uint32_t *terms = column(&given, given_terms, 4, &n);
    const uint32_t *others = terms ? column(&given, given_others, 4, &m) : NULL;
    if (others == NULL)
        goto done;
    size_t places = 64;
    while (places < 2 * (size_t)m)
        places *= 2;
    known = calloc(places + (size_t)n + 1, sizeof *known);
    if (known == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    uint32_t *left = known + places, mask = (uint32_t)places - 1;
    int has_none = 0; /* 0 marks a free place */
    for (Py_ssize_t i = 0; i < m; i++) {
        uint32_t place = (others[i] * 0x9e3779b1u >> 7) & mask;
        while (known[place] && known[place] != others[i])
            place = (place + 1) & mask;
        known[place] = others[i];
        has_none |= others[i] == 0;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        uint32_t place = (terms[i] * 0x9e3779b1u >> 7) & mask;
        while (known[place] && known[place] != terms[i])
            place = (place + 1) & mask;
        if (terms[i] ? known[place] == 0 : !has_none)
            left[kept++] = terms[i];
    }
    result = PyBytes_FromStringAndSize((const char *)left, kept * 4);
done:
    free(known);
    let_go(&given);
    return result;
}

/* tell_more(terms, weights, counts, their terms, their weights): add what an article tells of to the row
 * of a story, whose heaviest terms stay, heaviest first; of two alike the lower term. How many the row
 * has now. */
static PyObject *
tell_more(PyObject *module, PyObject *args)
{
    PyObject *g[5], *result = NULL;
    Py_ssize_t wide, lengths[4];
    columns given = {.taken = 0};
    if (!PyArg_ParseTuple(args, "OOOOO", &g[0], &g[1], &g[2], &g[3], &g[4]))
        return NULL;
    uint32_t *terms = writable(&given, g[0], 4, &wide);
    float *weights = terms ? writable(&given, g[1], 4, &lengths[0]) : NULL;
    uint16_t *counts = weights ? writable(&given, g[2], 2, &lengths[1]) : NULL;
    const uint32_t *their_terms = counts ? column(&given, g[3], 4, &lengths[2]) : NULL;
    const float *their_weights = their_terms ? column(&given, g[4], 4, &lengths[3]) : NULL;
    if (their_weights == NULL)
        goto done;
    if (lengths[0] != wide || lengths[1] != wide || lengths[2] != lengths[3] || wide > MOST_TOLD ||
        lengths[2] > MOST_TERMS) {
        PyErr_SetString(PyExc_ValueError, "columns of other lengths");
        goto done;
    }
    uint32_t all[MOST_TOLD + MOST_TERMS];
    float sums[MOST_TOLD + MOST_TERMS];
    uint16_t members[MOST_TOLD + MOST_TERMS];
    struct { uint32_t terms[1024]; uint16_t numbers[1024]; } in;
    memset(in.terms, 0, sizeof in.terms);
    Py_ssize_t length = 0;
    for (Py_ssize_t i = 0; i < wide + lengths[2]; i++) {
        int is_theirs = i >= wide;
        uint32_t term = is_theirs ? their_terms[i - wide] : terms[i];
        if (term == 0 || (!is_theirs && counts[i] == 0))
            continue; /* the rest of a row that is not full; 0 marks a free place */
        float weight = is_theirs ? their_weights[i - wide] : weights[i];
        uint32_t place = term * 0x9e3779b1u >> 22;
        while (in.terms[place] && in.terms[place] != term)
            place = (place + 1) % 1024;
        if (in.terms[place] == 0) {
            in.terms[place] = term;
            in.numbers[place] = (uint16_t)length;
            all[length] = term;
            sums[length] = weight;
            members[length++] = is_theirs ? 1 : counts[i];
            continue;
        }
        uint16_t at = in.numbers[place];
        sums[at] += weight;
        members[at] = (uint16_t)(members[at] + (members[at] < 0xffff));
    }
    uint64_t order[MOST_TOLD + MOST_TERMS];
    for (Py_ssize_t i = 0; i < length; i++)
        order[i] = falling(sums[i], all[i]);
    sort_numbers(order, length);
    memset(terms, 0, (size_t)wide * 4);
    memset(weights, 0, (size_t)wide * 4);
    memset(counts, 0, (size_t)wide * 2);
    for (Py_ssize_t i = 0; i < length && i < wide; i++) {
        uint32_t term = (uint32_t)order[i], place = term * 0x9e3779b1u >> 22;
        while (in.terms[place] != term)
            place = (place + 1) % 1024;
        terms[i] = term;
        weights[i] = sums[in.numbers[place]];
        counts[i] = members[in.numbers[place]];
    }
    result = PyLong_FromSsize_t(length < wide ? length : wide);
done:
    let_go(&given);
    return result;
}

/* learn_terms(counters, terms): one more in each of both rows of counters; once where two terms fall together. */
static PyObject *
learn_terms(PyObject *module, PyObject *args)
{
    PyObject *given_counts, *given_terms;
    Py_ssize_t length, n;
    columns given = {.taken = 0};
    uint32_t *before = NULL;
    if (!PyArg_ParseTuple(args, "OO", &given_counts, &given_terms))
        return NULL;
    uint32_t *counts = writable(&given, given_counts, 4, &length);
    const uint32_t *terms = counts ? column(&given, given_terms, 4, &n) : NULL;
    int shift = terms ? second_shift(length) : -1;
    if (shift >= 0 && (before = malloc((size_t)(n + 1) * sizeof *before)) == NULL)
        PyErr_NoMemory();
    for (int row = 0; before && row < 2; row++) {
        uint32_t *of = counts + row * (length / 2);
        for (Py_ssize_t i = 0; i < n; i++)
            before[i] = of[slot_of(terms[i], row, shift)];
        for (Py_ssize_t i = 0; i < n; i++)
            of[slot_of(terms[i], row, shift)] = before[i] + 1;
    }
    int done = before != NULL;
    free(before);
    let_go(&given);
    if (!done)
        return NULL;
    Py_RETURN_NONE;
}

/* stories_with(counters, terms): in how many stories each term was found. */
static PyObject *
stories_with(PyObject *module, PyObject *args)
{
    PyObject *given_counts, *given_terms, *result = NULL;
    Py_ssize_t length, n;
    columns given = {.taken = 0};
    if (!PyArg_ParseTuple(args, "OO", &given_counts, &given_terms))
        return NULL;
    const uint32_t *counts = column(&given, given_counts, 4, &length);
    const uint32_t *terms = counts ? column(&given, given_terms, 4, &n) : NULL;
    int shift = terms ? second_shift(length) : -1;
    if (shift >= 0 && (result = PyBytes_FromStringAndSize(NULL, n * 4)) != NULL) {
        uint32_t *found = (uint32_t *)PyBytes_AsString(result);
        for (Py_ssize_t i = 0; i < n; i++) {
            uint32_t one = counts[slot_of(terms[i], 0, shift)];
            uint32_t other = counts[length / 2 + slot_of(terms[i], 1, shift)];
            found[i] = one < other ? one : other;
        }
    }
    let_go(&given);
    return result;
}

/* heaviest(terms, weights, most): the heaviest terms, heaviest first, of two alike the lower, and their
 * weights; none that weighs nothing. */
static PyObject *
heaviest(PyObject *module, PyObject *args)
{
    PyObject *given_terms, *given_weights, *result = NULL, *some = NULL, *theirs = NULL;
    Py_ssize_t n, weighed, most;
    columns given = {.taken = 0};
    uint64_t *order = NULL;
    if (!PyArg_ParseTuple(args, "OOn", &given_terms, &given_weights, &most))
        return NULL;
    const uint32_t *terms = column(&given, given_terms, 4, &n);
    const float *weights = terms ? column(&given, given_weights, 4, &weighed) : NULL;
    if (weights == NULL)
        goto done;
    if (weighed != n || most < 0) {
        PyErr_SetString(PyExc_ValueError, "columns of other lengths");
        goto done;
    }
    order = malloc((size_t)(n + 1) * sizeof *order);
    if (order == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    Py_ssize_t length = 0;
    for (Py_ssize_t i = 0; i < n; i++)
        if (weights[i] > 0)
            order[length++] = falling(weights[i], terms[i]);
    sort_numbers(order, length);
    length = length < most ? length : most;
    some = PyBytes_FromStringAndSize(NULL, length * 4);
    theirs = PyBytes_FromStringAndSize(NULL, length * 4);
    if (some == NULL || theirs == NULL)
        goto done;
    for (Py_ssize_t i = 0; i < length; i++) {
        uint32_t term = (uint32_t)order[i], bits = 0xffffffffu - (uint32_t)(order[i] >> 32);
        memcpy(PyBytes_AsString(some) + 4 * i, &term, 4);
        memcpy(PyBytes_AsString(theirs) + 4 * i, &bits, 4);
    }
    result = PyTuple_Pack(2, some, theirs);
done:
    Py_XDECREF(some);
    Py_XDECREF(theirs);
    free(order);
    let_go(&given);
    return result;
}

/* Where the pairs stand that a word makes with another: word before term, term before word. */
static void
pair_places(const places *in, uint32_t word, uint32_t term, int found[2])
{
    uint32_t before = word * PAIR_STEP + term, after = term * PAIR_STEP + word;
    found[0] = before ? term_place(in, before) : -1;
    found[1] = after ? term_place(in, after) : -1;
}

/* strongest_name(terms, weights, their terms, their weights, norm): the name that brings most of what an
 * article has in common with a story, what it brings, and what all else brings. */
static PyObject *
strongest_name(PyObject *module, PyObject *args)
{
    PyObject *g[4], *result = NULL;
    Py_ssize_t n, lengths[3];
    double norm;
    columns given = {.taken = 0};
    if (!PyArg_ParseTuple(args, "OOOOd", &g[0], &g[1], &g[2], &g[3], &norm))
        return NULL;
    const uint32_t *terms = column(&given, g[0], 4, &n);
    const float *weights = terms ? column(&given, g[1], 4, &lengths[0]) : NULL;
    const uint32_t *their_terms = weights ? column(&given, g[2], 4, &lengths[1]) : NULL;
    const float *their_weights = their_terms ? column(&given, g[3], 4, &lengths[2]) : NULL;
    if (their_weights == NULL)
        goto done;
    if (n < 1 || n > MOST_TERMS || lengths[0] != n || lengths[1] != lengths[2]) {
        PyErr_SetString(PyExc_ValueError, "columns of other lengths");
        goto done;
    }
    float theirs[MOST_TERMS] = {0}, shared[MOST_TERMS], both[MOST_TERMS] = {0}, strong[MOST_TERMS];
    int names[MOST_TERMS], own[MOST_TERMS] = {0}, found[2];
    places in;
    place_terms(&in, terms, n);
    for (Py_ssize_t i = 0; i < lengths[1]; i++) {
        int at = their_terms[i] ? term_place(&in, their_terms[i]) : -1;
        if (at >= 0)
            theirs[at] = their_weights[i];
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        int at = terms[i] ? term_place(&in, terms[i]) : -1;
        volatile float product = at < 0 ? 0 : weights[i] * theirs[at]; /* rounded, as a column of them is */
        shared[i] = product / (float)norm;
    }
    double total = 0, rest = 0;
    Py_ssize_t strongest = 0, partner = -1;
    for (Py_ssize_t i = 0; i < n; i++) {
        uint32_t name = terms[i] ^ NAME_MARK;
        names[i] = name ? term_place(&in, name) : -1;
        both[i] = names[i] >= 0 ? shared[i] + shared[names[i]] : 0;
        strongest = both[i] > both[strongest] ? i : strongest;
        total += shared[i];
    }
    if (both[strongest] == 0) {
        result = Py_BuildValue("idd", 0, 0.0, total);
        goto done;
    }
    Py_ssize_t told[2] = {strongest, names[strongest]};
    own[told[0]] = own[told[1]] = 1;
    for (Py_ssize_t i = 0; i < n; i++) {
        strong[i] = -1;
        for (int word = 0; word < 2; word++) {
            pair_places(&in, terms[told[word]], terms[i], found);
            for (int side = 0; side < 2; side++)
                if (found[side] >= 0) {
                    own[found[side]] = 1;
                    strong[i] = shared[found[side]] > strong[i] ? shared[found[side]] : strong[i];
                }
        }
        if (strong[i] >= 0 && (partner < 0 || strong[i] >= strong[partner]))
            partner = i;
    }
    for (int word = 0; partner >= 0 && word < 2; word++) {
        Py_ssize_t second = word ? names[partner] : partner;
        if (second < 0)
            continue;
        own[second] = 1;
        for (Py_ssize_t i = 0; i < n; i++) {
            pair_places(&in, terms[second], terms[i], found);
            for (int side = 0; side < 2; side++)
                if (found[side] >= 0)
                    own[found[side]] = 1;
        }
    }
    for (Py_ssize_t i = 0; i < n; i++)
        rest += own[i] ? 0 : shared[i];
    result = Py_BuildValue("kdd", (unsigned long)terms[strongest], total - rest, rest);
done:
    let_go(&given);
    return result;
}
