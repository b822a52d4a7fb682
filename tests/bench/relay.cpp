// A bare TCP relay, the least that a hop costs: relay LISTEN_PORT UPSTREAM_PORT, both on 127.0.0.1.
// One thread, one upstream connection a client's; bytes go both ways unread. Ends with SIGTERM.
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <netinet/tcp.h>
#include <string>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace {

/// One direction's reader and the other's writer.
struct Side {
    int fd = -1;
    bool readable = false;
    bool writable = false;
    bool ended = false;    ///< its peer sends no more
    std::string pending;   ///< for its peer, which did not take it yet
    Side* other = nullptr;
    struct Pair* pair = nullptr;
};

struct Pair {
    std::array<Side, 2> sides;
    bool broken = false;
    bool listed = false;   ///< among those to be freed
};

std::array<char, 65536> block;

sockaddr_in loopback(const char* port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(std::atoi(port)));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// Sends what waits; false where the connection is gone.
bool flush(Side& side) {
    while (side.writable && !side.pending.empty()) {
        const auto sent = ::send(side.fd, side.pending.data(), side.pending.size(), MSG_NOSIGNAL);
        if (sent < 0) {
            side.writable = false;
            return errno == EAGAIN;
        }
        side.pending.erase(0, static_cast<std::size_t>(sent));
    }
    if (side.pending.empty() && side.other->ended && side.writable) {
        ::shutdown(side.fd, SHUT_WR);
    }
    return true;
}

/// Reads while there is something and the other side takes it; false where the connection is gone.
bool pump(Side& from) {
    Side& to = *from.other;
    while (from.readable && !from.ended && to.writable && to.pending.empty()) {
        const auto got = ::recv(from.fd, block.data(), block.size(), 0);
        if (got < 0) {
            from.readable = false;
            return errno == EAGAIN;
        }
        from.ended = got == 0;
        // Less than there was room for: the next bytes raise an event.
        from.readable = got == static_cast<ssize_t>(block.size());
        const auto sent =
            got == 0 ? 0 : ::send(to.fd, block.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) {
            return false;
        }
        const auto taken = sent < 0 ? 0 : sent;
        to.writable = taken == got;
        to.pending.assign(block.data() + taken, static_cast<std::size_t>(got - taken));
    }
    return flush(to);
}

void watch(int poll, Side& side) {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.ptr = &side;
    ::epoll_ctl(poll, EPOLL_CTL_ADD, side.fd, &event);
    const int on = 1;
    ::setsockopt(side.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void accept_all(int listener, int poll, const sockaddr_in& upstream) {
    int client = 0;
    while ((client = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK)) >= 0) {
        auto* pair = new Pair;
        for (std::size_t i = 0; i < 2; ++i) {
            pair->sides[i].pair = pair;
            pair->sides[i].other = &pair->sides[1 - i];
        }
        pair->sides[0].fd = client;
        pair->sides[1].fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        ::connect(pair->sides[1].fd, reinterpret_cast<const sockaddr*>(&upstream), sizeof upstream);
        watch(poll, pair->sides[0]);
        watch(poll, pair->sides[1]);
    }
}

/// What an event of this side lets happen; true where the pair is done.
bool move(Side& side, unsigned events) {
    side.readable = side.readable || (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP)) != 0;
    side.writable = side.writable || (events & EPOLLOUT) != 0;
    Pair& pair = *side.pair;
    pair.broken = pair.broken || (events & EPOLLERR) != 0 || !flush(side) || !pump(side) ||
                  !pump(*side.other);
    return pair.broken ||
           (side.ended && side.other->ended && side.pending.empty() && side.other->pending.empty());
}

}   // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::fputs("usage: relay LISTEN_PORT UPSTREAM_PORT\n", stderr);
        return 2;
    }
    const sockaddr_in here = loopback(arguments[1]);
    const sockaddr_in upstream = loopback(arguments[2]);
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int on = 1;
    ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(listener, reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0 ||
        ::listen(listener, 4096) != 0) {
        std::perror("relay");
        return 1;
    }
    const int poll = ::epoll_create1(0);
    epoll_event accepting{};
    accepting.events = EPOLLIN;
    ::epoll_ctl(poll, EPOLL_CTL_ADD, listener, &accepting);
    std::array<epoll_event, 256> events;
    std::vector<Pair*> done;
    for (;;) {
        const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < ready; ++i) {
            auto* side = static_cast<Side*>(events[static_cast<std::size_t>(i)].data.ptr);
            if (side == nullptr) {
                accept_all(listener, poll, upstream);
            } else if (move(*side, events[static_cast<std::size_t>(i)].events) &&
                       !side->pair->listed) {
                side->pair->listed = true;
                done.push_back(side->pair);
            }
        }
        // Not sooner: events of this turn still point into them.
        for (Pair* pair : done) {
            ::close(pair->sides[0].fd);
            ::close(pair->sides[1].fd);
            delete pair;
        }
        done.clear();
    }
}
