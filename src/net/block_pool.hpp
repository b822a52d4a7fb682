#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace net {

/// A worker's blocks of memory for bytes on their way. The last one given back is the next one
/// handed out, so that few are hot; their bytes are never cleared. Idle connections hold none.
class BlockPool {
public:
    static constexpr std::size_t block_size = 64 * 1024;

    [[nodiscard]] std::unique_ptr<char[]> take();
    void give(std::unique_ptr<char[]> block);

    /// Bytes in blocks that are out.
    [[nodiscard]] std::size_t bytes_out() const { return out_ * block_size; }

private:
    std::vector<std::unique_ptr<char[]>> free_;
    std::size_t out_ = 0;
};

}   // namespace net
