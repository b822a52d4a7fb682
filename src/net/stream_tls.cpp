#include "net/stream.hpp"

// A stream that speaks TLS. What was read from the descriptor may still be in the session, and a
// read may have to wait until something can be written.
namespace net {

using Wait = TlsSession::Wait;

// It is held up only by a socket that has nothing, or takes nothing, any more. The end that comes
// behind what was read has been told already.
void Stream::note_tls() {
    readable_ = readable_ && (hung_up_ || tls_->waits() != Wait::readable);
    writable_ = writable_ && tls_->waits() != Wait::writable;
}

Transfer::State Stream::shake_hands() {
    const Transfer step = tls_->shake_hands();
    note_tls();
    drained_ = step.state == Transfer::State::blocked;
    if (drained_) {
        want_read();
    }
    return step.state;
}

Transfer Stream::read_by_tls(std::span<char> room) {
    const Transfer read = tls_->read(room);
    note_tls();
    drained_ = tls_->waits() != Wait::nothing;
    ended_ =
        ended_ || read.state == Transfer::State::ended || read.state == Transfer::State::failed;
    return read;
}

bool Stream::is_quiet_by_tls() {
    const bool quiet = tls_->is_quiet();
    note_tls();
    drained_ = quiet;
    return quiet;
}

// The wake-up that reading waits for, where it is another than that the socket can be read. What
// the session holds raises no event, whether the socket is armed or not.
bool Stream::looks_after_tls() {
    if (ended_ || !socket_) {
        return true;
    }
    if ((!drained_ && tls_->holds_bytes()) || tls_->waits() == Wait::turn) {
        turn_for_tls_ = true;
        loop_.give_turn(*this);
        return true;
    }
    // What there is to read cannot be read before: it would wake the reader over and over.
    if (tls_->waits() == Wait::writable) {
        want_write();
        return true;
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
