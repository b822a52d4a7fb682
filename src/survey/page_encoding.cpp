#include "survey/page_encoding.hpp"

#include <array>
#include <cerrno>
#include <iconv.h>
#include <optional>
#include <system_error>

namespace survey {

namespace {

class Converter {
public:
    explicit Converter(const char* from) : handle_(iconv_open("UTF-8", from)) {
        if (handle_ == reinterpret_cast<iconv_t>(-1)) {
            throw std::system_error(errno, std::generic_category(), from);
        }
    }
    ~Converter() { iconv_close(handle_); }

    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    /// Nothing for a byte that means nothing, unless `lenient`.
    std::optional<std::string> convert(std::string_view text, bool lenient) {
        constexpr std::string_view replacement = "\ufffd";
        std::string result;
        std::array<char, 4096> block{};
        char* in = const_cast<char*>(text.data());   // iconv does not write there
        std::size_t left = text.size();
        while (left > 0) {
            char* out = block.data();
            std::size_t room = block.size();
            const std::size_t done = iconv(handle_, &in, &left, &out, &room);
            const int error = errno;
            result.append(block.data(), block.size() - room);
            if (done != static_cast<std::size_t>(-1) || error == E2BIG) {
                continue;
            }
            if (!lenient) {
                return std::nullopt;
            }
            result += replacement;
            ++in;
            --left;
        }
        return result;
    }

private:
    iconv_t handle_;
};

std::string decoded(std::string_view text) {
    if (text.starts_with("\xFF\xFE")) {
        return *Converter("UTF-16LE").convert(text.substr(2), true);
    }
    if (text.starts_with("\xFE\xFF")) {
        return *Converter("UTF-16BE").convert(text.substr(2), true);
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    if (auto utf8 = Converter("UTF-8").convert(text, false)) {
        return *std::move(utf8);
    }
    return *Converter("WINDOWS-1252").convert(text, true);
}

}   // namespace

std::string to_utf8(std::string_view text) {
    std::string lines;
    const std::string all = decoded(text);
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (all[at] != '\r') {
            lines += all[at];
        } else if (at + 1 == all.size() || all[at + 1] != '\n') {
            lines += '\n';
        }
    }
    return lines;
}

}   // namespace survey
