#pragma once

#include <cstddef>
#include <cstdint>

namespace net {

/// What came of a read or a write that does not wait.
struct Transfer {
    enum class State : std::uint8_t {
        moved,     ///< `bytes` bytes: none only where nothing was to be moved
        blocked,   ///< nothing now; `want_read` or `want_write` tells when
        ended,     ///< the other side sends no more (reads only)
        failed,    ///< the connection is broken
    };
    State state = State::moved;
    std::size_t bytes = 0;
};

}   // namespace net
