#include "survey/log_reader.hpp"

#include "bytes/ascii.hpp"
#include "survey/json_text.hpp"
#include "survey/timestamp.hpp"

#include <algorithm>

namespace survey {
namespace {

using nlohmann::json;

constexpr std::string_view page_suffixes[] = {"htm",  "html", "xhtml", "php", "asp",
                                              "aspx", "jsp",  "do",    "cfm"};

/// A path that a browser navigates to: without a suffix, or with one of pages.
bool is_page_path(std::string_view path) {
    const std::string_view leaf = path.substr(path.rfind('/') + 1);
    const auto dot = leaf.rfind('.');
    return dot == std::string_view::npos ||
           std::ranges::any_of(page_suffixes, [&leaf, dot](std::string_view suffix) {
               return bytes::iequals(leaf.substr(dot + 1), suffix);
           });
}

bool is_page(const json& line) {
    const auto* status = member(line, "status");
    const bool answered = status != nullptr && status->is_number_unsigned() && *status >= 200 &&
                          *status < 400 && *status != 304;
    return answered && text_of(line, "method") == "GET" && is_page_path(text_of(line, "path")) &&
           member(line, "passed") != nullptr;
}

void add_stripped(const json& line, Exchange& exchange) {
    for (const json& item : list_of(line, "stripped")) {
        // A browser would not have kept a malformed one either.
        if (!item.is_object() || text_of(item, "reason") == "malformed") {
            continue;
        }
        const auto* session = member(item, "session");
        exchange.sightings.push_back(
            {std::string(text_of(item, "name")),
             text_of(item, "from") == "cookie" ? Field::cookie : Field::set_cookie,
             session != nullptr && session->is_boolean() && session->get<bool>()});
    }
}

void add_passed(const json& names, Field field, Exchange& exchange) {
    for (const json& name : names) {
        if (name.is_string()) {
            exchange.sightings.push_back({name.get<std::string>(), field, false});
        }
    }
}

bool is_access_line(const json& line) {
    return line.is_object() && line.contains("time") && line.contains("site") &&
           line.contains("stripped");
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::optional<json> parse_access_line(std::string_view text) {
    json line = json::parse(text, nullptr, false);
    if (line.is_discarded() || !is_access_line(line)) {
        return std::nullopt;
    }
    return line;
}

Exchange exchange_of(const json& line) {
    Exchange exchange{.time = parse_moment(text_of(line, "time")),
                      .site = std::string(text_of(line, "site")),
                      .client = std::string(text_of(line, "client")),
                      .page = is_page(line),
                      .sightings = {},
                      .deleted = {}};
    add_stripped(line, exchange);
    if (const auto* passed = member(line, "passed")) {
        add_passed(list_of(*passed, "cookie"), Field::cookie, exchange);
        add_passed(list_of(*passed, "set-cookie"), Field::set_cookie, exchange);
    }
    for (const json& name : list_of(line, "deleted")) {
        if (name.is_string()) {
            exchange.deleted.push_back(name.get<std::string>());
        }
    }
    return exchange;
}

}   // namespace

std::optional<Exchange> read_access_line(std::string_view text) {
    const auto line = parse_access_line(text);
    if (!line) {
        return std::nullopt;
    }
    return exchange_of(*line);
}

void read_log(std::istream& in, const LogFilter& filter, Traffic& traffic, LogCount& count) {
    for (std::string text; std::getline(in, text);) {
        if (is_blank(text)) {
            continue;
        }
        ++count.lines;
        const auto line = parse_access_line(text);
        if (!line) {
            continue;
        }
        ++count.access_lines;
        count.sites.emplace(text_of(*line, "site"));
        if ((!filter.site.empty() && text_of(*line, "site") != filter.site) ||
            !filter.hosts.accepts(text_of(*line, "host"))) {
            continue;
        }
        count.anonymous += text_of(*line, "client").empty() ? 1 : 0;
        count.dark += line->contains("passed") ? 0 : 1;
        traffic.add(exchange_of(*line));
    }
}

}   // namespace survey
