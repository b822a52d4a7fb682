#include "consent/lifetime_cap.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consent {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

// Sun, 06 Nov 1994 08:49:37 GMT, and half a second.
const auto now = sys_days{std::chrono::year{1994} / 11 / 6} + 8h + 49min + 37s + 500ms;
const Lifetime one_day{.session = false, .duration = days{1}};
const Lifetime session{.session = true, .duration = 0s};
constexpr std::string_view latest = "Mon, 07 Nov 1994 08:49:37 GMT";

std::optional<std::string> cap(std::string_view field, const Lifetime& most = one_day) {
    return cap_lifetime(field, most, now, latest);
}

struct Row {
    std::string_view field;
    std::optional<std::string> capped;   ///< nothing: not altered
};

constexpr std::nullopt_t as_it_was = std::nullopt;

const std::vector<Row> max_ages{
    {"a=b", as_it_was},
    {"", as_it_was},
    {"a", as_it_was},
    {"a=b;", as_it_was},
    {"a=b; Path=/; Secure; HttpOnly", as_it_was},
    {"a=b; Max-Age=86400", as_it_was},
    {"a=b; Max-Age=86399", as_it_was},
    {"a=b; Max-Age=0", as_it_was},
    {"a=b; Max-Age=-99999999", as_it_was},
    {"a=b; Max-Age=86401", "a=b; Max-Age=86400"},
    {"a=b; Max-Age=31536000", "a=b; Max-Age=86400"},
    {"a=b; Max-Age=0031536000", "a=b; Max-Age=86400"},
    {"a=b; Max-Age=99999999999999999999999999", "a=b; Max-Age=86400"},
    // Every other byte stays.
    {"a=b; max-AGE=86401; Path=/", "a=b; max-AGE=86400; Path=/"},
    {"a=b;Max-Age=86401;Path=/", "a=b;Max-Age=86400;Path=/"},
    {"a=b; Max-Age=86401;", "a=b; Max-Age=86400;"},
    {"a=b;;  Max-Age=86401;; ", "a=b;;  Max-Age=86400;; "},
    {"a=b;\tMax-Age \t=  86401\t ; Secure", "a=b;\tMax-Age \t=  86400\t ; Secure"},
    {"  a = \"b c\" ;Path=/x;Max-Age=86401;X=Y=Z;Expire=1",
     "  a = \"b c\" ;Path=/x;Max-Age=86400;X=Y=Z;Expire=1"},
    {"Max-Age=86401; Max-Age=86401", "Max-Age=86401; Max-Age=86400"},   // a cookie of that name
    {"Max-Age=86401", as_it_was},
    {"; Max-Age=86401", "; Max-Age=86400"},
    // What a browser ignores.
    {"a=b; Max-Age", as_it_was},
    {"a=b; Max-Age=", as_it_was},
    {"a=b; Max-Age; Max-Age=86401", "a=b; Max-Age; Max-Age=86400"},
    {"a=b; Max-Age=\"86401\"", as_it_was},
    {"a=b; Max-Age='86401'", as_it_was},
    {"a=b; Max-Age=+86401", as_it_was},
    {"a=b; Max-Age=86401.5", as_it_was},
    {"a=b; Max-Age=86401s", as_it_was},
    {"a=b; Max-Age=1e9", as_it_was},
    {"a=b; Max-Age==86401", as_it_was},
    {"a=b; MaxAge=86401", as_it_was},
    {"a=b; X-Max-Age=86401", as_it_was},
    {"a=b; Path=Max-Age=86401", as_it_was},
    // Duplicates, each on its own: a browser may count another than the last.
    {"a=b; Max-Age=86401; Max-Age=60", "a=b; Max-Age=86400; Max-Age=60"},
    {"a=b; Max-Age=60; Max-Age=86401", "a=b; Max-Age=60; Max-Age=86400"},
    {"a=b; Max-Age=99999; Max-Age=99998", "a=b; Max-Age=86400; Max-Age=86400"},
    {"a=b; Max-Age=86401; Max-Age=x", "a=b; Max-Age=86400; Max-Age=x"},
};

const std::vector<Row> dates{
    // The last second that is allowed, and the next.
    {"a=b; Expires=Mon, 07 Nov 1994 08:49:37 GMT", as_it_was},
    {"a=b; Expires=Mon, 07 Nov 1994 08:49:38 GMT", "a=b; Expires=Mon, 07 Nov 1994 08:49:37 GMT"},
    {"a=b; Expires=Sun, 06 Nov 1994 08:49:37 GMT", as_it_was},
    {"a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT", as_it_was},
    // In every form.
    {"a=b; Expires=Wed, 09 Nov 1994 00:00:00 GMT; Path=/",
     "a=b; Expires=Mon, 07 Nov 1994 08:49:37 GMT; Path=/"},
    {"a=b; expires=Wednesday, 09-Nov-94 00:00:00 GMT",
     "a=b; expires=Mon, 07 Nov 1994 08:49:37 GMT"},
    {"a=b; EXPIRES=Wed, 09-Nov-1994 00:00:00 GMT", "a=b; EXPIRES=Mon, 07 Nov 1994 08:49:37 GMT"},
    {"a=b; Expires=Wed Nov  9 00:00:00 1994", "a=b; Expires=Mon, 07 Nov 1994 08:49:37 GMT"},
    {"a=b; Expires=9 nov 1994 0:0:0", "a=b; Expires=Mon, 07 Nov 1994 08:49:37 GMT"},
    {"a=b; Expires=Wed, 09 Nov 1994 00:00:00 +0100", "a=b; Expires=Mon, 07 Nov 1994 08:49:37 GMT"},
    {"a=b; Expires=\"Wed, 09 Nov 1994 00:00:00 GMT\"",
     "a=b; Expires=Mon, 07 Nov 1994 08:49:37 GMT"},
    {"a=b; Expires=Fri, 31 Dec 9999 23:59:59 GMT", "a=b; Expires=Mon, 07 Nov 1994 08:49:37 GMT"},
    {"a=b;Expires= Wed, 09 Nov 1994 00:00:00 GMT ;Secure;",
     "a=b;Expires= Mon, 07 Nov 1994 08:49:37 GMT ;Secure;"},
    // What a browser ignores.
    {"a=b; Expires", as_it_was},
    {"a=b; Expires=", as_it_was},
    {"a=b; Expires=never", as_it_was},
    {"a=b; Expires=86401", as_it_was},
    {"a=b; Expires=Wed, 31 Feb 1995 00:00:00 GMT", as_it_was},
    {"a=b; Expires=2099-01-01T00:00:00Z", as_it_was},
    // Each on its own.
    {"a=b; Max-Age=60; Expires=Wed, 09 Nov 1994 00:00:00 GMT",
     "a=b; Max-Age=60; Expires=Mon, 07 Nov 1994 08:49:37 GMT"},
    {"a=b; Expires=Sun, 06 Nov 1994 09:00:00 GMT; Max-Age=86401",
     "a=b; Expires=Sun, 06 Nov 1994 09:00:00 GMT; Max-Age=86400"},
    {"a=b; Expires=Wed, 09 Nov 1994 00:00:00 GMT; Path=/; Max-Age=86401",
     "a=b; Expires=Mon, 07 Nov 1994 08:49:37 GMT; Path=/; Max-Age=86400"},
    {"a=b; Expires=Wed, 09 Nov 1994 00:00:00 GMT; Expires=Sun, 06 Nov 1994 09:00:00 GMT",
     "a=b; Expires=Mon, 07 Nov 1994 08:49:37 GMT; Expires=Sun, 06 Nov 1994 09:00:00 GMT"},
};

const std::vector<Row> sessions{
    {"a=b", as_it_was},
    {"a=b; Path=/; Secure;", as_it_was},
    {"a=b; Max-Age=60", "a=b"},
    {"a=b; Expires=Sun, 06 Nov 1994 09:00:00 GMT", "a=b"},
    {"a=b; Expires=Sun, 06 Nov 1994 09:00:00 GMT; Path=/; Max-Age=60; Secure",
     "a=b; Path=/; Secure"},
    {"a=b;max-age=60;Path=/;EXPIRES=x;", "a=b;Path=/;"},
    {"a=b; Max-Age=60; Max-Age=70; HttpOnly", "a=b; HttpOnly"},
    {"a=b; Max-Age = 60 ; HttpOnly", "a=b; HttpOnly"},
    {"a=b; Max-Age; Expires", as_it_was},
    {"Max-Age=60; Path=/", as_it_was},
    {"a=b; Path=Max-Age=60; X-Expires=1", as_it_was},
};

void check(const std::vector<Row>& rows, const Lifetime& most) {
    for (const Row& row : rows) {
        CAPTURE(std::string(row.field));
        const auto capped = cap(row.field, most);
        CAPTURE(capped.value_or("(as it was)"));
        CHECK(capped == row.capped);
    }
}

}   // namespace

TEST_CASE("a larger Max-Age is rewritten in place") {
    check(max_ages, one_day);
}

TEST_CASE("a later Expires is rewritten in place") {
    check(dates, one_day);
}

TEST_CASE("a session cookie has neither") {
    check(sessions, session);
}

TEST_CASE("what was capped is not capped again") {
    for (const auto* rows : {&max_ages, &dates}) {
        for (const Row& row : *rows) {
            if (row.capped) {
                CAPTURE(*row.capped);
                CHECK(cap(*row.capped) == std::nullopt);
            }
        }
    }
}

TEST_CASE("an attribute that is too long for a browser is left alone") {
    const std::string zeros(1024, '0');
    CHECK(cap("a=b; Max-Age=" + zeros.substr(5) + "86401") == "a=b; Max-Age=86400");
    CHECK(cap("a=b; Max-Age=" + zeros + "86401") == std::nullopt);
}

TEST_CASE("a lifetime past what the clock holds caps nothing that is shorter") {
    const Lifetime long_one{.session = false, .duration = 9'000 * days{365}};
    CHECK(cap("a=b; Expires=Wed, 09 Nov 1994 00:00:00 GMT", long_one) == std::nullopt);
    CHECK(cap("a=b; Expires=Fri, 31 Dec 9999 23:59:59 GMT", long_one) == std::nullopt);
    CHECK(cap("a=b; Max-Age=31536000", long_one) == std::nullopt);
    CHECK(cap("a=b; Max-Age=999999999999", long_one) == "a=b; Max-Age=283824000000");
}

}   // namespace consent
