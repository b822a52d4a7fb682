#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

/// A request as an origin sees it.
struct Request {
    std::string method;
    std::string target;
    std::string body;
    bool chunked = false;

    friend bool operator==(const Request&, const Request&) = default;
};

/// Reads requests one after the other from the bytes of a connection, and gives up at the first
/// thing that any origin could read in another way. Shares no code with src/http, so that it is
/// wrong in other places if at all.
class StrictReader {
public:
    explicit StrictReader(std::string_view bytes) : rest_(bytes) {}

    /// The next request; nothing at the end, or where the bytes are not strict HTTP/1.1.
    std::optional<Request> next();

    /// All bytes were read.
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

private:
    struct Framing {
        std::size_t hosts = 0;
        std::size_t codings = 0;
        std::optional<std::size_t> length;
    };

    std::optional<std::string_view> take_line();
    std::optional<std::string_view> take_bytes(std::size_t count);
    bool read_request_line(Request& request);
    bool read_fields(Framing& framing);
    bool read_chunks(std::string& body);

    std::string_view rest_;
};

}   // namespace fuzz
