#!/usr/bin/perl
# The site of the trial as a CGI program; called `nph-...` it writes the whole response itself.
use strict;
use warnings;
use File::Basename qw(basename dirname);

my $nph = basename($0) =~ /^nph-/;
my $method = $ENV{REQUEST_METHOD};
my ($path) = split /\?/, $ENV{REQUEST_URI};
my $told = $ENV{HTTP_COOKIE} // '';
my $sent = '';
read(STDIN, $sent, $ENV{CONTENT_LENGTH}) if $ENV{CONTENT_LENGTH};

open(my $file, '<', dirname($0) . '/cookies.txt') or die "cookies.txt: $!";
chomp(my @cookies = <$file>);

my ($status, $type, $body, @more) = ('200 OK', 'text/html', '<!doctype html><title>Perl</title>');
if ($path eq '/moved') {
    ($status, @more) = ('302 Found', 'Location: /elsewhere');
} elsif ($path eq '/broken') {
    $status = '500 Internal Server Error';
} elsif ($path eq '/image.png') {
    $type = 'image/png';
} elsif ($path eq '/login' && $method eq 'POST') {
    if ($sent eq 'name=me&password=mine') {
        ($status, @more) = ('303 See Other', 'Location: /account');
        @cookies = ('_ga=in; Path=/', 'licensing_session=in; Path=/; HttpOnly');
    } else {
        $status = '422 Unprocessable Content';
    }
} elsif ($path eq '/account') {
    $status = '403 Forbidden' unless $told =~ /(?:^|; )licensing_session=in(?:;|$)/;
    $body = $told;
} elsif ($path ne '/' && $path ne '/login') {
    $status = '404 Not Found';
}
binmode STDOUT;
# Programs that write it themselves do so as they did in 1996: HTTP/1.0 and line feeds alone.
print $nph ? "HTTP/1.0 $status\n" : "Status: $status\n";
print map { "$_\n" } "Content-Type: $type", (map { "Set-Cookie: $_" } @cookies), @more, '';
print $body unless $method eq 'HEAD';
