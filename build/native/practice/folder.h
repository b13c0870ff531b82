#ifndef PRACTICE_FOLDER_H
#define PRACTICE_FOLDER_H

#include <limits.h>

/* Makes sure that there is a folder of our own to put files in, and writes its full path. Ends the
   program with the reason when it cannot be had or belongs to somebody else. */
void folder_prepare(const char *wanted, char path[PATH_MAX]);

/* Joins folder and file name. Ends the program when the path is too long. */
void folder_join(char path[PATH_MAX], const char *folder, const char *name);

#endif
