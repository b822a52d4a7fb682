#include "proxy/relay.hpp"

#include <algorithm>
#include <charconv>

namespace proxy {
namespace {

constexpr std::size_t most_a_turn = 256 * 1024;

// Below it copying costs no more.
constexpr std::uint64_t least_spliced = 64 * 1024;

constexpr std::string_view crlf = "\r\n";

// In which piece what lies.
enum Piece : std::size_t { head, size, data, tail };

}   // namespace

void Relay::splice_by(net::PipePool& pipes) {
    const bool plain = source_.tls() == nullptr && sink_.tls() == nullptr;
    if (plain && body_.unchanged() >= buffer_.size() + least_spliced) {
        pipes_ = &pipes;
    }
}

bool Relay::pending() const {
    return (pipe_ && !pipe_->empty()) ||
           std::any_of(pieces_.begin(), pieces_.end(),
                       [](std::string_view piece) { return !piece.empty(); });
}

bool Relay::pump() {
    const std::uint64_t before = bytes_written_;
    bool read_any = false;
    sink_blocked_ = false;
    while (state_ == State::running) {
        fill();
        if (state_ != State::running) {
            break;
        }
        if (pending()) {
            write();
            if (sink_blocked_) {
                break;
            }
            if (bytes_written_ - before >= most_a_turn) {
                sink_.yield();
                break;
            }
        } else if (body_.done()) {
            state_ = State::done;
        } else if (source_.drained()) {
            let_go();
            break;
        } else {
            read();
            read_any = true;
        }
    }
    if (!running()) {
        pipe_.reset();
    }
    return read_any || bytes_written_ != before;
}

// Looks at what was read once everything before it was written; the head goes with the first.
void Relay::fill() {
    if (!pieces_[data].empty() || !pieces_[size].empty() || !pieces_[tail].empty()) {
        return;
    }
    frame(transform_ == nullptr ? next_data() : next_changed());
    const bool all_given = transform_ == nullptr || (transform_ended_ && pieces_[data].empty());
    if (body_.done() && all_given && body_.leaves_chunked() && !terminated_ &&
        state_ == State::running) {
        terminated_ = true;
        ending_ = body_.ending();
        pieces_[tail] = ending_;
    }
}

// The next of the body that was read, taken out of its framing. What was given before was written.
std::string_view Relay::next_data() {
    buffer_.consume(consumed_);
    consumed_ = 0;
    if (body_.done() || buffer_.empty() || need_more_) {
        return {};
    }
    const auto step = body_.step(buffer_.bytes());
    if (!step) {
        fault_ = step.error();
        state_ = State::bad_body;
        return {};
    }
    consumed_ = step->consumed;
    need_more_ = step->consumed == 0;
    return buffer_.view().substr(0, step->produced);
}

std::string_view Relay::next_changed() {
    for (;;) {
        const std::string_view changed = transform_->take();
        if (transform_->failed()) {
            fault_ = http::Fault::malformed;
            state_ = State::bad_body;
        }
        if (!changed.empty() || state_ != State::running || transform_ended_) {
            return changed;
        }
        const std::string_view more = next_data();
        if (!more.empty()) {
            transform_->put(more);
        } else if (body_.done()) {
            transform_->end();
            transform_ended_ = true;
        } else if (consumed_ == 0) {
            return {};
        }
    }
}

// One chunk of it, where it has to be put into chunks.
void Relay::frame(std::string_view bytes) {
    pieces_[data] = bytes;
    if (!body_.encodes() || bytes.empty()) {
        return;
    }
    char* const limit = chunk_size_.data() + chunk_size_.size() - crlf.size();
    char* const end = std::to_chars(chunk_size_.data(), limit, bytes.size(), 16).ptr;
    std::copy(crlf.begin(), crlf.end(), end);
    pieces_[size] = {chunk_size_.data(),
                     static_cast<std::size_t>(end - chunk_size_.data()) + crlf.size()};
    pieces_[tail] = crlf;
}

void Relay::write() {
    const net::Transfer written = write_out();
    switch (written.state) {
        case net::Transfer::State::moved:
            bytes_written_ += written.bytes;
            break;
        case net::Transfer::State::blocked:
            sink_blocked_ = true;
            break;
        default:
            state_ = State::sink_failed;
    }
}

// Nothing is read into the pipe before the pieces were written.
net::Transfer Relay::write_out() {
    if (pipe_ && !pipe_->empty()) {
        return sink_.drain(*pipe_);
    }
    const net::Transfer written = sink_.write_some(pieces_);
    advance(written.bytes);
    return written;
}

void Relay::advance(std::size_t bytes) {
    for (std::string_view& piece : pieces_) {
        const std::size_t taken = std::min(bytes, piece.size());
        piece.remove_prefix(taken);
        bytes -= taken;
    }
}

// Into a pipe, or into the block while there is none to be had.
void Relay::read() {
    if (pipes_ != nullptr && !pipe_) {
        buffer_.release();
        pipe_ = pipes_->take();
    }
    const net::Transfer got = pipe_ ? read_pipe() : read_block();
    if (got.state == net::Transfer::State::ended && !body_.end()) {
        state_ = State::source_ended;
    } else if (got.state == net::Transfer::State::failed) {
        state_ = State::source_failed;
    }
}

net::Transfer Relay::read_block() {
    const std::span<char> room = buffer_.room();
    const auto most =
        static_cast<std::size_t>(std::min<std::uint64_t>(room.size(), body_.expected()));
    const net::Transfer got = source_.read_some(room.first(most));
    if (got.bytes > 0) {
        buffer_.grow(got.bytes);
        need_more_ = false;
    }
    return got;
}

net::Transfer Relay::read_pipe() {
    const auto most =
        static_cast<std::size_t>(std::min<std::uint64_t>(pipe_->capacity(), body_.expected()));
    const net::Transfer got = source_.fill(*pipe_, most);
    body_.pass(got.bytes);
    if (got.state == net::Transfer::State::blocked && !source_.drained()) {
        pipes_ = nullptr;
        pipe_.reset();
    }
    return got;
}

// While the source has nothing, others may have the memory.
void Relay::let_go() {
    pipe_.reset();
    if (buffer_.empty()) {
        buffer_.release();
    }
}

void Relay::arm() {
    if (state_ != State::running) {
        return;
    }
    if (sink_blocked_) {
        sink_.want_write();
    } else {
        source_.want_read();
    }
}

}   // namespace proxy
