/**
 * System calls in which a thread may sleep, by number. From the kernel's own tables:
 * arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h (arm64).
 */

/** As Node calls it in `process.arch`. */
export type SyscallTable = 'x64' | 'arm64'

const x64 = `
  0=read 1=write 2=open 3=close 4=stat 5=fstat 6=lstat 7=poll 8=lseek 9=mmap 11=munmap
  16=ioctl 17=pread64 18=pwrite64 19=readv 20=writev 21=access 23=select 26=msync 34=pause
  35=nanosleep 40=sendfile 42=connect 43=accept 44=sendto 45=recvfrom 46=sendmsg 47=recvmsg
  48=shutdown 56=clone 58=vfork 59=execve 60=exit 61=wait4 65=semop 69=msgsnd 70=msgrcv
  72=fcntl 73=flock 74=fsync 75=fdatasync 76=truncate 77=ftruncate 78=getdents 82=rename
  85=creat 87=unlink 128=rt_sigtimedwait 130=rt_sigsuspend 137=statfs 138=fstatfs 162=sync
  165=mount 166=umount2 202=futex 208=io_getevents 209=io_submit 217=getdents64
  219=restart_syscall 220=semtimedop 230=clock_nanosleep 231=exit_group 232=epoll_wait
  242=mq_timedsend 243=mq_timedreceive 247=waitid 257=openat 258=mkdirat 262=newfstatat
  263=unlinkat 264=renameat 267=readlinkat 269=faccessat 270=pselect6 271=ppoll 275=splice
  276=tee 277=sync_file_range 278=vmsplice 281=epoll_pwait 285=fallocate 288=accept4
  295=preadv 296=pwritev 299=recvmmsg 306=syncfs 307=sendmmsg 316=renameat2
  326=copy_file_range 327=preadv2 328=pwritev2 332=statx 333=io_pgetevents 426=io_uring_enter
  435=clone3 437=openat2 441=epoll_pwait2 449=futex_waitv
`

const arm64 = `
  2=io_submit 4=io_getevents 22=epoll_pwait 25=fcntl 29=ioctl 32=flock 34=mkdirat 35=unlinkat
  38=renameat 39=umount2 40=mount 43=statfs 44=fstatfs 45=truncate 46=ftruncate 47=fallocate
  48=faccessat 56=openat 57=close 61=getdents64 62=lseek 63=read 64=write 65=readv 66=writev
  67=pread64 68=pwrite64 69=preadv 70=pwritev 71=sendfile 72=pselect6 73=ppoll 75=vmsplice
  76=splice 77=tee 78=readlinkat 79=newfstatat 80=fstat 81=sync 82=fsync 83=fdatasync
  84=sync_file_range 93=exit 94=exit_group 95=waitid 98=futex 101=nanosleep
  115=clock_nanosleep 128=restart_syscall 133=rt_sigsuspend 137=rt_sigtimedwait
  182=mq_timedsend 183=mq_timedreceive 188=msgrcv 189=msgsnd 192=semtimedop 193=semop
  202=accept 203=connect 206=sendto 207=recvfrom 210=shutdown 211=sendmsg 212=recvmsg
  215=munmap 220=clone 221=execve 222=mmap 227=msync 242=accept4 243=recvmmsg 260=wait4
  267=syncfs 269=sendmmsg 276=renameat2 285=copy_file_range 286=preadv2 287=pwritev2
  291=statx 292=io_pgetevents 426=io_uring_enter 435=clone3 437=openat2 441=epoll_pwait2
  449=futex_waitv
`

const toMap = (text: string): ReadonlyMap<number, string> =>
  new Map(
    [...text.matchAll(/(\d+)=(\w+)/g)].map(([, number, name]) => [Number(number), name ?? '']),
  )

const tables: Readonly<Record<SyscallTable, ReadonlyMap<number, string>>> = {
  x64: toMap(x64),
  arm64: toMap(arm64),
}

/** The call's name; null for one that is not in the table, or where there is no table. */
export function syscallName(architecture: string, number: number): string | null {
  if (architecture !== 'x64' && architecture !== 'arm64') return null
  return tables[architecture].get(number) ?? null
}
