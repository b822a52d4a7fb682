#include "net/stream.hpp"

#include <boost/asio/post.hpp>

// A stream that speaks TLS. What was read from the descriptor may still be in the session, and a
// read may have to wait until something can be written.
namespace net {

using Wait = TlsSession::Wait;

Transfer::State Stream::shake_hands() {
    const Transfer step = tls_->shake_hands();
    drained_ = step.state == Transfer::State::blocked;
    if (drained_) {
        want_read();
    }
    return step.state;
}

Transfer Stream::read_by_tls(std::span<char> room) {
    const Transfer read = tls_->read(room);
    drained_ = tls_->waits() != Wait::nothing;
    ended_ =
        ended_ || read.state == Transfer::State::ended || read.state == Transfer::State::failed;
    return read;
}

bool Stream::is_quiet_by_tls() {
    const bool quiet = tls_->is_quiet();
    drained_ = quiet;
    return quiet;
}

void Stream::want_read_by_tls() {
    const bool holds = !drained_ && tls_->holds_bytes();
    if (holds || tls_->waits() == Wait::turn) {
        read_armed_ = true;
        boost::asio::post(socket_.get_executor(), [self = StreamPtr(this)] {
            self->read_armed_ = false;
            self->drained_ = false;
            self->raise();
        });
        return;
    }
    arm_read(tls_->waits() == Wait::writable ? Socket::wait_write : Socket::wait_read);
}

}   // namespace net
