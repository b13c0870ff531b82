#include "options.h"

#include "nearest.h"
#include "vices.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#define DAY 86400

static const char usage[] =
    "Usage: quiesce-practice VICE [OPTION]...\n"
    "A harmless daemon to rehearse on: it does no work, only stops in the way its name says.\n\n";

static const char option_help[] =
    "\nOptions:\n"
    "  --seconds N      how long `slow` cleans up (default 20)\n"
    "  --workers N      how many workers `respawns` and `forks` have (default 2)\n"
    "  --dir DIR        where pid files, lock files and sockets go\n"
    "                   (default $XDG_RUNTIME_DIR/quiesce/practice)\n"
    "  --ready-fd N     also announce readiness on this descriptor, then close it\n"
    "  --max-seconds N  end by itself after so long (default 3600)\n"
    "  --help           show this\n";

static void show_help(void)
{
    fputs(usage, stdout);
    puts("Vices:");
    for (const struct vice *vice = vices; vice->name != NULL; vice++)
        printf("  %-13s  %s\n", vice->name, vice->summary);
    fputs(option_help, stdout);
    exit(EX_OK);
}

static void refuse_usage(void)
{
    fputs("quiesce-practice: try --help\n", stderr);
    exit(EX_USAGE);
}

static int parse_number(const char *option, const char *text, int least, int most)
{
    char *end;
    long number;

    errno = 0;
    number = strtol(text, &end, 10);
    if (errno == 0 && end != text && *end == '\0' && number >= least && number <= most)
        return (int)number;
    fprintf(stderr, "quiesce-practice: %s takes a whole number from %d to %d, not '%s'\n", option,
            least, most, text);
    exit(EX_USAGE);
}

static int parse_descriptor(const char *text)
{
    int descriptor = parse_number("--ready-fd", text, 3, 1 << 20);

    if (fcntl(descriptor, F_GETFD) < 0) {
        fprintf(stderr, "quiesce-practice: descriptor %d of --ready-fd is not open\n", descriptor);
        exit(EX_USAGE);
    }
    return descriptor;
}

static const struct vice *parse_vice(const char *name)
{
    const struct vice *vice = find_vice(name);

    if (vice != NULL)
        return vice;
    fprintf(stderr, "quiesce-practice: there is no vice '%s'; did you mean '%s'?\n", name,
            nearest_vice(name));
    exit(EX_USAGE);
}

static void take_option(struct options *options, int letter)
{
    switch (letter) {
    case 's': options->seconds = parse_number("--seconds", optarg, 0, DAY); break;
    case 'w': options->workers = parse_number("--workers", optarg, 1, MOST_WORKERS); break;
    case 'm': options->max_seconds = parse_number("--max-seconds", optarg, 1, 7 * DAY); break;
    case 'r': options->ready_fd = parse_descriptor(optarg); break;
    case 'd': options->folder = optarg; break;
    case 'h': show_help(); break;
    default: refuse_usage();
    }
}

struct options parse_options(int count, char **arguments)
{
    static const struct option known[] = {
        {"seconds", required_argument, NULL, 's'}, {"workers", required_argument, NULL, 'w'},
        {"dir", required_argument, NULL, 'd'},     {"ready-fd", required_argument, NULL, 'r'},
        {"help", no_argument, NULL, 'h'},          {"max-seconds", required_argument, NULL, 'm'},
        {NULL, 0, NULL, 0},
    };
    struct options options = {.seconds = 20, .workers = 2, .max_seconds = 3600, .ready_fd = -1};
    int letter;

    while ((letter = getopt_long(count, arguments, "", known, NULL)) != -1)
        take_option(&options, letter);
    if (optind != count - 1)
        refuse_usage();
    options.vice = parse_vice(arguments[optind]);
    return options;
}
