#pragma once

#include "observe/counter.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <fmt/format.h>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace observe {

/// A thread that writes blocks of whole lines to a descriptor, so that no worker ever waits for
/// whoever reads the log. What waits is bounded. A line of up to PIPE_BUF bytes is written in one
/// piece, so that it does not mix with what others write to the same pipe.
class LogWriter {
public:
    struct Limits {
        std::size_t waiting_bytes = 4 * 1024 * 1024;   ///< blocks beyond are refused
        std::chrono::milliseconds farewell{2'000};     ///< what the destructor waits for a reader
    };

    /// `descriptor` stays the caller's and must outlive the writer; it may be blocking or not.
    /// `lost_lines` counts lines that were taken and could not be written (a full disc, no reader).
    LogWriter(int descriptor, Counter& lost_lines);
    LogWriter(int descriptor, Counter& lost_lines, Limits limits);

    /// Writes what waits, as long as the reader takes it within the time of `farewell`.
    ~LogWriter();

    LogWriter(const LogWriter&) = delete;
    LogWriter& operator=(const LogWriter&) = delete;

    /// Takes a block of lines and leaves an empty buffer in its place. False when too much waits
    /// already: the block is then as it was. Never waits for the reader. From any thread.
    [[nodiscard]] bool take(fmt::memory_buffer& block);

private:
    void run();
    [[nodiscard]] std::string_view write(std::string_view text);
    [[nodiscard]] bool wait_writable() const;
    [[nodiscard]] bool out_of_time() const;
    [[nodiscard]] std::string_view next_piece(std::string_view text) const;
    void recycle(fmt::memory_buffer block);

    const int descriptor_;
    const Limits limits_;
    const bool regular_file_;
    Counter& lost_lines_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<fmt::memory_buffer> waiting_;
    std::vector<fmt::memory_buffer> spare_;
    std::size_t waiting_bytes_ = 0;   ///< the block that is being written included
    bool stopping_ = false;
    std::chrono::steady_clock::time_point deadline_;
    std::thread thread_;   ///< the last member: it uses all others from its start
};

}   // namespace observe
