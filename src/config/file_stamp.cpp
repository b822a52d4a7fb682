#include "config/file_stamp.hpp"

#include <sys/stat.h>

namespace config {
namespace {

std::int64_t nanoseconds(const timespec& time) {
    constexpr std::int64_t a_second = 1'000'000'000;
    return static_cast<std::int64_t>(time.tv_sec) * a_second + time.tv_nsec;
}

}   // namespace

FileStamp stamp_of(const std::filesystem::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) {
        return {};
    }
    return {.device = found.st_dev,
            .inode = found.st_ino,
            .size = static_cast<std::uint64_t>(found.st_size),
            .modified = nanoseconds(found.st_mtim),
            .changed = nanoseconds(found.st_ctim)};
}

}   // namespace config
