#include "consent/layers.hpp"

#include "consent/encoding.hpp"
#include "consent/json_text.hpp"

#include <algorithm>
#include <deque>
#include <utility>

namespace consent {
namespace {

constexpr int most_percent = 2;
constexpr int most_quotes = 4;   // two of DQUOTE and two of JSON strings, which mostly look alike
constexpr std::size_t most_texts = 32;   // all orders of all layers need no more; junk would

/// A text that some layers were taken off.
struct Peeled {
    std::string text;
    int percent = 0;
    int quotes = 0;

    friend bool operator==(const Peeled&, const Peeled&) = default;
};

char first_byte(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? '\0' : text[first];
}

/// Is there an escape that means one thing in a JSON string and another between plain DQUOTEs?
bool has_json_escape(std::string_view text) {
    for (auto at = text.find('\\'); at < text.size() - 1; at = text.find('\\', at + 2)) {
        if (std::string_view("bfnrtu").find(text[at + 1]) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

/// Takes layers off breadth first, so that what needs the fewest of them is found first. More
/// than one kind may fit a text, and a `+` may or may not be a space.
class Peeler {
public:
    Peeler(const FormatData& format, const Vocabulary& vocabulary)
        : format_(format),
          vocabulary_(vocabulary),
          opening_(format.shape == Shape::array && format.path.empty() ? '[' : '{') {}

    std::optional<Choice> read(std::string_view value) {
        add({.text = std::string(value)});
        for (std::size_t at = 0; at < texts_.size(); ++at) {
            const Peeled& peeled = texts_[at];   // a deque keeps its elements where they are
            const char first = first_byte(peeled.text);
            if (first == opening_) {
                const JsonText text = read_json_text(peeled.text, format_, vocabulary_);
                if (const auto* choice = std::get_if<Choice>(&text)) {
                    return *choice;
                }
            } else if (first == '"' && peeled.quotes < most_quotes) {
                peel_quotes(peeled);
            }
            if (peeled.percent < most_percent) {
                peel_percent(peeled, '%', Plus::itself);
                peel_percent(peeled, '+', Plus::space);
            }
        }
        return std::nullopt;
    }

private:
    void add(Peeled peeled) {
        const bool has_nul = peeled.text.find('\0') != std::string::npos;
        if (!has_nul && texts_.size() < most_texts &&
            std::ranges::find(texts_, peeled) == texts_.end()) {
            texts_.push_back(std::move(peeled));
        }
    }

    void peel_quotes(const Peeled& from) {
        if (has_json_escape(from.text)) {
            JsonText text = read_json_text(from.text, format_, vocabulary_);
            if (auto* inner = std::get_if<std::string>(&text)) {
                add({std::move(*inner), from.percent, from.quotes + 1});
                return;
            }
        }
        if (auto bare = unquote(from.text)) {
            add({std::move(*bare), from.percent, from.quotes + 1});
        }
    }

    void peel_percent(const Peeled& from, char sign, Plus plus) {
        if (from.text.find(sign) == std::string::npos) {
            return;
        }
        if (auto decoded = percent_decode(from.text, plus)) {
            add({std::move(*decoded), from.percent + 1, from.quotes});
        }
    }

    const FormatData& format_;
    const Vocabulary& vocabulary_;
    const char opening_;
    std::deque<Peeled> texts_;
};

}   // namespace

std::optional<Choice> read_layers(std::string_view value, const FormatData& format,
                                  const Vocabulary& vocabulary) {
    return Peeler(format, vocabulary).read(value);
}

}   // namespace consent
