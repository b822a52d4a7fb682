#pragma once

#include "http/chunked.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace http {

/// What became of a chunked body.
struct Fed {
    std::string passed;
    std::string rest;   ///< what the reader left: bytes behind the body, or a torn line
    std::string trailers;
    std::uint64_t data_bytes = 0;
    bool done = false;
    std::optional<Fault> fault;
};

/// Gives a reader the pieces as its caller has to: what was not consumed comes again, with more
/// bytes behind it, in memory of exactly that size.
inline Fed feed(ChunkedReader& reader, const std::vector<std::string_view>& pieces) {
    Fed fed;
    for (const std::string_view piece : pieces) {
        std::vector<char> bytes(fed.rest.begin(), fed.rest.end());
        bytes.insert(bytes.end(), piece.begin(), piece.end());
        const auto step = reader.step(bytes);
        if (!step) {
            fed.fault = step.error();
            return fed;
        }
        fed.passed.append(bytes.data(), step->produced);
        fed.rest.assign(bytes.begin() + static_cast<std::ptrdiff_t>(step->consumed), bytes.end());
    }
    fed.trailers = reader.trailers();
    fed.data_bytes = reader.data_bytes();
    fed.done = reader.done();
    return fed;
}

}   // namespace http
