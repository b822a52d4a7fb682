#include "http/head_writer.hpp"

#include "bytes/ascii.hpp"
#include "http/list.hpp"

#include <cstdint>
#include <fmt/format.h>

namespace http {
namespace {

using namespace std::string_view_literals;

// Copies field lines: unchanged neighbours go in one run.
class LineCopier {
public:
    LineCopier(const Fields& fields, const Edits& edits, std::string& out)
        : fields_(fields), change_(edits.changes().begin()), edits_(edits), out_(out) {}

    // The line at this index as the edits have it; indices ascend.
    void copy(const Field& field, std::size_t index) {
        if (index < next_change_ || !is_changed(index)) {
            if (run_end_ != field.begin) {
                flush();
                run_begin_ = field.begin;
            }
            run_end_ = field.end;
        } else if (change_->replaced) {
            write(field, edits_.value(*change_));
        }
    }

    // The field with another value.
    void write(const Field& field, std::string_view value) {
        flush();
        out_.append(fields_.name(field)).append(": "sv).append(value).append("\r\n"sv);
    }

    void flush() {
        out_.append(fields_.text().substr(run_begin_, run_end_ - run_begin_));
        run_begin_ = run_end_ = 0;
    }

private:
    bool is_changed(std::size_t index) {
        while (change_ != edits_.changes().end() && change_->index < index) {
            ++change_;
        }
        next_change_ = change_ == edits_.changes().end() ? SIZE_MAX : change_->index;
        return next_change_ == index;
    }

    const Fields& fields_;
    std::vector<Edits::Change>::const_iterator change_;
    std::size_t next_change_ = 0;   ///< none before this index
    const Edits& edits_;
    std::string& out_;
    std::uint32_t run_begin_ = 0;
    std::uint32_t run_end_ = 0;
};

// Fields that live for one connection, whatever Connection says; Upgrade and Trailer may be said
// again.
constexpr FieldSet always_hop_by_hop{FieldId::connection, FieldId::keep_alive,
                                     FieldId::proxy_connection, FieldId::te};
constexpr FieldSet hop_by_hop = always_hop_by_hop | FieldSet{FieldId::trailer, FieldId::upgrade};

// Whether Connection names any field at all besides its usual options.
bool names_fields(const Fields& fields) {
    if (!fields.contains(FieldId::connection)) {
        return false;
    }
    for (const Field& field : fields) {
        if (field.id != FieldId::connection) {
            continue;
        }
        ListReader options(fields.value(field));
        while (const auto option = options.next()) {
            if (!bytes::iequals(*option, "keep-alive") && !bytes::iequals(*option, "close") &&
                !bytes::iequals(*option, "upgrade")) {
                return true;
            }
        }
    }
    return false;
}

// Connection may name only fields that mean nothing to the proxy: framing, routing, cookies and
// the like are not a hop's to take away (RFC 9110 section 7.6.1, third paragraph).
bool is_named(const Fields& fields, const Field& field, bool any_named) {
    return any_named && field.id == FieldId::other && connection_has(fields, fields.name(field));
}

// What no origin gets to see as it came.
FieldSet left_out(const RequestHead& head, const RequestGate& gate, const Forwarding& forwarding) {
    FieldSet ids =
        always_hop_by_hop | FieldSet{FieldId::trailer, FieldId::impostor, FieldId::http2_settings,
                                     FieldId::x_consent_proxy, FieldId::x_forwarded_for};
    if (!gate.upgrade) {
        ids.insert(FieldId::upgrade);
    }
    if (head.minor == 0) {
        ids.insert(FieldId::expect);
    }
    if (!forwarding.trusted) {
        ids = ids |
              FieldSet{FieldId::x_forwarded_host, FieldId::x_forwarded_proto, FieldId::forwarded};
    }
    return ids;
}

// What no visitor gets to see as it came.
FieldSet left_out(const ResponseHead& head, const ResponsePlan& plan) {
    FieldSet ids = always_hop_by_hop | FieldSet{FieldId::transfer_encoding, FieldId::set_cookie2};
    if (head.status != 101) {
        ids.insert(FieldId::upgrade);
    }
    if (!plan.trailers) {
        ids.insert(FieldId::trailer);
    }
    return ids;
}

void write_request_line(const RequestHead& head, const RequestGate& gate, std::string& out) {
    out.append(head.method).append(" "sv);
    if (gate.target.empty()) {
        out.append(head.method == "OPTIONS" ? "*"sv : "/"sv);
    } else if (gate.target.front() == '?') {
        out.append("/"sv);
    }
    out.append(gate.target).append(" HTTP/1.1\r\n"sv);
}

void write_forwarding(const Fields& fields, const Forwarding& forwarding, std::string& out) {
    const bool trusted = forwarding.trusted;
    std::string_view separator = "X-Forwarded-For: ";
    if (trusted) {
        for (const Field& field : fields) {
            if (field.id == FieldId::x_forwarded_for && field.value_begin != field.value_end) {
                out.append(separator).append(fields.value(field));
                separator = ", ";
            }
        }
    }
    if (!forwarding.peer.empty()) {
        out.append(separator).append(forwarding.peer);
        separator = ", ";
    }
    if (separator == ", ") {
        out.append("\r\n"sv);
    }
    if (!trusted || !fields.contains(FieldId::x_forwarded_proto)) {
        out.append("X-Forwarded-Proto: "sv).append(forwarding.proto).append("\r\n"sv);
    }
    if ((!trusted || !fields.contains(FieldId::x_forwarded_host)) && !forwarding.host.empty()) {
        out.append("X-Forwarded-Host: "sv).append(forwarding.host).append("\r\n"sv);
    }
}

// Each hop says its own (RFC 9110 section 7.6.3); a list may stand in several lines.
void write_via(std::string_view via, unsigned minor, std::string& out) {
    if (!via.empty()) {
        out.append(minor == 0 ? "Via: 1.0 "sv : "Via: 1.1 "sv).append(via).append("\r\n"sv);
    }
}

// Who sent it on, and how to find it again.
void write_identity(const RequestHead& head, const Forwarding& forwarding, std::string& out) {
    if (!forwarding.request_id.empty()) {
        out.append("X-Request-Id: "sv).append(forwarding.request_id).append("\r\n"sv);
    }
    write_via(forwarding.via, head.minor, out);
}

// Of the hop-by-hop fields these two are said anew for the next hop.
void write_options(const RequestGate& gate, std::string& out) {
    if (gate.upgrade) {
        out.append("Connection: upgrade\r\n"sv);
    } else if (gate.trailers) {
        out.append("Connection: TE\r\nTE: trailers\r\n"sv);
    }
}

void write_length(std::uint64_t length, std::string& out) {
    const fmt::format_int digits(length);
    out.append("Content-Length: "sv).append(digits.data(), digits.size()).append("\r\n"sv);
}

// The grammar asks for the SP behind the status even where no reason follows (RFC 9112 section 4).
void write_status_line(const ResponseHead& head, std::string& out) {
    constexpr std::size_t digits = 3;
    out.append("HTTP/1.1 "sv).append(head.status_and_reason);
    out.append(head.status_and_reason.size() == digits ? " \r\n"sv : "\r\n"sv);
}

// What the gate judged, in its plainest form: an origin that reads a tab before `chunked`, another
// case or leading zeros in its own way must not see another end of the body.
void write_framing(const Field& field, const Framing& body, LineCopier& lines) {
    if (body.kind == BodyKind::chunked) {
        lines.write(field, "chunked");
    } else {
        const fmt::format_int digits(body.length);
        lines.write(field, {digits.data(), digits.size()});
    }
}

bool is_plain_number(std::string_view value) {
    return !value.empty() && value.find_first_not_of("0123456789") == value.npos;
}

}   // namespace

void write_request_head(const RequestHead& head, const RequestGate& gate,
                        const Forwarding& forwarding, const Edits& edits,
                        std::string_view fallback_host, std::string& out) {
    const Fields& fields = head.fields;
    const FieldSet ids = left_out(head, gate, forwarding);
    const bool any_named = names_fields(fields);
    bool host_written = false;
    bool framed = false;
    write_request_line(head, gate, out);
    LineCopier lines(fields, edits, out);
    std::size_t index = 0;
    for (const Field& field : fields) {
        const std::size_t at = index++;
        if (ids.contains(field.id) || (field.id == FieldId::content_length && framed) ||
            (forwarding.drops_underscores && fields.name(field).find('_') != std::string::npos) ||
            is_named(fields, field, any_named)) {
            continue;
        }
        if (field.id == FieldId::host) {
            host_written = true;
            if (gate.absolute) {
                lines.write(field, gate.host);
                continue;
            }
        }
        if (field.id == FieldId::content_length || field.id == FieldId::transfer_encoding) {
            write_framing(field, gate.body, lines);
            framed = true;
            continue;
        }
        lines.copy(field, at);
    }
    lines.flush();
    if (!host_written) {
        out.append("Host: "sv)
            .append(gate.host.empty() ? fallback_host : gate.host)
            .append("\r\n"sv);
    }
    write_options(gate, out);
    write_forwarding(fields, forwarding, out);
    write_identity(head, forwarding, out);
    out.append(edits.added()).append("\r\n"sv);
}

void write_response_head(const ResponseHead& head, const ResponsePlan& plan, const Edits& edits,
                         std::string& out) {
    const Fields& fields = head.fields;
    const FieldSet ids = left_out(head, plan);
    const bool any_named = names_fields(fields);
    const bool tunnel = head.status == 101;
    const bool wants_length = plan.body.kind == BodyKind::length || plan.keep_length;
    bool length_written = false;
    write_status_line(head, out);
    LineCopier lines(fields, edits, out);
    std::size_t index = 0;
    for (const Field& field : fields) {
        const std::size_t at = index++;
        if (field.id == FieldId::content_length) {
            if (wants_length && !length_written && is_plain_number(fields.value(field))) {
                lines.copy(field, at);
                length_written = true;
            }
            continue;
        }
        if (!ids.contains(field.id) && !is_named(fields, field, any_named)) {
            lines.copy(field, at);
        }
    }
    lines.flush();
    write_via(plan.via, head.minor, out);
    if (plan.body.kind == BodyKind::length && !length_written) {
        write_length(plan.body.length, out);
    }
    if (plan.body.kind == BodyKind::chunked) {
        out.append("Transfer-Encoding: chunked\r\n"sv);
    }
    if (tunnel) {
        out.append("Connection: upgrade\r\n"sv);
    } else if (plan.close) {
        out.append("Connection: close\r\n"sv);
    } else if (plan.keep_alive_10) {
        out.append("Connection: keep-alive\r\n"sv);
    }
    out.append(edits.added()).append("\r\n"sv);
}

void write_interim_head(const ResponseHead& head, std::string& out) {
    const Fields& fields = head.fields;
    constexpr FieldSet ids =
        hop_by_hop | FieldSet{FieldId::transfer_encoding, FieldId::content_length,
                              FieldId::set_cookie, FieldId::set_cookie2};
    const bool any_named = names_fields(fields);
    const Edits no_edits;
    write_status_line(head, out);
    LineCopier lines(fields, no_edits, out);
    std::size_t index = 0;
    for (const Field& field : fields) {
        const std::size_t at = index++;
        if (!ids.contains(field.id) && !is_named(fields, field, any_named)) {
            lines.copy(field, at);
        }
    }
    lines.flush();
    out.append("\r\n"sv);
}

}   // namespace http
