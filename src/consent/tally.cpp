#include "consent/tally.hpp"

namespace consent {

void Tally::answer(std::string_view word, ScalarView value) {
    if (const auto found = vocabulary_.find(word)) {
        answer(vocabulary_.words()[*found].categories, value);
    }
}

void Tally::answer_all(ScalarView value) {
    answer(vocabulary_.named(), value);
}

void Tally::answer(CategorySet categories, ScalarView value) {
    const Answers& answers = format_.answers;
    CategorySet& set = answers.yes.matches(value)                               ? granted_
                       : answers.undecided && answers.undecided->matches(value) ? undecided_
                                                                                : refused_;
    set = set | categories;
}

void Tally::field(std::string_view name, ScalarView value) {
    if (format_.version && name == format_.version->field) {
        version_.add(format_.version->holds(value));
    }
    if (format_.acted && name == format_.acted->field) {
        acted_.add(format_.acted->holds(value));
    }
    if (format_.overall && name == format_.overall->field) {
        overall_.add(format_.overall->yes.matches(value));
    }
}

void Tally::granted(std::string_view word) {
    if (const auto found = vocabulary_.find(word)) {
        listed_.set(*found);
    }
}

void Tally::end_granted() {
    in_all_ = lists_ ? in_all_ & listed_ : listed_;
    lists_ = true;
}

std::optional<Choice> Tally::choice() const {
    if ((format_.version && !(version_.any && version_.all_hold)) ||
        (format_.acted && !acted_.any) || (format_.overall && !overall_.any)) {
        return std::nullopt;
    }
    if (format_.acted && !acted_.all_hold) {
        return Choice{.granted = {}, .refused = {}, .undecided = true};
    }
    Choice choice{.granted = granted_, .refused = refused_, .undecided = !undecided_.empty()};
    if (lists_) {
        for (std::size_t at = 0; at < vocabulary_.words().size(); ++at) {
            CategorySet& set = in_all_[at] ? choice.granted : choice.refused;
            set = set | vocabulary_.words()[at].categories;
        }
    }
    if (format_.overall && !overall_.all_hold) {
        choice.refused = choice.refused | choice.granted;
    }
    choice.granted = choice.granted - choice.refused - undecided_;
    return choice;
}

}   // namespace consent
