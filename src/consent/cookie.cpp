#include "consent/cookie.hpp"

#include "consent/text.hpp"

namespace consent {

std::optional<Crumb> CrumbReader::next() {
    while (!rest_.empty()) {
        const std::string_view text = trim(take_until(rest_, ';'));
        if (!text.empty()) {
            const auto [name, value] = split_pair(text);
            return Crumb{.text = text, .name = name, .value = value};
        }
    }
    return std::nullopt;
}

}   // namespace consent
