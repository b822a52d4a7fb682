#include "http/trailers.hpp"

#include "bytes/ascii.hpp"
#include "http/field.hpp"

#include <algorithm>
#include <array>

namespace http {
namespace {

// Known fields are all read by somebody before the body; of the others these are.
constexpr std::array<std::string_view, 20> never_trailers{"age",
                                                          "allow",
                                                          "authentication-info",
                                                          "content-encoding",
                                                          "content-language",
                                                          "content-location",
                                                          "content-range",
                                                          "cookie2",
                                                          "expires",
                                                          "max-forwards",
                                                          "pragma",
                                                          "proxy-authenticate",
                                                          "proxy-authentication-info",
                                                          "proxy-authorization",
                                                          "range",
                                                          "refresh",
                                                          "retry-after",
                                                          "strict-transport-security",
                                                          "vary",
                                                          "warning"};

bool may_pass(std::string_view name) {
    return field_id(name) == FieldId::other &&
           std::none_of(never_trailers.begin(), never_trailers.end(),
                        [name](std::string_view never) { return bytes::iequals(name, never); });
}

}   // namespace

void append_trailers(std::string_view lines, std::string& out) {
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n') + 1);
        lines.remove_prefix(line.size());
        if (may_pass(line.substr(0, line.find(':')))) {
            out.append(line);
        }
    }
}

}   // namespace http
