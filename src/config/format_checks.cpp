#include "config/format_fields.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace config {
namespace {

using consent::Encoding;
using consent::FormatData;
using consent::Shape;
using consent::Writes;

class Checks {
public:
    Checks(const Node& node, const FormatData& format, Report& report)
        : node_(node), format_(format), report_(report) {}

    void run() const {
        check_encoding();
        check_keys_of_shape();
        check_fields();
        check_answers();
        check_words();
    }

private:
    void fail(std::string_view key, std::string_view message) const {
        report_.error(place_of(node_, key), fmt::format("\"{}\" {}", key, message));
    }

    /// Only where the key stands here: with another shape than its base has, a mapping leaves
    /// the rest of the base unused.
    void refuse_said(std::string_view key, bool fits, std::string_view message) const {
        if (!fits && value_of(node_, key) != nullptr) {
            fail(key, message);
        }
    }

    [[nodiscard]] bool is_json() const {
        return format_.shape == Shape::object || format_.shape == Shape::array;
    }

    [[nodiscard]] bool is_list() const {
        return format_.shape == Shape::list || format_.shape == Shape::form;
    }

    void check_encoding() const {
        const auto& chain = format_.encoding;
        if (std::ranges::find(chain, Encoding::layers) != chain.end() &&
            (chain.size() != 1 || !is_json())) {
            fail("encoding", "layers stands alone, and for the shapes object and array only");
        }
    }

    void check_keys_of_shape() const {
        if (format_.shape == Shape::form && format_.path.size() != 1) {
            fail("path", "must be the one field that holds the list of a form");
        }
        refuse_said("path", is_json() || format_.shape == Shape::form,
                    "is for the shapes object, array and form");
        refuse_said("separators", is_list(), "is for the shapes list and form");
        if (is_list() && format_.separators.item == format_.separators.pair) {
            fail("separators", "must have two different ones");
        }
        refuse_said("answers", format_.shape != Shape::array && format_.shape != Shape::tcf,
                    "does not go with this shape: it has no words for yes and no");
    }

    /// Which fields of its own may a value of this shape have?
    void check_fields() const {
        const bool none =
            format_.shape == Shape::word || (format_.shape == Shape::array && format_.path.empty());
        for (const std::string_view key : {"version", "acted", "overall"}) {
            refuse_said(key, !none, "does not go with this shape: it has no fields");
        }
        refuse_said("time", is_json() && !none, "is for JSON objects, which have fields");
        const bool tcf = format_.shape == Shape::tcf;
        refuse_said("acted", !tcf, "does not go with a TC string");
        refuse_said("overall", !tcf, "does not go with a TC string");
        if (tcf && format_.version && format_.version->field != "policy_version") {
            fail("version", "of a TC string can only be of the field policy_version");
        }
    }

    void check_answers() const {
        const consent::Answers& answers = format_.answers;
        if (answers.yes == answers.no || answers.undecided == answers.yes ||
            answers.undecided == answers.no) {
            fail("answers", "must be different ones");
        }
        if (format_.overall && format_.overall->yes == format_.overall->no) {
            fail("overall", "must have different words for yes and no");
        }
        for (const consent::Scalar& answer : {answers.yes, answers.no}) {
            check_text(answer.text, "answers");
        }
    }

    void check_words() const {
        std::size_t count = 0;
        for (const consent::CategoryWords& category : format_.categories) {
            count += category.words.size();
            for (const std::string& word : category.words) {
                check_text(word, "categories");
                if (is_list() && word.find(format_.separators.pair) != std::string::npos) {
                    fail("categories", fmt::format("has a separator in the word \"{}\"", word));
                }
            }
        }
        if (count > most_mapped_words) {
            fail("categories", fmt::format("has more than {} words", most_mapped_words));
        }
    }

    /// Could the text not stand in such a value?
    void check_text(const std::string& text, std::string_view key) const {
        const bool separator = is_list() && text.find(format_.separators.item) != std::string::npos;
        const auto& chain = format_.encoding;
        const bool quote = std::ranges::find(chain, Encoding::single_quotes) != chain.end() &&
                           text.find_first_of("'\"\\") != std::string::npos;
        if (separator || quote) {
            fail(key, fmt::format("has a {} in \"{}\"", separator ? "separator" : "quote", text));
        }
    }

    const Node& node_;
    const FormatData& format_;
    Report& report_;
};

}   // namespace

void settle_format(const Node& node, FormatData& format, Report& report) {
    Checks(node, format, report).run();
    if (consent::can_write(format) || format.writes == Writes::nothing) {
        return;
    }
    if (value_of(node, "writes") != nullptr) {
        report.error(place_of(node, "writes"),
                     "\"writes\" must be nothing: a value of this shape and with these fields "
                     "cannot be written");
    }
    format.writes = Writes::nothing;
}

}   // namespace config
