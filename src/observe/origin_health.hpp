#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

namespace observe {

/// What the checks of a site's origin have found. One thread writes, any may read; `is_down` is
/// what each request asks.
class OriginHealth {
public:
    enum class State : std::uint8_t { unchecked, up, down };

    OriginHealth() = default;
    OriginHealth(const OriginHealth&) = delete;
    OriginHealth& operator=(const OriginHealth&) = delete;

    /// `reason` is why it is down, in a few words.
    void set(State state, std::string reason = {}) {
        const std::lock_guard lock(mutex_);
        reason_ = std::move(reason);
        state_.store(state, std::memory_order_relaxed);
    }

    [[nodiscard]] State state() const { return state_.load(std::memory_order_relaxed); }
    [[nodiscard]] bool is_down() const { return state() == State::down; }
    [[nodiscard]] std::string reason() const {
        const std::lock_guard lock(mutex_);
        return reason_;
    }

private:
    std::atomic<State> state_{State::unchecked};
    mutable std::mutex mutex_;
    std::string reason_;
};

}   // namespace observe
