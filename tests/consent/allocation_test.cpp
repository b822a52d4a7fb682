// The way of a request allocates nothing, but for reading a consent cookie.
#include "consent/cookie.hpp"
#include "consent/decision.hpp"
#include "consent/settling.hpp"
#include "consent/visitor.hpp"
#include "tests/consent/fixture.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

namespace {

std::size_t allocations = 0;

void* allocate(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) {
        return memory;
    }
    throw std::bad_alloc();
}

}   // namespace

void* operator new(std::size_t size) {
    return allocate(size);
}
void* operator new[](std::size_t size) {
    return allocate(size);
}
// The library's own nothrow form would pair another allocator with the delete below.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    ++allocations;
    return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace consent {
namespace {

using namespace test;

template <typename Work>
std::size_t allocations_of(Work work) {
    const std::size_t before = allocations;
    work();
    return allocations - before;
}

}   // namespace

TEST_CASE("allocations are counted") {
    CHECK(allocations_of([] { std::vector<int> some(3); }) == 1);
}

TEST_CASE("decisions allocate nothing") {
    const Registry registry(govuk());
    const Policy policy{.granted = set_of({in_essential}), .first_visit = false};
    const auto now = std::chrono::system_clock::now();
    const std::vector<std::string> fields{
        "licensing_session=1; Path=/; HttpOnly",
        "_ga_X=1; Max-Age=63072000; Expires=Fri, 01 Jan 2100 00:00:00 GMT; Domain=gov.uk",
        "a_stranger_with_a_long_name=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "cookies_policy=" + std::string(3000, 'x'),
        "=nameless=1",
        "malformed=\x01",
    };
    for (const std::string& field : fields) {
        CAPTURE(field.substr(0, 40));
        Decision decision;
        CHECK(allocations_of([&] { decision = decide_set_cookie(registry, policy, field, now); }) ==
              0);
        CHECK(decision.entry == registry.find(decision.name));
    }
}

TEST_CASE("Cookie fields without a consent cookie are read and decided without allocating") {
    const Registry registry(govuk());
    const std::string field = "_ga=GA1.2.3.4; licensing_session=x; a_stranger=1; nameless";
    std::size_t stripped = 0;
    CHECK(allocations_of([&] {
              VisitorReader reader(registry);
              reader.add(field);
              const Visitor visitor = reader.finish();
              CrumbReader crumbs(field);
              while (const auto crumb = crumbs.next()) {
                  const Decision decision =
                      decide_cookie(registry, visitor.policy, crumb->name, crumb->value);
                  stripped += decision.action == Action::strip ? 1 : 0;
              }
          }) == 0);
    CHECK(stripped == 1);
}

TEST_CASE("settling allocates nothing") {
    const RequestFacts request{.method = "GET",
                               .sec_fetch_dest = {},
                               .sec_fetch_mode = {},
                               .sec_fetch_site = {},
                               .sec_purpose = {},
                               .x_requested_with = {},
                               .accept = "application/xml;a=\"b\\\",c\";q=0.9, text/html;q=0.8",
                               .referer = {}};
    const ResponseFacts response{.status = 200,
                                 .location = false,
                                 .content_type = "text/html; charset=utf-8",
                                 .content_disposition = "inline; filename=\"a.html\""};
    bool settled = false;
    CHECK(allocations_of([&] { settled = settles(request, response, SameSite::strict); }) == 0);
    CHECK(settled);
}

}   // namespace consent
