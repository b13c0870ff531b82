#include "claims.h"

#include "../signal-helper/abilities.h"
#include "../signal-helper/exit-watch.h"
#include "claim-folder.h"
#include "client.h"
#include "pause.h"
#include "user-name.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MOST_TRIES 12
#define LONGEST_WAIT_MS 400
#define MOST_CLAIMS 256
#define MOST_MEMBERS 4096

/* A claim of the client's that was granted. The record's strings are the claim's own. */
struct own_claim {
    struct own_claim *next;
    char file[CLAIM_NAME_SIZE];
    int descriptor;
    struct claim_request request;
    struct claim_record record;
    struct claimed_process members[MOST_MEMBERS];
};

static struct own_claim *granted;
static char boot[BOOT_ID_SIZE];
static char user[64];

static struct claim_result done(void)
{
    return (struct claim_result){.answer = CLAIM_DONE};
}

static struct claim_result failed(int error)
{
    return (struct claim_result){.answer = CLAIM_FAILED, .error = error};
}

static struct claim_result busy(const struct rival *rival)
{
    struct claim_result result = {.answer = CLAIM_BUSY};

    memcpy(result.run, rival->name.run, sizeof result.run);
    memcpy(result.door, rival->door, sizeof result.door);
    if (!read_real_uid((pid_t)rival->name.pid, &result.uid))
        result.uid = 0;
    return result;
}

static uint64_t wall_clock_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static struct claimed_process claimed(const struct identity *process)
{
    return (struct claimed_process){
        .boot = boot, .pid = (uint64_t)process->pid, .start_time = process->start_time};
}

static struct own_claim **find_own(const char *run)
{
    struct own_claim **link = &granted;

    while (*link != NULL && strcmp((*link)->request.run, run) != 0)
        link = &(*link)->next;
    return link;
}

static size_t count_own(void)
{
    size_t count = 0;

    for (const struct own_claim *claim = granted; claim != NULL; claim = claim->next)
        count++;
    return count;
}

/* This very client has the run already. */
static struct claim_result busy_with_own(const struct claim_request *request)
{
    struct rival own = {.name = {.pid = (uint64_t)our_client()->process.pid}};

    memcpy(own.name.run, request->run, sizeof own.name.run);
    return busy(&own);
}

/* One try: own file first, then the others'. CLAIM_BUSY with a rival that is still trying may be
   tried again. */
static struct claim_result try_once(int folder, struct own_claim *claim, struct rival *rival)
{
    int error;

    *rival = (struct rival){.is_held = true};
    claim->descriptor = make_claim_file(folder, claim->file);
    if (claim->descriptor < 0)
        return errno == EEXIST ? busy_with_own(&claim->request) : failed(errno);
    error = write_claim(claim->descriptor, &claim->record);
    if (error == 0)
        error = find_rival(folder, claim->file, &claim->record, rival);
    if (error == 0 && !rival->is_there) {
        claim->record.is_held = true;
        error = write_claim(claim->descriptor, &claim->record);
        if (error == 0)
            return done();
    }
    unlinkat(folder, claim->file, 0);
    close(claim->descriptor);
    return error != 0 ? failed(error) : busy(rival);
}

static struct claim_result try_often(int folder, struct own_claim *claim)
{
    struct claim_result result = failed(EAGAIN);
    long most = 10;

    for (int tried = 0; tried < MOST_TRIES; tried++, most *= 2) {
        struct rival rival;

        result = try_once(folder, claim, &rival);
        if (result.answer != CLAIM_BUSY || rival.is_held)
            break;
        pause_at_random(5, most < LONGEST_WAIT_MS ? most : LONGEST_WAIT_MS);
    }
    return result;
}

static void find_out_who_we_are(void)
{
    struct abilities found = find_abilities();

    if (boot[0] != '\0')
        return;
    memcpy(boot, found.boot_id, sizeof found.boot_id);
    find_user_name(our_client()->uid, user, sizeof user);
}

static struct own_claim *make_claim(const struct claim_request *request)
{
    struct own_claim *claim = calloc(1, sizeof *claim);
    struct claim_name name = {.pid = (uint64_t)our_client()->process.pid,
                              .start_time = our_client()->process.start_time};

    if (claim == NULL)
        return NULL;
    find_out_who_we_are();
    claim->request = *request;
    memcpy(name.run, request->run, sizeof name.run);
    memcpy(name.boot, boot, sizeof name.boot);
    claim->record = (struct claim_record){
        .run = claim->request.run,
        .target = claim->request.target,
        .title = claim->request.title,
        .user = user,
        .door = claim->request.door,
        .members = claim->members,
        .owner = claimed(&our_client()->process),
        .at = wall_clock_ms(),
    };
    if (format_claim_name(&name, claim->file))
        return claim;
    free(claim);
    errno = EINVAL;
    return NULL;
}

struct claim_result claim_service(const struct claim_request *request)
{
    struct own_claim *claim;
    struct claim_result result;
    int folder;

    if (!is_client_here())
        return failed(ESRCH);
    if (*find_own(request->run) != NULL)
        return busy_with_own(request);
    if (count_own() == MOST_CLAIMS)
        return failed(ENOSPC);
    folder = open_claim_folder();
    if (folder < 0)
        return failed(errno);
    claim = make_claim(request);
    result = claim == NULL ? failed(errno) : try_often(folder, claim);
    close(folder);
    if (result.answer == CLAIM_DONE) {
        claim->next = granted;
        granted = claim;
    } else {
        free(claim);
    }
    return result;
}

/* Writes the claim with its new member, then looks: who tries meanwhile sees a held claim and gives
   way. */
static struct claim_result look_again(int folder, struct own_claim *claim)
{
    struct rival rival = {.is_there = false};
    int error = write_claim(claim->descriptor, &claim->record);

    for (int tried = 0; error == 0 && tried <= MOST_TRIES; tried++) {
        error = find_rival(folder, claim->file, &claim->record, &rival);
        if (error == 0 && !rival.is_there)
            return done();
        if (rival.is_held)
            break;
        pause_at_random(10, 0);
    }
    return error != 0 ? failed(error) : busy(&rival);
}

static bool has_member(const struct claim_record *record, const struct identity *process)
{
    for (size_t i = 0; i < record->member_count; i++)
        if (record->members[i].pid == (uint64_t)process->pid &&
            record->members[i].start_time == process->start_time)
            return true;
    return false;
}

struct claim_result claim_process(const char *run, const struct identity *process)
{
    struct own_claim *claim = *find_own(run);
    struct claim_result result;
    int folder;

    if (claim == NULL)
        return failed(ENOENT);
    if (has_member(&claim->record, process))
        return done();
    if (claim->record.member_count == MOST_MEMBERS)
        return failed(ENOSPC);
    folder = open_claim_folder();
    if (folder < 0)
        return failed(errno);
    claim->members[claim->record.member_count++] = claimed(process);
    result = look_again(folder, claim);
    close(folder);
    if (result.answer != CLAIM_DONE) {
        claim->record.member_count--;
        /* Should this fail, the claim is about one process too many, never one too few. */
        write_claim(claim->descriptor, &claim->record);
    }
    return result;
}

static int remove_file(const struct own_claim *claim)
{
    int folder = open_claim_folder();
    int error = 0;

    if (folder < 0)
        return errno;
    if (unlinkat(folder, claim->file, 0) != 0 && errno != ENOENT)
        error = errno;
    close(folder);
    return error;
}

int release_claim(const char *run)
{
    struct own_claim **link = find_own(run);
    struct own_claim *claim = *link;
    int error;

    if (claim == NULL)
        return ENOENT;
    error = remove_file(claim);
    if (error != 0)
        return error;
    *link = claim->next;
    close(claim->descriptor);
    free(claim);
    return 0;
}

void release_all_claims(void)
{
    for (struct own_claim *claim = granted; claim != NULL; claim = claim->next)
        remove_file(claim);
}
