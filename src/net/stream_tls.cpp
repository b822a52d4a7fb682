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

// The wake-up that reading waits for, where it is another than that the socket can be read. What
// the session holds raises no event, whether the socket is armed or not.
bool Stream::looks_after_tls() {
    if (ended_ || !socket_.is_open()) {
        return true;
    }
    if ((!drained_ && tls_->holds_bytes()) || tls_->waits() == Wait::turn) {
        if (!turn_posted_) {
            turn_posted_ = true;
            boost::asio::post(socket_.get_executor(), [self = StreamPtr(this)] {
                self->turn_posted_ = false;
                self->drained_ = false;
                self->raise();
            });
        }
        return true;
    }
    if (tls_->waits() == Wait::writable) {
        want_write();
    }
    return false;
}

// Something can be written: an end that is owed, or what a read waits for.
void Stream::go_on_by_tls() {
    if (owes_end_) {
        shutdown_send();
    }
    if (tls_->waits() == Wait::writable) {
        drained_ = false;
    }
}

}   // namespace net
