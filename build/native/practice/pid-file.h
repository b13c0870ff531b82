#ifndef PRACTICE_PID_FILE_H
#define PRACTICE_PID_FILE_H

/* Writes our pid into the file, as daemons do; returns the open descriptor, which the caller may
   keep or close. Ends the program with the reason when it cannot. */
int pid_file_write(const char *path);

/* As pid_file_write, and holds a lock on the file as long as the descriptor is open. Ends the
   program when another process holds it. */
int pid_file_write_locked(const char *path);

/* Removes the file if it still names us: a later daemon may have put its own pid into it. */
void pid_file_remove(const char *path);

#endif
