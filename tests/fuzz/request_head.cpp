#include "http/framing.hpp"
#include "http/head.hpp"
#include "http/head_writer.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

}   // namespace

// A head that is read at once is that which is found and parsed. Whatever the parser and the gate
// let through is written anew, and that has to be read as a request of the same framing: what was
// judged is what the origin hears.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    http::HeadEnd end;
    const auto found = end.find(bytes);
    const std::string_view text = bytes.substr(0, found ? found->value_or(0) : 0);
    http::RequestHead head;
    const auto at_once = http::read_request_head(bytes, 100, head);
    if (!http::parse_request_head(text, 100, head)) {
        require(!at_once);
        return 0;
    }
    require(at_once && *at_once == text.size());
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
    require(http::parse_request_head(written, 200, again).has_value());
    const auto judged = http::check_request(again);
    require(judged && judged->body.kind == gate->body.kind &&
            judged->body.length == gate->body.length);
    return 0;
}
