#include "check.hpp"
#include "http/chunked.hpp"
#include "http/framing.hpp"
#include "http/head.hpp"
#include "http/head_writer.hpp"
#include "strict_reader.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using fuzz::require;
using http::BodyKind;
using http::ChunkedReader;

/// What the origin is to see of a target: the path of an absolute-form.
std::string plain_target(const http::RequestHead& head) {
    const std::string_view target = head.target;
    if (target.starts_with('/') || target == "*") {
        return std::string(target);
    }
    const std::size_t path = target.find_first_of("/?", target.find("://") + 3);
    if (path == target.npos) {
        return head.method == "OPTIONS" ? "*" : "/";
    }
    return (target[path] == '?' ? "/" : "") + std::string(target.substr(path));
}

/// A proxy without sockets: bytes of a visitor in, bytes to the origin out.
class Relay {
public:
    Relay(std::string_view bytes, std::uint8_t choice) : rest_(bytes) {
        forwarding_.peer = (choice & 1U) != 0 ? "192.0.2.1" : "";
        forwarding_.proto = "https";
        forwarding_.trusted = (choice & 2U) != 0;
        forwarding_.drops_underscores = (choice & 4U) != 0;
        forwarding_.request_id = (choice & 8U) != 0 ? "0123456789abcdef" : "";
        forwarding_.via = (choice & 16U) != 0 ? "consent-proxy" : "";
    }

    /// Relays whole requests until one is refused, torn, or the last.
    void run() {
        while (relay_one()) {
        }
    }

    [[nodiscard]] const std::string& written() const { return written_; }
    [[nodiscard]] const std::vector<fuzz::Request>& judged() const { return judged_; }

private:
    bool relay_one() {
        http::HeadEnd end;
        const auto size = end.find(rest_);
        http::RequestHead head;
        if (!size || !*size || !http::parse_request_head(rest_.substr(0, **size), 100, head)) {
            return false;
        }
        const auto gate = http::check_request(head);
        if (!gate) {
            return false;
        }
        rest_.remove_prefix(**size);
        forwarding_.host = gate->host;
        std::string message;
        http::write_request_head(head, *gate, forwarding_, {}, "origin.example", message);
        const auto body = take_body(gate->body, message);
        if (!body) {
            return false;
        }
        written_ += message;
        judged_.push_back({std::string(head.method), plain_target(head), *body,
                           gate->body.kind == BodyKind::chunked});
        return gate->keep_alive;
    }

    /// Appends the body as it goes on; what it says, or nothing where it is torn or refused.
    std::optional<std::string> take_body(const http::Framing& framing, std::string& message) {
        if (framing.kind == BodyKind::chunked) {
            return take_chunks(message);
        }
        if (framing.length > rest_.size()) {
            return std::nullopt;
        }
        const std::string body(rest_.substr(0, framing.length));
        rest_.remove_prefix(body.size());
        message += body;
        return body;
    }

    std::optional<std::string> take_chunks(std::string& message) {
        constexpr std::size_t max_trailer = 32 * 1024;
        std::vector<char> chunks(rest_.begin(), rest_.end());
        std::vector<char> data = chunks;
        ChunkedReader chunk_reader(ChunkedReader::Keep::chunks, false, max_trailer);
        ChunkedReader data_reader(ChunkedReader::Keep::data, false, max_trailer);
        const auto step = chunk_reader.step(chunks);
        const auto read = data_reader.step(data);
        if (!step || !read || !chunk_reader.done()) {
            return std::nullopt;
        }
        require(step->consumed == read->consumed);
        rest_.remove_prefix(step->consumed);
        message.append(chunks.data(), step->produced).append("0\r\n\r\n");
        return std::string(data.data(), read->produced);
    }

    std::string_view rest_;
    http::Forwarding forwarding_;
    std::string written_;
    std::vector<fuzz::Request> judged_;
};

}   // namespace

// The first byte says how the request is forwarded, the rest are the bytes of a connection. A
// second reader sees the requests that were judged, these alone, and no byte more.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes = fuzz::text_of(data, size);
    const std::uint8_t choice = fuzz::take_byte(bytes);
    Relay relay(bytes, choice);
    relay.run();
    fuzz::StrictReader origin(relay.written());
    for (const fuzz::Request& judged : relay.judged()) {
        require(origin.next() == judged);
    }
    require(origin.at_end());
    return 0;
}
