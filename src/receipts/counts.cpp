#include "receipts/counts.hpp"

#include "receipts/csv.hpp"
#include "receipts/table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace receipts {
namespace {

constexpr std::array<How, 3> hows{How::accepted, How::rejected, How::saved};

}   // namespace

void Counts::add(const Receipt& receipt) {
    ++receipts_;
    first_ = std::min(first_.value_or(receipt.time), receipt.time);
    last_ = std::max(last_.value_or(receipt.time), receipt.time);
    Entry& entry = entries_[{receipt.site, receipt.revision}];
    ++entry.how[static_cast<std::size_t>(receipt.how)];
    for (const Choice& choice : receipt.choices) {
        auto found = std::find_if(entry.categories.begin(), entry.categories.end(),
                                  [&](const Category& each) { return each.id == choice.category; });
        if (found == entry.categories.end()) {
            found = entry.categories.insert(found, Category{choice.category});
        }
        ++(choice.granted ? found->granted : found->refused);
    }
}

std::string Counts::to_text() const {
    std::string text = fmt::format("Receipts  {}", receipts_);
    if (!first_) {
        return text + '\n';
    }
    text += fmt::format(", {} to {}\n\n", receipts::to_text(*first_), receipts::to_text(*last_));
    std::vector<std::vector<std::string>> by_how{
        {"SITE", "REVISION", "RECEIPTS", "ACCEPTED", "REJECTED", "SAVED"}};
    std::vector<std::vector<std::string>> by_category{
        {"SITE", "REVISION", "CATEGORY", "YES", "NO"}};
    for (const auto& [key, entry] : entries_) {
        auto& row = by_how.emplace_back();
        row = {key.site, std::to_string(key.revision), std::to_string(entry.receipts())};
        for (const std::uint64_t count : entry.how) {
            row.push_back(std::to_string(count));
        }
        for (const Category& category : entry.categories) {
            by_category.push_back({key.site, std::to_string(key.revision), category.id,
                                   std::to_string(category.granted),
                                   std::to_string(category.refused)});
        }
    }
    return text + to_table(by_how) + '\n' + to_table(by_category);
}

std::string Counts::to_json() const {
    using Json = nlohmann::ordered_json;
    Json sites = Json::array();
    for (const auto& [key, entry] : entries_) {
        Json how = Json::object();
        for (const How each : hows) {
            how[std::string(to_string(each))] = entry.how[static_cast<std::size_t>(each)];
        }
        Json categories = Json::object();
        for (const Category& category : entry.categories) {
            categories[category.id] = {{"yes", category.granted}, {"no", category.refused}};
        }
        sites.push_back({{"site", key.site},
                         {"revision", key.revision},
                         {"receipts", entry.receipts()},
                         {"how", how},
                         {"categories", categories}});
    }
    const auto time = [](std::optional<Time> moment) {
        return moment ? Json(receipts::to_text(*moment)) : Json();
    };
    const Json json{
        {"receipts", receipts_}, {"first", time(first_)}, {"last", time(last_)}, {"sites", sites}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string Counts::to_csv() const {
    std::string csv = csv_record({"site", "revision", "kind", "name", "receipts"});
    for (const auto& [key, entry] : entries_) {
        const auto revision = std::to_string(key.revision);
        for (const How how : hows) {
            csv += csv_record({key.site, revision, "how", to_string(how),
                               std::to_string(entry.how[static_cast<std::size_t>(how)])});
        }
        for (const Category& category : entry.categories) {
            csv += csv_record(
                {key.site, revision, "granted", category.id, std::to_string(category.granted)});
            csv += csv_record(
                {key.site, revision, "refused", category.id, std::to_string(category.refused)});
        }
    }
    return csv;
}

}   // namespace receipts
