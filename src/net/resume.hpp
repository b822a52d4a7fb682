#pragma once

#include <coroutine>
#include <utility>

namespace net {

namespace detail {

/// Who goes on once the coroutine that runs now has suspended or ended.
inline thread_local std::coroutine_handle<> next_to_resume;

}   // namespace detail

/// Resumes a coroutine, and then those that awaited it, as far as each ends. Everything that wakes
/// a coroutine goes through here.
inline void resume(std::coroutine_handle<> coroutine) {
    while (coroutine) {
        coroutine.resume();
        coroutine = std::exchange(detail::next_to_resume, nullptr);
    }
}

}   // namespace net
