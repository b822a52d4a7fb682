#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <vector>

namespace net {

/// A worker's blocks of memory for bytes on their way, of three sizes: most heads fit into a small
/// one, which is all that an exchange holds while it waits for its origin; bodies take large ones,
/// or medium ones once memory is tight. The last one given back is the next one handed out, so that
/// few are hot; their bytes are never cleared. Idle connections hold none.
class BlockPool {
public:
    static constexpr std::size_t small_size = 4 * 1024;
    static constexpr std::size_t medium_size = 16 * 1024;
    static constexpr std::size_t large_size = 64 * 1024;

    /// `size` is one of the three.
    [[nodiscard]] std::unique_ptr<char[]> take(std::size_t size);
    void give(std::unique_ptr<char[]> block, std::size_t size);

    /// Bytes that are held elsewhere for the same purpose, and are so no more.
    void count_out(std::size_t bytes) { bytes_out_ += bytes; }
    void count_in(std::size_t bytes) { bytes_out_ -= bytes; }

    /// Bytes in blocks that are out, and held elsewhere.
    [[nodiscard]] std::size_t bytes_out() const { return bytes_out_; }

    /// How many may be out before the pool is full. It hands blocks out all the same: what runs
    /// has to end.
    void set_limit(std::size_t bytes) { limit_ = bytes; }
    [[nodiscard]] bool full() const { return bytes_out_ > limit_; }
    /// A quarter is out, or would be with `more`: from here on slow readers shall hold less each,
    /// so that more fit in.
    [[nodiscard]] bool tight(std::size_t more = 0) const { return bytes_out_ + more > limit_ / 4; }

private:
    using Blocks = std::vector<std::unique_ptr<char[]>>;

    Blocks& free_of(std::size_t size);

    Blocks free_small_;
    Blocks free_medium_;
    Blocks free_large_;
    std::size_t bytes_out_ = 0;
    std::size_t limit_ = std::numeric_limits<std::size_t>::max();
};

}   // namespace net
