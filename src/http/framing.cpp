#include "http/framing.hpp"

#include "bytes/ascii.hpp"
#include "http/list.hpp"
#include "http/octets.hpp"

#include <charconv>
#include <limits>

namespace http {
namespace {

template <class T>
using Result = boost::system::result<T, Fault>;

// RFC 9110 section 8.6: 1*DIGIT, and nothing else; from_chars takes no sign for an unsigned number.
std::optional<std::uint64_t> parse_length(std::string_view value) {
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (error != std::errc{} || end != value.data() + value.size() || length > most) {
        return std::nullopt;
    }
    return length;
}

// Who is read: a request strictly; a response may repeat itself, as old origins do.
enum class Reading : std::uint8_t { strict, tolerant };

// RFC 9112 section 6.3 rule 5: differing or invalid lengths are an error; equal field lines are
// one length. A list in one line ("5, 5") is refused in a request: origins disagree about it.
Result<std::optional<std::uint64_t>> content_length(const Fields& fields, Reading reading) {
    std::optional<std::uint64_t> length;
    if (!fields.contains(FieldId::content_length)) {
        return length;
    }
    const auto agrees = [&length](std::string_view text) {
        const auto parsed = parse_length(text);
        const bool agreed = parsed && (!length || *length == *parsed);
        length = parsed;
        return agreed;
    };
    for (const Field& field : fields) {
        if (field.id != FieldId::content_length) {
            continue;
        }
        const std::string_view value = fields.value(field);
        if (reading == Reading::strict) {
            if (!agrees(value)) {
                return Fault::ambiguous_length;
            }
            continue;
        }
        ListReader lengths(value);
        auto element = lengths.next();
        if (!element) {
            return Fault::ambiguous_length;
        }
        for (; element; element = lengths.next()) {
            if (!agrees(*element)) {
                return Fault::ambiguous_length;
            }
        }
    }
    return length;
}

// RFC 9112 section 6.1: the only coding that is understood is one `chunked`, on one line. Anything
// else, and a coding in an HTTP/1.0 request, could be read in two ways.
Result<bool> is_chunked(const Fields& fields, unsigned minor, Reading reading) {
    bool chunked = false;
    if (!fields.contains(FieldId::transfer_encoding)) {
        return chunked;
    }
    for (const Field& field : fields) {
        if (field.id != FieldId::transfer_encoding) {
            continue;
        }
        if (chunked || (minor == 0 && reading == Reading::strict)) {
            return Fault::ambiguous_length;
        }
        if (!bytes::iequals(fields.value(field), "chunked")) {
            return Fault::unknown_coding;
        }
        chunked = true;
    }
    return chunked;
}

// RFC 9112 section 6.3 rules 3 to 5: never both.
Result<Framing> message_framing(const Fields& fields, unsigned minor, Reading reading) {
    const auto chunked = is_chunked(fields, minor, reading);
    if (!chunked) {
        return chunked.error();
    }
    const auto length = content_length(fields, reading);
    if (!length) {
        return length.error();
    }
    if (*chunked && *length) {
        return Fault::ambiguous_length;
    }
    if (*chunked) {
        return Framing{BodyKind::chunked, 0};
    }
    if (*length) {
        return Framing{BodyKind::length, **length};
    }
    return Framing{};
}

Result<void> check_method(std::string_view method) {
    if (method == "CONNECT") {
        return Fault::method_connect;
    }
    if (method == "TRACE") {
        return Fault::method_trace;
    }
    return {};
}

// 16 bits, or nothing: `Host: a:` has no port.
bool is_port(std::string_view digits) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return digits.empty() || (error == std::errc{} && end == digits.data() + digits.size());
}

// RFC 9110 section 7.2 and RFC 3986 section 3.2.2: a host with an optional port.
bool is_host(std::string_view host) {
    std::size_t end = 0;
    if (host.starts_with('[')) {
        const std::size_t close = host.find(']');
        if (close == host.npos || close == 1 ||
            host.substr(1, close - 1).find_first_not_of("0123456789abcdefABCDEF:.") != host.npos) {
            return false;
        }
        end = close + 1;
    } else {
        while (end < host.size() && is(host_byte, host[end])) {
            ++end;
        }
    }
    const std::string_view port = host.substr(end);
    return end != 0 && (port.empty() || (port.front() == ':' && is_port(port.substr(1))));
}

// RFC 9112 section 3.2.2: scheme "://" authority, then path and query.
Result<void> split_absolute(std::string_view target, RequestGate& gate) {
    const std::size_t scheme_end = target.find("://");
    if (scheme_end == target.npos || !(bytes::iequals(target.substr(0, scheme_end), "http") ||
                                       bytes::iequals(target.substr(0, scheme_end), "https"))) {
        return Fault::target;
    }
    const std::string_view rest = target.substr(scheme_end + 3);
    const std::size_t authority_end = rest.find_first_of("/?");
    gate.absolute = true;
    gate.host = rest.substr(0, authority_end);
    gate.target = authority_end == rest.npos ? std::string_view{} : rest.substr(authority_end);
    return is_host(gate.host) ? Result<void>{} : Result<void>{Fault::target};
}

// RFC 9112 section 3.2: origin-form, absolute-form, asterisk-form for OPTIONS alone.
Result<void> check_target(const RequestHead& head, RequestGate& gate) {
    if (head.target.front() == '/') {
        gate.target = head.target;
        return {};
    }
    if (head.target == "*") {
        gate.target = head.target;
        return head.method == "OPTIONS" ? Result<void>{} : Result<void>{Fault::target};
    }
    return split_absolute(head.target, gate);
}

// RFC 9112 section 3.2: exactly one Host, also with absolute-form, whose host then wins.
Result<void> check_host(const RequestHead& head, RequestGate& gate) {
    std::optional<std::string_view> host;
    for (const Field& field : head.fields) {
        if (field.id != FieldId::host) {
            continue;
        }
        if (host || !is_host(head.fields.value(field))) {
            return Fault::host;
        }
        host = head.fields.value(field);
    }
    if (!host && head.minor > 0) {
        return Fault::host;
    }
    if (!gate.absolute) {
        gate.host = host.value_or(std::string_view{});
    }
    return {};
}

// An upgrade is a tunnel that the origin may open. Not h2c (RFC 9113 section 3.1 takes it back):
// the frames in it would be requests that nobody here has judged. Not with a body either: where
// the body ends and the other protocol begins would be the origin's word alone.
bool wants_upgrade(const RequestHead& head, const Framing& body) {
    const bool has_body = body.kind == BodyKind::chunked || body.length > 0;
    if (head.minor == 0 || has_body || !head.fields.contains(FieldId::upgrade) ||
        !connection_has(head.fields, "upgrade")) {
        return false;
    }
    bool found = false;
    for (const Field& field : head.fields) {
        if (field.id != FieldId::upgrade) {
            continue;
        }
        ListReader protocols(head.fields.value(field));
        while (const auto protocol = protocols.next()) {
            found = true;
            if (protocol->size() >= 2 && bytes::iequals(protocol->substr(0, 2), "h2")) {
                return false;
            }
        }
    }
    return found;
}

// Each option is looked for among all fields: a list without end would cost more than its bytes.
Result<void> check_connection(const Fields& fields) {
    constexpr unsigned most_options = 32;
    unsigned count = 0;
    if (!fields.contains(FieldId::connection)) {
        return {};
    }
    for (const Field& field : fields) {
        if (field.id != FieldId::connection) {
            continue;
        }
        ListReader options(fields.value(field));
        while (options.next()) {
            if (++count > most_options) {
                return Fault::malformed;
            }
        }
    }
    return {};
}

bool stays_open(const Fields& fields, unsigned minor) {
    if (connection_has(fields, "close")) {
        return false;
    }
    return minor > 0 || connection_has(fields, "keep-alive");
}

bool has_no_body(unsigned status, std::string_view method) {
    return method == "HEAD" || status < 200 || status == 204 || status == 304;
}

bool takes_trailers(const RequestHead& head) {
    if (head.minor == 0 || !head.fields.contains(FieldId::te)) {
        return false;
    }
    for (const Field& field : head.fields) {
        if (field.id != FieldId::te) {
            continue;
        }
        ListReader codings(head.fields.value(field));
        while (const auto coding = codings.next()) {
            if (bytes::iequals(*coding, "trailers")) {
                return true;
            }
        }
    }
    return false;
}

}   // namespace

bool connection_has(const Fields& fields, std::string_view option) {
    if (!fields.contains(FieldId::connection)) {
        return false;
    }
    for (const Field& field : fields) {
        if (field.id != FieldId::connection) {
            continue;
        }
        ListReader options(fields.value(field));
        while (const auto found = options.next()) {
            if (bytes::iequals(*found, option)) {
                return true;
            }
        }
    }
    return false;
}

Result<RequestGate> check_request(const RequestHead& head) {
    RequestGate gate;
    if (const auto checked = check_method(head.method); !checked) {
        return checked.error();
    }
    if (const auto checked = check_target(head, gate); !checked) {
        return checked.error();
    }
    if (const auto checked = check_host(head, gate); !checked) {
        return checked.error();
    }
    if (const auto checked = check_connection(head.fields); !checked) {
        return checked.error();
    }
    const auto framing = message_framing(head.fields, head.minor, Reading::strict);
    if (!framing) {
        return framing.error();
    }
    gate.body = *framing;
    gate.keep_alive = stays_open(head.fields, head.minor);
    gate.upgrade = wants_upgrade(head, gate.body);
    gate.trailers = takes_trailers(head);
    return gate;
}

Result<ResponseGate> check_response(const ResponseHead& head, std::string_view method) {
    const auto framing = message_framing(head.fields, head.minor, Reading::tolerant);
    if (!framing) {
        return framing.error();
    }
    ResponseGate gate;
    gate.keep_alive = stays_open(head.fields, head.minor);
    if (head.status == 101) {
        gate.body.kind = BodyKind::until_close;
    } else if (has_no_body(head.status, method)) {
        gate.body.kind = BodyKind::none;
    } else if (framing->kind == BodyKind::none) {
        gate.body.kind = BodyKind::until_close;
        gate.keep_alive = false;
    } else {
        gate.body = *framing;
        // RFC 9112 section 6.1: with a coding that 1.0 does not have, the framing is not trusted.
        gate.keep_alive = gate.keep_alive && (head.minor > 0 || framing->kind == BodyKind::length);
    }
    return gate;
}

}   // namespace http
