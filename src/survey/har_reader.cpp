#include "survey/har_reader.hpp"

#include "survey/har_entry.hpp"
#include "survey/json_text.hpp"

#include <algorithm>
#include <utility>

namespace survey {
namespace {

using nlohmann::json;

/// Bodies, and what else is large and tells nothing of cookies.
bool is_ballast(const json& key) {
    static const char* const keys[] = {"text",       "postData", "queryString",
                                       "_initiator", "timings",  "_webSocketMessages"};
    return std::ranges::any_of(keys, [&key](const char* ballast) { return key == ballast; });
}

json parse(std::istream& in) {
    const auto keep = [](int, json::parse_event_t event, json& parsed) {
        return event != json::parse_event_t::key || !is_ballast(parsed);
    };
    return json::parse(in, keep, false);
}

const json* entries_of(const json& document) {
    const auto* log = member(document, "log");
    const auto* entries = log == nullptr ? nullptr : member(*log, "entries");
    return entries != nullptr && entries->is_array() ? entries : nullptr;
}

std::string_view host_of(const json& entry) {
    const auto* request = member(entry, "request");
    return request == nullptr ? std::string_view() : authority_of(text_of(*request, "url"));
}

HostFilter own_site(const json& entries) {
    auto first = std::ranges::find_if(entries, is_document);
    if (first == entries.end()) {
        first = entries.begin();
    }
    return HostFilter::site_of(host_of(*first));
}

}   // namespace

boost::system::result<HarCount, std::string> read_har(std::istream& in, HostFilter hosts,
                                                      const std::string& visitor,
                                                      Traffic& traffic) {
    const json document = parse(in);
    const auto* entries = entries_of(document);
    if (entries == nullptr) {
        return std::string(document.is_discarded() ? "is no JSON" : "is no HAR: it has no entries");
    }
    if (entries->empty()) {
        return std::string("has no entries: nothing was recorded");
    }
    if (hosts.empty()) {
        hosts = own_site(*entries);
    }
    HarCount count;
    for (const json& entry : *entries) {
        Exchange exchange = read_har_entry(entry);
        ++count.entries;
        count.any_cookie =
            count.any_cookie || !exchange.sightings.empty() || !exchange.deleted.empty();
        if (!hosts.accepts(exchange.site)) {
            ++count.elsewhere;
            continue;
        }
        exchange.client = visitor;
        traffic.add(std::move(exchange));
    }
    return count;
}

}   // namespace survey
