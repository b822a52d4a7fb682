#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace app::demo {

/// The sessions of the site: how much is in each visitor's basket. The oldest go when there are
/// too many.
class Baskets {
public:
    static constexpr std::size_t max_sessions = 1000;

    /// A new session with an empty basket; its id is random and cannot be guessed.
    std::string open();

    /// The basket of a session, or null. Lives until the next call of `open`.
    [[nodiscard]] unsigned* find(std::string_view id);

private:
    std::unordered_map<std::string, unsigned> items_;
    std::deque<std::string> oldest_first_;
};

}   // namespace app::demo
