/* Arguments that are columns of numbers, and orders of numbers. */

enum { MOST_COLUMNS = 12 };

/* Columns given as buffers, released together. */
typedef struct { Py_buffer views[MOST_COLUMNS]; int taken; } columns;

static void
let_go(columns *given)
{
    while (given->taken)
        PyBuffer_Release(&given->views[--given->taken]);
}

/* The numbers of a column and how many there are; NULL where it is none, or not of that size. */
static void *
column(columns *given, PyObject *object, size_t size, Py_ssize_t *length)
{
    Py_buffer *view = &given->views[given->taken];
    if (PyObject_GetBuffer(object, view, PyBUF_SIMPLE) < 0)
        return NULL;
    given->taken++;
    int is_raw = view->itemsize == 1; /* bytes may hold any numbers */
    if ((!is_raw && view->itemsize != (Py_ssize_t)size) || view->len % (Py_ssize_t)size != 0 ||
        (view->len && (uintptr_t)view->buf % size != 0)) {
        PyErr_SetString(PyExc_ValueError, "a column of numbers of another size");
        return NULL;
    }
    *length = view->len / (Py_ssize_t)size;
    static uint64_t nothing; /* an empty column may have no place */
    return view->buf ? view->buf : &nothing;
}

static void *
writable(columns *given, PyObject *object, size_t size, Py_ssize_t *length)
{
    void *found = column(given, object, size, length);
    if (found && given->views[given->taken - 1].readonly) {
        PyErr_SetString(PyExc_ValueError, "a column that cannot be written to");
        return NULL;
    }
    return found;
}

/* Numbers rising: by the middle of three where there are many, by insertion where there are few. */
static void
sort_numbers(uint64_t *numbers, Py_ssize_t length)
{
    while (length > 24) {
        uint64_t one = numbers[0], other = numbers[length / 2], third = numbers[length - 1];
        uint64_t low = one < other ? one : other, high = one < other ? other : one;
        uint64_t middle = third < low ? low : third > high ? high : third;
        Py_ssize_t left = 0, right = length - 1;
        while (left <= right) {
            while (numbers[left] < middle)
                left++;
            while (numbers[right] > middle)
                right--;
            if (left <= right) {
                uint64_t kept = numbers[left];
                numbers[left++] = numbers[right];
                numbers[right--] = kept;
            }
        }
        if (right + 1 < length - left) { /* the shorter part first: the stack stays low */
            sort_numbers(numbers, right + 1);
            numbers += left;
            length -= left;
        } else {
            sort_numbers(numbers + left, length - left);
            length = right + 1;
        }
    }
    for (Py_ssize_t i = 1; i < length; i++) {
        uint64_t number = numbers[i];
        Py_ssize_t place = i;
        for (; place > 0 && numbers[place - 1] > number; place--)
            numbers[place] = numbers[place - 1];
        numbers[place] = number;
    }
}

/* A number that rises as a weight, never below zero, falls; then the other as it is. */
static uint64_t
falling(float weight, uint32_t then)
{
    uint32_t bits;
    memcpy(&bits, &weight, sizeof bits);
    return (uint64_t)(0xffffffffu - bits) << 32 | then;
}

static PyObject *
list_of_numbers(const uint32_t *numbers, Py_ssize_t length)
{
    PyObject *list = PyList_New(length);
    for (Py_ssize_t i = 0; list && i < length; i++) {
        PyObject *number = PyLong_FromUnsignedLong(numbers[i]);
        if (number == NULL || PyList_SetItem(list, i, number) < 0)
            Py_CLEAR(list);
    }
    return list;
}
