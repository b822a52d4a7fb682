#pragma once

#include "net/descriptor.hpp"
#include "net/event_loop.hpp"
#include "net/signal.hpp"
#include "net/tls_session.hpp"
#include "net/transfer.hpp"

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace net {

class Pipe;

using Endpoint = boost::asio::generic::stream_protocol::endpoint;

/// One connection as bytes: TCP or a unix socket, in plain text or by TLS, which only who makes it
/// knows. Reads and writes never wait; readiness raises the waker, once for each time that it was
/// asked for. Lives on one worker. Counted without atomics: while it raises its waker it must not
/// go.
class Stream final : public boost::intrusive_ref_counter<Stream, boost::thread_unsafe_counter>,
                     public Watcher {
public:
    using Pointer = boost::intrusive_ptr<Stream>;

    /// Takes over a connected socket that does not block. The loop outlives the stream, which is
    /// not `connected` when the system has no room for one more to watch.
    [[nodiscard]] static Pointer adopt(EventLoop& loop, Descriptor socket);

    /// Begins to connect. Once `connecting` is false, now or when the waker is raised, `connected`
    /// tells how it went.
    [[nodiscard]] static Pointer connect(EventLoop& loop, const Endpoint& endpoint, Waker& waker);

    ~Stream() { close_socket(); }

    /// Speaks TLS from here on: nothing can be read or written before the hands are shaken.
    void secure(std::unique_ptr<TlsSession> tls) { tls_ = std::move(tls); }
    /// Goes on with the handshake: `moved` when it is done; where it is `blocked`, the waker is
    /// raised when it can go on.
    [[nodiscard]] Transfer::State shake_hands();
    /// The TLS that is spoken, or null.
    [[nodiscard]] const TlsSession* tls() const { return tls_.get(); }
    /// For who has to make the TLS of this connection.
    [[nodiscard]] int descriptor() const { return socket_.get(); }

    [[nodiscard]] bool connecting() const { return connecting_; }
    [[nodiscard]] bool connected() const { return connected_; }
    /// It could not be begun: so many wait to be accepted on that unix socket that the system lets
    /// nobody line up. Worth another try.
    [[nodiscard]] bool queue_is_full() const { return queue_is_full_; }

    /// It failed because the system knows no way to that address.
    [[nodiscard]] bool unroutable() const { return unroutable_; }

    /// Who hears of readiness from now on; null: nobody. The waker outlives this or is replaced.
    void set_waker(Waker* waker) { waker_ = waker; }

    /// Nothing can be read until a wait for reading has come back.
    [[nodiscard]] bool drained() const { return drained_; }
    /// The other side sends no more, or the connection is broken.
    [[nodiscard]] bool ended() const { return ended_; }

    /// Our end of it and the other; nothing in them when the connection is broken.
    [[nodiscard]] Endpoint local_endpoint() const;
    [[nodiscard]] Endpoint remote_endpoint() const;

    /// Reads what is there, as far as there is room; with no room nothing, and the end is not seen.
    [[nodiscard]] Transfer read_some(std::span<char> room);
    /// Writes from the pieces in one call, as much as the socket takes; of more than eight that are
    /// not empty maybe the first eight alone. As with any write, the rest is to be offered again.
    [[nodiscard]] Transfer write_some(std::span<const std::string_view> pieces);

    /// The same by a pipe, into which at most `most` bytes are read and all of which is written;
    /// only while no TLS is spoken. `fill` that was `blocked` has left the stream `drained`, or the
    /// pipe has to be emptied first; neither where the pipe is empty: then the system does not do
    /// it.
    [[nodiscard]] Transfer fill(Pipe& pipe, std::size_t most);
    [[nodiscard]] Transfer drain(Pipe& pipe);

    /// What is there to be read, without taking it; only while no TLS is spoken.
    [[nodiscard]] Transfer peek(std::span<char> room);

    /// What was offered last, when the stream was blocked, has to be offered again, or nothing
    /// else be sent any more: a part of it may be on its way.
    [[nodiscard]] bool holds_to_offer() const { return tls_ != nullptr && tls_->in_record(); }

    /// Looks whether an idle connection is still open, and silent: one call.
    [[nodiscard]] bool is_quiet();

    /// Raise the waker once there is something to read, the end included; not again after it.
    void want_read();
    /// The same, but only when the last read left nothing behind: unread bytes would raise it
    /// over and over. So the end of a connection that is only watched is noticed for free.
    void watch() {
        if (drained_) {
            want_read();
        }
    }
    /// Raise the waker once a write may succeed.
    void want_write();

    /// Raise the waker from the event loop, after others had their turn.
    void yield();

    /// Says that nothing more will be sent; by TLS maybe later, once what was sent has gone out.
    void shutdown_send();
    /// It is still to be said: the waker is raised when something can be written.
    [[nodiscard]] bool owes_end() const { return owes_end_; }
    /// Closes in order; what was written is still delivered.
    void close();
    /// Closes so that the other side sees it broken (RST), never as the end of a message.
    void reset();

    /// From the event loop.
    void on_events(unsigned events) override;

private:
    explicit Stream(EventLoop& loop) : loop_(loop) {}

    void open(const Endpoint& endpoint);
    void finish_connecting(unsigned events);
    void name_unix_socket();
    void note_connect_error(int error);
    void note(unsigned events);
    void take_turn();
    void close_socket();
    [[nodiscard]] Transfer judge(ssize_t result);

    // stream_tls.cpp
    void note_tls();
    [[nodiscard]] Transfer read_by_tls(std::span<char> room);
    [[nodiscard]] bool is_quiet_by_tls();
    [[nodiscard]] bool looks_after_tls();
    void go_on_by_tls();
    void raise() {
        if (waker_ != nullptr) {
            waker_->raise();
        }
    }

    EventLoop& loop_;
    Descriptor socket_;
    std::unique_ptr<TlsSession> tls_;
    Waker* waker_ = nullptr;
    // What the last events said, until a read or a write finds otherwise: they are not repeated.
    bool readable_ = false;
    bool writable_ = false;
    bool hung_up_ = false;   ///< the end is there, maybe behind bytes
    bool watches_writing_ = false;
    bool read_armed_ = false;
    bool write_armed_ = false;
    bool drained_ = false;
    bool ended_ = false;
    bool connecting_ = false;
    bool connected_ = false;
    bool queue_is_full_ = false;
    bool unroutable_ = false;
    bool owes_end_ = false;
    bool turn_for_tls_ = false;
};

using StreamPtr = Stream::Pointer;

}   // namespace net
