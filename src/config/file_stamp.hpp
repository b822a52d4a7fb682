#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace config {

/// Which version of a file lies at a path; all zero where there is none. Two versions with the
/// same stamp are the same.
struct FileStamp {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
    std::int64_t modified = 0;   ///< nanoseconds since 1970
    std::int64_t changed = 0;    ///< the same; of the inode, so permissions and links count too

    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// Of what the path leads to; links are followed. What is no regular file has none: a pipe can be
/// read but once.
[[nodiscard]] FileStamp stamp_of(const std::filesystem::path& file);

/// A file that a configuration was read from, or should have been, as it was just before.
struct FileRead {
    std::filesystem::path path;
    FileStamp stamp;
};
using FilesRead = std::vector<FileRead>;

}   // namespace config
