# silent-files.pl FOLDER: mounts a FUSE file system there, answers what the kernel asks at first, says
# "mounted", and answers nothing ever after: a file server that is gone. Who looks into FOLDER sleeps
# where no signal reaches it, until `umount -f FOLDER`. Ends with its stdin.
use strict;
use warnings;
use Fcntl qw(O_RDWR F_SETFD);

my ($folder) = @ARGV;
mkdir $folder;
sysopen(my $device, '/dev/fuse', O_RDWR) or die "/dev/fuse: $!";
fcntl($device, F_SETFD, 0);
my $fd = fileno $device;
my @options = ('-o', "fd=$fd,rootmode=40000,user_id=0,group_id=0");
system('mount', '-i', '-t', 'fuse', @options, 'files.example:/export', $folder) == 0 or die 'mount';

# struct fuse_in_header, then fuse_out_header and fuse_init_out (linux/fuse.h); version 7.31.
sysread($device, my $request, 65536) or die "read: $!";
my (undef, undef, $unique) = unpack 'L L Q', $request;
my $body = pack 'L L L L S S L L S S x32', 7, 31, 0, 0, 0, 0, 4096, 0, 0, 0;
syswrite($device, pack('L l Q', 16 + length $body, 0, $unique) . $body) or die "write: $!";

$| = 1;
print "mounted\n";
my $asked = fork // die "fork: $!";
if ($asked == 0) {
    # Taken and never answered: else a signal would take the question back.
    1 while sysread $device, $request, 65536;
    exit;
}
close $device;
<STDIN>;
kill 'KILL', $asked;
