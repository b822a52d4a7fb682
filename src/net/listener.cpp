#include "net/listener.hpp"

#include <cerrno>
#include <iterator>
#include <linux/filter.h>
#include <sys/socket.h>
#include <utility>

namespace net {
namespace {

constexpr std::chrono::milliseconds pause_time{100};
constexpr int most_at_once = 64;

// So long after the last look at the queue a handshake that was under way may still come into it.
constexpr std::chrono::milliseconds handshake_time{50};

}   // namespace

Listener::Listener(Worker& worker, Descriptor socket, std::function<void(Accepted)> take,
                   std::function<bool()> has_room)
    : loop_(worker.loop()),
      take_(std::move(take)),
      has_room_(std::move(has_room)),
      socket_(std::move(socket)),
      pause_(worker.deadlines(), *this) {
    begin();
}

// Who waits by then is told of at once.
void Listener::begin() {
    watched_ = loop_.watch(socket_.get(), EPOLLIN, *this);
    if (!watched_) {
        pause();
    }
}

Listener::~Listener() {
    close();
}

// The socket of a file is the workers' together, and stays open in the others.
void Listener::close() {
    if (socket_) {
        loop_.remove(socket_.get(), *this);
        socket_ = {};
    }
}

void Listener::on_events(unsigned) {
    if (!paused_ && !drained_) {
        accept_some();
    }
}

void Listener::accept_some() {
    for (int i = 0; i < most_at_once; ++i) {
        if (!accept_one()) {
            return;
        }
    }
    loop_.give_turn(*this);
}

bool Listener::accept_one() {
    if (!has_room_()) {
        pause();
        return false;
    }
    Accepted accepted;
    auto size = static_cast<socklen_t>(accepted.peer.capacity());
    accepted.socket = Descriptor(
        ::accept4(socket_.get(), accepted.peer.data(), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!accepted.socket) {
        const int error = errno;
        if (error == ECONNABORTED || error == EINTR) {
            return true;
        }
        // Short of descriptors or memory, or forbidden: who waits is not told of again.
        if (error != EAGAIN) {
            pause();
        }
        return false;
    }
    accepted.peer.resize(size);
    take_(std::move(accepted));
    return true;
}

void Listener::pause() {
    paused_ = true;
    pause_.set(pause_time);
}

void Listener::raise() {
    paused_ = false;
    if (drained_) {
        accept_rest();
    } else if (!watched_) {
        begin();
    } else {
        accept_some();
    }
}

void Listener::drain(std::function<void()> drained) {
    drained_ = std::move(drained);
    turn_new_away();
    accept_rest();
}

// Closing the socket resets who waits in its queue, and whose handshake ends just then. So nobody
// may begin one any more: a SYN is dropped, which a client takes for a lost packet and repeats, and
// then finds the port closed or another process on it. Unix sockets know no SYN; there the file
// has to go first.
void Listener::turn_new_away() {
    constexpr unsigned flags_of_tcp = 13;
    constexpr unsigned syn = 0x02;
    sock_filter steps[] = {BPF_STMT(BPF_LD | BPF_B | BPF_ABS, flags_of_tcp),
                           BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, syn, 0, 1),
                           BPF_STMT(BPF_RET | BPF_K, 0), BPF_STMT(BPF_RET | BPF_K, ~0U)};
    const sock_fprog program{static_cast<unsigned short>(std::size(steps)), steps};
    int family = 0;
    socklen_t size = sizeof family;
    ::getsockopt(socket_.get(), SOL_SOCKET, SO_DOMAIN, &family, &size);
    if (family == AF_INET || family == AF_INET6) {
        ::setsockopt(socket_.get(), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
    }
}

void Listener::accept_rest() {
    paused_ = false;
    while (accept_one() && !paused_) {
    }
    if (paused_) {
        last_look_ = false;
        return;
    }
    if (!last_look_) {
        last_look_ = true;
        pause_.set(handshake_time);
        return;
    }
    close();
    std::exchange(drained_, nullptr)();
}

}   // namespace net
