#include "http/framing.hpp"
#include "http/head.hpp"
#include "http/head_writer.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

// Whatever the parser and the gate let through is written anew, and that has to be read as a
// request of the same framing: what was judged is what the origin hears.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    http::RequestHead head;
    if (!http::parse_request_head(text, 100, head)) {
        return 0;
    }
    const auto gate = http::check_request(head);
    if (!gate) {
        return 0;
    }
    http::Forwarding forwarding;
    forwarding.peer = "192.0.2.1";
    forwarding.proto = "http";
    forwarding.host = gate->host;
    std::string written;
    http::write_request_head(head, *gate, forwarding, {}, "origin.example", written);
    http::RequestHead again;
    if (!http::parse_request_head(written, 200, again)) {
        std::abort();
    }
    const auto judged = http::check_request(again);
    if (!judged || judged->body.kind != gate->body.kind ||
        judged->body.length != gate->body.length) {
        std::abort();
    }
    return 0;
}
