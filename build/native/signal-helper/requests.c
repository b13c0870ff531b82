#include "requests.h"

#include "process-requests.h"

void handle_request(const char *line)
{
    if (!handle_process_request(line))
        refuse_request("open, signal or close");
}
