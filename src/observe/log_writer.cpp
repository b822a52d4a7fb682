#include "observe/log_writer.hpp"

#include "observe/quiet_thread.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace observe {
namespace {

constexpr int poll_milliseconds = 100;
constexpr std::size_t max_spare = 32;
constexpr std::size_t max_spare_capacity = 256 * 1024;

bool is_regular_file(int descriptor) {
    struct stat status {};
    return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

std::uint64_t count_lines(std::string_view text) {
    return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

}   // namespace

LogWriter::LogWriter(int descriptor, Counter& lost_lines)
    : LogWriter(descriptor, lost_lines, Limits{}) {}

LogWriter::LogWriter(int descriptor, Counter& lost_lines, Limits limits)
    : descriptor_(descriptor),
      limits_(limits),
      regular_file_(is_regular_file(descriptor)),
      lost_lines_(lost_lines),
      thread_(quiet_thread([this] { run(); })) {}

LogWriter::~LogWriter() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        deadline_ = std::chrono::steady_clock::now() + limits_.farewell;
    }
    wake_.notify_one();
    thread_.join();
}

bool LogWriter::take(fmt::memory_buffer& block) {
    if (block.size() == 0) {
        return true;
    }
    {
        const std::lock_guard lock(mutex_);
        if (waiting_bytes_ + block.size() > limits_.waiting_bytes) {
            return false;
        }
        waiting_bytes_ += block.size();
        waiting_.push_back(std::move(block));
        if (spare_.empty()) {
            block = fmt::memory_buffer();
        } else {
            block = std::move(spare_.back());
            spare_.pop_back();
        }
    }
    wake_.notify_one();
    return true;
}

void LogWriter::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) {
            return;
        }
        fmt::memory_buffer block = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        const std::string_view unwritten = write({block.data(), block.size()});
        lost_lines_.add(count_lines(unwritten));
        lock.lock();
        waiting_bytes_ -= block.size();
        recycle(std::move(block));
    }
}

void LogWriter::recycle(fmt::memory_buffer block) {
    if (spare_.size() < max_spare && block.capacity() <= max_spare_capacity) {
        block.clear();
        spare_.push_back(std::move(block));
    }
}

/// Gives what could not be written.
std::string_view LogWriter::write(std::string_view text) {
    while (!text.empty()) {
        if (!wait_writable()) {
            return text;
        }
        const std::string_view piece = next_piece(text);
        const ssize_t written = ::write(descriptor_, piece.data(), piece.size());
        if (written > 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (written < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
            return text;
        }
    }
    return text;
}

/// A blocking descriptor is polled too: a thread inside write() could not be told to stop.
bool LogWriter::wait_writable() const {
    while (!out_of_time()) {
        pollfd poller{descriptor_, POLLOUT, 0};
        if (::poll(&poller, 1, poll_milliseconds) > 0) {
            return true;
        }
    }
    return false;
}

bool LogWriter::out_of_time() const {
    const std::lock_guard lock(mutex_);
    return stopping_ && std::chrono::steady_clock::now() >= deadline_;
}

/// A writable pipe takes PIPE_BUF bytes without blocking and in one piece (pipe(7)); so whole
/// lines are cut off, as many as fit.
std::string_view LogWriter::next_piece(std::string_view text) const {
    if (regular_file_ || text.size() <= PIPE_BUF) {
        return text;
    }
    const auto newline = text.rfind('\n', PIPE_BUF - 1);
    return text.substr(0, newline == std::string_view::npos ? PIPE_BUF : newline + 1);
}

}   // namespace observe
