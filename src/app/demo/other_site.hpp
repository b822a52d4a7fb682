#pragma once

#include "app/demo/message.hpp"

#include <atomic>

namespace app::demo {

/// Another website whose content the legacy site shows: a stand-in for those that count visits and
/// those that show advertisements. Each has all of it:
///
///     /count.js    a script that sets a cookie of Google Analytics, as theirs does
///     /count.svg   a picture with the number of times that it was asked
///     /notice      an advertisement, for a frame
class OtherSite {
public:
    /// The answer to any request, bar the body length. For one thread.
    [[nodiscard]] Response answer(const Request& request);

    /// How often it was asked for anything, up to now. For any thread.
    [[nodiscard]] unsigned asked() const { return asked_; }

private:
    std::atomic<unsigned> asked_{0};
};

}   // namespace app::demo
