#include "http/chunked.hpp"

#include "bytes/ascii.hpp"
#include "check.hpp"
#include "http/trailers.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace {

using fuzz::require;
using http::ChunkedReader;
using Keep = ChunkedReader::Keep;

/// What became of a body.
struct Outcome {
    bool fault = false;
    bool done = false;
    std::string passed;
    std::string rest;
    std::string trailers;
    std::uint64_t data_bytes = 0;

    friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// Gives the pieces to a reader as a connection does, in memory of exactly their size.
Outcome read(Keep keep, bool tolerant, const std::vector<std::string_view>& pieces) {
    constexpr std::size_t max_trailer = 512;
    constexpr std::size_t max_trailer_fields = 10;
    ChunkedReader reader(keep, tolerant, max_trailer, max_trailer_fields);
    Outcome outcome;
    for (const std::string_view piece : pieces) {
        std::vector<char> bytes(outcome.rest.begin(), outcome.rest.end());
        bytes.insert(bytes.end(), piece.begin(), piece.end());
        const auto step = reader.step(bytes);
        if (!step) {
            outcome = {};
            outcome.fault = true;
            return outcome;
        }
        require(step->produced <= step->consumed && step->consumed <= bytes.size());
        outcome.passed.append(bytes.data(), step->produced);
        outcome.rest.assign(bytes.begin() + static_cast<std::ptrdiff_t>(step->consumed),
                            bytes.end());
    }
    outcome.done = reader.done();
    outcome.trailers = reader.trailers();
    outcome.data_bytes = reader.data_bytes();
    return outcome;
}

/// What is passed on with a last chunk of our own is the same body to who reads strictly.
void check_passed(const Outcome& chunks, const Outcome& data) {
    const std::string written = chunks.passed + "0\r\n\r\n";
    const Outcome again = read(Keep::data, false, {written});
    require(again.done && again.passed == data.passed);
    require(again.rest.empty() && again.trailers.empty());
}

/// No part of framing, in any spelling, and no cookie.
bool is_harmless(std::string name) {
    for (char& c : name) {
        c = bytes::to_lower(c == '_' ? '-' : c);
    }
    const std::vector<std::string_view> harmful{
        "content-length", "transfer-encoding", "connection", "host",       "keep-alive",
        "trailer",        "upgrade",           "te",         "set-cookie", "set-cookie2"};
    return std::find(harmful.begin(), harmful.end(), name) == harmful.end();
}

void check_trailers(std::string_view trailers) {
    std::string passed;
    http::append_trailers(trailers, passed);
    for (std::string_view rest = passed; !rest.empty();) {
        std::string_view line = fuzz::take_part(rest, '\n');
        require(line.ends_with('\r') && trailers.find(line) != trailers.npos);
        line.remove_suffix(1);
        require(line.find('\r') == line.npos && line.find(':') != line.npos);
        require(is_harmless(std::string(fuzz::take_part(line, ':'))));
    }
}

}   // namespace

// The first byte says how strictly, the second where the rest is split. In one piece or in two, as
// chunks or as data, a body is the same body, and nothing behind its end is touched.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = fuzz::text_of(data, size);
    const bool tolerant = (fuzz::take_byte(text) & 1U) != 0;
    const std::size_t split = std::min<std::size_t>(fuzz::take_byte(text), text.size());
    const std::vector<std::string_view> pieces{text.substr(0, split), text.substr(split)};
    const Outcome chunks = read(Keep::chunks, tolerant, {text});
    const Outcome body = read(Keep::data, tolerant, {text});
    require(chunks == read(Keep::chunks, tolerant, pieces));
    require(body == read(Keep::data, tolerant, pieces));
    require(chunks.fault == body.fault && chunks.done == body.done && chunks.rest == body.rest);
    require(chunks.trailers == body.trailers && chunks.data_bytes == body.data_bytes);
    require(body.passed.size() == body.data_bytes);
    if (body.done) {
        require(text.ends_with(body.rest));
        check_passed(chunks, body);
        check_trailers(body.trailers);
    }
    return 0;
}
