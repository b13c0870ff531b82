#include "roles.h"

#include "../signal-helper/process-requests.h"
#include "../signal-helper/reply.h"
#include "death-proof.h"
#include "file-request.h"
#include "file-users.h"
#include "held-file.h"
#include "lock-name.h"
#include "pid-text.h"

#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* Whether an old folder is a link of root's to where it lies today. Who could change that could
   change all of /var. */
static bool is_link_to(const char *path, const char *target)
{
    char found[64];
    ssize_t length = readlink(path, found, sizeof found - 1);

    found[length < 0 ? 0 : length] = '\0';
    return strcmp(found, target) == 0 ||
           (strncmp(found, "..", 2) == 0 && strcmp(found + 2, target) == 0);
}

/* A lock that says nothing is one only where everything is a lock. */
static struct denial refuse_for_content(const struct file_request *request,
                                        const struct place *place, const struct held_file *file,
                                        const char *stem)
{
    pid_t pid = parse_pid_text(file->content, file->length);

    if (pid != 0)
        return refuse_unless_gone(pid, &file->status, stem);
    if (request->is_lock && file->length == 0 && place->is_lock_folder)
        return not_refused;
    return refuse_for("bad", file->length == 0 ? "it is empty" : "it does not hold one pid");
}

/* Why the file must stay, by what this helper sees itself. */
static struct denial refuse_unproven(const struct file_request *request, const struct place *place,
                                     const struct held_file *file)
{
    char stem[LONGEST_LINE];
    bool has_ending = stem_of(file->name, stem, sizeof stem);
    struct denial denial;

    if (request->is_lock && !has_ending && !place->is_lock_folder)
        return refuse_for("place", "it is not called like a lock");
    denial = refuse_for_content(request, place, file, stem);
    if (denial.reason == NULL && request->is_lock)
        denial = refuse_if_called(stem, request->executable);
    return denial.reason == NULL ? refuse_file_in_use(&file->status) : denial;
}

static struct denial remove_file(const struct file_request *request)
{
    struct place place;
    struct held_file file;
    struct denial denial;
    const char *why = find_place(request->path, is_link_to("/var/run", "/run"),
                                 is_link_to("/var/lock", "/run/lock"), &place);

    if (why != NULL)
        return refuse_for("place", "%s", why);
    denial = hold_file(&place, &file);
    if (denial.reason != NULL)
        return denial;
    denial = refuse_unproven(request, &place, &file);
    if (denial.reason == NULL)
        denial = remove_held_file(&file);
    let_go_of_file(&file);
    return denial;
}

static void handle(const char *line)
{
    struct file_request request;
    struct denial denial;
    const char *expected = line == NULL ? "a line of at most 255 ASCII characters"
                                        : parse_file_request(line, &request);

    if (expected != NULL) {
        refuse_request(expected);
        return;
    }
    denial = remove_file(&request);
    if (denial.reason == NULL)
        reply("removed %" PRIu64, request.number);
    else
        reply_denial(request.number, &denial);
}

const struct role stale_files_role = {
    .name = "stale-files",
    .handle = handle,
};
