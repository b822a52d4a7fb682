#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace admin_tests {

/// A directory of its own, removed at the end.
class ScratchDirectory {
public:
    ScratchDirectory() {
        char path[] = "/tmp/admin_test.XXXXXX";
        if (mkdtemp(path) == nullptr) {
            throw std::runtime_error("no scratch directory");
        }
        path_ = path;
    }
    ~ScratchDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;

    [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

}   // namespace admin_tests
