#include "pages/choice_form.hpp"

#include "consent/text.hpp"
#include "pages/percent.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace pages {
namespace {

// As browsers and servers on them do (WHATWG URL section 5.1), where a `%` that introduces no byte
// stays; so that no form is refused for it.
std::string form_decode(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const bool space = text.front() == '+';
        const char byte = take_decoded(text);
        out += space ? ' ' : byte;
    }
    return out;
}

enum class Answer : std::uint8_t { none, yes, no };

// A no outweighs any yes: nothing is granted that was refused in the same breath.
Answer both(Answer a, Answer b) {
    return a == Answer::no || b == Answer::none ? a : b == Answer::no ? b : Answer::yes;
}

class Reader {
public:
    explicit Reader(const consent::Registry& registry) : registry_(registry) {}

    void take(std::string_view name, std::string value) {
        if (name == "return_to") {
            if (!return_to_) {
                return_to_ = std::move(value);
            }
        } else if (name == "all") {
            answer(all_, value);
        } else if (name == "hide") {
            hides_ = true;
            sound_ = sound_ && value == "yes";
        } else if (const auto index = registry_.category(name);
                   index != consent::no_category && !registry_.always_on().contains(index)) {
            answer(answers_[index], value);
            one_by_one_ = true;
        }
    }

    [[nodiscard]] std::optional<ChoiceForm> form(consent::CategorySet now) {
        if (!sound_ || (!answered_ && !hides_)) {
            return std::nullopt;
        }
        return ChoiceForm{.hides = hides_,
                          .granted = hides_ ? now : granted(now),
                          .all = !hides_ && !one_by_one_,
                          .return_to = std::move(return_to_).value_or("")};
    }

private:
    void answer(Answer& to, std::string_view value) {
        answered_ = true;
        if (value == "yes" || value == "no") {
            to = both(to, value == "yes" ? Answer::yes : Answer::no);
        } else {
            sound_ = false;
        }
    }

    [[nodiscard]] consent::CategorySet granted(consent::CategorySet now) const {
        consent::CategorySet set = registry_.always_on();
        for (consent::CategoryIndex index = 0; index < registry_.categories().size(); ++index) {
            const Answer said = both(all_, answers_[index]);
            const bool kept =
                said == Answer::none && registry_.exempt().contains(index) && now.contains(index);
            if (said == Answer::yes || kept) {
                set.insert(index);
            }
        }
        return set;
    }

    const consent::Registry& registry_;
    std::array<Answer, consent::max_categories> answers_{};
    Answer all_ = Answer::none;
    bool hides_ = false;
    bool answered_ = false;
    bool one_by_one_ = false;
    bool sound_ = true;
    std::optional<std::string> return_to_;
};

}   // namespace

std::optional<ChoiceForm> read_choice_form(const consent::Registry& registry,
                                           consent::CategorySet now, std::string_view body) {
    Reader reader(registry);
    while (!body.empty()) {
        std::string_view field = consent::take_until(body, '&');
        const std::string_view name = consent::take_until(field, '=');
        reader.take(form_decode(name), form_decode(field));
    }
    return reader.form(now);
}

}   // namespace pages
