#include "survey/cookie_database.hpp"

#include "bytes/ascii.hpp"
#include "survey/csv_table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <utility>

namespace survey {
namespace {

constexpr std::size_t min_prefix_bytes = 4;
constexpr std::size_t min_name_bytes = 3;
constexpr std::size_t no_column = std::numeric_limits<std::size_t>::max();

std::size_t column(const CsvRow& head, std::string_view name) {
    const auto found = std::ranges::find_if(head, [name](const std::string& title) {
        return bytes::iequals(bytes::trim(title), name);
    });
    return found == head.end() ? no_column : static_cast<std::size_t>(found - head.begin());
}

std::string cell(const CsvRow& row, std::size_t column) {
    return column < row.size() ? std::string(bytes::trim(row[column])) : std::string();
}

struct Columns {
    explicit Columns(const CsvRow& head)
        : platform(column(head, "Platform")),
          category(column(head, "Category")),
          name(column(head, "Cookie / Data Key name")),
          domain(column(head, "Domain")),
          description(column(head, "Description")),
          retention(column(head, "Retention period")),
          wildcard(column(head, "Wildcard match")) {}

    [[nodiscard]] KnownCookie read(const CsvRow& row) const {
        KnownCookie cookie{.platform = cell(row, platform),
                           .category = cell(row, category),
                           .name = cell(row, name),
                           .domain = cell(row, domain),
                           .description = cell(row, description),
                           .retention = cell(row, retention),
                           .prefix = cell(row, wildcard) == "1"};
        if (const auto star = cookie.name.find('*'); star != std::string::npos) {
            cookie.name.resize(star);
            cookie.prefix = true;
        }
        return cookie;
    }

    std::size_t platform, category, name, domain, description, retention, wildcard;
};

bool ends_in_separator(std::string_view prefix) {
    return !prefix.empty() &&
           std::string_view("_-.:|$~").find(prefix.back()) != std::string_view::npos;
}

bool of_third_parties_only(const KnownCookie& cookie) {
    return cookie.domain.find("3rd party") != std::string::npos &&
           cookie.domain.find("1st party") == std::string::npos;
}

std::string doubt_about(const std::vector<KnownCookie>& rows, bool by_prefix) {
    const KnownCookie& first = rows.front();
    if (by_prefix && (first.name.size() < min_prefix_bytes || !ends_in_separator(first.name))) {
        return fmt::format("any name that begins with \"{}\"", first.name);
    }
    if (first.name.size() < (first.prefix ? min_prefix_bytes : min_name_bytes)) {
        return "a short name that others may use";
    }
    if (std::ranges::any_of(
            rows, [&first](const KnownCookie& row) { return row.purpose() != first.purpose(); })) {
        return "the database has several of this name";
    }
    if (of_third_parties_only(first)) {
        return "a third party's cookie of this name";
    }
    return {};
}

}   // namespace

Purpose KnownCookie::purpose() const {
    static constexpr std::pair<std::string_view, Purpose> words[] = {
        {"analytics", Purpose::usage},          {"marketing", Purpose::campaigns},
        {"security", Purpose::essential},       {"necessary", Purpose::essential},
        {"personalization", Purpose::settings}, {"personalisation", Purpose::settings}};
    const auto* const found = std::ranges::find_if(
        words, [this](const auto& word) { return bytes::iequals(category, word.first); });
    return found == std::end(words) ? Purpose::unclear : found->second;
}

boost::system::result<CookieDatabase, std::string> CookieDatabase::read(std::istream& in) {
    auto rows = read_csv(in);
    if (!rows) {
        return rows.error();
    }
    const Columns columns(rows->empty() ? CsvRow() : rows->front());
    if (columns.name == no_column || columns.category == no_column) {
        return std::string(
            "is no cookie database: its first row has to name the columns \"Category\" and "
            "\"Cookie / Data Key name\"");
    }
    CookieDatabase database;
    for (std::size_t at = 1; at < rows->size(); ++at) {
        database.add(columns.read((*rows)[at]));
    }
    return database;
}

void CookieDatabase::add(KnownCookie cookie) {
    if (cookie.name.empty()) {
        return;
    }
    ++size_;
    auto& rows = (cookie.prefix ? prefixes_ : exact_)[cookie.name];
    rows.push_back(std::move(cookie));
}

KnownMatch CookieDatabase::find(std::string_view name) const {
    const bool is_pattern = name.find('*') != std::string_view::npos;
    if (!is_pattern) {
        for (const Rows* rows : {&exact_, &prefixes_}) {
            if (const auto found = rows->find(name); found != rows->end()) {
                return {&found->second.front(), doubt_about(found->second, false)};
            }
        }
    }
    std::string_view start = name.substr(0, name.find('*'));
    for (; !start.empty(); start.remove_suffix(1)) {
        if (const auto found = prefixes_.find(start); found != prefixes_.end()) {
            return {&found->second.front(), doubt_about(found->second, true)};
        }
    }
    return {};
}

}   // namespace survey
