#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace net {

/// A worker's blocks of memory for bytes on their way, of two sizes: most heads fit into a small
/// one, which is all that an exchange holds while it waits for its origin. The last one given back
/// is the next one handed out, so that few are hot; their bytes are never cleared. Idle
/// connections hold none.
class BlockPool {
public:
    static constexpr std::size_t small_size = 4 * 1024;
    static constexpr std::size_t large_size = 64 * 1024;

    /// `size` is one of the two.
    [[nodiscard]] std::unique_ptr<char[]> take(std::size_t size);
    void give(std::unique_ptr<char[]> block, std::size_t size);

    /// Bytes in blocks that are out.
    [[nodiscard]] std::size_t bytes_out() const { return bytes_out_; }

private:
    using Blocks = std::vector<std::unique_ptr<char[]>>;

    Blocks& free_of(std::size_t size) { return size == small_size ? free_small_ : free_large_; }

    Blocks free_small_;
    Blocks free_large_;
    std::size_t bytes_out_ = 0;
};

}   // namespace net
