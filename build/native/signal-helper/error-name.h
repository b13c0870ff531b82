#ifndef QUIESCE_ERROR_NAME_H
#define QUIESCE_ERROR_NAME_H

/* The symbolic name of an errno, or "EUNKNOWN": a number means something else on other machines. */
const char *error_name(int error);

#endif
