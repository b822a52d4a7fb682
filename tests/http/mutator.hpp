#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace http {

/// Changes bytes at random, the same way in every run.
class Mutator {
public:
    explicit Mutator(std::vector<std::string_view> pieces)
        : pieces_(std::move(pieces)), random_(20240611) {}

    /// The text with one to four changes.
    std::string operator()(std::string text) {
        for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
            change(text);
        }
        return text;
    }

    std::size_t below(std::size_t limit) { return random_() % limit; }

private:
    void change(std::string& text) {
        const std::size_t at = below(text.size() + 1);
        switch (below(6)) {
            case 0:
                text.insert(at, 1, byte());
                break;
            case 1:
                text.replace(at, 1, 1, byte());
                break;
            case 2:
                text.erase(at, 1 + below(3));
                break;
            case 3:
                text.insert(at, pieces_[below(pieces_.size())]);
                break;
            case 4:
                text.insert(line_start(text, below(text.size() + 1)), line(text, at));
                break;
            default:
                text.insert(line_start(text, at),
                            std::string(pieces_[below(pieces_.size())]) + "\r\n");
                break;
        }
    }

    char byte() {
        static constexpr std::string_view likely = "\r\n\t :;,#/*\"\\[]@0159aFx-+_\x01\x7f\x80";
        const std::size_t pick = below(likely.size() + 8);
        return pick < likely.size() ? likely[pick] : static_cast<char>(below(256));
    }

    static std::size_t line_start(std::string_view text, std::size_t at) {
        const std::size_t end = text.substr(0, at).rfind('\n');
        return end == text.npos ? 0 : end + 1;
    }

    static std::string line(std::string_view text, std::size_t at) {
        const std::size_t begin = line_start(text, at);
        const std::size_t end = text.find('\n', begin);
        return std::string(text.substr(begin, end == text.npos ? end : end + 1 - begin));
    }

    std::vector<std::string_view> pieces_;
    std::minstd_rand random_;
};

}   // namespace http
