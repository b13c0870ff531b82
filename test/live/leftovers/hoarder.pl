# hoarder.pl NAME UID PORT: a daemon that takes one of everything, and tidies nothing up. Says "ready"
# when it has all, and which. With `--linger` a child holds the port, in a session of its own.
use strict;
use warnings;
use Fcntl;
use POSIX ();
use Socket;

my ($name, $uid, $port, $linger) = @ARGV;
my $folder = "/run/$name";
mkdir $folder;
chown $uid, -1, $folder;
$SIG{TERM} = 'IGNORE';

socket(my $server, PF_INET, SOCK_STREAM, 0) or die "socket: $!";
setsockopt($server, SOL_SOCKET, SO_REUSEADDR, 1);
bind($server, sockaddr_in($port, INADDR_LOOPBACK)) or die "bind: $!";
listen($server, 5);

if ($linger) {
  my $child = fork;
  if (!$child) {
    POSIX::setsid();
    local $0 = "$name-worker";
    sleep 1 while 1;
  }
  print "worker=$child ";
}

if ($uid) { POSIX::setgid($uid); POSIX::setuid($uid) or die "setuid: $!" }
open(my $pid_file, '>', "$folder/$name.pid") or die "pid: $!";
print $pid_file "$$\n";
close $pid_file;

chdir $folder;
socket(my $control, PF_UNIX, SOCK_STREAM, 0) or die;
# By a relative name, as many do.
bind($control, sockaddr_un('ctl.sock')) or die "ctl: $!";
listen($control, 5);
chdir '/';
POSIX::mkfifo("$folder/pipe", 0600) or die "fifo: $!";
sysopen(my $fifo, "$folder/pipe", O_RDWR) or die;
sysopen(my $shared, "/dev/shm/$name", O_RDWR | O_CREAT, 0600) or die "shm: $!";
sysopen(my $semaphore, "/dev/shm/sem.$name", O_RDWR | O_CREAT, 0600) or die;
my $segment = shmget(0, 4096, 0600 | 01000) // die "shmget: $!";
my $data = 'x';
shmwrite($segment, $data, 0, 1) or die "shmwrite: $!";
my $set = semget(0, 3, 0600 | 01000) // die "semget: $!";
my $queue = msgget(0, 0600 | 01000) // die "msgget: $!";

# One connection that is closed from here: TIME_WAIT.
socket(my $client, PF_INET, SOCK_STREAM, 0) or die;
connect($client, sockaddr_in($port, INADDR_LOOPBACK)) or die "connect: $!";
accept(my $peer, $server);
close $peer;
close $client;

$| = 1;
print "ready pid=$$ segment=$segment set=$set queue=$queue\n";
close STDOUT;
sleep 1 while 1;
