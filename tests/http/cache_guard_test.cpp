#include "http/cache_guard.hpp"

#include "fixture.hpp"
#include "http/head_writer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace http {
namespace {

struct Row {
    std::string_view came;
    std::string_view guarded;
};

// A response's fields, before and after.
const std::vector<Row> rows{
    {"", "Cache-Control: private\r\n"},
    {"A: b\r\n", "A: b\r\nCache-Control: private\r\n"},
    // `private`, unless it has `private` or `no-store`
    {"Cache-Control: max-age=60\r\n", "Cache-Control: private, max-age=60\r\n"},
    {"cache-control:no-cache\r\n", "cache-control: private, no-cache\r\n"},
    {"Cache-Control:\r\n", "Cache-Control: private\r\n"},
    {"Cache-Control: private\r\n", "Cache-Control: private\r\n"},
    {"Cache-Control:PRIVATE ,max-age=0\r\n", "Cache-Control:PRIVATE ,max-age=0\r\n"},
    {"Cache-Control: no-store,,x\r\n", "Cache-Control: no-store,,x\r\n"},
    {"Cache-Control: No-Store\r\n", "Cache-Control: No-Store\r\n"},
    {"Cache-Control: max-age=5\r\nA: b\r\nCache-Control: private\r\n",
     "Cache-Control: max-age=5\r\nA: b\r\nCache-Control: private\r\n"},
    {"Cache-Control: max-age=5\r\nCache-Control: x\r\n",
     "Cache-Control: private, max-age=5\r\nCache-Control: x\r\n"},
    {"Cache-Control: privately\r\n", "Cache-Control: private, privately\r\n"},
    {"Cache-Control: x=private\r\n", "Cache-Control: private, x=private\r\n"},
    {"Cache-Control: x=\"a, private\"\r\n", "Cache-Control: private, x=\"a, private\"\r\n"},
    // behind a quote that never ends nobody would see it
    {"Cache-Control: x=\"a, private\r\n", "Cache-Control: private, x=\"a, private\r\n"},
    // `private="..."` becomes `private`
    {"Cache-Control: private=\"Set-Cookie, A\", max-age=5\r\n",
     "Cache-Control: private, max-age=5\r\n"},
    {"Cache-Control: max-age=5, Private =\"A\"\r\n", "Cache-Control: max-age=5, Private\r\n"},
    {"Cache-Control: private=a\r\n", "Cache-Control: private\r\n"},
    // loses `public` and `s-maxage`
    {"Cache-Control: public, max-age=5\r\n", "Cache-Control: private, max-age=5\r\n"},
    {"Cache-Control: max-age=5,S-MaxAge=\"9\" , Public\r\n",
     "Cache-Control: private, max-age=5\r\n"},
    {"Cache-Control: s-maxage =9, max-age=5\r\n", "Cache-Control: private, max-age=5\r\n"},
    {"Cache-Control: public\r\n", "Cache-Control: private\r\n"},
    {"Cache-Control: no-store, public, s-maxage=9, a\r\n", "Cache-Control: no-store, a\r\n"},
    {"Cache-Control: private\r\nCache-Control: public\r\nA: b\r\nCache-Control: s-maxage=9, c\r\n",
     "Cache-Control: private\r\nA: b\r\nCache-Control: c\r\n"},
    {"Cache-Control: public\r\nCache-Control: s-maxage=5\r\n", "Cache-Control: private\r\n"},
    {"Cache-Control: publicity, x=\"public\", s-maxages=1\r\n",
     "Cache-Control: private, publicity, x=\"public\", s-maxages=1\r\n"},
    // is otherwise kept, and never weakened
    {"Cache-Control: no-cache=\"Set-Cookie, A\",must-revalidate,proxy-revalidate\r\n",
     "Cache-Control: private, no-cache=\"Set-Cookie, A\",must-revalidate,proxy-revalidate\r\n"},
    {"Cache-Control: public, no-cache=\"a,b\", immutable, no-transform\r\n",
     "Cache-Control: private, no-cache=\"a,b\", immutable, no-transform\r\n"},
    // fields that speak to caches alone
    {"Surrogate-Control: a\r\nA: b\r\nEdge-Control: a\r\nX-Accel-Expires: 1\r\n"
     "X-LiteSpeed-Cache-Control: public\r\nCDN-Cache-Control: a\r\n"
     "Cloudflare-CDN-Cache-Control: a\r\nvercel-cdn-cache-control: a\r\nExpires: 0\r\n"
     "Pragma: public\r\nX-Cdn-Cache: hit\r\nCache-Control: private\r\n",
     "A: b\r\nExpires: 0\r\nPragma: public\r\nX-Cdn-Cache: hit\r\nCache-Control: private\r\n"},
};

std::string guarded(std::string_view fields, CacheUse use = CacheUse::as_said) {
    const ParsedResponse response("HTTP/1.1 200 OK\r\n" + std::string(fields) + "\r\n");
    Edits edits;
    guard_caches(response.head.fields, edits, use);
    std::string out;
    write_response_head(response.head, {}, edits, out);
    constexpr std::size_t status_line = 17;
    return out.substr(status_line, out.size() - status_line - 2);
}

}   // namespace

TEST_CASE("no shared cache keeps a response whose cookies were changed") {
    for (const Row& row : rows) {
        CAPTURE(row.came);
        CHECK(guarded(row.came) == row.guarded);
    }
}

TEST_CASE("the guard leaves the edits of others alone") {
    const ParsedResponse response(
        "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nCache-Control: public\r\nSet-Cookie: b=2\r\n\r\n");
    Edits edits;
    edits.drop(2);
    edits.add("Set-Cookie", "c=3");
    guard_caches(response.head.fields, edits);
    std::string out;
    write_response_head(response.head, {}, edits, out);
    CHECK(
        out ==
        "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nCache-Control: private\r\nSet-Cookie: c=3\r\n\r\n");
}

TEST_CASE("the private part of one Cache-Control line") {
    CHECK(private_cache_control("") == "");
    CHECK(private_cache_control("public") == "");
    CHECK(private_cache_control("public, s-maxage=1") == "");
    CHECK(private_cache_control("max-age=1 ,x") == "max-age=1 ,x");
    CHECK(private_cache_control("max-age=1 ,x,public") == "max-age=1, x");
    CHECK(private_cache_control("Private=\"a\", x") == "Private, x");
}

TEST_CASE("what shows a visitor's state is asked for again each time") {
    const std::vector<Row> checked{
        {"", "Cache-Control: private, no-cache\r\n"},
        {"Cache-Control: public, max-age=5\r\n", "Cache-Control: private, no-cache, max-age=5\r\n"},
        {"Cache-Control: private\r\n", "Cache-Control: no-cache, private\r\n"},
        {"Cache-Control: No-Cache\r\n", "Cache-Control: private, No-Cache\r\n"},
        {"Cache-Control: no-cache=\"Set-Cookie\"\r\n",
         "Cache-Control: private, no-cache, no-cache=\"Set-Cookie\"\r\n"},
        {"Cache-Control: no-store\r\n", "Cache-Control: no-store\r\n"},
        {"Cache-Control: max-age=5\r\nCache-Control: no-cache, private\r\n",
         "Cache-Control: max-age=5\r\nCache-Control: no-cache, private\r\n"},
    };
    for (const Row& row : checked) {
        CAPTURE(row.came);
        CHECK(guarded(row.came, CacheUse::checked) == row.guarded);
    }
}

TEST_CASE("a response names itself shared where it asks shared caches to store") {
    struct Said {
        std::string_view fields;
        bool shared;
    };
    const std::vector<Said> rows{
        {"", false},
        {"Cache-Control: max-age=60\r\n", false},
        {"Cache-Control: public\r\n", true},
        {"Cache-Control: max-age=0, S-MaxAge=60\r\n", true},
        {"Cache-Control: s-maxage=\"60\"\r\n", true},
        {"Cache-Control: s-maxage=0\r\n", false},
        {"Cache-Control: s-maxage=\"0\", max-age=60\r\n", false},
        {"Cache-Control: public, s-maxage=0\r\n", true},
        {"Cache-Control: public, private\r\n", false},
        {"Cache-Control: public\r\nCache-Control: no-store\r\n", false},
        {"Cache-Control: no-store\r\nCDN-Cache-Control: max-age=60\r\n", false},
        // a field for caches alone: what it forbids
        {"Surrogate-Control: no-store\r\n", false},
        {"Surrogate-Control: no-store, content=\"ESI/1.0\"\r\n", false},
        {"CDN-Cache-Control: no-store, max-age=60\r\n", false},
        {"CDN-Cache-Control: private\r\n", false},
        {"CDN-Cache-Control: Private=\"A\"\r\n", false},
        {"vercel-cdn-cache-control: NO-STORE\r\n", false},
        {"X-LiteSpeed-Cache-Control: no-cache\r\n", false},
        {"CDN-Cache-Control: no-cache=\"Set-Cookie\", max-age=60\r\n", true},
        {"Edge-Control: no-store\r\n", false},
        // how long
        {"CDN-Cache-Control: max-age=0\r\n", false},
        {"CDN-Cache-Control: max-age=\"0\", must-revalidate\r\n", false},
        {"CDN-Cache-Control: s-maxage=60, max-age=0\r\n", true},
        {"Surrogate-Control: max-age=0, content=\"ESI/1.0\"\r\n", false},
        {"Surrogate-Control: max-age=0+600\r\n", true},
        {"Surrogate-Control: max-age=60\r\n", true},
        {"Edge-Control: cache-maxage=0s\r\n", false},
        {"Edge-Control: !no-store, cache-maxage=60m\r\n", true},
        {"X-LiteSpeed-Cache-Control: public, max-age=0\r\n", true},
        {"X-Accel-Expires: 0\r\n", false},
        {"X-Accel-Expires: 60\r\n", true},
        {"X-Accel-Expires: @0\r\n", true},
        {"X-Accel-Expires: @1893456000\r\n", true},
        // nothing that is known
        {"Surrogate-Control: content=\"ESI/1.0\"\r\n", true},
        {"CDN-Cache-Control: max-age\r\n", true},
        {"CDN-Cache-Control:\r\n", true},
        {"X-Accel-Expires: off\r\n", true},
        // one of two caches
        {"CDN-Cache-Control: no-store\r\nSurrogate-Control: max-age=60\r\n", true},
        {"CDN-Cache-Control: no-store\r\nCache-Control: public\r\n", true},
    };
    for (const Said& row : rows) {
        CAPTURE(row.fields);
        const ParsedResponse response("HTTP/1.1 200 OK\r\n" + std::string(row.fields) + "\r\n");
        CHECK(names_itself_shared(response.head.fields) == row.shared);
    }
}

}   // namespace http
