#pragma once

#include "net/buffer.hpp"
#include "net/pipe.hpp"
#include "net/stream.hpp"
#include "pages/transform.hpp"
#include "proxy/body.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace proxy {

/// One direction of an exchange: a head, and the body behind it, from one stream to the other.
/// Never waits: `pump` moves what can be moved now, `arm` asks for the wake-up that is needed.
/// Holds at most one block, or one pipe: while the sink takes nothing, nothing more is read.
class Relay {
public:
    enum class State : std::uint8_t {
        running,
        done,
        source_ended,   ///< the body was not whole
        source_failed,
        sink_failed,
        bad_body,   ///< see `fault`
    };

    /// `buffer` may already hold bytes of the body; what it holds behind the body stays in it. All
    /// outlive the relay.
    Relay(net::Stream& source, net::Stream& sink, net::Buffer& buffer, const Body::Plan& plan)
        : source_(source), sink_(sink), buffer_(buffer), body_(plan) {}

    /// What goes out before the body, in one write with its first bytes. Outlives the relay.
    void send_first(std::string_view head) { pieces_[0] = head; }

    /// Has the body changed on its way, as its plan says. Outlives the relay.
    void change_by(pages::Transform& transform) { transform_ = &transform; }

    /// Has much of a body go by a pipe, where it is nobody's business on its way: it comes and goes
    /// in plain text, its length is known, and it is not changed. The pool outlives the relay.
    void splice_by(net::PipePool& pipes);

    /// Moves bytes until one side would block, the body ends, or others should have their turn.
    /// True when any byte moved.
    bool pump();

    /// Asks the stream that it waits for to raise its waker.
    void arm();

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] bool running() const { return state_ == State::running; }
    [[nodiscard]] http::Fault fault() const { return fault_; }
    /// It is the sink that it waits for.
    [[nodiscard]] bool waits_for_sink() const { return sink_blocked_; }
    /// Bytes written, head and framing included.
    [[nodiscard]] std::uint64_t bytes_written() const { return bytes_written_; }
    /// Has any byte left for the sink, or a part of a TLS record?
    [[nodiscard]] bool started() const { return bytes_written_ > 0 || sink_.holds_to_offer(); }

private:
    [[nodiscard]] bool pending() const;
    void fill();
    [[nodiscard]] std::string_view next_data();
    [[nodiscard]] std::string_view next_changed();
    void frame(std::string_view bytes);
    void write();
    void read();
    [[nodiscard]] net::Transfer read_block();
    [[nodiscard]] net::Transfer read_pipe();
    [[nodiscard]] net::Transfer write_out();
    void let_go();
    void advance(std::size_t bytes);

    net::Stream& source_;
    net::Stream& sink_;
    net::Buffer& buffer_;
    Body body_;
    State state_ = State::running;
    http::Fault fault_{};
    pages::Transform* transform_ = nullptr;
    net::PipePool* pipes_ = nullptr;   ///< where the body goes by one
    net::PipePool::Held pipe_;
    bool transform_ended_ = false;   ///< it was told so
    bool sink_blocked_ = false;
    bool need_more_ = false;     ///< what the buffer holds is not enough for a step
    bool terminated_ = false;    ///< the last chunk was put behind the body
    std::size_t consumed_ = 0;   ///< of the buffer, once what is pending was written
    std::uint64_t bytes_written_ = 0;
    std::array<std::string_view, 4> pieces_;   ///< head, size of a chunk, data, what closes it
    std::array<char, 20> chunk_size_{};
    std::string ending_;   ///< short enough to need no memory, but for trailers
};

}   // namespace proxy
