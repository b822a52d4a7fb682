#include "http/local_reply.hpp"

#include "bytes/ascii.hpp"
#include "http/coding.hpp"
#include "http/date.hpp"
#include "http/list.hpp"
#include "http/media_type.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace http {
namespace {

std::string html_page(unsigned status, std::string_view reason) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0} {1}</title>"
        "</head>\n<body><h1>{0} {1}</h1></body></html>\n",
        status, reason);
}

// Is there a weight of zero among them?
bool refuses(std::string_view parameters) {
    while (!parameters.empty()) {
        const std::size_t end = std::min(parameters.find(';'), parameters.size());
        if (is_refused_weight(parameters.substr(0, end))) {
            return true;
        }
        parameters.remove_prefix(std::min(end + 1, parameters.size()));
    }
    return false;
}

}   // namespace

bool wants_html(std::string_view accept) {
    ListReader ranges(accept);
    while (const auto range = ranges.next()) {
        const std::size_t end = std::min(range->find(';'), range->size());
        const std::string_view type = media_type(*range);
        const bool html =
            bytes::iequals(type, "text/html") || bytes::iequals(type, "application/xhtml+xml");
        if (html && !refuses(range->substr(end))) {
            return true;
        }
    }
    return false;
}

std::string_view reason_phrase(unsigned status) {
    switch (status) {
        case 200:
            return "OK";
        case 303:
            return "See Other";
        case 400:
            return "Bad Request";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 421:
            return "Misdirected Request";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 502:
            return "Bad Gateway";
        case 503:
            return "Service Unavailable";
        case 504:
            return "Gateway Timeout";
        case 505:
            return "HTTP Version Not Supported";
        case 508:
            return "Loop Detected";
        default:
            return "Error";
    }
}

std::string write_local_reply(const LocalReply& reply, std::chrono::system_clock::time_point now) {
    const std::string_view reason = reason_phrase(reply.status);
    std::string own_body;
    if (reply.body.empty()) {
        own_body = reply.html ? html_page(reply.status, reason)
                              : fmt::format("{} {}\n", reply.status, reason);
    }
    const std::string_view body = reply.body.empty() ? own_body : reply.body;
    const std::string_view type = !reply.content_type.empty()        ? reply.content_type
                                  : reply.html && reply.body.empty() ? "text/html; charset=utf-8"
                                                                     : "text/plain; charset=utf-8";
    std::string out = fmt::format(
        "HTTP/1.1 {} {}\r\nDate: {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n"
        "Cache-Control: {}\r\n",
        reply.status, reason, format_date(now), type, body.size(), reply.cache_control);
    if (!reply.proxy_error.empty()) {
        out.append("Proxy-Status: consent-proxy; error=").append(reply.proxy_error).append("\r\n");
    }
    out.append(reply.extra_fields);
    if (reply.close) {
        out.append("Connection: close\r\n");
    }
    out.append("\r\n");
    if (!reply.head_only) {
        out.append(body);
    }
    return out;
}

}   // namespace http
