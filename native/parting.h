/* Whether a story has turned out to tell two events: the twin of cluster/parting.py. Weights are squares
 * of whole steps, so that products are whole numbers and their sums the same in any order. */

enum { MOST_MEMBERS = 64 };

typedef struct { double least, least_in_pairs, ageing; int fewest, enough, full; } parting_rule;

/* Members of a story: what each has in common with each, less what days take, and without that. */
typedef struct { int n; double likeness[MOST_MEMBERS][MOST_MEMBERS], cosine[MOST_MEMBERS][MOST_MEMBERS]; } members;

typedef struct { int size; uint8_t of[MOST_MEMBERS]; } group;

/* The numbers of the members, each checked, and how many; below zero with an error set. */
static int
take_members(PyObject *numbers, Py_ssize_t articles, uint32_t *at)
{
    Py_ssize_t n = PyList_Size(numbers);
    if (n < 0)
        return -1;
    if (n > MOST_MEMBERS) {
        PyErr_SetString(PyExc_ValueError, "more members than are looked at");
        return -1;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        Py_ssize_t number = PyLong_AsSsize_t(PyList_GetItem(numbers, i));
        if (number == -1 && PyErr_Occurred())
            return -1;
        if (number < 0 || number >= articles || number > (Py_ssize_t)UINT32_MAX) {
            PyErr_SetString(PyExc_ValueError, "no such article");
            return -1;
        }
        at[i] = (uint32_t)number;
    }
    return (int)n;
}

/* Whether half of the members have enough terms to tell what they are about. */
static int
are_full(const uint8_t *steps, const uint32_t *at, int n, Py_ssize_t narrow, int full)
{
    int short_ones = 0;
    for (int i = 0; i < n; i++) {
        int terms = 0;
        for (Py_ssize_t k = 0; k < narrow; k++)
            terms += steps[at[i] * (size_t)narrow + k] > 0;
        short_ones += terms < full;
    }
    return short_ones <= (n - 1) / 2; /* the lower median is full */
}

static void
compare_members(members *to, const uint32_t *terms, const uint8_t *steps, const double *when, const uint32_t *at,
                Py_ssize_t narrow, double day, double ageing)
{
    double norms[MOST_MEMBERS], products[MOST_MEMBERS][MOST_MEMBERS];
    for (int i = 0; i < to->n; i++) {
        const uint32_t *own = &terms[at[i] * (size_t)narrow];
        const uint8_t *own_steps = &steps[at[i] * (size_t)narrow];
        places in;
        place_terms(&in, own, narrow);
        for (int j = i; j < to->n; j++) {
            const uint32_t *theirs = &terms[at[j] * (size_t)narrow];
            const uint8_t *their_steps = &steps[at[j] * (size_t)narrow];
            uint64_t sum = 0;
            for (Py_ssize_t k = 0; k < narrow; k++) {
                int place = their_steps[k] && theirs[k] ? term_place(&in, theirs[k]) : -1;
                if (place >= 0)
                    sum += (uint64_t)own_steps[place] * own_steps[place] * their_steps[k] * their_steps[k];
            }
            products[i][j] = products[j][i] = (double)sum;
        }
        norms[i] = sqrt(products[i][i] > 1.0 ? products[i][i] : 1.0);
    }
    for (int i = 0; i < to->n; i++)
        for (int j = 0; j < to->n; j++) {
            volatile double apart = when[at[i]] / day, other = when[at[j]] / day, taken; /* each rounded */
            volatile double norm = norms[i] * norms[j];
            taken = ageing * fabs(apart - other);
            to->cosine[i][j] = products[i][j] / norm;
            to->likeness[i][j] = to->cosine[i][j] - taken;
        }
}

static double
among(const double values[MOST_MEMBERS][MOST_MEMBERS], const group *one, const group *other)
{
    double sum = 0;
    for (int i = 0; i < one->size; i++)
        for (int j = 0; j < other->size; j++)
            sum += values[one->of[i]][other->of[j]];
    return sum;
}

static double
cohesion(const members *in, const group *one)
{
    return (among(in->likeness, one, one) - one->size) / (one->size * (one->size - 1));
}

static double
strangeness(const members *in, const group *one, const group *other, const parting_rule *rule)
{
    int smaller = one->size < other->size ? one->size : other->size;
    double across = among(in->likeness, one, other) / (one->size * other->size);
    double left = cohesion(in, one), right = cohesion(in, other), inside = left < right ? left : right;
    return across / (inside > 1e-6 ? inside : 1e-6) - (smaller >= rule->enough ? rule->least : rule->least_in_pairs);
}

/* The two groups that come together as the worst strangers when members are joined, the most alike first;
 * how strange they are, or not a number where no two groups come together. */
static double
strangest(const members *in, const parting_rule *rule, group *one_found, group *other_found)
{
    double links[MOST_MEMBERS][MOST_MEMBERS], worst = NAN;
    group groups[MOST_MEMBERS];
    for (int i = 0; i < in->n; i++) {
        for (int j = 0; j < in->n; j++)
            links[i][j] = i == j ? -INFINITY : in->likeness[i][j];
        groups[i] = (group){1, {(uint8_t)i}};
    }
    for (int left = in->n; left > 1; left--) {
        int one = 0, other = 0;
        double most = -INFINITY;
        for (int i = 0; i < in->n; i++)
            for (int j = i + 1; j < in->n; j++)
                if (links[i][j] > most) {
                    most = links[i][j];
                    one = i;
                    other = j;
                }
        if (one == other)
            break;
        group *to = &groups[one], *from = &groups[other];
        if (to->size >= rule->fewest && from->size >= rule->fewest) {
            double found = strangeness(in, to, from, rule);
            if (!(found >= worst)) {
                worst = found;
                *one_found = *to;
                *other_found = *from;
            }
        }
        for (int k = 0; k < in->n; k++) {
            volatile double first = to->size * links[one][k], second = from->size * links[other][k], both;
            both = first + second;
            links[one][k] = both / (to->size + from->size);
        }
        for (int k = 0; k < in->n; k++)
            links[k][one] = links[one][k];
        for (int k = 0; k < in->n; k++)
            links[other][k] = links[k][other] = -INFINITY;
        links[one][one] = -INFINITY;
        memcpy(&to->of[to->size], from->of, (size_t)from->size);
        to->size += from->size;
    }
    return worst;
}

/* What both functions are given: the columns of the articles, a list of members, the size of a row, the
 * seconds of a day and the rule. Below zero with an error set; else whether the members are full. */
static int
take_story(columns *given, PyObject *of_articles, PyObject *numbers, Py_ssize_t narrow, double day,
           const parting_rule *rule, members *into)
{
    PyObject *g[3];
    Py_ssize_t lengths[3];
    uint32_t at[MOST_MEMBERS];
    if (!PyArg_ParseTuple(of_articles, "OOO", &g[0], &g[1], &g[2]))
        return -1;
    const uint32_t *terms = column(given, g[0], 4, &lengths[0]);
    const uint8_t *steps = terms ? column(given, g[1], 1, &lengths[1]) : NULL;
    const double *when = steps ? column(given, g[2], 8, &lengths[2]) : NULL;
    if (when == NULL)
        return -1;
    if (narrow < 1 || narrow > MOST_TERMS || lengths[0] != lengths[1] || !(day > 0)) {
        PyErr_SetString(PyExc_ValueError, "columns of other lengths");
        return -1;
    }
    Py_ssize_t articles = lengths[0] / narrow;
    into->n = take_members(numbers, articles < lengths[2] ? articles : lengths[2], at);
    if (into->n < 1)
        return into->n;
    for (int i = 0; i < into->n; i++)
        if (!isfinite(when[at[i]]))
            return 0;
    if (!are_full(steps, at, into->n, narrow, rule->full))
        return 0;
    compare_members(into, terms, steps, when, at, narrow, day, rule->ageing);
    return 1;
}

static int
take_rule(PyObject *given, parting_rule *rule)
{
    return PyArg_ParseTuple(given, "dddiii", &rule->least, &rule->least_in_pairs, &rule->ageing, &rule->fewest,
                            &rule->enough, &rule->full);
}

/* fallen_apart((terms, steps, when) of articles, members, size of a row, seconds of a day, rule): which
 * members go with the first one and the cosine of the two groups; None where they tell of one event. */
static PyObject *
fallen_apart(PyObject *module, PyObject *args)
{
    PyObject *articles, *numbers, *given_rule, *result = NULL;
    Py_ssize_t narrow;
    double day;
    columns given = {.taken = 0};
    parting_rule rule;
    if (!PyArg_ParseTuple(args, "O!O!ndO!", &PyTuple_Type, &articles, &PyList_Type, &numbers, &narrow, &day,
                          &PyTuple_Type, &given_rule) ||
        !take_rule(given_rule, &rule))
        return NULL;
    members *in = malloc(sizeof *in);
    if (in == NULL)
        return PyErr_NoMemory();
    int is_full = take_story(&given, articles, numbers, narrow, day, &rule, in);
    if (is_full < 0)
        goto done;
    group one = {0}, other = {0}, with_first = {0}, without = {0};
    double worst = is_full ? strangest(in, &rule, &one, &other) : NAN;
    if (!(worst < 0)) {
        Py_INCREF(Py_None);
        result = Py_None;
        goto done;
    }
    char side[MOST_MEMBERS];
    for (int i = 0; i < in->n; i++) {
        group self = {1, {(uint8_t)i}};
        double to_one = among(in->likeness, &self, &one), to_other = among(in->likeness, &self, &other);
        side[i] = to_one / one.size >= to_other / other.size;
    }
    for (int i = 0; i < one.size; i++)
        side[one.of[i]] = 1;
    for (int i = 0; i < other.size; i++)
        side[other.of[i]] = 0;
    for (int i = in->n; i-- > 0;)
        side[i] = side[i] == side[0];
    for (int i = 0; i < in->n; i++) {
        group *to = side[i] ? &with_first : &without;
        to->of[to->size++] = (uint8_t)i;
    }
    double across = among(in->cosine, &with_first, &without);
    double first = among(in->cosine, &with_first, &with_first), second = among(in->cosine, &without, &without);
    volatile double both = first * second;
    result = Py_BuildValue("y#d", side, (Py_ssize_t)in->n, both > 0 ? across / sqrt(both) : 0.0);
done:
    free(in);
    let_go(&given);
    return result;
}

/* strangers((terms, steps, when) of articles, members, of the first story, size of a row, seconds of a day,
 * rule): whether the members of two stories would fall apart again. */
static PyObject *
strangers(PyObject *module, PyObject *args)
{
    PyObject *articles, *numbers, *given_rule, *result = NULL;
    Py_ssize_t narrow, border;
    double day;
    columns given = {.taken = 0};
    parting_rule rule;
    if (!PyArg_ParseTuple(args, "O!O!nndO!", &PyTuple_Type, &articles, &PyList_Type, &numbers, &border, &narrow, &day,
                          &PyTuple_Type, &given_rule) ||
        !take_rule(given_rule, &rule))
        return NULL;
    members *in = malloc(sizeof *in);
    if (in == NULL)
        return PyErr_NoMemory();
    int is_full = take_story(&given, articles, numbers, narrow, day, &rule, in);
    if (is_full < 0)
        goto done;
    group one = {0}, other = {0};
    for (int i = 0; is_full && i < in->n; i++) {
        group *to = i < border ? &one : &other;
        to->of[to->size++] = (uint8_t)i;
    }
    int is_apart = one.size >= rule.fewest && other.size >= rule.fewest && strangeness(in, &one, &other, &rule) < 0;
    result = PyBool_FromLong(is_apart);
done:
    free(in);
    let_go(&given);
    return result;
}
