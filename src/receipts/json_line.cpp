#include "receipts/json_line.hpp"

#include "receipts/receipt_time.hpp"

#include <limits>
#include <nlohmann/json.hpp>

namespace receipts {
namespace {

using Json = nlohmann::ordered_json;

Json object_of(const std::vector<Choice>& choices) {
    Json object = Json::object();
    for (const Choice& choice : choices) {
        object[choice.category] = choice.granted;
    }
    return object;
}

/// A name that is no UTF-8 must not cost the receipt.
std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json parse(std::string_view text) {
    return Json::parse(text, nullptr, false);
}

const std::string* find_text(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

boost::system::result<std::vector<Choice>, std::string> read_choices(const Json& object) {
    if (!object.is_object()) {
        return std::string("choices: must be an object");
    }
    std::vector<Choice> choices;
    for (const auto& [category, granted] : object.items()) {
        if (!granted.is_boolean()) {
            return std::string("choices: each must be true or false");
        }
        choices.push_back({category, granted.get<bool>()});
    }
    return choices;
}

}   // namespace

std::string to_json_line(const Receipt& receipt) {
    const Json json{{"time", to_text(receipt.time)},
                    {"id", receipt.id},
                    {"site", receipt.site},
                    {"revision", receipt.revision},
                    {"registry", receipt.registry},
                    {"how", to_string(receipt.how)},
                    {"choices", object_of(receipt.choices)}};
    return dump(json) + '\n';
}

std::string to_json(const std::vector<Choice>& choices) {
    return dump(object_of(choices));
}

boost::system::result<std::vector<Choice>, std::string> parse_choices(std::string_view text) {
    return read_choices(parse(text));
}

boost::system::result<Receipt, std::string> parse_json_line(std::string_view line) {
    const Json json = parse(line);
    if (!json.is_object()) {
        return std::string("not a JSON object");
    }
    Receipt receipt;
    const auto read = [&json](const char* key, std::string& into) {
        const std::string* text = find_text(json, key);
        if (text != nullptr) {
            into = *text;
        }
        return text != nullptr;
    };
    std::string time;
    std::string how;
    for (const auto& [key, into] :
         {std::pair{"time", &time}, std::pair{"id", &receipt.id}, std::pair{"site", &receipt.site},
          std::pair{"registry", &receipt.registry}, std::pair{"how", &how}}) {
        if (!read(key, *into)) {
            return std::string(key) + ": must be a text";
        }
    }
    const auto moment = parse_time(time);
    const auto button = parse_how(how);
    if (!moment || !button) {
        return std::string(moment ? "how: must be accepted, rejected or saved"
                                  : "time: must be as in 2026-11-22T04:00:00.123Z");
    }
    receipt.time = *moment;
    receipt.how = *button;
    const auto revision = json.find("revision");
    if (revision == json.end() || !revision->is_number_unsigned() ||
        revision->get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max()) {
        return std::string("revision: must be a number");
    }
    receipt.revision = revision->get<std::uint32_t>();
    const auto choices = json.find("choices");
    auto read_of = read_choices(choices == json.end() ? Json() : *choices);
    if (!read_of) {
        return read_of.error();
    }
    receipt.choices = *std::move(read_of);
    return receipt;
}

}   // namespace receipts
