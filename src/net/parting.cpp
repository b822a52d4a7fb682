#include "net/parting.hpp"

#include <array>
#include <utility>

namespace net {
namespace {

constexpr std::chrono::seconds patience{1};

// An origin that still sends hears of the end sooner by a connection that is closed.
constexpr std::size_t most_unread = 64 * 1024;

}   // namespace

Parting::Parting(Worker& worker, StreamPtr stream, ConnectionLimit::Place place,
                 std::function<void(const Parting&)> over)
    : place_(std::move(place)),
      stream_(std::move(stream)),
      deadline_(worker.deadlines(), *this),
      over_(std::move(over)) {
    deadline_.set(patience);
    stream_->set_waker(this);
    stream_->shutdown_send();
    stream_->yield();
}

void Parting::raise() {
    if (is_over()) {
        const auto over = std::move(over_);
        over(*this);
    } else {
        stream_->want_read();
    }
}

bool Parting::is_over() {
    std::array<char, 4096> unread{};
    while (!deadline_.passed() && !stream_->ended() && unread_ < most_unread) {
        const Transfer read = stream_->read_some(unread);
        if (read.state == Transfer::State::blocked) {
            return false;
        }
        unread_ += read.bytes;
    }
    return true;
}

}   // namespace net
