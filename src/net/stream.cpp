#include "net/stream.hpp"

#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>

namespace net {
namespace {

constexpr std::size_t most_pieces = 8;
constexpr unsigned reading = EPOLLIN | EPOLLRDHUP;
constexpr unsigned end_or_error = EPOLLRDHUP | EPOLLHUP | EPOLLERR;

template <class Function>
Endpoint name_of(int descriptor, Function get) {
    Endpoint name;
    auto size = static_cast<socklen_t>(name.capacity());
    if (get(descriptor, name.data(), &size) != 0) {
        return {};
    }
    name.resize(size);
    return name;
}

ssize_t send_parts(int descriptor, std::span<iovec> parts) {
    if (parts.size() == 1) {
        return ::send(descriptor, parts.front().iov_base, parts.front().iov_len, MSG_NOSIGNAL);
    }
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    return ::sendmsg(descriptor, &message, MSG_NOSIGNAL);
}

}   // namespace

StreamPtr Stream::adopt(EventLoop& loop, Descriptor socket) {
    StreamPtr stream(new Stream(loop));
    stream->socket_ = std::move(socket);
    stream->drained_ = true;   // what is there already is told at once
    stream->connected_ = loop.watch(stream->descriptor(), reading, *stream);
    return stream;
}

StreamPtr Stream::connect(EventLoop& loop, const Endpoint& endpoint, Waker& waker) {
    StreamPtr stream(new Stream(loop));
    stream->waker_ = &waker;
    stream->drained_ = true;
    stream->open(endpoint);
    return stream;
}

void Stream::open(const Endpoint& endpoint) {
    const int family = endpoint.protocol().family();
    socket_ = Descriptor(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket_) {
        return;
    }
    if (family == AF_UNIX) {
        name_unix_socket();
    } else {
        const int on = 1;
        ::setsockopt(descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    const auto size = static_cast<socklen_t>(endpoint.size());
    connected_ = ::connect(descriptor(), endpoint.data(), size) == 0;
    connecting_ = !connected_ && errno == EINPROGRESS;
    queue_is_full_ = !connected_ && errno == EAGAIN && family == AF_UNIX;
    if (!connected_ && !connecting_) {
        note_connect_error(errno);
        return;
    }
    watches_writing_ = true;
    if (!loop_.watch(descriptor(), reading | EPOLLOUT, *this)) {
        connected_ = connecting_ = false;
    }
}

// A name that the kernel chooses, so that who accepts can tell whose connection it is.
void Stream::name_unix_socket() {
    const sockaddr_un unnamed{.sun_family = AF_UNIX, .sun_path = {}};
    ::bind(descriptor(), reinterpret_cast<const sockaddr*>(&unnamed), sizeof unnamed.sun_family);
}

void Stream::finish_connecting(unsigned events) {
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(descriptor(), SOL_SOCKET, SO_ERROR, &error, &size);
    connecting_ = error == 0 && (events & EPOLLOUT) == 0;
    connected_ = error == 0 && !connecting_;
    note_connect_error(error);
}

// No route at all, or a router or the link's last hop says that nobody can be reached there.
void Stream::note_connect_error(int error) {
    unroutable_ = error == ENETUNREACH || error == EHOSTUNREACH;
}

Endpoint Stream::local_endpoint() const {
    return name_of(descriptor(), ::getsockname);
}

Endpoint Stream::remote_endpoint() const {
    return name_of(descriptor(), ::getpeername);
}

// What a call on the socket gave, its errno still there.
Transfer Stream::judge(ssize_t result) {
    if (result > 0) {
        return {Transfer::State::moved, static_cast<std::size_t>(result)};
    }
    const bool blocked = result < 0 && errno == EAGAIN;
    return {blocked       ? Transfer::State::blocked
            : result == 0 ? Transfer::State::ended
                          : Transfer::State::failed,
            0};
}

// Fewer bytes than there is room for: no more were there, and an event will tell of others. Not so
// where the end has come behind them, which was told already.
Transfer Stream::read_some(std::span<char> room) {
    if (tls_ != nullptr) [[unlikely]] {
        return read_by_tls(room);
    }
    if (room.empty()) {
        return {};
    }
    const Transfer read = judge(::recv(descriptor(), room.data(), room.size(), 0));
    drained_ = read.bytes < room.size();
    switch (read.state) {
        case Transfer::State::moved:
            readable_ = !drained_ || hung_up_;
            break;
        case Transfer::State::blocked:
            readable_ = false;
            break;
        case Transfer::State::ended:
        case Transfer::State::failed:
            ended_ = true;
    }
    return read;
}

Transfer Stream::write_some(std::span<const std::string_view> pieces) {
    if (tls_ != nullptr) [[unlikely]] {
        const Transfer written = tls_->write(pieces);
        writable_ = writable_ && !tls_->in_record();
        return written;
    }
    std::array<iovec, most_pieces> parts;
    std::size_t count = 0;
    std::size_t size = 0;
    for (const std::string_view piece : pieces) {
        if (!piece.empty() && count < parts.size()) {
            parts[count++] = {const_cast<char*>(piece.data()), piece.size()};
            size += piece.size();
        }
    }
    if (size == 0) {
        return {};
    }
    const Transfer written = judge(send_parts(descriptor(), {parts.data(), count}));
    writable_ = writable_ && written.bytes == size;
    return written;
}

Transfer Stream::peek(std::span<char> room) {
    const Transfer seen = judge(::recv(descriptor(), room.data(), room.size(), MSG_PEEK));
    drained_ = seen.state == Transfer::State::blocked;
    readable_ = !drained_;
    return seen.state == Transfer::State::ended ? Transfer{Transfer::State::failed, 0} : seen;
}

bool Stream::is_quiet() {
    if (tls_ != nullptr) {
        return is_quiet_by_tls();
    }
    char byte = 0;
    return peek({&byte, 1}).state == Transfer::State::blocked;
}

void Stream::want_read() {
    if (tls_ != nullptr && looks_after_tls()) [[unlikely]] {
        return;
    }
    if (read_armed_ || ended_ || !socket_) {
        return;
    }
    read_armed_ = true;
    if (readable_) {
        loop_.give_turn(*this);
    }
}

void Stream::want_write() {
    if (write_armed_ || !socket_) {
        return;
    }
    write_armed_ = true;
    if (writable_) {
        loop_.give_turn(*this);
    } else if (!watches_writing_) {
        watches_writing_ = true;
        loop_.watch_also(descriptor(), reading | EPOLLOUT, *this);
    }
}

void Stream::yield() {
    loop_.give_turn(*this);
}

void Stream::on_events(unsigned events) {
    const StreamPtr keep(this);
    if (events == 0) {
        take_turn();
        return;
    }
    note(events);
    if (connecting_) {
        finish_connecting(events);
        if (!connecting_) {
            raise();
        }
    } else if ((read_armed_ && readable_) || (write_armed_ && writable_)) {
        take_turn();
    }
}

void Stream::note(unsigned events) {
    readable_ = readable_ || (events & ~static_cast<unsigned>(EPOLLOUT)) != 0;
    hung_up_ = hung_up_ || (events & end_or_error) != 0;
    writable_ = writable_ || (events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0;
}

// What was waited for has come, or others had their turn.
void Stream::take_turn() {
    if (std::exchange(turn_for_tls_, false)) {
        drained_ = false;
    }
    if (read_armed_ && readable_) {
        read_armed_ = false;
        drained_ = false;
    }
    if (write_armed_ && writable_) {
        write_armed_ = false;
        if (tls_ != nullptr) [[unlikely]] {
            go_on_by_tls();
        }
    }
    raise();
}

void Stream::shutdown_send() {
    owes_end_ = tls_ != nullptr && socket_ && !tls_->say_end();
    if (owes_end_) {
        writable_ = false;
        want_write();
        return;
    }
    ::shutdown(descriptor(), SHUT_WR);
}

void Stream::close() {
    if (tls_ != nullptr) {
        static_cast<void>(tls_->say_end());
        tls_.reset();
    }
    waker_ = nullptr;
    close_socket();
}

void Stream::reset() {
    tls_.reset();
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(descriptor(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
}

void Stream::close_socket() {
    loop_.forget(*this);
    socket_ = {};
}

}   // namespace net
