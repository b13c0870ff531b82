#include "nearest.h"

#include "vices.h"

#include <limits.h>
#include <string.h>

#define LONGEST_NAME 32

static int least_of(int one, int two, int three)
{
    int least = one < two ? one : two;

    return least < three ? least : three;
}

/* How many letters must be added, dropped or changed to make one name the other. */
static int distance(const char *from, const char *to)
{
    int row[LONGEST_NAME + 1];
    int width = (int)strnlen(to, LONGEST_NAME);
    int height = (int)strnlen(from, LONGEST_NAME);

    for (int column = 0; column <= width; column++)
        row[column] = column;
    for (int line = 1; line <= height; line++) {
        int diagonal = row[0];

        row[0] = line;
        for (int column = 1; column <= width; column++) {
            int above = row[column];
            int changed = diagonal + (from[line - 1] != to[column - 1]);

            row[column] = least_of(above + 1, row[column - 1] + 1, changed);
            diagonal = above;
        }
    }
    return row[width];
}

const char *nearest_vice(const char *name)
{
    const char *nearest = NULL;
    int least = INT_MAX;

    for (const struct vice *vice = vices; vice->name != NULL; vice++) {
        int found = distance(name, vice->name);

        if (found < least) {
            least = found;
            nearest = vice->name;
        }
    }
    return nearest;
}
