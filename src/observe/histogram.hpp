#pragma once

#include "observe/counter.hpp"

#include <array>
#include <chrono>
#include <cstddef>

namespace observe {

/// How long exchanges took. One thread writes it, any may read it.
class Histogram {
public:
    /// The upper bounds of the buckets, each one inclusive; the last bucket has none.
    static constexpr std::array<std::chrono::microseconds, 16> bounds = {
        std::chrono::microseconds{500},   std::chrono::milliseconds{1},
        std::chrono::microseconds{2'500}, std::chrono::milliseconds{5},
        std::chrono::milliseconds{10},    std::chrono::milliseconds{25},
        std::chrono::milliseconds{50},    std::chrono::milliseconds{100},
        std::chrono::milliseconds{250},   std::chrono::milliseconds{500},
        std::chrono::seconds{1},          std::chrono::milliseconds{2'500},
        std::chrono::seconds{5},          std::chrono::seconds{10},
        std::chrono::seconds{30},         std::chrono::seconds{60},
    };

    /// A duration below zero counts as zero.
    void observe(std::chrono::nanoseconds duration) {
        if (duration < std::chrono::nanoseconds::zero()) {
            duration = std::chrono::nanoseconds::zero();
        }
        std::size_t bucket = 0;
        while (bucket < bounds.size() && duration > bounds[bucket]) {
            ++bucket;
        }
        buckets_[bucket].add();
        nanoseconds_.add(static_cast<std::uint64_t>(duration.count()));
    }

    /// How many fell into one bucket alone, not into those below it too; `bounds.size()` is the
    /// bucket without a bound.
    [[nodiscard]] std::uint64_t count(std::size_t bucket) const { return buckets_[bucket].value(); }

    /// Everything observed, together.
    [[nodiscard]] std::chrono::nanoseconds sum() const {
        return std::chrono::nanoseconds{static_cast<std::int64_t>(nanoseconds_.value())};
    }

private:
    std::array<Counter, bounds.size() + 1> buckets_;
    Counter nanoseconds_;
};

}   // namespace observe
