#include "consent/set_cookie.hpp"

#include "consent/cookie.hpp"
#include "consent/lifetime_cap.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// A Set-Cookie held to a lifetime keeps its name and value and is then within it, and reading
// never leaves the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::chrono::system_clock::time_point now{std::chrono::seconds{1'800'000'000}};
    const consent::SetCookie cookie = consent::read_set_cookie(text);
    const consent::Lifetime most{.session = false, .duration = std::chrono::hours{1}};
    const auto capped = consent::cap_lifetime(text, most, now, "Fri, 15 Jan 2027 09:00:00 GMT");
    if (capped) {
        const consent::SetCookie read = consent::read_set_cookie(*capped);
        if (read.name != cookie.name || read.value != cookie.value ||
            (read.max_age && *read.max_age > most.duration)) {
            std::abort();
        }
    }
    consent::CrumbReader crumbs(text);
    while (const auto crumb = crumbs.next()) {
        if (crumb->text.size() > text.size()) {
            std::abort();
        }
    }
    return 0;
}
