#include "program.h"

#include "../signal-helper/read-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The program, and the script that it interprets. */
#define WORDS_LOOKED_AT 3

static const char deleted[] = " (deleted)";

const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

static int read_executable(pid_t pid, char *executable, size_t capacity)
{
    char path[64];
    ssize_t length;
    size_t tail = sizeof deleted - 1;

    snprintf(path, sizeof path, "/proc/%d/exe", (int)pid);
    length = readlink(path, executable, capacity - 1);
    executable[length < 0 ? 0 : length] = '\0';
    if (length < 0)
        return errno;
    if ((size_t)length > tail && strcmp(executable + length - tail, deleted) == 0)
        executable[(size_t)length - tail] = '\0';
    return 0;
}

static int read_words(pid_t pid, struct program *program)
{
    char path[64];
    int failure;
    int file;

    snprintf(path, sizeof path, "/proc/%d/cmdline", (int)pid);
    file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return errno;
    failure =
        read_whole_descriptor(file, program->words, sizeof program->words, &program->words_length);
    close(file);
    return failure;
}

int read_program(pid_t pid, struct program *program)
{
    char path[64];
    int failure;

    snprintf(path, sizeof path, "/proc/%d/comm", (int)pid);
    failure = read_whole_file(path, program->kernel_name, sizeof program->kernel_name);
    if (failure != 0)
        return failure;
    program->kernel_name[strcspn(program->kernel_name, "\n")] = '\0';
    failure = read_words(pid, program);
    if (failure != 0)
        return failure;
    failure = read_executable(pid, program->executable, sizeof program->executable);
    /* A kernel thread has none, and neither has a zombie. */
    return failure == ENOENT ? 0 : failure;
}

static bool is_kernel_name(const char *kernel_name, const char *name)
{
    return strlen(name) > KERNEL_NAME_LENGTH ? strncmp(kernel_name, name, KERNEL_NAME_LENGTH) == 0
                                             : strcmp(kernel_name, name) == 0;
}

/* The next word of the command line, or NULL. AT starts as NULL. */
static const char *next_word(const struct program *program, const char *at)
{
    const char *next = at == NULL ? program->words : at + strlen(at) + 1;

    return next < program->words + program->words_length ? next : NULL;
}

bool is_called(const struct program *program, const char *name)
{
    return is_kernel_name(program->kernel_name, name) ||
           strcmp(base_name(program->executable), name) == 0;
}

static bool is_word_for(const char *word, const char *name)
{
    size_t first = strcspn(word, " :");
    size_t length = strlen(name);

    if (strcmp(base_name(word), name) == 0)
        return true;
    return first >= length && strncmp(word + first - length, name, length) == 0 &&
           (first == length || word[first - length - 1] == '/');
}

bool is_told_as(const struct program *program, const char *name)
{
    const char *word = NULL;

    for (int i = 0; i < WORDS_LOOKED_AT && (word = next_word(program, word)) != NULL; i++)
        if (is_word_for(word, name))
            return true;
    return false;
}

bool runs_file(const struct program *program, const char *path)
{
    const char *word = NULL;

    if (strcmp(program->executable, path) == 0)
        return true;
    for (int i = 0; i < WORDS_LOOKED_AT && (word = next_word(program, word)) != NULL; i++)
        if (strcmp(word, path) == 0)
            return true;
    return false;
}
