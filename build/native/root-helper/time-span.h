#ifndef QUIESCE_TIME_SPAN_H
#define QUIESCE_TIME_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#define FOR_EVER UINT64_MAX

/* Parses a span as systemd prints it ("1min 30s", "1.500s", "0", "infinity"; systemd.time(7)), into
   microseconds; FOR_EVER for infinity. False for anything else. */
bool parse_time_span(const char *text, uint64_t *microseconds);

#endif
