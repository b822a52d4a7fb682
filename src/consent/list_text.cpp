#include "consent/encoding.hpp"
#include "consent/shape_text.hpp"
#include "consent/text.hpp"

namespace consent {

bool read_list(std::string_view text, const Separators& separators, Tally& tally) {
    if (separators.leading) {
        if (!text.starts_with(separators.item)) {
            return false;
        }
        text.remove_prefix(1);
    }
    bool more = true;
    while (more) {
        const auto end = text.find(separators.item);
        const std::string_view item = text.substr(0, end);
        const auto at = item.find(separators.pair);
        if (at == 0 || at == std::string_view::npos) {
            return false;
        }
        const ScalarView value{ScalarKind::bare, item.substr(at + 1)};
        tally.answer(item.substr(0, at), value);
        tally.field(item.substr(0, at), value);
        more = end != std::string_view::npos;
        text.remove_prefix(more ? end + 1 : text.size());
    }
    return true;
}

bool read_form(std::string_view text, std::string_view list, const Separators& separators,
               Tally& tally) {
    bool found = false;
    while (!text.empty()) {
        const std::string_view field = take_until(text, '&');
        const auto equals = field.find('=');
        if (equals == std::string_view::npos) {
            continue;
        }
        const std::string_view name = field.substr(0, equals);
        const auto value = percent_decode(field.substr(equals + 1), Plus::space);
        if (!value) {
            return false;
        }
        if (name != list) {
            tally.field(name, {ScalarKind::bare, *value});
        } else if (value->empty() || read_list(*value, separators, tally)) {
            found = true;
        } else {
            return false;
        }
    }
    return found;
}

}   // namespace consent
