/* How lexbor (2.4 and later) lays out its nodes, and what is asked of them. `fits` in _markup.c looks
 * whether the installed one does so. */

typedef struct { const unsigned char *data; size_t length; } lexbor_str;

typedef struct lexbor_node lexbor_node;
struct lexbor_node {
    void *events;
    uintptr_t local_name, prefix, ns;
    void *owner;
    lexbor_node *next, *prev, *parent, *first_child, *last_child;
    void *user;
    int type;
};

typedef struct lexbor_attr lexbor_attr;
struct lexbor_attr {
    lexbor_node node;
    uintptr_t upper_name, qualified_name;
    lexbor_str *value;
    lexbor_node *owner;
    lexbor_attr *next, *prev;
};

typedef struct {
    lexbor_node node;
    uintptr_t upper_name, qualified_name;
    lexbor_str *is_value;
    lexbor_attr *first_attr, *last_attr;
} lexbor_element;

typedef struct { lexbor_node node; lexbor_str data; } lexbor_text;

/* What the number of a tag or attribute points to that lexbor has no number for. */
typedef struct {
    union { const unsigned char *far; unsigned char near[17]; } name;
    size_t length;
} lexbor_entry;

enum { TYPE_ELEMENT = 1, TYPE_TEXT = 3, NEAR_NAME = 16 };
enum { TAG_TEXT = 2, BUILT_IN = 1000, TABLE = 512 };
enum { SKIP, DATA, GAP, INLINE, LINK, BREAK, BLOCK, TEXT }; /* as in extract/blocks.py */

/* The attributes that are asked for; `attribute_by_id` is learned by `fits`. */
static const char *const WANTED[] = {
    "class", "id", "itemprop", "hidden", "style", "href", "content", "name", "property", "http-equiv",
    "rel", "type", "datetime",
};
enum { CLASS, ID, ITEMPROP, HIDDEN, STYLE, HREF, CONTENT, NAME, PROPERTY, HTTP_EQUIV, REL, TYPE };
enum { N_WANTED = sizeof WANTED / sizeof *WANTED };
static signed char attribute_by_id[BUILT_IN]; /* one more than its place in WANTED; 0 of all others */
static PyObject *attribute_names[N_WANTED];

static unsigned char roles[TABLE];
static PyObject *tag_names[TABLE];
static PyObject *box_class, *block_class, *one_line, *has_mark, *no_links;
static Py_ssize_t prose_size, max_nodes;
static uintptr_t namespace_html; /* as `fits` has learned it */
static uintptr_t tag_meta, tag_link, tag_script, tag_title, tag_p;
static unsigned char is_heading[TABLE];

static const unsigned char *
entry_name(uintptr_t number, size_t *length)
{
    const lexbor_entry *entry = (const lexbor_entry *)number;
    *length = entry->length;
    return entry->length <= NEAR_NAME ? entry->name.near : entry->name.far;
}

static void
hold(PyObject **place, PyObject *value)
{
    PyObject *before = *place;
    Py_INCREF(value);
    *place = value;
    Py_XDECREF(before);
}
