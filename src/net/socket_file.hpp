#pragma once

#include <string>
#include <sys/types.h>
#include <utility>

namespace net {

/// The file of a unix socket that this process listens on. It is removed in the end, if it is
/// still the same: a successor may have put its own there.
class SocketFile {
public:
    SocketFile() = default;
    /// The socket is bound to it.
    explicit SocketFile(std::string path);
    SocketFile(SocketFile&& other) noexcept
        : path_(std::exchange(other.path_, {})), device_(other.device_), inode_(other.inode_) {}
    SocketFile& operator=(SocketFile&& other) noexcept {
        std::swap(path_, other.path_);
        std::swap(device_, other.device_);
        std::swap(inode_, other.inode_);
        return *this;
    }
    ~SocketFile();

    /// Changes what the file permits.
    void permit(unsigned mode) const;

private:
    std::string path_;
    dev_t device_ = 0;
    ino_t inode_ = 0;
};

}   // namespace net
