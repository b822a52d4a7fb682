#include "consent/format.hpp"

#include "consent/encoding.hpp"
#include "consent/format_writer.hpp"
#include "consent/json_text.hpp"
#include "consent/layers.hpp"
#include "consent/shape_text.hpp"

#include <utility>

namespace consent {
namespace {

bool read_word(std::string_view text, const Answers& answers, Tally& tally) {
    const ScalarView value{ScalarKind::bare, text};
    tally.answer_all(value);
    return answers.yes.matches(value) || answers.no.matches(value) ||
           (answers.undecided && answers.undecided->matches(value));
}

}   // namespace

Format::Format(FormatData data, const std::vector<Category>& categories)
    : data_(std::move(data)),
      vocabulary_(data_, categories),
      always_on_(consent::always_on(categories)) {}

std::optional<Choice> Format::read(std::string_view value) const {
    if (value.size() > max_consent_value) {
        return std::nullopt;
    }
    if (data_.encoding.front() == Encoding::layers) {
        return read_layers(value, data_, vocabulary_);
    }
    auto choice = read_once(value);
    if (!choice && value.find('%') != std::string_view::npos) {
        const auto decoded = percent_decode(value, Plus::itself);
        choice = decoded ? read_once(*decoded) : std::nullopt;
    }
    return choice;
}

std::optional<Choice> Format::read_once(std::string_view value) const {
    const auto text = decode(value, data_.encoding);
    return text ? read_text(*text) : std::nullopt;
}

std::optional<Choice> Format::read_text(std::string_view text) const {
    Tally tally(data_, vocabulary_);
    bool shaped = false;
    switch (data_.shape) {
        case Shape::object:
        case Shape::array: {
            const JsonText json = read_json_text(text, data_, vocabulary_);
            const auto* const choice = std::get_if<Choice>(&json);
            return choice != nullptr ? std::optional(*choice) : std::nullopt;
        }
        case Shape::literal:
            shaped = read_literal(text, tally);
            break;
        case Shape::list:
            shaped = read_list(text, data_.separators, tally);
            break;
        case Shape::form:
            shaped = read_form(text, data_.path.front(), data_.separators, tally);
            break;
        case Shape::word:
            shaped = read_word(text, data_.answers, tally);
            break;
        case Shape::tcf:
            shaped = read_tc_string(text, tally);
            break;
    }
    return shaped ? tally.choice() : std::nullopt;
}

Choice Format::read_one(std::string_view word, std::string_view value) const {
    Tally tally(data_, vocabulary_);
    tally.answer(word, {ScalarKind::bare, value});
    return tally.choice().value_or(Choice{});
}

std::string Format::write(CategorySet granted, Time now) const {
    return write_value(data_, vocabulary_,
                       {.granted = granted | always_on_, .always_on = always_on_, .now = now});
}

std::string Format::write_default(CategorySet granted, Time now) const {
    return write_value(
        data_, vocabulary_,
        {.granted = granted | always_on_, .always_on = always_on_, .chosen = false, .now = now});
}

}   // namespace consent
