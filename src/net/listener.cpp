#include "net/listener.hpp"

#include <cerrno>
#include <sys/socket.h>
#include <utility>

namespace net {
namespace {

constexpr std::chrono::milliseconds pause_time{100};
constexpr int most_at_once = 64;

}   // namespace

Listener::Listener(Worker& worker, Descriptor socket, std::function<bool(Accepted)> take)
    : take_(std::move(take)),
      socket_(worker.context().get_executor(), socket.release()),
      pause_(worker.deadlines(), *this),
      life_(std::make_shared<Life>(Life{this})) {
    start();
}

Listener::~Listener() {
    life_->listener = nullptr;
}

void Listener::start() {
    paused_ = false;
    socket_.async_wait(Socket::wait_read, [life = life_](const boost::system::error_code& error) {
        if (!error && life->listener != nullptr) {
            life->listener->accept_all();
        }
    });
}

void Listener::accept_all() {
    for (int i = 0; i < most_at_once && !paused_; ++i) {
        if (!accept_one()) {
            break;
        }
    }
    if (!paused_) {
        start();
    }
}

bool Listener::accept_one() {
    Accepted accepted;
    auto size = static_cast<socklen_t>(accepted.peer.capacity());
    accepted.socket = Descriptor(::accept4(socket_.native_handle(), accepted.peer.data(), &size,
                                           SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!accepted.socket) {
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            pause();
        }
        return errno == ECONNABORTED || errno == EINTR;
    }
    accepted.peer.resize(size);
    if (!take_(std::move(accepted))) {
        pause();
    }
    return true;
}

void Listener::pause() {
    paused_ = true;
    pause_.set(pause_time);
}

void Listener::drain() {
    paused_ = false;
    while (accept_one() && !paused_) {
    }
    boost::system::error_code ignored;
    socket_.close(ignored);
    pause_.clear();
}

}   // namespace net
