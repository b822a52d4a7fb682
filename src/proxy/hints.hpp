#pragma once

#include <array>
#include <atomic>
#include <cstddef>

namespace proxy {

/// What the operator is told once, with the setting to change. Safe from any thread.
class Hints {
public:
    enum Hint : std::size_t { ignored_https, refused_proxy_header };

    /// True the first time that it is asked of this hint.
    [[nodiscard]] bool is_first(Hint hint) {
        std::atomic<bool>& told = told_[hint];
        return !told.load(std::memory_order_relaxed) && !told.exchange(true);
    }

private:
    std::array<std::atomic<bool>, 2> told_{};
};

}   // namespace proxy
