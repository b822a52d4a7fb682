#pragma once

#include "observe/counter.hpp"
#include "observe/unregistered_names.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace observe {

/// How often one worker met each unregistered name of one site, and when last. One thread writes,
/// any may read. Takes its 8 KiB with the first name.
class UnregisteredTally {
public:
    struct Seen {
        std::uint64_t count = 0;
        std::chrono::system_clock::time_point last;
    };

    UnregisteredTally() = default;
    UnregisteredTally(const UnregisteredTally&) = delete;
    UnregisteredTally& operator=(const UnregisteredTally&) = delete;
    ~UnregisteredTally() { delete entries_.load(std::memory_order_relaxed); }

    /// `place` is below UnregisteredNames::place_count.
    void add(std::size_t place, std::chrono::system_clock::time_point now) {
        Entries* entries = entries_.load(std::memory_order_relaxed);
        if (entries == nullptr) [[unlikely]] {
            entries = std::make_unique<Entries>().release();
            entries_.store(entries, std::memory_order_release);
        }
        (*entries)[place].count.add();
        (*entries)[place].last.set(now.time_since_epoch().count());
    }

    [[nodiscard]] Seen seen(std::size_t place) const {
        const Entries* const entries = entries_.load(std::memory_order_acquire);
        if (entries == nullptr) {
            return {};
        }
        const Entry& entry = (*entries)[place];
        return {entry.count.value(), std::chrono::system_clock::time_point(
                                         std::chrono::system_clock::duration(entry.last.value()))};
    }

private:
    struct Entry {
        Counter count;
        Gauge last;
    };
    using Entries = std::array<Entry, UnregisteredNames::place_count>;

    std::atomic<Entries*> entries_{nullptr};
};

}   // namespace observe
