import { describe, expect, it } from 'vitest'
import { parseStackLines } from '../../../electron/engine/parse/stack-lines.ts'

/** As elfutils 0.188 prints it. */
const euStack = `PID 6223 - process
TID 6223:
#0  0x00007f85c7ae5503 clock_nanosleep@GLIBC_2.2.5
#1  0x00007f85c7ae9e53 - 1 __nanosleep
#2  0x000055a6e6d704af
TID 6224:
#0  0x00007f85c7ae5503 futex_wait
eu-stack: dwfl_thread_getframes tid 6224 at 0x7f85 in libc.so.6: No DWARF information found
`

/** As gdb 13.1 prints it. */
const gdb = `[New LWP 6224]
[Thread debugging using libthread_db enabled]
71	../sysdeps/unix/sysv/linux/clock_nanosleep.c: No such file or directory.

Thread 2 (Thread 0x7f85c7a13740 (LWP 6224) "pool (1)"):
#0  __GI___clock_nanosleep (clock_id=..., req=...) at ../sysdeps/clock_nanosleep.c:71
#1  0x00007f85c7ae9e53 in std::function<void (int)>::operator()(int) const () from /lib/libx.so.6
#2  0x000055a6e6d704af in ?? ()
Backtrace stopped: previous frame inner to this frame (corrupt stack?)

Thread 1 (LWP 6223):
#0  main () at x.c:3
[Inferior 1 (process 6223) detached]
`

describe('printed stacks', () => {
  it('are read as eu-stack prints them', () => {
    expect(parseStackLines(euStack)).toEqual([
      {
        thread: 6223,
        frames: ['clock_nanosleep@GLIBC_2.2.5', '__nanosleep', '0x000055a6e6d704af'],
      },
      { thread: 6224, frames: ['futex_wait'] },
    ])
  })

  it('are read as gdb prints them, without what the functions were given', () => {
    expect(parseStackLines(gdb)).toEqual([
      {
        thread: 6224,
        frames: [
          '__GI___clock_nanosleep at ../sysdeps/clock_nanosleep.c:71',
          'std::function<void (int)>::operator()(int) const from /lib/libx.so.6',
          '0x000055a6e6d704af',
        ],
      },
      { thread: 6223, frames: ['main at x.c:3'] },
    ])
  })

  it.each(['', 'ptrace: Operation not permitted.', '#0 nobody', '\0\u001b[31mTID x:\n#'])(
    'hold nothing where there is nothing: %j',
    (text) => {
      expect(parseStackLines(text)).toEqual([])
    },
  )
})
