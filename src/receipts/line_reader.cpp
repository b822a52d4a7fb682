#include "receipts/line_reader.hpp"

#include "receipts/json_line.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <vector>

namespace receipts {
namespace {

using Result = boost::system::result<void, std::string>;

struct OpenFile {
    std::string name;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream;
    dev_t device = 0;
    ino_t inode = 0;
};

/// The greatest N of a file `PATH.N`.
unsigned greatest_number(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path();
    const std::string prefix = std::filesystem::path(path).filename().string() + '.';
    unsigned greatest = 0;
    std::error_code error;
    for (const auto& entry :
         std::filesystem::directory_iterator(folder.empty() ? "." : folder, error)) {
        const std::string name = entry.path().filename().string();
        const std::string_view digits = std::string_view(name).substr(
            std::min(name.size(), name.starts_with(prefix) ? prefix.size() : name.size()));
        if (!digits.empty() && digits.size() < 6 &&
            digits.find_first_not_of("0123456789") == digits.npos) {
            greatest = std::max(greatest, static_cast<unsigned>(std::stoul(std::string(digits))));
        }
    }
    return greatest;
}

/// The newest first: what is rotated meanwhile then turns up twice, and never not at all.
Result open_all(const std::string& path, std::vector<OpenFile>& files) {
    const unsigned greatest = greatest_number(path);
    bool there = true;
    for (unsigned number = 0; there || number <= greatest; ++number) {
        OpenFile file{number == 0 ? path : fmt::format("{}.{}", path, number),
                      {nullptr, &std::fclose}};
        file.stream.reset(std::fopen(file.name.c_str(), "re"));
        there = file.stream != nullptr;
        if (!there && errno == ENOENT) {
            continue;
        }
        struct stat status {};
        if (!there || ::fstat(::fileno(file.stream.get()), &status) != 0) {
            return fmt::format("{}: {}", file.name, std::generic_category().message(errno));
        }
        file.device = status.st_dev;
        file.inode = status.st_ino;
        const bool twice = std::any_of(files.begin(), files.end(), [&](const OpenFile& other) {
            return other.device == file.device && other.inode == file.inode;
        });
        if (!twice) {
            files.push_back(std::move(file));
        }
    }
    if (files.empty()) {
        return fmt::format("{}: {}", path, std::generic_category().message(ENOENT));
    }
    return {};
}

Result read_file(const OpenFile& file, const Filter& filter, const Take& take,
                 const TellFault& tell) {
    char* buffer = nullptr;
    std::size_t capacity = 0;
    const auto release = [&buffer](void*) { std::free(buffer); };
    const std::unique_ptr<void, decltype(release)> owner(&buffer, release);
    errno = 0;
    for (std::size_t number = 1;; ++number) {
        const ssize_t size = ::getline(&buffer, &capacity, file.stream.get());
        if (size < 0) {
            break;
        }
        const std::string_view line(buffer, static_cast<std::size_t>(size));
        if (line.find_first_not_of(" \t\r\n") == line.npos) {
            continue;
        }
        auto receipt = parse_json_line(line);
        if (!receipt) {
            tell(fmt::format("{}:{}: error: no receipt: {}", file.name, number, receipt.error()));
        } else if (filter.fits(*receipt)) {
            take(*std::move(receipt));
        }
    }
    if (std::ferror(file.stream.get()) != 0) {
        return fmt::format("{}: {}", file.name, std::generic_category().message(errno));
    }
    return {};
}

}   // namespace

Result read_lines(const std::string& path, const Filter& filter, const Take& take,
                  const TellFault& tell) {
    std::vector<OpenFile> files;
    if (auto opened = open_all(path, files); !opened) {
        return opened;
    }
    for (auto file = files.rbegin(); file != files.rend(); ++file) {
        if (auto read = read_file(*file, filter, take, tell); !read) {
            return read;
        }
    }
    return {};
}

}   // namespace receipts
