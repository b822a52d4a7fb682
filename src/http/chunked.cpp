#include "http/chunked.hpp"

#include "bytes/ascii.hpp"
#include "http/octets.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

namespace http {
namespace {

constexpr std::size_t max_extensions = 4096;
constexpr std::size_t max_size_digits = 16;
constexpr std::size_t max_size_line = max_size_digits + max_extensions + 2;

// Moves bytes down to where the kept ones end; most chunks lie there already.
void keep(std::span<char> bytes, std::size_t from, std::size_t count, ChunkStep& step) {
    if (from != step.produced) {
        std::memmove(bytes.data() + step.produced, bytes.data() + from, count);
    }
    step.produced += count;
}

// The line at the start of `rest` without its CRLF; nothing while its end has not come.
boost::system::result<std::optional<std::string_view>, Fault> take_line(std::string_view rest,
                                                                        std::size_t longest,
                                                                        Fault too_long) {
    const std::size_t end = rest.find('\n');
    if (end == rest.npos) {
        if (rest.size() >= longest) {
            return too_long;
        }
        return std::optional<std::string_view>{};
    }
    if (end == 0 || rest[end - 1] != '\r') {
        return Fault::chunk;
    }
    if (end + 1 > longest) {
        return too_long;
    }
    return std::optional{rest.substr(0, end - 1)};
}

std::string_view rest_of(std::span<char> bytes, const ChunkStep& step) {
    return {bytes.data() + step.consumed, bytes.size() - step.consumed};
}

}   // namespace

boost::system::result<bool, Fault> ChunkedReader::read_size(std::span<char> bytes,
                                                            ChunkStep& step) {
    const auto line = take_line(rest_of(bytes, step), max_size_line, Fault::trailer_too_large);
    if (!line) {
        return line.error();
    }
    if (!*line) {
        return false;
    }
    const std::string_view text = **line;
    std::size_t digits = 0;
    std::uint64_t size = 0;
    for (; digits < text.size(); ++digits) {
        const int digit = bytes::hex_value(text[digits]);
        if (digit < 0) {
            break;
        }
        size = size << 4 | static_cast<unsigned>(digit);
    }
    std::size_t extension = digits;
    while (tolerant_ && extension < text.size() && bytes::is_blank(text[extension])) {
        ++extension;
    }
    // The top bit stays clear, so that no reader sees a negative size.
    if (digits == 0 || digits > max_size_digits || (size >> 63) != 0 ||
        (extension < text.size() && text[extension] != ';') ||
        !all(field_byte, text.substr(extension))) {
        return Fault::chunk;
    }
    extension_bytes_ += text.size() - digits;
    if (extension_bytes_ > max_extensions) {
        return Fault::trailer_too_large;
    }
    const std::size_t begin = step.consumed;
    step.consumed += text.size() + 2;
    if (size == 0) {
        state_ = State::trailer;
        return true;
    }
    if (keep_ == Keep::chunks) {
        keep(bytes, begin, digits, step);
        keep(bytes, step.consumed - 2, 2, step);
    }
    left_ = size;
    state_ = State::data;
    return true;
}

bool ChunkedReader::read_data(std::span<char> bytes, ChunkStep& step) {
    const std::size_t count =
        static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size() - step.consumed));
    if (count == 0) {
        return false;
    }
    keep(bytes, step.consumed, count, step);
    step.consumed += count;
    data_bytes_ += count;
    left_ -= count;
    if (left_ == 0) {
        state_ = State::data_end;
    }
    return true;
}

boost::system::result<bool, Fault> ChunkedReader::read_data_end(std::span<char> bytes,
                                                                ChunkStep& step) {
    const std::string_view rest = rest_of(bytes, step);
    if (!std::string_view("\r\n").starts_with(rest.substr(0, 2))) {
        return Fault::chunk;
    }
    if (rest.size() < 2) {
        return false;
    }
    if (keep_ == Keep::chunks) {
        keep(bytes, step.consumed, 2, step);
    }
    step.consumed += 2;
    state_ = State::size;
    return true;
}

boost::system::result<bool, Fault> ChunkedReader::read_trailer(std::span<char> bytes,
                                                               ChunkStep& step) {
    const auto line = take_line(rest_of(bytes, step), max_trailer_ - trailers_.size() + 2,
                                Fault::trailer_too_large);
    if (!line) {
        return line.error();
    }
    if (!*line) {
        return false;
    }
    const std::string_view text = **line;
    step.consumed += text.size() + 2;
    if (text.empty()) {
        state_ = State::done;
        return false;
    }
    if (trailer_fields_left_-- == 0) {
        return Fault::trailer_too_large;
    }
    const std::size_t colon = text.find(':');
    if (colon == 0 || colon == text.npos || !all(tchar, text.substr(0, colon)) ||
        !all(field_byte, text.substr(colon))) {
        return Fault::chunk;
    }
    if (text.size() + 2 > max_trailer_ - trailers_.size()) {
        return Fault::trailer_too_large;
    }
    trailers_.append(text).append("\r\n");
    return true;
}

boost::system::result<ChunkStep, Fault> ChunkedReader::step(std::span<char> bytes) {
    ChunkStep step;
    boost::system::result<bool, Fault> more = true;
    while (more && *more) {
        switch (state_) {
            case State::size:
                more = read_size(bytes, step);
                break;
            case State::data:
                more = read_data(bytes, step);
                break;
            case State::data_end:
                more = read_data_end(bytes, step);
                break;
            case State::trailer:
                more = read_trailer(bytes, step);
                break;
            case State::done:
                more = false;
                break;
        }
    }
    if (!more) {
        return more.error();
    }
    return step;
}

}   // namespace http
