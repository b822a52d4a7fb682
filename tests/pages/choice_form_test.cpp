#include "pages/choice_form.hpp"

#include "tests/pages/fixture.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace pages {
namespace {

using consent::CategoryIndex;
using consent::CategorySet;
using consent::test::set_of;

constexpr CategoryIndex essential = 0;
constexpr CategoryIndex settings = 1;
constexpr CategoryIndex usage = 2;
constexpr CategoryIndex statistics = 3;   // exempt

consent::RegistryData data() {
    consent::RegistryData data = test::govuk();
    data.categories[statistics] = consent::test::category("statistics", consent::Basis::exempt);
    return data;
}

const CategorySet nothing = set_of({essential});
const CategorySet with_statistics = set_of({essential, statistics});
const CategorySet everything = set_of({essential, settings, usage, statistics});

struct Row {
    std::string body;
    CategorySet granted;
    bool all = false;
};

// Of a visitor who has not objected to statistics.
const std::vector<Row> choices{
    {"settings=yes&usage=no&statistics=no", set_of({essential, settings})},
    {"settings=no&usage=yes&statistics=yes", set_of({essential, usage, statistics})},
    {"settings=no&usage=no&statistics=no", nothing},
    {"settings=yes&usage=yes&statistics=yes", everything},
    {"all=yes", everything, true},
    {"all=no", nothing, true},
    {"return_to=%2F&all=no", nothing, true},
    // What is not said: refused, and what is exempt as it is.
    {"usage=yes", set_of({essential, usage, statistics})},
    {"usage=no", with_statistics},
    // A no outweighs any yes.
    {"usage=yes&usage=yes", set_of({essential, usage, statistics})},
    {"usage=yes&usage=no", with_statistics},
    {"usage=no&usage=yes", with_statistics},
    {"statistics=yes&statistics=no", nothing},
    {"all=yes&all=no", nothing, true},
    {"all=no&all=yes", nothing, true},
    {"all=yes&usage=no", set_of({essential, settings, statistics})},
    {"all=no&usage=yes", nothing},
    // Unknown fields, and what is always on.
    {"usage=yes&essential=no", set_of({essential, usage, statistics})},
    {"usage=yes&essential=maybe&x=y&=z&Usage=no&usage%00=no",
     set_of({essential, usage, statistics})},
    {"&&usage=yes&&", set_of({essential, usage, statistics})},
    {"us%61ge=%79es", set_of({essential, usage, statistics})},
};

const std::vector<std::string> no_choices{
    "",
    "&",
    "return_to=%2F",
    "essential=yes",
    "x=y",
    "usage",
    "usage=",
    "usage=maybe",
    "usage=YES",
    "usage=yes%20",
    "usage=yes+",
    "usage=yes=",
    "usage=yes%",
    "usage=yes&settings=on",
    "all",
    "all=maybe",
    "hide=no",
    "hide",
    "hide=maybe&usage=yes",
    "{\"usage\":\"yes\"}",
};

TEST_CASE("a form says what is granted") {
    const consent::Registry registry(data());
    for (const Row& row : choices) {
        INFO(row.body);
        const auto form = read_choice_form(registry, with_statistics, row.body);
        REQUIRE(form);
        CHECK(form->granted == row.granted);
        CHECK(form->all == row.all);
        CHECK_FALSE(form->hides);
    }
}

TEST_CASE("what is no answer to the question is no choice") {
    const consent::Registry registry(data());
    for (const std::string& body : no_choices) {
        INFO(body);
        CHECK_FALSE(read_choice_form(registry, with_statistics, body));
    }
}

TEST_CASE("who objected to what is exempt is not asked again by silence") {
    const consent::Registry registry(data());
    CHECK(read_choice_form(registry, nothing, "usage=yes")->granted == set_of({essential, usage}));
    CHECK(read_choice_form(registry, nothing, "usage=yes&statistics=yes")->granted ==
          set_of({essential, usage, statistics}));
    CHECK(read_choice_form(registry, nothing, "all=yes")->granted == everything);
}

TEST_CASE("hiding a message chooses nothing") {
    const consent::Registry registry(data());
    for (const std::string body : {"hide=yes", "hide=yes&usage=yes", "all=no&hide=yes"}) {
        INFO(body);
        const auto form = read_choice_form(registry, with_statistics, body);
        REQUIRE(form);
        CHECK(form->hides);
        CHECK_FALSE(form->all);
        CHECK(form->granted == with_statistics);
    }
}

TEST_CASE("the page that a form comes from is decoded, and is the first that is named") {
    const consent::Registry registry(data());
    const std::vector<std::pair<std::string, std::string>> pages{
        {"all=no", ""},
        {"all=no&return_to=", ""},
        {"all=no&return_to", ""},
        {"all=no&return_to=/a&return_to=/b", "/a"},
        {"all=no&return_to=%2Fa%3Fb%3Dc%26d%3D%252F", "/a?b=c&d=%2F"},
        {"return_to=/a=b?c==&all=no", "/a=b?c=="},
        {"all=no&return_to=/a+b%2Bc", "/a b+c"},
        {"all=no&return_to=/%c5%B5", "/\xc5\xb5"},
        {"all=no&return_to=/100%", "/100%"},
        {"all=no&return_to=/%2", "/%2"},
        {"all=no&return_to=/%zz%4x%41", "/%zz%4xA"},
    };
    for (const auto& [body, page] : pages) {
        INFO(body);
        CHECK(read_choice_form(registry, nothing, body)->return_to == page);
    }
}

}   // namespace
}   // namespace pages
