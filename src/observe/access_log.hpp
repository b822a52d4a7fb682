#pragma once

#include "observe/access_entry.hpp"
#include "observe/clock_text.hpp"
#include "observe/counter.hpp"
#include "observe/line_format.hpp"
#include "observe/log_writer.hpp"

#include <cstddef>
#include <fmt/format.h>

namespace observe {

/// The access log of one worker: lines gather in a buffer of its own and go to the writer in
/// blocks. Only that worker's thread uses it.
class AccessLog {
public:
    /// The writer and the counter must outlive the log; `dropped_lines` counts those that the
    /// writer refused.
    AccessLog(LogWriter& writer, LineFormat format, Counter& dropped_lines);

    /// Hands over what is left.
    ~AccessLog();

    AccessLog(const AccessLog&) = delete;
    AccessLog& operator=(const AccessLog&) = delete;

    /// Appends one line; hands the block over when it is large enough. Never blocks.
    void write(const AccessEntry& entry);

    /// Hands over what has gathered; for the worker's tick.
    void flush();

private:
    static constexpr std::size_t block_size = 32 * 1024;

    LogWriter& writer_;
    LineFormat format_;
    Counter& dropped_lines_;
    ClockText clock_;
    fmt::memory_buffer block_;
    std::size_t lines_ = 0;
};

}   // namespace observe
