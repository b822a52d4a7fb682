#include "config/source.hpp"

#include "config/document.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <system_error>

namespace config {
namespace {

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

}   // namespace

std::optional<std::string> read_file(const std::filesystem::path& file, Report& report) {
    const auto fail = [&report]() -> std::optional<std::string> {
        report.error(
            {}, fmt::format("cannot read the file: {}", std::generic_category().message(errno)));
        return std::nullopt;
    };
    report.reads(file);
    const std::unique_ptr<std::FILE, Close> stream(std::fopen(file.c_str(), "rb"));
    if (!stream) {
        return fail();
    }
    std::string text;
    std::array<char, 16 * 1024> block;
    while (text.size() <= max_document_bytes) {
        const std::size_t got = std::fread(block.data(), 1, block.size(), stream.get());
        text.append(block.data(), got);
        if (got < block.size()) {
            break;
        }
    }
    return std::ferror(stream.get()) != 0 ? fail() : std::optional(std::move(text));
}

}   // namespace config
