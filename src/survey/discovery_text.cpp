#include "survey/discovery.hpp"
#include "survey/fragment.hpp"
#include "survey/timestamp.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

namespace survey {
namespace {

using Row = std::vector<std::string>;

/// As a terminal may see it.
std::string printable(std::string_view text) {
    std::string shown(text);
    std::ranges::replace_if(
        shown, [](char byte) { return byte < 0x20 || byte > 0x7e; }, '?');
    return shown;
}

std::string table(const std::vector<Row>& rows) {
    std::vector<std::size_t> widths(rows.front().size());
    for (const Row& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] = std::max(widths[column], row[column].size());
        }
    }
    std::string text;
    for (const Row& row : rows) {
        text += "  ";
        for (std::size_t column = 0; column + 1 < row.size(); ++column) {
            text += fmt::format("{:<{}}  ", row[column], widths[column]);
        }
        text += row.back() + '\n';
    }
    return text;
}

std::string section(std::string_view title, std::string_view explanation, Row head,
                    std::vector<Row> rows) {
    std::string text = fmt::format("\n{} ({})\n", title, rows.size());
    if (rows.empty()) {
        return text;
    }
    if (!explanation.empty()) {
        text += fmt::format("  {}\n", explanation);
    }
    rows.insert(rows.begin(), std::move(head));
    return text + table(rows);
}

std::string when(std::optional<Moment> moment) {
    return moment ? to_string(*moment) : "-";
}

std::string category_of(const consent::Registry& registry, const consent::CookieEntry* entry) {
    return entry != nullptr && entry->category != consent::no_category
               ? registry.categories()[entry->category].id
               : "-";
}

std::string summary(const ReadTraffic& read) {
    const Traffic& traffic = read.traffic;
    std::string text = fmt::format("Site       {}\nExchanges  {}",
                                   printable(traffic.registry().site()), traffic.exchanges());
    if (traffic.first()) {
        text += fmt::format(", {} to {}", when(traffic.first()), when(traffic.last()));
    }
    text += '\n';
    if (read.lines_left_out > 0) {
        text +=
            fmt::format("Left out   {} lines that are no JSON access lines\n", read.lines_left_out);
    }
    if (traffic.nameless() > 0) {
        text += fmt::format("Nameless   {} cookies without a name, which no registry can list\n",
                            traffic.nameless());
    }
    for (const std::string& note : read.notes) {
        text += fmt::format("Note       {}\n", printable(note));
    }
    return text;
}

std::string unlisted(const Discovery& discovery) {
    std::vector<Row> rows;
    for (const auto& [name, seen] : discovery.unlisted) {
        rows.push_back({printable(*name), seen->from_header() ? "header" : "script",
                        fmt::to_string(seen->in_cookie), fmt::to_string(seen->in_set_cookie),
                        when(seen->first), when(seen->last)});
    }
    return section("Seen, but not listed", "",
                   {"NAME", "ORIGIN", "COOKIE", "SET-COOKIE", "FIRST", "LAST"}, std::move(rows));
}

std::string never_seen(const Discovery& discovery) {
    std::vector<Row> rows;
    for (const auto* entry : discovery.never_seen) {
        rows.push_back(
            {printable(entry->name), category_of(discovery.read->traffic.registry(), entry)});
    }
    return section("Listed, but never seen", "", {"NAME", "CATEGORY"}, std::move(rows));
}

std::string failed_deletions(const Discovery& discovery) {
    std::vector<Row> rows;
    for (const FailedDeletion& failed : discovery.failed_deletions) {
        rows.push_back({printable(failed.name), printable(failed.site),
                        fmt::to_string(failed.visitors), fmt::to_string(failed.deletions)});
    }
    return section("Deletions that never succeed",
                   "The cookie lies on another path or domain, or a script writes it anew.",
                   {"NAME", "SITE", "VISITORS", "DELETIONS"}, std::move(rows));
}

std::string sessions(const Discovery& discovery) {
    std::vector<Row> rows;
    for (const auto& [name, seen] : discovery.sessions) {
        rows.push_back(
            {printable(*name), category_of(discovery.read->traffic.registry(), seen->entry)});
    }
    return section("Likely sessions that are not always on",
                   "HttpOnly, no lifetime, a long value: log-ins and forms may need them.",
                   {"NAME", "CATEGORY"}, std::move(rows));
}

std::string fragment(const Discovery& discovery) {
    std::string text;
    if (!discovery.unsuggested.empty()) {
        text += fmt::format(
            "\nNo entry can be suggested for {}: it would match any cookie, or stands for many.\n",
            printable(fmt::format("{}", fmt::join(discovery.unsuggested, ", "))));
    }
    text += discovery.suggestions.empty() ? "\nNothing to add to the registry:\n\n"
                                          : "\nTo add to the registry, once checked:\n\n";
    return text + to_yaml(discovery.read->traffic.registry(), discovery.suggestions);
}

}   // namespace

std::string to_text(const Discovery& discovery) {
    return summary(*discovery.read) + unlisted(discovery) + never_seen(discovery) +
           failed_deletions(discovery) + sessions(discovery) + fragment(discovery);
}

}   // namespace survey
