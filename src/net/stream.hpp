#pragma once

#include "net/signal.hpp"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace net {

using Endpoint = boost::asio::generic::stream_protocol::endpoint;

/// What came of a read or a write that does not wait.
struct Transfer {
    enum class State : std::uint8_t {
        moved,     ///< `bytes` bytes, at least one
        blocked,   ///< nothing now; `want_read` or `want_write` tells when
        ended,     ///< the other side sends no more (reads only)
        failed,    ///< the connection is broken
    };
    State state = State::moved;
    std::size_t bytes = 0;
};

/// One connection as bytes: TCP or a unix socket. Reads and writes never wait; readiness raises
/// the waker, once for each time that it was asked for. Lives on one worker. Counted without
/// atomics: an armed wait keeps the stream alive until Asio gives it back.
class Stream : public boost::intrusive_ref_counter<Stream, boost::thread_unsafe_counter> {
public:
    using Context = boost::asio::io_context;
    using Pointer = boost::intrusive_ptr<Stream>;

    /// Takes over a connected socket.
    [[nodiscard]] static Pointer adopt(Context& context, int descriptor, int family);

    /// Begins to connect. The waker is raised when `connecting` turns false; `connected` then
    /// tells how it went.
    [[nodiscard]] static Pointer connect(Context& context, const Endpoint& endpoint, Waker& waker);

    [[nodiscard]] bool connecting() const { return connecting_; }
    [[nodiscard]] bool connected() const { return connected_; }

    /// Who hears of readiness from now on; null: nobody. The waker outlives this or is replaced.
    void set_waker(Waker* waker) { waker_ = waker; }

    /// Nothing can be read until a wait for reading has come back.
    [[nodiscard]] bool drained() const { return drained_; }
    /// The other side sends no more, or the connection is broken.
    [[nodiscard]] bool ended() const { return ended_; }

    /// Our end of it and the other; nothing in them when the connection is broken.
    [[nodiscard]] Endpoint local_endpoint() const;
    [[nodiscard]] Endpoint remote_endpoint() const;

    [[nodiscard]] Transfer read_some(std::span<char> room);
    /// Writes from the pieces in one call, as much as the socket takes.
    [[nodiscard]] Transfer write_some(std::span<const std::string_view> pieces);

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

    /// Says that nothing more will be sent.
    void shutdown_send();
    /// Closes in order; what was written is still delivered.
    void close();
    /// Closes so that the other side sees it broken (RST), never as the end of a message.
    void reset();

private:
    using Socket = boost::asio::basic_stream_socket<boost::asio::generic::stream_protocol,
                                                    Context::executor_type>;

    explicit Stream(Context& context) : socket_(context.get_executor()) {}

    void prepare();
    void name_unix_socket(const Endpoint& endpoint);
    void raise() {
        if (waker_ != nullptr) {
            waker_->raise();
        }
    }

    Socket socket_;
    Waker* waker_ = nullptr;
    bool read_armed_ = false;
    bool write_armed_ = false;
    bool drained_ = false;
    bool ended_ = false;
    bool connecting_ = false;
    bool connected_ = false;
};

using StreamPtr = Stream::Pointer;

}   // namespace net
