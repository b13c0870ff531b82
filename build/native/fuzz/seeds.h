#ifndef QUIESCE_FUZZ_SEEDS_H
#define QUIESCE_FUZZ_SEEDS_H

/* Good inputs of every kind, and the words that they are made of; each list ends with NULL. */
extern const char *const signal_seeds[];
extern const char *const script_seeds[];
extern const char *const file_seeds[];
extern const char *const deadline_seeds[];
extern const char *const request_words[];
extern const char *const text_seeds[];
extern const char *const text_words[];
extern const char *const claim_seeds[];
extern const char *const claim_words[];
extern const char *const name_seeds[];
extern const char *const proc_seeds[];
extern const char *const proc_words[];
extern const char *const systemd_seeds[];
extern const char *const systemd_words[];

#endif
