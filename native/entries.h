/* Entries of a feed that are sound as they stand: the twin of tidy_entry in feeds/tidy.py for those. */

enum { RAW_ID, RAW_TITLE, RAW_PLAIN, RAW_LINK, RAW_PUBLISHED, RAW_UPDATED, RAW_SUMMARY, RAW_AUTHORS,
       RAW_CATEGORIES, RAW_ENCLOSURES, RAW_BASE, RAW_FIELDS };

/* What holds for all entries of a feed. */
typedef struct {
    int linked; /* the feed has an address to which links may be joined */
    PyObject *oldest, *latest, *held, *entry;
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
    if (length <= 0 || length > all->most_id || !is_trimmed(given, length) || PyUnicode_ReadChar(given, 0) == '/')
        return length < 0 ? -1 : 0;
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

/* The summary without white space at its ends; NULL without an error where more is to be done. */
static PyObject *
sound_summary(PyObject *given, const bounds *all)
{
    PyObject *summary = is_trimmed(given, PyUnicode_GetLength(given))
                            ? Py_NewRef(given)
                            : PyObject_CallMethod(given, "strip", NULL);
    if (summary && is_sound_summary(summary, PyUnicode_GetLength(summary), all) != 1)
        Py_CLEAR(summary);
    return summary;
}

/* The entry; NULL without an error where it is not sound as it stands. */
static PyObject *
sound_entry(PyObject *raw, const bounds *all)
{
    PyObject *field[RAW_FIELDS];
    for (int i = 0; i < RAW_FIELDS; i++)
        field[i] = PyTuple_GetItem(raw, i);
    PyObject *published = field[RAW_PUBLISHED], *updated = field[RAW_UPDATED], *id = field[RAW_ID];
    if (published == Py_None || PyUnicode_GetLength(field[RAW_BASE]) || !PyUnicode_GetLength(field[RAW_TITLE]))
        return NULL;
    int sound = look_plain_address(field[RAW_LINK], all->most_address);
    if (sound == 1)
        sound = look_at(field[RAW_TITLE], plain_words, SHORT_TEXT);
    if (sound == 1)
        sound = is_sane(published, all);
    if (sound == 1 && updated != Py_None && updated != published)
        sound = is_sane(updated, all);
    if (sound == 1 && PyUnicode_GetLength(id))
        sound = is_sound_id(id, all);
    else
        id = field[RAW_LINK];
    if (sound == 1)
        sound = are_plain(field[RAW_AUTHORS], all->most_listed);
    if (sound == 1)
        sound = are_plain(field[RAW_CATEGORIES], all->most_listed);
    PyObject *summary = sound == 1 ? sound_summary(field[RAW_SUMMARY], all) : NULL;
    if (summary == NULL)
        return NULL;
    PyObject *made = NULL, *enclosures = field[RAW_ENCLOSURES];
    if (PyTuple_Size(enclosures))
        enclosures = PyObject_CallFunctionObjArgs(all->held, enclosures, NULL);
    else
        Py_INCREF(enclosures);
    if (enclosures)
        made = PyObject_CallFunctionObjArgs(all->entry, id, field[RAW_TITLE], field[RAW_LINK], published, updated,
                                            summary, field[RAW_AUTHORS], field[RAW_CATEGORIES], enclosures, NULL);
    Py_XDECREF(enclosures);
    Py_DECREF(summary);
    return made;
}

/* sound_entries(raws, linked, oldest, latest, held, entry, most_listed, most_id, most_summary,
 * most_address, linked_part): what `entry` makes of each that is sound as it stands, None of the others.
 * `held` makes enclosures sound. */
static PyObject *
sound_entries(PyObject *module, PyObject *args)
{
    PyObject *raws, *made = NULL;
    bounds all;
    if (!PyArg_ParseTuple(args, "O!pOOOOnnnnn", &PyTuple_Type, &raws, &all.linked, &all.oldest, &all.latest,
                          &all.held, &all.entry, &all.most_listed, &all.most_id, &all.most_summary,
                          &all.most_address, &all.linked_part))
        return NULL;
    Py_ssize_t count = PyTuple_Size(raws);
    PyObject *found = PyList_New(count);
    for (Py_ssize_t i = 0; found && i < count; i++) {
        PyObject *raw = PyTuple_GetItem(raws, i);
        if (!PyTuple_Check(raw) || PyTuple_Size(raw) != RAW_FIELDS) {
            PyErr_SetString(PyExc_TypeError, "an entry of a reader is wanted");
            made = NULL;
        } else
            made = sound_entry(raw, &all);
        if (made == NULL && PyErr_Occurred())
            Py_CLEAR(found);
        else
            PyList_SetItem(found, i, made ? made : Py_NewRef(Py_None));
    }
    return found;
}
