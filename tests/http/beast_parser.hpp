#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http::oracle {

/// A message as Boost.Beast sees it.
struct Seen {
    std::string method;
    std::string target;
    int status = 0;
    int minor = -1;
    std::vector<std::pair<std::string, std::string>> fields;
    bool chunked = false;
    std::optional<std::uint64_t> length;
    std::string body;
    std::size_t consumed = 0;
    bool head_done = false;
    bool done = false;
    boost::system::error_code error;
};

/// Beast's parser without its containers: it writes down what it is told, in order.
template <bool is_request>
class BeastParser : public boost::beast::http::basic_parser<is_request> {
public:
    /// Parses the bytes; the body too when asked for.
    static Seen parse(std::string_view bytes, bool with_body = false) {
        BeastParser parser;
        parser.header_limit(1U << 20U);
        parser.body_limit(boost::none);
        parser.eager(with_body);
        Seen& seen = parser.seen_;
        seen.consumed =
            parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), seen.error);
        seen.head_done = parser.is_header_done();
        seen.done = parser.is_done();
        if (seen.head_done) {
            seen.chunked = parser.chunked();
            if (const auto length = parser.content_length()) {
                seen.length = *length;
            }
        }
        return seen;
    }

private:
    using Text = boost::beast::string_view;
    using Error = boost::beast::error_code;

    static std::string copy(Text text) { return {text.data(), text.size()}; }

    void on_request_impl(boost::beast::http::verb, Text method, Text target, int version,
                         Error&) override {
        seen_.method = copy(method);
        seen_.target = copy(target);
        seen_.minor = version - 10;
    }
    void on_response_impl(int status, Text, int version, Error&) override {
        seen_.status = status;
        seen_.minor = version - 10;
    }
    void on_field_impl(boost::beast::http::field, Text name, Text value, Error&) override {
        seen_.fields.emplace_back(copy(name), copy(value));
    }
    void on_header_impl(Error&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
    std::size_t on_body_impl(Text body, Error&) override {
        seen_.body += copy(body);
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, Text body, Error&) override {
        seen_.body += copy(body);
        return body.size();
    }
    void on_finish_impl(Error&) override {}

    Seen seen_;
};

}   // namespace http::oracle
