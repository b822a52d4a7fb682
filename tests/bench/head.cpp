// Heads as they go through the proxy: a browser's request with 11 cookies, 795 bytes, and a
// response with 8 Set-Cookie fields, 6 of which are refused, 892 bytes. Found, parsed, judged,
// written anew.
#include "allocations.hpp"
#include "http/head_writer.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

namespace {

using namespace http;

constexpr std::size_t max_fields = 100;

// Those of tests/bench/compare/message.py.
constexpr std::string_view request_text =
    "GET /small HTTP/1.1\r\n"
    "Host: www.example.gov.uk\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/120.0 Safari/537.36\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Encoding: gzip, deflate, br\r\n"
    "Accept-Language: en-GB,en;q=0.9\r\n"
    "Sec-Fetch-Dest: document\r\n"
    "Sec-Fetch-Mode: navigate\r\n"
    "Sec-Fetch-Site: none\r\n"
    "Upgrade-Insecure-Requests: 1\r\n"
    "Cookie: licensing_session=MDAxZTQ1ZjYtYzM4Ny00YjE4LWE5ZmQ; lang=en; theme=plain; "
    "a=1; cookies_policy=%7B%22essential%22%3Atrue%2C%22settings%22%3Afalse%2C%22usage%22"
    "%3Afalse%2C%22campaigns%22%3Afalse%7D; cookies_preferences_set=true; b=22; c=333; "
    "d=4444; e=55555; AWSALB=qpDkXz0123456789abcdefGHIJKLMNOPQRSTUV+/qpDkXz0123456789abcd"
    "efGHIJKLMNOPQRSTUV+/qpDkXz0123456789abcdefGHIJKLMNOPQRST\r\n\r\n";

constexpr std::string_view response_text =
    "HTTP/1.1 200 OK\r\n"
    "Server: nginx/1.22.1\r\n"
    "Date: Sun, 22 Nov 2026 12:00:00 GMT\r\n"
    "Content-Type: text/html\r\n"
    "Content-Length: 1024\r\n"
    "Connection: keep-alive\r\n"
    "Cache-Control: no-cache, private\r\n"
    "Vary: Accept-Encoding\r\n"
    "X-Frame-Options: SAMEORIGIN\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: strict-origin\r\n"
    "Set-Cookie: licensing_session=MDAxZTQ1ZjYtYzM4Ny00YjE4LWE5ZmQ; Path=/; HttpOnly; "
    "SameSite=Lax\r\n"
    "Set-Cookie: _ga=GA1.2.1234567890.1700000000; Path=/; Max-Age=63072000; "
    "SameSite=Lax\r\n"
    "Set-Cookie: _ga_S5RQ7FTGVR=GS1.1.1700000000.1.1.1700000001; Path=/; "
    "Max-Age=63072000\r\n"
    "Set-Cookie: _gid=GA1.2.987654321.1700000000; Path=/; Max-Age=86400\r\n"
    "Set-Cookie: intervention_campaign=1; Path=/; Max-Age=31536000\r\n"
    "Set-Cookie: lux_uid=170000000012345678; Path=/; Max-Age=1800\r\n"
    "Set-Cookie: global_banner_seen=1; Path=/; Max-Age=7257600\r\n"
    "Set-Cookie: tracker_unknown=0123456789abcdef01; Path=/; Max-Age=63072000\r\n\r\n";

static_assert(request_text.size() == 795 && response_text.size() == 892);

/// The indices of what is refused, among the fields of the response.
constexpr std::array<std::size_t, 6> refused{11, 12, 13, 15, 16, 17};

/// What may not be a fault here.
template <class Value>
Value passed(const boost::system::result<Value, Fault>& result) {
    if (!result) {
        throw std::runtime_error("a head that is measured has a fault");
    }
    if constexpr (!std::is_void_v<Value>) {
        return *result;
    }
}

RequestHead parsed_request() {
    RequestHead head;
    passed(parse_request_head(request_text, max_fields, head));
    return head;
}

ResponseHead parsed_response() {
    ResponseHead head;
    passed(parse_response_head(response_text, max_fields, head));
    return head;
}

void find_request_end(benchmark::State& state) {
    measure(state, [] { return passed(HeadEnd().find(request_text)).value(); });
}
BENCHMARK(find_request_end);

void parse_request(benchmark::State& state) {
    RequestHead head;
    measure(state, [&] { return parse_request_head(request_text, max_fields, head).has_value(); });
}
BENCHMARK(parse_request);

void judge_request(benchmark::State& state) {
    const RequestHead head = parsed_request();
    measure(state, [&] { return check_request(head).has_value(); });
}
BENCHMARK(judge_request);

void write_request(benchmark::State& state) {
    const RequestHead head = parsed_request();
    const RequestGate gate = passed(check_request(head));
    const Forwarding forwarding{.peer = "192.0.2.7",
                                .proto = "http",
                                .host = "www.example.gov.uk",
                                .request_id = "0123456789abcdef0123456789abcdef",
                                .via = "consent-proxy"};
    const Edits nothing;
    std::string out;
    measure(state, [&] {
        out.clear();
        write_request_head(head, gate, forwarding, nothing, "localhost", out);
        return out.size();
    });
}
BENCHMARK(write_request);

void find_response_end(benchmark::State& state) {
    measure(state, [] { return passed(HeadEnd().find(response_text)).value(); });
}
BENCHMARK(find_response_end);

void parse_response(benchmark::State& state) {
    ResponseHead head;
    measure(state,
            [&] { return parse_response_head(response_text, max_fields, head).has_value(); });
}
BENCHMARK(parse_response);

void judge_response(benchmark::State& state) {
    const ResponseHead head = parsed_response();
    measure(state, [&] { return check_response(head, "GET").has_value(); });
}
BENCHMARK(judge_response);

void write_response(benchmark::State& state) {
    const ResponseHead head = parsed_response();
    ResponsePlan plan;
    plan.body = passed(check_response(head, "GET")).body;
    plan.via = "consent-proxy";
    Edits edits;
    std::string out;
    measure(state, [&] {
        edits.reset();
        std::for_each(refused.begin(), refused.end(),
                      [&](std::size_t index) { edits.drop(index); });
        out.clear();
        write_response_head(head, plan, edits, out);
        return out.size();
    });
}
BENCHMARK(write_response);

}   // namespace
