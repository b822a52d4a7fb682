#pragma once

#include "http/framing.hpp"
#include "http/head.hpp"

#include <catch2/catch.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace http {

/// The name of a fault, so that a failed row says what it saw.
inline std::string_view fault_name(std::optional<Fault> fault) {
    if (!fault) {
        return "passes";
    }
    switch (*fault) {
        case Fault::malformed:
            return "malformed";
        case Fault::version:
            return "version";
        case Fault::method_connect:
            return "method_connect";
        case Fault::method_trace:
            return "method_trace";
        case Fault::target:
            return "target";
        case Fault::host:
            return "host";
        case Fault::too_many_fields:
            return "too_many_fields";
        case Fault::ambiguous_length:
            return "ambiguous_length";
        case Fault::unknown_coding:
            return "unknown_coding";
        case Fault::chunk:
            return "chunk";
        case Fault::trailer_too_large:
            return "trailer_too_large";
        case Fault::body_too_large:
            return "body_too_large";
    }
    return "?";
}

inline std::ostream& operator<<(std::ostream& out, Fault fault) {
    return out << fault_name(fault);
}

inline std::ostream& operator<<(std::ostream& out, BodyKind kind) {
    switch (kind) {
        case BodyKind::none:
            return out << "none";
        case BodyKind::length:
            return out << "length";
        case BodyKind::chunked:
            return out << "chunked";
        case BodyKind::until_close:
            return out << "until_close";
    }
    return out << "?";
}

/// A result's fault, or nothing when it has a value.
template <class Result>
std::optional<Fault> fault_of(const Result& result) {
    return result ? std::optional<Fault>{} : std::optional<Fault>{result.error()};
}

/// A head that parses; its text stays with it.
struct ParsedRequest {
    explicit ParsedRequest(std::string_view bytes) : text(bytes) {
        const auto fault = fault_of(parse_request_head(text, 100, head));
        INFO(text);
        REQUIRE(fault_name(fault) == "passes");
    }
    ParsedRequest(const ParsedRequest&) = delete;
    ParsedRequest& operator=(const ParsedRequest&) = delete;

    std::string text;
    RequestHead head;
};

struct ParsedResponse {
    explicit ParsedResponse(std::string_view bytes) : text(bytes) {
        const auto fault = fault_of(parse_response_head(text, 200, head));
        INFO(text);
        REQUIRE(fault_name(fault) == "passes");
    }
    ParsedResponse(const ParsedResponse&) = delete;
    ParsedResponse& operator=(const ParsedResponse&) = delete;

    std::string text;
    ResponseHead head;
};

}   // namespace http
