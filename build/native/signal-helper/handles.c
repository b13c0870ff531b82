#include "handles.h"

#include <stdlib.h>
#include <unistd.h>

#define FIRST_CAPACITY 256

/* A chained hash table whose hash is the number itself: numbers are consecutive, so they spread
   evenly. A plain array would grow for ever in a helper that runs for months. */
static struct handle **buckets;
static uint64_t capacity;
static uint64_t used;
static uint64_t last_number;

static struct handle **bucket_of(uint64_t number)
{
    return &buckets[number & (capacity - 1)];
}

static void insert(struct handle *handle)
{
    struct handle **bucket = bucket_of(handle->number);

    handle->next = *bucket;
    *bucket = handle;
}

static int grow(void)
{
    struct handle **old = buckets;
    uint64_t old_capacity = capacity;
    uint64_t new_capacity = capacity == 0 ? FIRST_CAPACITY : capacity * 2;
    struct handle **larger = calloc(new_capacity, sizeof *larger);

    if (larger == NULL)
        return -1;
    buckets = larger;
    capacity = new_capacity;
    for (uint64_t i = 0; i < old_capacity; i++) {
        for (struct handle *handle = old[i], *next; handle != NULL; handle = next) {
            next = handle->next;
            insert(handle);
        }
    }
    free(old);
    return 0;
}

struct handle *handle_add(const struct identity *process, int pidfd)
{
    struct handle *handle;

    if (used == capacity && grow() != 0)
        return NULL;
    handle = malloc(sizeof *handle);
    if (handle == NULL)
        return NULL;
    handle->number = ++last_number;
    handle->process = *process;
    handle->pidfd = pidfd;
    insert(handle);
    used++;
    return handle;
}

struct handle *handle_find(uint64_t number)
{
    struct handle *handle;

    if (capacity == 0)
        return NULL;
    for (handle = *bucket_of(number); handle != NULL; handle = handle->next)
        if (handle->number == number)
            break;
    return handle;
}

void handle_release_process(struct handle *handle)
{
    /* Closing the only descriptor of a pidfd also takes it out of the epoll set. */
    if (handle->pidfd >= 0)
        close(handle->pidfd);
    handle->pidfd = -1;
}

void handle_remove(struct handle *handle)
{
    struct handle **link = bucket_of(handle->number);

    while (*link != handle)
        link = &(*link)->next;
    *link = handle->next;
    used--;
    handle_release_process(handle);
    free(handle);
}
