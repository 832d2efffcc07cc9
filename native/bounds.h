/* Markup looked at before a parser sees it: tags, their attributes and their nesting. The twin of markup.py. */

enum { BLANK = 1, SLASH = 2, CLOSE = 4, EQUALS = 8 };
/* What parts the bytes of a tag; blank is \s in a pattern of bytes. */
static const unsigned char parting[256] = {
    ['\t'] = BLANK, ['\n'] = BLANK, ['\v'] = BLANK, ['\f'] = BLANK, ['\r'] = BLANK, [' '] = BLANK,
    ['/'] = SLASH,  ['>'] = CLOSE,  ['='] = EQUALS,
};

typedef struct { const unsigned char *end; int no_double, no_single; } quotes;

/* Past a quoted value, or NULL where it is never closed; that is looked for once. */
static const unsigned char *
past_quoted(const unsigned char *at, quotes *seen)
{
    int *none = *at == '"' ? &seen->no_double : &seen->no_single;
    if (*none)
        return NULL;
    const unsigned char *close = memchr(at + 1, *at, (size_t)(seen->end - at - 1));
    if (close == NULL)
        *none = 1;
    return close ? close + 1 : NULL;
}

/* Past one attribute and the blanks before it; NULL where none starts. */
static const unsigned char *
past_attribute(const unsigned char *at, quotes *seen)
{
    const unsigned char *end = seen->end;
    while (at < end && parting[*at] & (BLANK | SLASH))
        at++;
    if (at == end || *at == '>')
        return NULL;
    at++;
    while (at < end && !parting[*at])
        at++;
    const unsigned char *value = at;
    while (value < end && parting[*value] == BLANK)
        value++;
    if (value == end || *value != '=')
        return at;
    value++;
    while (value < end && parting[*value] == BLANK)
        value++;
    if (value < end && (*value == '"' || *value == '\'')) {
        const unsigned char *past = past_quoted(value, seen);
        if (past)
            return past;
    }
    while (value < end && !(parting[*value] & (BLANK | CLOSE)))
        value++;
    return value;
}

/* Past the tag whose name ends at `at`; NULL where it has more attributes than `most`. */
static const unsigned char *
past_tag(const unsigned char *at, int most, quotes *seen)
{
    if (at < seen->end && *at == '>')
        return at + 1;
    for (int count = 0; count < most; count++) {
        const unsigned char *past = past_attribute(at, seen);
        if (past == NULL)
            break;
        at = past;
    }
    while (at < seen->end && parting[*at] & (BLANK | SLASH))
        at++;
    if (at == seen->end)
        return at;
    return *at == '>' ? at + 1 : NULL;
}

/* sane_length(bytes, most attributes): where the first tag with more attributes starts, or the end. */
static PyObject *
sane_length(PyObject *module, PyObject *args)
{
    const char *start;
    Py_ssize_t size;
    int most;
    if (!PyArg_ParseTuple(args, "y#i", &start, &size, &most))
        return NULL;
    const unsigned char *at = (const unsigned char *)start, *end = at + size;
    quotes seen = {end, 0, 0};
    while (at < end) {
        const unsigned char *tag = memchr(at, '<', (size_t)(end - at));
        if (tag == NULL)
            break;
        if (tag + 1 == end)
            return PyLong_FromSsize_t(size - 1);
        at = tag + 2;
        if (!is_letter(tag[1]))
            continue;
        while (at < end && !(parting[*at] & (BLANK | SLASH | CLOSE)))
            at++;
        at = past_tag(at, most, &seen);
        if (at == NULL)
            return PyLong_FromSsize_t((const char *)tag - start);
    }
    return PyLong_FromSsize_t(size);
}

enum { LONGEST_NAME = 41, LONGEST_KEY = 8 };

/* The names that markup.py knows; none has more than LONGEST_KEY letters. */
static const char *const NOT_NESTING[] = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "param", "p", "li", "dt", "dd", "option", "tr", "td", "th", "tbody", "thead", "tfoot",
    "optgroup", "rp", "rt", "html", "head", "body", NULL,
};
static const char *const RAW_TEXT[] = {
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", NULL,
};
static const char *const FOREIGN[] = {"svg", "math", NULL};

typedef struct {
    const unsigned char *at;
    size_t length;
    char begin[LONGEST_KEY + 1]; /* its first letters, lower case */
    int count;                   /* of open elements */
} tag_name;
typedef struct { tag_name *names; int count, depth; unsigned endless; } nesting;

static unsigned char
lowered(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

static tag_name
name_at(const unsigned char *at, const unsigned char *end)
{
    tag_name name = {at, 0, "", 1};
    while (name.length < LONGEST_NAME && at + name.length < end) {
        unsigned char c = lowered(at[name.length]);
        if (!is_alnum(c) && c != ':' && c != '-')
            break;
        if (name.length < LONGEST_KEY)
            name.begin[name.length] = (char)c;
        name.length++;
    }
    return name;
}

/* Where a name stands in a list; -1 where it does not. */
static int
listed(const tag_name *name, const char *const *list)
{
    for (int i = 0; name->length <= LONGEST_KEY && list[i]; i++)
        if (list[i][0] == name->begin[0] && strcmp(list[i], name->begin) == 0)
            return i;
    return -1;
}

static int
is_same_name(const tag_name *one, const tag_name *other)
{
    if (one->length != other->length || memcmp(one->begin, other->begin, LONGEST_KEY) != 0)
        return 0;
    for (size_t i = LONGEST_KEY; i < one->length; i++)
        if (lowered(one->at[i]) != lowered(other->at[i]))
            return 0;
    return 1;
}

static int
is_foreign(const nesting *open)
{
    for (int i = 0; i < open->count; i++)
        if (listed(&open->names[i], FOREIGN) >= 0)
            return 1;
    return 0;
}

/* Close the element of a name, or open one; 0 where that is one more than `deepest`. */
static int
nest(nesting *open, const tag_name *name, int closing, int deepest)
{
    int at = 0;
    while (at < open->count && !is_same_name(&open->names[at], name))
        at++;
    if (closing) {
        if (at < open->count) {
            open->depth--;
            if (--open->names[at].count == 0)
                open->names[at] = open->names[--open->count];
        }
        return 1;
    }
    if (++open->depth > deepest)
        return 0;
    if (at == open->count)
        open->names[open->count++] = *name;
    else
        open->names[at].count++;
    return 1;
}

/* Where "</name" stands from `at` on; NULL where it does not. */
static const unsigned char *
raw_end(const unsigned char *at, const unsigned char *end, const char *name)
{
    size_t length = strlen(name);
    while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
        size_t i = 0;
        if ((size_t)(end - at) >= length + 2 && at[1] == '/')
            while (i < length && lowered(at[i + 2]) == (unsigned char)name[i])
                i++;
        if (i == length)
            return at;
        at++;
    }
    return NULL;
}

/* Past what is declared at `tag`, no element: a comment, "<!", "<?" or "</" without a name. */
static const unsigned char *
past_declared(const unsigned char *tag, const unsigned char *end)
{
    if (end - tag < 4 || memcmp(tag, "<!--", 4) != 0)
        return memchr(tag + 2, '>', (size_t)(end - tag - 2));
    const unsigned char *at = tag + 4;
    if (at < end && *at == '>')
        return at + 1;
    if (end - at >= 2 && at[0] == '-' && at[1] == '>')
        return at + 2;
    for (; (at = memchr(at, '-', (size_t)(end - at))) != NULL; at++) {
        const unsigned char *close = end - at > 2 && at[1] == '-' && at[2] == '!' ? at + 3 : at + 2;
        if (close < end && at[1] == '-' && *close == '>')
            return close + 1;
    }
    return NULL;
}

static int
begins_markup(unsigned char c)
{
    return is_letter(c) || c == '!' || c == '?' || c == '/';
}

/* The length of the markup before what nests deeper or has more attributes; of `tags` tags at most. */
static Py_ssize_t
nested_part(const unsigned char *start, Py_ssize_t size, int most, int tags, int deepest, nesting *open)
{
    const unsigned char *at = start, *end = start + size, *tag;
    quotes seen = {end, 0, 0};
    for (int n = 0; n < tags; n++) {
        tag = memchr(at, '<', (size_t)(end - at));
        while (tag && tag + 1 < end && !begins_markup(tag[1]))
            tag = memchr(tag + 1, '<', (size_t)(end - tag - 1));
        if (tag == NULL || tag + 1 == end)
            return size;
        int closing = tag[1] == '/' && tag + 2 < end && is_letter(tag[2]);
        if (!closing && !is_letter(tag[1])) {
            if ((at = past_declared(tag, end)) == NULL)
                return size;
            continue;
        }
        tag_name name = name_at(tag + 1 + closing, end);
        at = past_tag(name.at + name.length, most, &seen);
        if (at == NULL)
            return tag - start;
        if (listed(&name, NOT_NESTING) >= 0)
            continue;
        int raw = closing ? -1 : listed(&name, RAW_TEXT);
        if (raw >= 0 && !is_foreign(open)) {
            const unsigned char *close = open->endless >> raw & 1 ? NULL : raw_end(at, end, RAW_TEXT[raw]);
            if (close)
                at = close;
            else /* it is text to the end: what is cut there is no element */
                open->endless |= 1u << raw;
            continue;
        }
        if (!nest(open, &name, closing, deepest))
            return tag - start;
    }
    return at - start;
}

/* nested_length(bytes, most attributes, most tags, depth): the length of the markup within these bounds. */
static PyObject *
nested_length(PyObject *module, PyObject *args)
{
    const char *start;
    Py_ssize_t size;
    int most, tags, deepest;
    if (!PyArg_ParseTuple(args, "y#iii", &start, &size, &most, &tags, &deepest))
        return NULL;
    nesting open = {calloc((size_t)deepest + 1, sizeof(tag_name)), 0, 0, 0};
    if (open.names == NULL)
        return PyErr_NoMemory();
    Py_ssize_t length = nested_part((const unsigned char *)start, size, most, tags, deepest, &open);
    free(open.names);
    return PyLong_FromSsize_t(length);
}
