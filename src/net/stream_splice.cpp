#include "net/pipe.hpp"
#include "net/stream.hpp"

#include <cerrno>
#include <fcntl.h>

// Bytes that go from socket to socket by a pipe, without coming by here.
namespace net {
namespace {

constexpr unsigned no_wait = SPLICE_F_MOVE | SPLICE_F_NONBLOCK;

}   // namespace

// A splice that moved less than it was asked for says nothing: a pipe is full when its places are
// taken, however few bytes are in each. Only one that moves nothing into an empty pipe has met an
// empty socket, of which an event will tell when it is not.
Transfer Stream::fill(Pipe& pipe, std::size_t most) {
    const Transfer read =
        judge(::splice(descriptor(), nullptr, pipe.entry(), nullptr, most, no_wait));
    switch (read.state) {
        case Transfer::State::moved:
            drained_ = false;
            pipe.grow(read.bytes);
            return read;
        case Transfer::State::blocked:
            drained_ = pipe.empty();
            readable_ = !drained_;
            return read;
        case Transfer::State::failed:
            // Not for these sockets, or not in this sandbox: the connection itself is well.
            if (errno == EINVAL || errno == ENOSYS || errno == EPERM) {
                drained_ = false;
                return {Transfer::State::blocked, 0};
            }
            break;
        case Transfer::State::ended:
            break;
    }
    drained_ = true;
    ended_ = true;
    return read;
}

// Without SPLICE_F_MORE: the kernel joins what is in the pipe by itself, and holding the last part
// back for what comes next made bodies of 500 KB a quarter dearer. A part that was written says
// nothing either.
Transfer Stream::drain(Pipe& pipe) {
    const Transfer written =
        judge(::splice(pipe.exit(), nullptr, descriptor(), nullptr, pipe.size(), no_wait));
    pipe.consume(written.bytes);
    writable_ = writable_ && written.state == Transfer::State::moved;
    return written;
}

}   // namespace net
