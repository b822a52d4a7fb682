#include "net/pipe.hpp"

#include <array>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace net {
namespace {

// What a block holds. Below it copying costs no more.
constexpr int least_bytes = 64 * 1024;

// What was refused is so for a while: asking for each block would cost more than copying it.
constexpr unsigned after_refusal = 255;

}   // namespace

std::unique_ptr<Pipe> Pipe::make() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return nullptr;
    }
    Descriptor exit(ends[0]);
    Descriptor entry(ends[1]);
    // Refused (EPERM) to a user who has many: what it has then is what it came with.
    static_cast<void>(::fcntl(entry.get(), F_SETPIPE_SZ, static_cast<int>(usual_capacity)));
    const int capacity = ::fcntl(entry.get(), F_GETPIPE_SZ);
    if (capacity < least_bytes) {
        return nullptr;
    }
    return std::unique_ptr<Pipe>(
        new Pipe(std::move(exit), std::move(entry), static_cast<std::size_t>(capacity)));
}

PipePool::Held PipePool::take() {
    std::unique_ptr<Pipe> pipe = blocks_.tight(Pipe::usual_capacity) ? nullptr : find();
    if (pipe) {
        ++out_;
        blocks_.count_out(pipe->capacity());
    }
    return {pipe.release(), Return{this}};
}

std::unique_ptr<Pipe> PipePool::find() {
    if (!free_.empty()) {
        std::unique_ptr<Pipe> pipe = std::move(free_.back());
        free_.pop_back();
        return pipe;
    }
    if (out_ >= most_) {
        return nullptr;
    }
    if (asks_to_skip_ > 0) {
        --asks_to_skip_;
        return nullptr;
    }
    std::unique_ptr<Pipe> pipe = Pipe::make();
    asks_to_skip_ = pipe ? 0 : after_refusal;
    return pipe;
}

// One with bytes in it is of a broken exchange: it is closed, they are nobody's.
void PipePool::give(std::unique_ptr<Pipe> pipe) {
    --out_;
    blocks_.count_in(pipe->capacity());
    if (pipe->empty()) {
        free_.push_back(std::move(pipe));
    }
}

}   // namespace net
