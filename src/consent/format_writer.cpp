#include "consent/format_writer.hpp"

#include "consent/encoding.hpp"
#include "consent/iso_time.hpp"

#include <nlohmann/json.hpp>

namespace consent {
namespace {

/// As a JSON string. A word that is no UTF-8 cannot come from a checked registry.
std::string quote(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string json_of(const Scalar& scalar) {
    return scalar.kind == ScalarKind::text ? quote(scalar.text) : scalar.text;
}

/// Members of a JSON object, one after the other.
class Members {
public:
    void add(const std::string& key, const std::string& json) {
        text_ += (text_.empty() ? "" : ",") + quote(key) + ":" + json;
    }

    [[nodiscard]] std::string object() const { return "{" + text_ + "}"; }

private:
    std::string text_;
};

class Writer {
public:
    Writer(const FormatData& format, const Vocabulary& vocabulary, const Writing& writing)
        : format_(format), vocabulary_(vocabulary), writing_(writing) {}

    [[nodiscard]] std::string text() const {
        switch (format_.shape) {
            case Shape::object:
                return format_.path.empty() ? flat_object() : nested(object());
            case Shape::array:
                return nested(array());
            case Shape::list:
                return list();
            case Shape::word:
                return answer(vocabulary_.named()).text;
            case Shape::literal:
            case Shape::form:
            case Shape::tcf:
                break;
        }
        return {};
    }

private:
    [[nodiscard]] bool is_granted(CategorySet categories) const {
        return !categories.empty() && (categories - writing_.granted).empty();
    }

    [[nodiscard]] const Scalar& answer(CategorySet categories) const {
        const Answers& answers = format_.answers;
        const bool always_on = !categories.empty() && (categories - writing_.always_on).empty();
        if (!writing_.chosen && answers.undecided && !always_on) {
            return *answers.undecided;
        }
        return is_granted(categories) ? answers.yes : answers.no;
    }

    void add_words(Members& members) const {
        for (const Vocabulary::Word& word : vocabulary_.words()) {
            members.add(word.text, json_of(answer(word.categories)));
        }
    }

    void add_version(Members& members) const {
        if (const auto& rule = format_.version) {
            members.add(rule->field,
                        rule->at_least ? std::to_string(*rule->at_least) : json_of(rule->equals));
        }
    }

    void add_acted(Members& members) const {
        if (const auto& rule = format_.acted) {
            const bool acted = (rule->equals.text == "true") == writing_.chosen;
            members.add(rule->field, acted ? "true" : "false");
        }
    }

    void add_time(Members& members) const {
        if (!format_.time.empty()) {
            members.add(format_.time, quote(iso_time(writing_.now)));
        }
    }

    void add_overall(Members& members) const {
        if (const auto& overall = format_.overall) {
            const CategorySet chosen = writing_.granted - writing_.always_on;
            const bool any = !(chosen & vocabulary_.named()).empty();
            members.add(overall->field, json_of(any ? overall->yes : overall->no));
        }
    }

    [[nodiscard]] std::string flat_object() const {
        Members members;
        add_words(members);
        add_overall(members);
        add_time(members);
        add_acted(members);
        add_version(members);
        return members.object();
    }

    [[nodiscard]] std::string object() const {
        Members members;
        add_words(members);
        return members.object();
    }

    [[nodiscard]] std::string array() const {
        std::string text;
        for (const Vocabulary::Word& word : vocabulary_.words()) {
            if (is_granted(word.categories)) {
                text += (text.empty() ? "" : ",") + quote(word.text);
            }
        }
        return "[" + text + "]";
    }

    [[nodiscard]] std::string nested(std::string inner) const {
        const std::vector<std::string>& path = format_.path;
        for (std::size_t depth = path.size(); depth-- > 0;) {
            Members members;
            if (depth == 0) {
                add_version(members);
                add_acted(members);
                add_time(members);
                add_overall(members);
            }
            members.add(path[depth], inner);
            inner = members.object();
        }
        return inner;
    }

    [[nodiscard]] std::string list() const {
        std::string text;
        for (const Vocabulary::Word& word : vocabulary_.words()) {
            if (format_.separators.leading || !text.empty()) {
                text += format_.separators.item;
            }
            text += word.text + format_.separators.pair + answer(word.categories).text;
        }
        return text;
    }

    const FormatData& format_;
    const Vocabulary& vocabulary_;
    const Writing& writing_;
};

}   // namespace

std::string write_value(const FormatData& format, const Vocabulary& vocabulary,
                        const Writing& writing) {
    return encode(Writer(format, vocabulary, writing).text(), format.encoding);
}

}   // namespace consent
