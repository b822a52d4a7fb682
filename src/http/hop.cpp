#include "http/hop.hpp"

#include "bytes/ascii.hpp"
#include "http/list.hpp"

#include <charconv>

namespace http {
namespace {

std::optional<std::chrono::seconds> read_timeout(std::string_view parameter) {
    constexpr std::string_view name = "timeout=";
    if (parameter.size() <= name.size() ||
        !bytes::iequals(parameter.substr(0, name.size()), name)) {
        return std::nullopt;
    }
    parameter.remove_prefix(name.size());
    unsigned seconds = 0;
    const auto [end, error] =
        std::from_chars(parameter.data(), parameter.data() + parameter.size(), seconds);
    if (error != std::errc{} || end != parameter.data() + parameter.size()) {
        return std::nullopt;
    }
    return std::chrono::seconds(seconds);
}

// A challenge or credentials begin with their scheme (RFC 9110 section 11.3 and 11.4).
bool is_of_connection(std::string_view challenge) {
    const std::string_view scheme = challenge.substr(0, challenge.find(' '));
    return bytes::iequals(scheme, "ntlm") || bytes::iequals(scheme, "negotiate");
}

}   // namespace

std::optional<std::chrono::seconds> keep_alive_timeout(const Fields& fields) {
    if (!fields.contains(FieldId::keep_alive)) {
        return std::nullopt;
    }
    for (const Field& field : fields) {
        if (field.id != FieldId::keep_alive) {
            continue;
        }
        ListReader parameters(fields.value(field));
        while (const auto parameter = parameters.next()) {
            if (const auto timeout = read_timeout(*parameter)) {
                return timeout;
            }
        }
    }
    return std::nullopt;
}

bool authenticates_connection(const Fields& fields) {
    if (!fields.contains(FieldId::authorization) && !fields.contains(FieldId::www_authenticate)) {
        return false;
    }
    for (const Field& field : fields) {
        if (field.id != FieldId::authorization && field.id != FieldId::www_authenticate) {
            continue;
        }
        ListReader challenges(fields.value(field));
        while (const auto challenge = challenges.next()) {
            if (is_of_connection(*challenge)) {
                return true;
            }
        }
    }
    return false;
}

bool has_passed(const Fields& fields, std::string_view received_by_and_comment) {
    for (const Field& field : fields) {
        if (field.id != FieldId::via) {
            continue;
        }
        ListReader hops(fields.value(field));
        while (const auto hop = hops.next()) {
            const auto protocol = hop->find(' ');
            if (protocol != hop->npos &&
                bytes::trim(hop->substr(protocol)) == received_by_and_comment) {
                return true;
            }
        }
    }
    return false;
}

}   // namespace http
