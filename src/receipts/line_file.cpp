#include "receipts/line_file.hpp"

#include "receipts/json_line.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace receipts {
namespace {

constexpr mode_t file_mode = 0640;

std::string last_error() {
    return std::generic_category().message(errno);
}

std::string numbered(const std::string& path, unsigned number) {
    return number == 0 ? path : fmt::format("{}.{}", path, number);
}

}   // namespace

LineFile::LineFile(std::string path, std::uint64_t rotate, unsigned keep)
    : path_(std::move(path)), rotate_(rotate), keep_(keep) {}

LineFile::~LineFile() {
    close();
}

void LineFile::close() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
        descriptor_ = -1;
    }
}

Outcome LineFile::write(std::span<const Receipt> batch) {
    if (!is_in_place()) {
        if (auto fault = open(); !fault.empty()) {
            return {false, std::move(fault)};
        }
    }
    if (batch.empty()) {
        return {true, {}};
    }
    std::string text;
    for (const Receipt& receipt : batch) {
        text += to_json_line(receipt);
    }
    std::string rotation_fault;
    if (size() > 0 && size() + text.size() > rotate_) {
        // A file that grows too long is better than receipts that nobody keeps.
        rotation_fault = rotate();
        if (!is_in_place()) {
            if (auto fault = open(); !fault.empty()) {
                return {false, std::move(fault)};
            }
        }
    }
    auto fault = append(text);
    const bool written = fault.empty();
    return {written, written ? std::move(rotation_fault) : std::move(fault)};
}

bool LineFile::is_in_place() const {
    struct stat opened {};
    struct stat named {};
    return descriptor_ >= 0 && ::fstat(descriptor_, &opened) == 0 &&
           ::stat(path_.c_str(), &named) == 0 && opened.st_dev == named.st_dev &&
           opened.st_ino == named.st_ino;
}

/// Gives what is wrong, as the others do, or an empty text.
std::string LineFile::open() {
    close();
    // Opening a pipe must not wait for its other end.
    descriptor_ =
        ::open(path_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, file_mode);
    if (descriptor_ < 0) {
        return "cannot be opened: " + last_error();
    }
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
        close();
        return "is no regular file";
    }
    return {};
}

std::string LineFile::rotate() {
    // The one that has to go, and those of a time when more were kept.
    for (unsigned number = keep_ + (keep_ == 0 ? 1 : 0);
         ::unlink(numbered(path_, number).c_str()) == 0; ++number) {
    }
    if (keep_ == 0) {
        return ::unlink(path_.c_str()) == 0 ? "" : "cannot be removed: " + last_error();
    }
    for (unsigned number = keep_; number-- > 0;) {
        const std::string from = numbered(path_, number);
        if (std::rename(from.c_str(), numbered(path_, number + 1).c_str()) != 0 &&
            errno != ENOENT) {
            return "cannot be rotated: " + last_error();
        }
    }
    return {};
}

std::string LineFile::append(std::string_view text) {
    const std::uint64_t before = size();
    std::string repaired;
    if (ends_within_line()) {
        // A crash or a full disc left half a line; it must not spoil the next one.
        repaired.append("\n").append(text);
        text = repaired;
    }
    std::uint64_t written = 0;
    while (written < text.size()) {
        const ssize_t count = ::write(descriptor_, text.data() + written, text.size() - written);
        if (count > 0) {
            written += static_cast<std::uint64_t>(count);
        } else if (count == 0 || errno != EINTR) {
            auto fault = "cannot be written: " + last_error();
            take_back(before, written);
            return fault;
        }
    }
    if (::fdatasync(descriptor_) != 0) {
        auto fault = "cannot be forced to the disc: " + last_error();
        take_back(before, written);
        return fault;
    }
    return {};
}

/// Only where nobody else has appended meanwhile.
void LineFile::take_back(std::uint64_t size_before, std::uint64_t written) const {
    if (written > 0 && size() == size_before + written) {
        [[maybe_unused]] const int failed =
            ::ftruncate(descriptor_, static_cast<off_t>(size_before));
    }
}

std::uint64_t LineFile::size() const {
    struct stat status {};
    return ::fstat(descriptor_, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

bool LineFile::ends_within_line() const {
    const std::uint64_t end = size();
    char last = '\n';
    return end > 0 && ::pread(descriptor_, &last, 1, static_cast<off_t>(end - 1)) == 1 &&
           last != '\n';
}

}   // namespace receipts
