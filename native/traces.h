/* A text's runs of words and its words in order: the twin of cluster/traces.py for lines with spaces. */

enum { RUN_WORDS = 3, NO_LETTER = 0, WITHOUT_SPACES = 2, LINE_END = 0x0a, LAST_CODE = 0xffff };
static const uint32_t WORD_BASE = 0x01000193u, RUN_STEP = 16777619u, SPREAD = 2654435761u;

static uint32_t
mixed(uint32_t value)
{
    value = (value ^ (value >> 15)) * SPREAD;
    return value ^ (value >> 13);
}

static int
stands_in(const uint32_t *rising, Py_ssize_t length, uint32_t value)
{
    Py_ssize_t low = 0;
    while (length > 1) {
        Py_ssize_t half = length / 2;
        low += rising[low + half] <= value ? half : 0;
        length -= half;
    }
    return length && rising[low] == value;
}

typedef struct { uint32_t hashes[RUN_WORDS], lines[RUN_WORDS]; Py_ssize_t count; } last_words;

/* The run that ends with a word outside quotation marks, if all of it stands in one line. */
static int
ends_run(last_words *last, uint32_t hash, uint32_t line, uint32_t *run)
{
    for (int i = 0; i < RUN_WORDS - 1; i++) {
        last->hashes[i] = last->hashes[i + 1];
        last->lines[i] = last->lines[i + 1];
    }
    last->hashes[RUN_WORDS - 1] = hash;
    last->lines[RUN_WORDS - 1] = line;
    if (++last->count < RUN_WORDS || last->lines[0] != line)
        return 0;
    uint32_t found = 0;
    for (int i = 0; i < RUN_WORDS; i++)
        found = (found * RUN_STEP) ^ last->hashes[i];
    *run = mixed(found);
    return 1;
}

/* Numbers of 32 bits rising, and once each: by eleven bits at a time. */
static Py_ssize_t
distinct(uint32_t *numbers, Py_ssize_t length, uint32_t *beside)
{
    for (int shift = 0; shift < 33; shift += 11) {
        uint32_t starts[2049] = {0};
        for (Py_ssize_t i = 0; i < length; i++)
            starts[(numbers[i] >> shift & 2047) + 1]++;
        for (int i = 1; i < 2049; i++)
            starts[i] += starts[i - 1];
        for (Py_ssize_t i = 0; i < length; i++)
            beside[starts[numbers[i] >> shift & 2047]++] = numbers[i];
        memcpy(numbers, beside, (size_t)length * sizeof *numbers);
    }
    Py_ssize_t kept = 0;
    for (Py_ssize_t i = 0; i < length; i++)
        if (kept == 0 || numbers[kept - 1] != numbers[i])
            numbers[kept++] = numbers[i];
    return kept;
}

/* traces(codes, kinds, quoted, breaks, function words, shortest, most): of a text in lower case its
 * distinct runs, rising, its first words that tell something and which of these are quoted; None where
 * it has lines without spaces. */
static PyObject *
traces(PyObject *module, PyObject *args)
{
    PyObject *g[5], *result = NULL, *parts[3] = {NULL, NULL, NULL};
    Py_ssize_t shortest, most, length, kinds_length, quoted_length, breaks_length, known_length;
    columns given = {.taken = 0};
    uint32_t *runs = NULL, *beside = NULL;
    uint16_t *words = NULL;
    unsigned char *marks = NULL;
    if (!PyArg_ParseTuple(args, "OOOOOnn", &g[0], &g[1], &g[2], &g[3], &g[4], &shortest, &most))
        return NULL;
    const uint32_t *codes = column(&given, g[0], 4, &length);
    const uint8_t *kinds = codes ? column(&given, g[1], 1, &kinds_length) : NULL;
    const uint8_t *quoted = kinds ? column(&given, g[2], 1, &quoted_length) : NULL;
    const uint8_t *breaks = quoted ? column(&given, g[3], 1, &breaks_length) : NULL;
    const uint32_t *known = breaks ? column(&given, g[4], 4, &known_length) : NULL;
    if (known == NULL)
        goto done;
    if (kinds_length != LAST_CODE + 1 || quoted_length != length || breaks_length != length || most < 0) {
        PyErr_SetString(PyExc_ValueError, "columns of other lengths");
        goto done;
    }
    most = most < length ? most : length;
    size_t room = (size_t)length / 2 + 2;
    runs = malloc(room * sizeof *runs);
    beside = malloc(room * sizeof *beside);
    words = malloc(((size_t)most + 1) * sizeof *words);
    marks = malloc((size_t)most + 1);
    if (!runs || !beside || !words || !marks) {
        PyErr_NoMemory();
        goto done;
    }
    last_words last = {.count = 0};
    Py_ssize_t n_runs = 0, n_words = 0;
    uint32_t line = 0;
    for (Py_ssize_t i = 0; i < length;) {
        line += breaks[i] || codes[i] == LINE_END;
        int kind = kinds[codes[i] < LAST_CODE ? codes[i] : LAST_CODE];
        if (kind == NO_LETTER) {
            i++;
            continue;
        }
        Py_ssize_t start = i;
        uint32_t hash = 0, power = 1, first_line = line;
        while (kind != NO_LETTER) {
            if (kind == WITHOUT_SPACES) {
                result = Py_NewRef(Py_None);
                goto done;
            }
            hash += codes[i] * power;
            power *= WORD_BASE;
            if (++i == length)
                break;
            kind = kinds[codes[i] < LAST_CODE ? codes[i] : LAST_CODE];
            if (kind != NO_LETTER)
                line += breaks[i];
        }
        hash = mixed(hash);
        if (!quoted[start])
            n_runs += ends_run(&last, hash, first_line, &runs[n_runs]);
        if (n_words < most && i - start >= shortest && !stands_in(known, known_length, hash)) {
            words[n_words] = (uint16_t)hash;
            marks[n_words++] = quoted[start] != 0;
        }
    }
    n_runs = distinct(runs, n_runs, beside);
    parts[0] = PyBytes_FromStringAndSize((const char *)runs, n_runs * 4);
    parts[1] = PyBytes_FromStringAndSize((const char *)words, n_words * 2);
    parts[2] = PyBytes_FromStringAndSize((const char *)marks, n_words);
    if (parts[0] && parts[1] && parts[2])
        result = PyTuple_Pack(3, parts[0], parts[1], parts[2]);
done:
    for (int i = 0; i < 3; i++)
        Py_XDECREF(parts[i]);
    free(runs);
    free(beside);
    free(words);
    free(marks);
    let_go(&given);
    return result;
}
