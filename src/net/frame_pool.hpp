#pragma once

#include <cstddef>

namespace net {

/// Memory for coroutine frames. Each thread keeps the frames it freed for its next ones, so that
/// an exchange allocates none. A frame has to be freed on the thread that made it, which holds for
/// everything of a connection: it never changes its worker.
[[nodiscard]] void* allocate_frame(std::size_t size);
void free_frame(void* frame, std::size_t size) noexcept;

}   // namespace net
