#include "net/socket_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

namespace net {

SocketFile::SocketFile(std::string path) : path_(std::move(path)) {
    struct stat file {};
    if (::lstat(path_.c_str(), &file) == 0) {
        device_ = file.st_dev;
        inode_ = file.st_ino;
    }
}

SocketFile::~SocketFile() {
    struct stat file {};
    if (!path_.empty() && ::lstat(path_.c_str(), &file) == 0 && file.st_dev == device_ &&
        file.st_ino == inode_) {
        ::unlink(path_.c_str());
    }
}

void SocketFile::permit(unsigned mode) const {
    if (!path_.empty()) {
        ::chmod(path_.c_str(), mode);
    }
}

}   // namespace net
