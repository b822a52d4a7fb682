#include "app/explain.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <string_view>

namespace app {

namespace {

using Row = std::array<std::string, 6>;

std::vector<std::string> ids(const consent::Registry& registry, consent::CategorySet set,
                             bool in_set) {
    std::vector<std::string> ids;
    consent::CategoryIndex index = 0;
    for (const auto& category : registry.categories()) {
        if (set.contains(index++) == in_set) {
            ids.push_back(category.id);
        }
    }
    return ids;
}

std::string joined(const std::vector<std::string>& words) {
    return words.empty() ? "-" : fmt::format("{}", fmt::join(words, ", "));
}

/// A name as a terminal may see it.
std::string printable(std::string_view name) {
    std::string text(name.empty() ? "(nameless)" : name);
    for (char& byte : text) {
        if (byte < 0x20 || byte > 0x7e) {   // beyond ASCII too: it may be a C1 control
            byte = '?';
        }
    }
    return text;
}

std::string_view from(const ExplainedCookie& cookie) {
    return cookie.of_response ? "set-cookie" : "cookie";
}

Row row_of(const consent::Registry& registry, const ExplainedCookie& cookie) {
    const auto& decision = cookie.decision;
    return {std::string(from(cookie)),
            printable(decision.name),
            std::string(to_string(decision.action)),
            std::string(to_string(decision.reason)),
            decision.category == consent::no_category ? "-"
                                                      : registry.categories()[decision.category].id,
            decision.entry == nullptr ? "-" : decision.entry->name};
}

std::string table(const std::vector<Row>& rows) {
    std::array<std::size_t, std::tuple_size_v<Row>> widths{};
    for (const auto& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] = std::max(widths[column], row[column].size());
        }
    }
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t column = 0; column + 1 < row.size(); ++column) {
            text += fmt::format("{:<{}}  ", row[column], widths[column]);
        }
        text += row.back() + '\n';
    }
    return text;
}

}   // namespace

std::string to_text(const Explanation& explanation) {
    const auto& registry = *explanation.registry;
    const auto& visitor = explanation.visitor;
    const std::string_view source = !visitor.policy.first_visit ? "the consent cookie"
                                    : visitor.consent_cookies > 0
                                        ? "the default, as the consent cookie cannot be read"
                                        : "the default, as on a first visit";
    std::string text = fmt::format("Site     {}\nPolicy   {} ({})\nGranted  {}\nRefused  {}\n",
                                   registry.site(), source, registry.consent().cookie,
                                   joined(ids(registry, visitor.policy.granted, true)),
                                   joined(ids(registry, visitor.policy.granted, false)));
    if (registry.enforcement().mode == consent::Mode::report) {
        text += "Mode     report: nothing is held back; below is what enforcing would do\n";
    }
    if (explanation.cookies.empty()) {
        return text;
    }
    std::vector<Row> rows{{"FROM", "NAME", "DECISION", "REASON", "CATEGORY", "ENTRY"}};
    for (const auto& cookie : explanation.cookies) {
        rows.push_back(row_of(registry, cookie));
    }
    return text + '\n' + table(rows);
}

std::string to_json(const Explanation& explanation) {
    using Json = nlohmann::ordered_json;
    const auto& registry = *explanation.registry;
    const auto& policy = explanation.visitor.policy;
    Json document;
    document["policy"]["source"] = policy.first_visit ? "default" : "cookie";
    document["policy"]["granted"] = ids(registry, policy.granted, true);
    document["cookies"] = Json::array();
    for (const auto& cookie : explanation.cookies) {
        const auto& decision = cookie.decision;
        Json item;
        item["from"] = from(cookie);
        item["name"] = decision.name;
        item["decision"] = to_string(decision.action);
        item["reason"] = to_string(decision.reason);
        item["category"] = nullptr;
        if (decision.category != consent::no_category) {
            item["category"] = registry.categories()[decision.category].id;
        }
        item["entry"] = nullptr;
        if (decision.entry != nullptr) {
            item["entry"] = decision.entry->name;
        }
        document["cookies"].push_back(std::move(item));
    }
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}   // namespace app
