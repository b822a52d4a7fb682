#include "receipts/csv.hpp"

#include "receipts/receipt_time.hpp"

namespace receipts {
namespace {

void append_field(std::string_view field, std::string& out) {
    if (field.find_first_of(",\"\r\n") == field.npos) {
        out += field;
        return;
    }
    out += '"';
    for (const char c : field) {
        out.append(c == '"' ? 2 : 1, c);
    }
    out += '"';
}

}   // namespace

std::string csv_record(std::initializer_list<std::string_view> fields) {
    std::string record;
    std::string_view separator;
    for (const std::string_view field : fields) {
        record += separator;
        separator = ",";
        append_field(field, record);
    }
    return record + "\r\n";
}

std::string csv_head() {
    return csv_record({"time", "id", "site", "revision", "registry", "how", "granted", "refused"});
}

std::string to_csv(const Receipt& receipt) {
    return csv_record({to_text(receipt.time), receipt.id, receipt.site,
                       std::to_string(receipt.revision), receipt.registry, to_string(receipt.how),
                       categories(receipt, true), categories(receipt, false)});
}

std::string categories(const Receipt& receipt, bool granted) {
    std::string ids;
    for (const Choice& choice : receipt.choices) {
        if (choice.granted == granted) {
            ids.append(ids.empty() ? "" : " ").append(choice.category);
        }
    }
    return ids;
}

}   // namespace receipts
