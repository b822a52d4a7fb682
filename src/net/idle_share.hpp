#pragma once

#include <atomic>

namespace net {

/// How many connections to one origin all workers together may keep at rest. A worker reserves as
/// many as it came to need at once and keeps them reserved, so that the way of a request touches
/// nothing shared; what it has to spare it gives back when another one is short. Safe from any
/// thread.
class IdleShare {
public:
    explicit IdleShare(unsigned most) : most_(most) {}
    IdleShare(const IdleShare&) = delete;
    IdleShare& operator=(const IdleShare&) = delete;

    /// One more may rest; false, and the others hear of it, when all are reserved.
    [[nodiscard]] bool reserve() {
        if (reserved_.fetch_add(1, std::memory_order_relaxed) < most_) {
            return true;
        }
        reserved_.fetch_sub(1, std::memory_order_relaxed);
        refusals_.fetch_add(1, std::memory_order_relaxed);
        return false;
    }
    void release() { reserved_.fetch_sub(1, std::memory_order_relaxed); }

    /// Grows when somebody was refused: then who has some to spare gives them back.
    [[nodiscard]] unsigned refusals() const { return refusals_.load(std::memory_order_relaxed); }

private:
    const unsigned most_;
    std::atomic<unsigned> reserved_{0};
    std::atomic<unsigned> refusals_{0};
};

}   // namespace net
