#pragma once

#include "admin/status.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace app {

/// The last times that a configuration was read, for the status page and the metrics. Safe from
/// any thread.
class ReloadLog {
public:
    void add(bool success, std::string text) {
        const std::lock_guard lock(mutex_);
        const auto now = std::chrono::system_clock::now();
        entries_.push_front({now, success, std::move(text)});
        last_success_ = success ? now : last_success_;
        if (entries_.size() > most) {
            entries_.pop_back();
        }
    }

    /// Newest first.
    [[nodiscard]] std::vector<admin::ReloadStatus> entries() const {
        const std::lock_guard lock(mutex_);
        return {entries_.begin(), entries_.end()};
    }

    /// When the configuration that is served was read.
    [[nodiscard]] admin::Time last_success() const {
        const std::lock_guard lock(mutex_);
        return last_success_;
    }

private:
    static constexpr std::size_t most = 20;

    mutable std::mutex mutex_;
    std::deque<admin::ReloadStatus> entries_;
    admin::Time last_success_;
};

}   // namespace app
