#include "consent/format_data.hpp"

#include <charconv>

namespace consent {
namespace {

bool reaches(std::string_view digits, std::uint64_t least) {
    std::uint64_t number = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, number);
    return !digits.empty() && error == std::errc{} && stop == end && number >= least;
}

}   // namespace

bool FieldRule::holds(ScalarView value) const {
    if (!at_least) {
        return equals.matches(value);
    }
    const bool number = value.kind == ScalarKind::number || value.kind == ScalarKind::bare;
    return number && reaches(value.text, *at_least);
}

bool can_write(const FormatData& format) {
    switch (format.shape) {
        case Shape::object:
        case Shape::array:
            return !format.acted ||
                   (!format.acted->at_least && format.acted->equals.kind == ScalarKind::boolean);
        case Shape::list:
        case Shape::word:
            return !format.version && !format.acted && !format.overall && format.time.empty();
        case Shape::literal:
        case Shape::form:
        case Shape::tcf:
            break;
    }
    return false;
}

}   // namespace consent
