#!/bin/sh
# print-coverage.sh GCOV FILE.gcda...
# Prints which part of the lines of each source a run has taken, and of all of them.
gcov=$1
shift
"$gcov" --no-output "$@" 2>/dev/null | awk '
  # Headers of the system have lines, too.
  /^File / { file = $2; gsub(/'\''/, "", file); ours = file !~ /^\// }
  /^Lines executed:/ && ours {
    split($2, parts, /[:%]/); share = parts[2]; lines = $NF
    taken = share * lines / 100
    all_taken += taken; all_lines += lines
    printf "%-36s %6.1f %% of %4d lines\n", file, share, lines
    ours = 0
  }
  END { if (all_lines > 0) printf "%-36s %6.1f %% of %4d lines\n", "all", 100 * all_taken / all_lines, all_lines }
'
