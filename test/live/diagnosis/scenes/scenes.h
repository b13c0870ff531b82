/*
 * States in which a daemon hangs, and healthy ones, for real: one program, one state a name.
 * A scene says "ready PID" on stdout when PID is in its state, or waits there for SIGTERM; one that
 * gets into it by SIGTERM says "there" then. Whatever the first process has started goes with it.
 */
#ifndef SCENES_H
#define SCENES_H

#include <stddef.h>
#include <sys/types.h>

struct scene {
    const char *name;
    void (*play)(void);
};

extern const struct scene held_scenes[], wait_scenes[], net_scenes[], lock_scenes[];
extern const struct scene family_scenes[], file_scenes[], healthy_scenes[], leaving_scenes[];
extern const struct scene kernel_scenes[];

/* Ends the program with what the system says where a call failed. */
void need(int holds, const char *call);
/* A file of this scene alone, below the folder of the arguments; static storage. */
const char *path_of(const char *name);

void ready(pid_t subject);
void there(void);
/* From here on SIGTERM is taken, and asked() tells of it. */
void catch_term(void);
/* Sleeps until SIGTERM came. */
void await_term(void);
int asked(void);
void sleep_ms(long ms);
void forever(void) __attribute__((noreturn));

/* A child that lives its life, then leaves, and goes when its parent does. */
pid_t spawn(void (*life)(void));
/* The subject of the scene, in a session of its own: whoever calls this plays those outside. */
pid_t spawn_subject(void (*life)(void));
/* Until the child calls told(): then it is as far as the scene wants it. */
void await_told(void);
void told(void);

/* The end of every scene's list. */
#define SCENES_END { NULL, NULL }

#endif
