#include "beast_parser.hpp"
#include "chunk_feed.hpp"
#include "fixture.hpp"
#include "mutator.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace http {
namespace {

using oracle::BeastParser;
using oracle::Seen;

const std::vector<std::string_view> pieces{
    "Content-Length: 5",
    "Content-Length: 05",
    "content-length:5, 5",
    "Transfer-Encoding: chunked",
    "transfer-encoding:\tchunked ",
    "Transfer-Encoding: gzip, chunked",
    "Host: b",
    "Connection: close",
    "Connection: keep-alive, Upgrade, x",
    "Proxy-Connection: keep-alive",
    "Upgrade: websocket",
    "X:",
    "X: \xff\t y",
    " fold",
    "HTTP/1.0",
    "HTTP/1.1 204",
    "http://a.example:80",
    "\r\n",
    "\r\n\r\n",
    "\n",
    "GET / HTTP/1.1",
    ";a=\"b\"",
    "1\r\n",
    "0\r\n\r\n",
};

const std::vector<std::string> requests{
    "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n",
    "GET /a/b?c=d&e=%20 HTTP/1.1\r\nHost: a:80\r\nCookie: a=b; c=\"d\"\r\nX:\r\n\r\n",
    "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
    "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0050\r\nA: 1\r\na: 2\r\nB:\t3\t\r\n\r\n",
    "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\nTrailer: X\r\n\r\n",
    "GET http://b.example/x?y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: [::1]:80\r\nAccept: */*\r\nAccept: a, b\r\n\r\n",
    "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "M-SEARCH /\xc3\xa9\"<>\\^`{|} HTTP/1.1\r\nHost: a\r\n!#$%&'*+-.^_`|~: \x80\xff\r\n\r\n",
    "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9223372036854775807\r\n"
    "\r\n",
};

const std::vector<std::string> responses{
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=b; Path=/\r\nSet-Cookie: c\r\n\r\n",
    "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\nA: 1\r\na:2\r\n\r\n",
    "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\nContent-Length:5\r\n\r\n",
    "HTTP/1.0 500 \r\nServer: x\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n",
    "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\nContent-Length: 5\r\n\r\n",
    "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "HTTP/1.1 302 \xe9\xff\r\nLocation: /\r\nX:\r\nY:  z\t \r\n\r\n",
};

const std::vector<std::string> bodies{
    "0\r\n\r\n",
    "5\r\nhello\r\n0\r\n\r\n",
    "0A;a=b;c=\"d\\\"e\"\r\n0123456789\r\n1\r\nx\r\n000\r\nA: b\r\nC:d\r\n\r\nGET / HTTP/1.1\r\n",
    "1\r\na\r\n2\r\n\r\n\r\n1\r\nb\r\n0;x\r\nX-A: \xff\r\n\r\n",
};

// Beast is stricter than we are about Connection and Proxy-Connection: one malformed element and
// the message is refused. We pass over it, because it must not cost a page.
bool has_connection(const Fields& fields) {
    return std::any_of(fields.begin(), fields.end(), [](const Field& field) {
        return field.id == FieldId::connection || field.id == FieldId::proxy_connection;
    });
}

// In what the two disagree about a head; empty when in nothing.
std::string head_difference(const Seen& seen, const Fields& fields, unsigned minor) {
    if (seen.minor != static_cast<int>(minor)) {
        return "version";
    }
    if (seen.fields.size() != fields.size()) {
        return "number of fields";
    }
    std::size_t index = 0;
    for (const Field& field : fields) {
        const auto& [name, value] = seen.fields[index++];
        if (name != fields.name(field) || value != fields.value(field)) {
            return "field " + name;
        }
    }
    return {};
}

std::string framing_difference(const Seen& seen, const Framing& body) {
    const bool same_length =
        body.kind == BodyKind::length ? seen.length == body.length : !seen.length;
    return seen.chunked == (body.kind == BodyKind::chunked) && same_length ? "" : "framing";
}

// The head's text up to where we see its end, if we see one.
std::string_view head_of(std::string_view bytes) {
    HeadEnd reader;
    const auto end = reader.find(bytes);
    return end && *end ? bytes.substr(0, **end) : std::string_view{};
}

enum class Verdict : std::uint8_t { refused, accepted };

Verdict compare_request(std::string_view bytes, std::string& difference) {
    const std::string_view text = head_of(bytes);
    RequestHead head;
    const bool parsed = !text.empty() && parse_request_head(text, 100, head);
    const auto at_once = read_request_head(bytes, 100, head);
    if (at_once.has_value() != parsed || (parsed && *at_once != text.size())) {
        difference = "read at once";
        return Verdict::accepted;
    }
    if (!parsed) {
        return Verdict::refused;
    }
    const auto gate = check_request(head);
    if (!gate) {
        return Verdict::refused;
    }
    const Seen seen = BeastParser<true>::parse(bytes);
    if (seen.error) {
        const bool excused =
            seen.error == boost::beast::http::error::bad_value && has_connection(head.fields);
        difference = excused ? "" : seen.error.message();
    } else if (!seen.head_done || seen.consumed != text.size()) {
        difference = "end of head";
    } else if (seen.method != head.method || seen.target != head.target) {
        difference = "request line";
    } else {
        difference = head_difference(seen, head.fields, head.minor);
        difference += framing_difference(seen, gate->body);
    }
    return Verdict::accepted;
}

// Beast refuses a status line without the SP behind the status, and a 1.2 to 1.9; old origins
// send the one, RFC 9110 section 2.5 asks for the other. It refuses empty elements in a list of
// lengths too, and the elements of Connection as in requests.
bool is_tolerated_response(const Seen& seen, std::string_view text, const Fields& fields) {
    using boost::beast::http::error;
    const bool length_list = std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
        return field.id == FieldId::content_length &&
               fields.value(field).find(',') != std::string_view::npos;
    });
    return text.substr(8, 6).ends_with("\r\n") || (text[7] != '0' && text[7] != '1') ||
           (seen.error == error::bad_value && has_connection(fields)) ||
           (seen.error == error::bad_content_length && length_list);
}

Verdict compare_response(std::string_view bytes, std::string& difference) {
    const std::string_view text = head_of(bytes);
    ResponseHead head;
    const bool parsed = !text.empty() && parse_response_head(text, 200, head);
    const auto at_once = read_response_head(bytes, 200, head);
    if (at_once.has_value() != parsed || (parsed && *at_once != text.size())) {
        difference = "read at once";
        return Verdict::accepted;
    }
    if (!parsed) {
        return Verdict::refused;
    }
    const auto gate = check_response(head, "GET");
    if (!gate) {
        return Verdict::refused;
    }
    const Seen seen = BeastParser<false>::parse(bytes);
    if (seen.error) {
        const bool excused = is_tolerated_response(seen, text, head.fields);
        difference = excused ? "" : seen.error.message();
    } else if (!seen.head_done || seen.consumed != text.size()) {
        difference = "end of head";
    } else if (seen.status != static_cast<int>(head.status)) {
        difference = "status";
    } else {
        difference = head_difference(seen, head.fields, head.minor);
        const bool bodiless = head.status < 200 || head.status == 204 || head.status == 304;
        difference += bodiless ? "" : framing_difference(seen, gate->body);
    }
    return Verdict::accepted;
}

// What Beast does not take in trailers and extensions, both of which we leave out; a quoted string
// of an extension that does not end takes it past the end of the line.
bool is_tolerated_body(const Seen& seen, std::string_view bytes) {
    using boost::beast::http::error;
    return seen.error == error::bad_chunk_extension || seen.error == error::bad_content_length ||
           seen.error == error::multiple_content_length ||
           seen.error == error::bad_transfer_encoding || seen.error == error::bad_value ||
           (seen.error == error::need_more && bytes.find('"') != bytes.npos);
}

Verdict compare_body(std::string_view bytes, std::string& difference) {
    ChunkedReader reader(ChunkedReader::Keep::data, false, 4096);
    const Fed fed = feed(reader, {bytes});
    if (fed.fault || !fed.done) {
        return Verdict::refused;
    }
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    const Seen seen = BeastParser<true>::parse(head + std::string(bytes), true);
    if (seen.error) {
        difference = is_tolerated_body(seen, bytes) ? "" : seen.error.message();
    } else if (!seen.done || seen.consumed != head.size() + bytes.size() - fed.rest.size()) {
        difference = "end of body";
    } else if (seen.body != fed.passed) {
        difference = "data";
    }
    return Verdict::accepted;
}

using Compare = Verdict (*)(std::string_view, std::string&);

// Every seed has to pass; of the cases made from them so many that the comparison is worth it.
void run(const std::vector<std::string>& seeds, Compare compare, std::size_t at_least) {
    for (const std::string& seed : seeds) {
        CAPTURE(seed);
        std::string difference;
        CHECK(compare(seed, difference) == Verdict::accepted);
        CHECK(difference.empty());
    }
    Mutator mutate(pieces);
    std::size_t accepted = 0;
    for (std::size_t i = 0; i < 30000; ++i) {
        const std::string bytes = mutate(seeds[mutate.below(seeds.size())]);
        std::string difference;
        accepted += compare(bytes, difference) == Verdict::accepted ? 1 : 0;
        if (!difference.empty()) {
            CAPTURE(i, bytes, difference);
            FAIL_CHECK("Beast sees another message");
        }
    }
    CHECK(accepted >= at_least);
}

}   // namespace

TEST_CASE("Beast sees every request that passes the gate as the same request") {
    run(requests, compare_request, 4000);
}

TEST_CASE("Beast sees every response that passes the gate as the same response") {
    run(responses, compare_response, 5000);
}

TEST_CASE("Beast reads every chunked body that passes as the same body") {
    run(bodies, compare_body, 3000);
}

}   // namespace http
