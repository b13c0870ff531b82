/* A small coverage-guided fuzzer, for a machine with gcc alone: gcc's -fsanitize-coverage=trace-pc
   tells which edges an input took; one that took a new edge is kept and mutated further.

     fuzz SECONDS [SEED]   so many seconds of processor time; fails with the input that broke
   something fuzz FILE             that input again, as it was written by a run that failed: the
   name of its target, a newline, the bytes. The target `planted` always fails. */

#include "mutate.h"
#include "target.h"

#include <inttypes.h>
#include <sanitizer/common_interface_defs.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MAP_SIZE 16384
#define MOST_INPUTS 2048
#define MOST_TARGETS 16
#define TOO_SLOW_S 20

struct corpus {
    struct input inputs[MOST_INPUTS];
    size_t count;
    unsigned char seen[MAP_SIZE];
    uint64_t runs;
};

static struct corpus corpora[MOST_TARGETS];
static unsigned char map[MAP_SIZE];
static uintptr_t previous;
static const struct target *current;

/* gcc calls this on each edge of what is compiled for it; the driver is not. */
void __sanitizer_cov_trace_pc(void);

void __sanitizer_cov_trace_pc(void)
{
    uintptr_t at = (uintptr_t)__builtin_return_address(0);
    unsigned char *count = &map[(at ^ previous) % MAP_SIZE];

    if (*count < 255)
        ++*count;
    previous = at >> 1;
}

static void write_input(void)
{
    FILE *file = fopen("crash", "w");

    if (file != NULL) {
        fprintf(file, "%s\n", current->name);
        fwrite(bytes, 1, length, file);
        fclose(file);
    }
    fprintf(stderr, "\nfuzz: target %s, input of %zu bytes (also in the file `crash`):\n",
            current->name, length);
    for (size_t i = 0; i < length; i++)
        fprintf(stderr, bytes[i] >= ' ' && bytes[i] <= '~' && bytes[i] != '\\' ? "%c" : "\\x%02x",
                bytes[i]);
    fputc('\n', stderr);
}

void must(int holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "fuzz: this does not hold: %s\n", what);
    write_input();
    _exit(1);
}

static void be_too_slow(int number)
{
    (void)number;
    must(0, "an input takes less than 20 seconds");
}

/* How often is told in classes, as more turns of a loop are something new only at first. */
static unsigned char class_of(unsigned char count)
{
    return count < 4 ? count : count < 8 ? 4 : count < 32 ? 8 : count < 128 ? 16 : 32;
}

static int is_new(struct corpus *corpus)
{
    int found = 0;

    for (size_t i = 0; i < MAP_SIZE; i += sizeof(uint64_t)) {
        uint64_t eight;

        memcpy(&eight, map + i, sizeof eight);
        if (eight == 0)
            continue;
        for (size_t k = i; k < i + sizeof eight; k++) {
            unsigned char seen = class_of(map[k]);

            if ((corpus->seen[k] & seen) != seen) {
                corpus->seen[k] |= seen;
                found = 1;
            }
        }
    }
    return found;
}

static void keep(struct corpus *corpus)
{
    struct input *place =
        &corpus->inputs[corpus->count < MOST_INPUTS ? corpus->count++ : any(MOST_INPUTS)];

    free(place->bytes);
    place->bytes = malloc(length + 1);
    memcpy(place->bytes, bytes, length);
    place->length = length;
}

static void run(struct corpus *corpus)
{
    /* A copy of its own, so that reading one byte too many is seen. */
    unsigned char *copy = malloc(length == 0 ? 1 : length);

    memcpy(copy, bytes, length);
    memset(map, 0, sizeof map);
    previous = 0;
    alarm(TOO_SLOW_S);
    current->take(copy, length);
    free(copy);
    corpus->runs++;
    if (is_new(corpus))
        keep(corpus);
}

static void take_input(const void *from, size_t count)
{
    length = count > LARGEST_INPUT ? LARGEST_INPUT : count;
    memcpy(bytes, from, length);
}

static double processor_seconds(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static size_t count_targets(void)
{
    size_t count = 0;

    while (targets[count].name != NULL)
        count++;
    return count;
}

static void plant(size_t number)
{
    current = &targets[number];
    length = 0;
    run(&corpora[number]);
    for (const char *const *seed = current->seeds; *seed != NULL; seed++) {
        take_input(*seed, strlen(*seed));
        run(&corpora[number]);
        /* Also where it took no new way. */
        keep(&corpora[number]);
    }
}

static void fuzz_once(size_t number)
{
    struct corpus *corpus = &corpora[number];
    const struct input *from = &corpus->inputs[any((uint32_t)corpus->count)];

    current = &targets[number];
    take_input(from->bytes, from->length);
    for (uint32_t left = 1 + any(6); left > 0; left--)
        mutate_once(current, corpus->inputs, corpus->count);
    run(corpus);
}

static int fuzz(double seconds)
{
    size_t count = count_targets();
    uint64_t runs = 0;

    for (size_t i = 0; i < count; i++)
        plant(i);
    while (processor_seconds() < seconds)
        for (size_t i = 0; i < 64 * count; i++)
            fuzz_once(i % count);
    printf("%-12s %12s %8s\n", "target", "runs", "kept");
    for (size_t i = 0; i < count; i++) {
        printf("%-12s %12" PRIu64 " %8zu\n", targets[i].name, corpora[i].runs, corpora[i].count);
        runs += corpora[i].runs;
    }
    printf("%.1f s of processor time, %" PRIu64 " runs, nothing broke\n", processor_seconds(),
           runs);
    return 0;
}

/* Reads one byte too many: shows that what is broken is seen. */
static void take_planted(const unsigned char *copy, size_t count)
{
    volatile unsigned char seen = copy[count];

    (void)seen;
}

static const struct target planted = {"planted", take_planted, NULL, NULL};

static int replay_on(const struct target *target, struct corpus *corpus)
{
    current = target;
    run(corpus);
    return 0;
}

static int replay(const char *path)
{
    char name[64] = "";
    FILE *file = fopen(path, "r");

    if (file == NULL || fgets(name, sizeof name, file) == NULL) {
        perror(path);
        return 2;
    }
    name[strcspn(name, "\n")] = '\0';
    length = fread(bytes, 1, LARGEST_INPUT, file);
    fclose(file);
    for (size_t i = 0; targets[i].name != NULL; i++)
        if (strcmp(targets[i].name, name) == 0)
            return replay_on(&targets[i], &corpora[i]);
    return strcmp(planted.name, name) == 0 ? replay_on(&planted, &corpora[0]) : 2;
}

int main(int count, char **arguments)
{
    char *end = NULL;
    double seconds = count > 1 ? strtod(arguments[1], &end) : 60;
    uint64_t seed;

    seed = 1 | (count > 2 ? strtoull(arguments[2], NULL, 10)
                          : (uint64_t)time(NULL) << 20 | (uint64_t)getpid());
    seed_random(seed);
    signal(SIGALRM, be_too_slow);
    __sanitizer_set_death_callback(write_input);
    if (end != NULL && *end != '\0')
        return replay(arguments[1]);
    printf("seed %" PRIu64 "\n", seed);
    fflush(stdout);
    return fuzz(seconds);
}
