# owner.pl SLOT FOLDER: owns a socket, a fifo, shared memory with a name and without, and a lock file,
# and takes over from a dead owner what a daemon would. Says "lost WHAT" when something of its own is
# gone while it lives. Ends by SIGKILL alone.
use strict;
use warnings;
use Fcntl qw(:flock O_RDWR O_CREAT);
use POSIX ();
use Socket;

my ($slot, $folder) = @ARGV;
my ($sock, $fifo, $shm, $lock) =
  ("$folder/$slot.sock", "$folder/$slot.fifo", "/dev/shm/race-$slot", "$folder/$slot.lock");
$| = 1;

sub inode { my @stat = lstat $_[0]; return @stat ? $stat[1] : 0 }

# As daemons do: away with the old name, then one's own.
unlink $sock;
socket(my $server, PF_UNIX, SOCK_STREAM, 0) or die "socket: $!";
bind($server, sockaddr_un($sock)) or die "bind: $!";
listen($server, 5);

# The fifo and the memory of the one before are used on.
my $pipe;
until (sysopen($pipe, $fifo, O_RDWR)) { POSIX::mkfifo($fifo, 0600) }
my $memory;
until (sysopen($memory, $shm, O_RDWR | O_CREAT, 0600)) { }

# The way of flock(1): a lock counts if the name still leads to it.
my $file;
while (1) {
  open($file, '>>', $lock) or next;
  flock($file, LOCK_EX) or next;
  last if (stat $file)[1] == inode($lock);
}
my $segment = shmget(0, 64, 0600 | 01000) // die "shmget: $!";
my $data = '';

my %own = (
  $sock => inode($sock),
  $fifo => (stat $pipe)[1],
  $shm => (stat $memory)[1],
  $lock => (stat $file)[1],
);
my %handle = ($fifo => $pipe, $shm => $memory, $lock => $file);

# A descriptor tells whether its file still has a name; of a socket only its folder does.
sub has_name {
  my ($path) = @_;
  return (stat $handle{$path})[3] > 0 if $handle{$path};
  opendir(my $names, $folder) or return 1;
  my $found = grep { inode("$folder/$_") == $own{$path} } readdir $names;
  closedir $names;
  return $found > 0;
}

my (%away, %nameless);
print "ready $$ $segment\n";
while (1) {
  for my $path (sort keys %own) {
    # Twice: between two entries of a folder a name may have moved.
    $nameless{$path} = has_name($path) ? 0 : ($nameless{$path} // 0) + 1;
    if ($nameless{$path} == 3) { print "lost $path\n"; delete $own{$path}; next }
    # The name itself may be away for the moment in which the cleaner looks who has the file.
    if (inode($path) == $own{$path}) { delete $away{$path}; next }
    $away{$path} //= time;
    next if time - $away{$path} < 3;
    print "away $path\n";
    delete $own{$path};
  }
  print "lost segment $segment\n" unless shmread($segment, $data, 0, 1);
  select(undef, undef, undef, 0.004);
}
