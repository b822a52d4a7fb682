#pragma once

#include "net/buffer.hpp"
#include "net/deadlines.hpp"
#include "net/signal.hpp"
#include "net/stream.hpp"
#include "net/task.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace proxy {

/// What a tunnel runs between: both ways raw bytes, each side's end passed on to the other.
struct TunnelEnds {
    net::Stream& downstream;
    net::Stream& upstream;
    net::Buffer& from_downstream;   ///< may hold bytes that came early
    net::Buffer& from_upstream;
    net::Signal& signal;   ///< raised by both streams and the deadline
    net::Deadline& deadline;
};

/// How many bytes a tunnel carried to either side.
struct TunnelBytes {
    std::uint64_t to_upstream = 0;
    std::uint64_t to_downstream = 0;
};

/// Carries bytes both ways until both sides have ended, one breaks, or nothing moved for `idle`.
/// `first` goes to the visitor before anything else.
[[nodiscard]] net::Task<TunnelBytes> run_tunnel(TunnelEnds ends, std::string_view first,
                                                std::chrono::milliseconds idle);

}   // namespace proxy
