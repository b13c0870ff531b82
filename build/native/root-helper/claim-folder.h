#ifndef QUIESCE_CLAIM_FOLDER_H
#define QUIESCE_CLAIM_FOLDER_H

#include "claim-name.h"
#include "claim-record.h"

#include <stdbool.h>

/* A claim of somebody else's that is in the way. */
struct rival {
    bool is_there;
    bool is_held;
    struct claim_name name;
    char door[128]; /* "" where its file cannot be read */
};

/* Opens the folder of root's claims, which is made where it is missing. -1 with errno. */
int open_claim_folder(void);

/* Looks through the folder for a living claim that excludes this one, whose file is OWN; rather a
   held one than one that is trying. One that cannot be read may be about anything. Claims of dead
   owners are removed: their names alone prove it. 0, or an errno. */
int find_rival(int folder, const char *own, const struct claim_record *record, struct rival *rival);

/* Writes a claim into its file, in place: a reader must never miss the name. 0, or an errno. */
int write_claim(int file, const struct claim_record *record);

/* Makes a claim's file and locks it, or takes over one that a helper of the same owner left when it
   was killed. The descriptor, or -1 with errno: EEXIST where that helper lives. */
int make_claim_file(int folder, const char *name);

#endif
