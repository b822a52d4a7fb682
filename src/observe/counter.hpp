#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace observe {

/// The size of a cache line: what one worker writes is kept this far from what another one writes.
inline constexpr std::size_t cache_line = 64;

/// A number that only grows. One thread writes it, any may read it: a load and a store instead of
/// a locked addition, so that it costs what a plain integer costs.
class Counter {
public:
    void add(std::uint64_t count = 1) {
        value_.store(value_.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
    }
    [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> value_{0};
};

/// A number that goes up and down; one thread writes it, any may read it. The caller pairs each
/// decrement with an increment.
class Gauge {
public:
    void increment() { add(1); }
    void decrement() { add(-1); }
    void set(std::int64_t value) { value_.store(value, std::memory_order_relaxed); }
    [[nodiscard]] std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

private:
    void add(std::int64_t difference) {
        value_.store(value_.load(std::memory_order_relaxed) + difference,
                     std::memory_order_relaxed);
    }

    std::atomic<std::int64_t> value_{0};
};

}   // namespace observe
