#include "consent/govuk_object.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace consent {
namespace {

using nlohmann::json;

CategoryIndex find_category(const std::vector<Category>& categories, std::string_view id) {
    CategoryIndex index = 0;
    for (const Category& category : categories) {
        if (category.id == id) {
            return index;
        }
        ++index;
    }
    return no_category;
}

/// Takes the events of the JSON library, which calls the members by these names. False from any
/// of them ends the reading.
class Reader {
public:
    explicit Reader(const std::vector<Category>& categories) : categories_(categories) {}

    bool null() { return value(false); }
    bool boolean(bool yes) { return value(yes); }
    bool number_integer(std::int64_t) { return value(false); }
    bool number_unsigned(std::uint64_t) { return value(false); }
    bool number_float(double, const std::string&) { return value(false); }
    bool binary(json::binary_t&) { return false; }

    bool string(std::string& text) {
        if (depth_ == 0) {
            result_ = std::move(text);
            return true;
        }
        return value(false);
    }

    bool key(const std::string& id) {
        if (depth_ == 1) {
            key_ = find_category(categories_, id);
        }
        return true;
    }

    bool start_object(std::size_t) {
        if (depth_ == 0) {
            result_ = Choice{};
        } else {
            value(false);
        }
        ++depth_;
        return true;
    }

    bool start_array(std::size_t) {
        const bool inside = value(false);
        ++depth_;
        return inside;
    }

    bool end_object() {
        --depth_;
        return true;
    }

    bool end_array() { return end_object(); }

    bool parse_error(std::size_t, const std::string&, const json::exception&) { return false; }

    GovukText take() && {
        if (auto* choice = std::get_if<Choice>(&result_)) {
            choice->granted = choice->granted - choice->refused;
        }
        return std::move(result_);
    }

private:
    /// False outside of an object: then the text is neither object nor string.
    bool value(bool yes) {
        if (depth_ == 1 && key_ != no_category) {
            auto& choice = std::get<Choice>(result_);
            (yes ? choice.granted : choice.refused).insert(key_);
        }
        return depth_ > 0;
    }

    const std::vector<Category>& categories_;
    GovukText result_;
    CategoryIndex key_ = no_category;
    std::size_t depth_ = 0;
};

}   // namespace

GovukText read_govuk_text(std::string_view text, const std::vector<Category>& categories) {
    Reader reader(categories);
    if (!json::sax_parse(text.data(), text.data() + text.size(), &reader)) {
        return {};
    }
    return std::move(reader).take();
}

}   // namespace consent
