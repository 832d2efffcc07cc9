/* Entries of a feed made sound: the twin of tidy_entry in feeds/tidy.py. A field that is sound as it
 * stands stays; of the others each goes to the function in Python that mends it. */

enum { RAW_ID, RAW_TITLE, RAW_PLAIN, RAW_LINK, RAW_PUBLISHED, RAW_UPDATED, RAW_SUMMARY, RAW_AUTHORS,
       RAW_CATEGORIES, RAW_ENCLOSURES, RAW_BASE, RAW_FIELDS };

/* What holds for all entries of a feed. */
typedef struct {
    int linked; /* the feed has an address to which links may be joined */
    PyObject *oldest, *latest, *entry;
    PyObject *mend_id, *mend_title, *mend_link, *mend_summary, *mend_names, *mend_enclosures;
    Py_ssize_t most_listed, most_id, most_summary, most_address, linked_part;
} bounds;

/* Each function below is 1 where it holds, 0 where it does not, -1 after an error. */

static int
is_trimmed(PyObject *text, Py_ssize_t length)
{
    return length == 0 ||
           !(is_space(PyUnicode_ReadChar(text, 0)) || is_space(PyUnicode_ReadChar(text, length - 1)));
}

static int
are_plain(PyObject *words, Py_ssize_t most)
{
    Py_ssize_t count = PyTuple_Size(words);
    if (count < 0)
        return -1;
    int plain = count > most ? 0 : 1;
    for (Py_ssize_t i = 0; i < count && plain == 1; i++) {
        PyObject *word = PyTuple_GetItem(words, i);
        plain = PyUnicode_GetLength(word) ? look_at(word, plain_words, SHORT_TEXT) : 0;
    }
    return plain;
}

static int
is_sane(PyObject *moment, const bounds *all)
{
    PyObject *zone = PyObject_GetAttrString(moment, "tzinfo");
    if (zone == NULL)
        return -1;
    int sane = zone != Py_None;
    Py_DECREF(zone);
    if (sane == 1)
        sane = PyObject_RichCompareBool(all->oldest, moment, Py_LE);
    return sane == 1 ? PyObject_RichCompareBool(moment, all->latest, Py_LE) : sane;
}

static int
is_sound_id(PyObject *given, const bounds *all)
{
    Py_ssize_t length = PyUnicode_GetLength(given);
    if (length <= 0 || length > all->most_id)
        return length < 0 ? -1 : 0;
    if (!is_trimmed(given, length) || PyUnicode_ReadChar(given, 0) == '/')
        return 0;
    return look_legible(given);
}

static int
links_to_path(const Py_UCS4 *at, Py_ssize_t length) /* `="/` stands in it */
{
    int found = 0; /* no branch for each character: compilers look at many at a time */
    for (Py_ssize_t i = 0; i + 2 < length; i++)
        found |= (at[i] == '=') & (at[i + 1] == '"') & (at[i + 2] == '/');
    return found;
}

static int
links_to_path_ascii(const unsigned char *at, Py_ssize_t length)
{
    const unsigned char *end = at + length;
    for (; end - at > 2 && (at = memchr(at, '=', (size_t)(end - at - 2))); at++)
        if (at[1] == '"' && at[2] == '/')
            return 1;
    return 0;
}

static int
is_sound_summary(PyObject *summary, Py_ssize_t length, const bounds *all)
{
    Py_ssize_t linked = !all->linked ? 0 : length < all->linked_part ? length : all->linked_part;
    int sound = length > all->most_summary ? 0 : is_ascii(summary);
    if (sound == 1) {
        Py_ssize_t size;
        const unsigned char *data = (const unsigned char *)PyUnicode_AsUTF8AndSize(summary, &size);
        return data ? !links_to_path_ascii(data, linked) && all_legible_ascii(data, size) : -1;
    }
    if (sound < 0 || length > all->most_summary)
        return sound;
    Py_UCS4 *characters = characters_of(summary, length);
    if (characters == NULL)
        return -1;
    sound = !links_to_path(characters, linked) && all_legible(characters, characters + length);
    if (characters != laid_out)
        PyMem_Free(characters);
    return sound;
}

/* A field as it stands where it is sound, else mended; NULL after an error. */
static PyObject *
kept(PyObject *given, int sound, PyObject *mend)
{
    if (sound < 0)
        return NULL;
    return sound ? Py_NewRef(given) : PyObject_CallFunctionObjArgs(mend, given, NULL);
}

static PyObject *
summary_of(PyObject *given, const bounds *all)
{
    PyObject *trimmed = is_trimmed(given, PyUnicode_GetLength(given))
                            ? Py_NewRef(given)
                            : PyObject_CallMethod(given, "strip", NULL);
    if (trimmed == NULL)
        return NULL;
    int sound = is_sound_summary(trimmed, PyUnicode_GetLength(trimmed), all);
    PyObject *summary = kept(trimmed, sound, all->mend_summary);
    Py_DECREF(trimmed);
    return summary;
}

static PyObject *
words_of(PyObject *given, const bounds *all)
{
    return kept(given, are_plain(given, all->most_listed), all->mend_names);
}

static PyObject *
id_of(PyObject *given, PyObject *link, const bounds *all)
{
    if (PyUnicode_GetLength(given) == 0)
        return Py_NewRef(link);
    PyObject *id = kept(given, is_sound_id(given, all), all->mend_id);
    if (id == NULL || PyUnicode_GetLength(id))
        return id;
    Py_DECREF(id);
    return Py_NewRef(link);
}

/* Whether nothing of an entry is to be counted as missing: it has a title and a sane date. */
static int
is_whole(PyObject *const *field, const bounds *all)
{
    if (field[RAW_PUBLISHED] == Py_None || PyUnicode_GetLength(field[RAW_BASE]) ||
        PyObject_IsTrue(field[RAW_PLAIN]) || !PyUnicode_GetLength(field[RAW_LINK]))
        return 0;
    int sane = is_sane(field[RAW_PUBLISHED], all);
    if (sane != 1 || field[RAW_UPDATED] == Py_None || field[RAW_UPDATED] == field[RAW_PUBLISHED])
        return sane;
    return is_sane(field[RAW_UPDATED], all);
}

/* The entry; NULL without an error where it is not whole. */
static PyObject *
whole_entry(PyObject *raw, const bounds *all)
{
    PyObject *field[RAW_FIELDS], *made = NULL, *id = NULL, *summary = NULL;
    PyObject *authors = NULL, *categories = NULL, *enclosures = NULL;
    for (int i = 0; i < RAW_FIELDS; i++)
        field[i] = PyTuple_GetItem(raw, i);
    if (is_whole(field, all) != 1)
        return NULL;
    PyObject *given = field[RAW_LINK];
    PyObject *link = kept(given, look_plain_address(given, all->most_address), all->mend_link);
    given = field[RAW_TITLE];
    PyObject *title = link ? kept(given, look_at(given, plain_words, SHORT_TEXT), all->mend_title) : NULL;
    given = field[RAW_ENCLOSURES];
    if (title && PyUnicode_GetLength(link) && PyUnicode_GetLength(title) &&
        (id = id_of(field[RAW_ID], link, all)) && (summary = summary_of(field[RAW_SUMMARY], all)) &&
        (authors = words_of(field[RAW_AUTHORS], all)) && (categories = words_of(field[RAW_CATEGORIES], all)) &&
        (enclosures = kept(given, PyTuple_Size(given) == 0, all->mend_enclosures)))
        made = PyObject_CallFunctionObjArgs(all->entry, id, title, link, field[RAW_PUBLISHED],
                                            field[RAW_UPDATED], summary, authors, categories, enclosures, NULL);
    Py_XDECREF(link);
    Py_XDECREF(title);
    Py_XDECREF(id);
    Py_XDECREF(summary);
    Py_XDECREF(authors);
    Py_XDECREF(categories);
    Py_XDECREF(enclosures);
    return made;
}

/* whole_entries(raws, linked, oldest, latest, entry, (mend_id, mend_title, mend_link, mend_summary,
 * mend_names, mend_enclosures), (most_listed, most_id, most_summary, most_address, linked_part)):
 * what `entry` makes of each entry that has a title, a link and a sane date, None of the others. */
static PyObject *
whole_entries(PyObject *module, PyObject *args)
{
    PyObject *raws;
    bounds all;
    if (!PyArg_ParseTuple(args, "O!pOOO(OOOOOO)(nnnnn)", &PyTuple_Type, &raws, &all.linked, &all.oldest,
                          &all.latest, &all.entry, &all.mend_id, &all.mend_title, &all.mend_link,
                          &all.mend_summary, &all.mend_names, &all.mend_enclosures, &all.most_listed,
                          &all.most_id, &all.most_summary, &all.most_address, &all.linked_part))
        return NULL;
    Py_ssize_t count = PyTuple_Size(raws);
    PyObject *found = PyList_New(count);
    for (Py_ssize_t i = 0; found && i < count; i++) {
        PyObject *raw = PyTuple_GetItem(raws, i), *made = NULL;
        if (PyTuple_Check(raw) && PyTuple_Size(raw) == RAW_FIELDS)
            made = whole_entry(raw, &all);
        else
            PyErr_SetString(PyExc_TypeError, "an entry of a reader is wanted");
        if (made == NULL && PyErr_Occurred())
            Py_CLEAR(found);
        else
            PyList_SetItem(found, i, made ? made : Py_NewRef(Py_None));
    }
    return found;
}
