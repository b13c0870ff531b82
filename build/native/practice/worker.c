#include "worker.h"

#include "deadline.h"
#include "ready.h"
#include "signals.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sysexits.h>
#include <unistd.h>

/* So that the main process, which has workers to take along, is the first to see the deadline. */
#define SECONDS_AFTER_MAIN 1

static void let_go_of_output(void)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

    /* An orphan that held the caller's pipe would keep its reader waiting. */
    for (int descriptor = 0; nothing >= 0 && descriptor <= STDERR_FILENO; descriptor++)
        dup2(nothing, descriptor);
    if (nothing > STDERR_FILENO)
        close(nothing);
    ready_forget();
}

static void die_with(pid_t main_process)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    /* It may have died before that. */
    if (getppid() != main_process)
        _exit(EX_OK);
}

void work(pid_t main_process, int announcement)
{
    prctl(PR_SET_NAME, "practice-worker");
    deadline_arm(SECONDS_AFTER_MAIN);
    let_go_of_output();
    if (main_process != 0)
        die_with(main_process);
    if (announcement >= 0 && write(announcement, "", 1) != 1)
        _exit(EX_OSERR);
    if (announcement >= 0)
        close(announcement);
    signals_reset();
    for (;;)
        pause();
}
