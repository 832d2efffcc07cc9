/* Characters in UTF-8, a growing run of bytes. */

static int
is_space(uint32_t c) /* str.isspace */
{
    if (c < 0x80)
        return c == ' ' || (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x1f);
    return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
           c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

/* The character at `at` and, in `next`, where the one after it starts. Bytes that are no UTF-8 are
 * a character each that is no white space. */
static uint32_t
character(const unsigned char *at, const unsigned char *end, const unsigned char **next)
{
    unsigned char c = *at;
    int more = c < 0xc2 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : c < 0xf5 ? 3 : 0;
    uint32_t value = more == 1 ? c & 0x1f : more == 2 ? c & 0x0f : c & 0x07;
    if (c < 0x80 || more == 0 || end - at <= more) {
        *next = at + 1;
        return c < 0x80 ? c : 0xfffd;
    }
    for (int i = 1; i <= more; i++) {
        if ((at[i] & 0xc0) != 0x80) {
            *next = at + 1;
            return 0xfffd;
        }
        value = value << 6 | (at[i] & 0x3f);
    }
    *next = at + more + 1;
    return value;
}

static int
all_space(const unsigned char *at, size_t length) /* str.isspace: not of an empty text */
{
    const unsigned char *end = at + length;
    if (length == 0)
        return 0;
    while (at < end)
        if (!is_space(character(at, end, &at)))
            return 0;
    return 1;
}

static Py_ssize_t
stripped_length(const unsigned char *at, size_t length) /* len(text.strip()), in characters */
{
    const unsigned char *end = at + length;
    Py_ssize_t count = 0, until = 0;
    while (at < end) {
        int space = is_space(character(at, end, &at));
        if (space && count == 0)
            continue;
        count++;
        if (!space)
            until = count;
    }
    return until;
}

/* Whether a character is a letter of a script that has no capitals. */
static int
is_uncased(uint32_t c)
{
    return (c >= 0x5d0 && c <= 0x5ea) || (c >= 0x621 && c <= 0x64a) || (c >= 0x3041 && c <= 0x3096) ||
           (c >= 0x30a1 && c <= 0x30fa) || (c >= 0x4e00 && c <= 0x9fa5) || (c >= 0xac00 && c <= 0xd7a3);
}

/* Lower case, of as many bytes: ASCII, Latin-1, Cyrillic, quotation marks, and letters without capitals.
 * 0 where a text has other characters, or where `folded` one that Python's casefold makes another of. */
static int
lower_plain(const unsigned char *at, size_t length, int folded, unsigned char *to)
{
    const unsigned char *end = at + length, *next;
    for (; at < end; at = next) {
        if (*at < 0x80) {
            *to++ = *at >= 'A' && *at <= 'Z' ? *at | 0x20 : *at;
            next = at + 1;
            continue;
        }
        uint32_t c = character(at, end, &next);
        if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x410 && c <= 0x42f))
            c += 0x20;
        else if (c >= 0x400 && c <= 0x40f)
            c += 0x50;
        else if (!((c >= 0xa0 && c <= 0xff && !(folded && (c == 0xb5 || c == 0xdf))) ||
                   (c >= 0x430 && c <= 0x45f) || (c >= 0x2010 && c <= 0x2027) || c == 0x20ac ||
                   (c >= 0x3000 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff20) || is_uncased(c)))
            return 0;
        if (c < 0x800) {
            *to++ = (unsigned char)(0xc0 | c >> 6);
            *to++ = (unsigned char)(0x80 | (c & 0x3f));
        } else
            for (; at < next; at++)
                *to++ = *at;
    }
    return 1;
}

typedef struct { unsigned char *data; size_t length, room; } run;

static int
add(run *to, const unsigned char *data, size_t length)
{
    if (to->length + length > to->room) {
        size_t room = (to->length + length) * 2 + 256;
        unsigned char *grown = realloc(to->data, room);
        if (grown == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        to->data = grown;
        to->room = room;
    }
    if (length)
        memcpy(to->data + to->length, data, length);
    to->length += length;
    return 0;
}
