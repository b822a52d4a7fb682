#include "config/load.hpp"
#include "tests/config/texts.hpp"

#include <catch2/catch.hpp>

namespace {

struct Read {
    std::shared_ptr<const consent::Registry> registry;
    std::string faults;
};

Read read(const std::string& consent, std::string_view basis = "consent") {
    std::vector<config::Fault> faults;
    auto registry = config::parse_registry(
        fmt::format("registry: 1\nsite: s\nconsent:\n  settings_url: /c\n{}\n"
                    "categories:\n  - id: essential\n  - {{id: usage, basis: {}}}\n",
                    consent, basis),
        "test.yaml", faults);
    CHECK((registry == nullptr) == config::has_errors(faults));
    return {std::move(registry), config_test::lines_of(faults)};
}

/// A format on one line, line 6, from column 12.
Read read_format(std::string_view format) {
    return read(fmt::format("  cookie: c\n  format: {}", format));
}

struct Case {
    std::string_view format;
    std::string_view fault;
};

}   // namespace

TEST_CASE("each fault of a format has its place and says what is wrong") {
    const std::vector<Case> cases{
        {"gov-uk", "6:11: error: \"format\" must be a mapping or civic-cookie-control, "},
        {"gov-uk", ", not \"gov-uk\" (did you mean \"govuk\"?)"},
        {"one_trust", "(did you mean \"onetrust\"?)"},
        {"{base: one}", "6:18: error: \"base\" must be civic-cookie-control"},
        {"{shape: objects}",
         "6:19: error: \"shape\" must be object, literal, array, list, form, "
         "word or tcf, not \"objects\" (did you mean \"object\"?)"},
        {"{encoding: zip}", "6:22: error: \"encoding\" must be layers, raw, percent, uri"},
        {"{encoding: [base64, zip]}", "6:31: error: \"encoding\" must be layers"},
        {"{encoding: []}", "6:22: error: \"encoding\" must not be empty"},
        {"{encoding: [layers, raw]}", "6:22: error: \"encoding\" layers stands alone"},
        {"{encoding: layers, shape: word}", "6:22: error: \"encoding\" layers stands alone"},
        {"{coding: raw}", "6:12: error: unknown key \"coding\" (did you mean \"encoding\"?)"},
        {"{path: []}", "6:18: error: \"path\" must not be empty"},
        {"{shape: list, path: a}", "6:31: error: \"path\" is for the shapes object, array and"},
        {"{shape: form}", "6:11: error: \"path\" must be the one field that holds the list"},
        {"{shape: form, path: [a, b]}", "6:31: error: \"path\" must be the one field"},
        {"{separators: {item: \"!\"}}", "6:24: error: \"separators\" is for the shapes list and"},
        {"{shape: list, separators: {item: \":\"}}",
         "6:37: error: \"separators\" must have two different ones"},
        {"{shape: list, separators: {item: \";\"}}", "6:44: error: \"item\" must be one visible"},
        {"{shape: list, separators: {item: ab}}", "6:44: error: \"item\" must be one visible"},
        {"{shape: list, separators: {itm: x}}", "unknown key \"itm\" (did you mean \"item\"?)"},
        {"{answers: {yes: on}}", "6:21: error: \"answers\" has no \"no\", which is required"},
        {"{answers: {yes: 1, no: 1}}", "6:21: error: \"answers\" must be different ones"},
        {"{answers: {yes: 1, no: 0, undecided: 0}}", "\"answers\" must be different ones"},
        {"{answers: {yes: [1], no: 0}}", "6:27: error: \"yes\" must be text, a whole number, true"},
        {"{answers: {yes: 'a;b', no: 0}}", "6:27: error: \"yes\" must not have a \";\" in it"},
        {"{shape: list, answers: {yes: 'a,b', no: 0}}", "\"answers\" has a separator in \"a,b\""},
        {"{shape: array, answers: {yes: 1, no: 0}}", "\"answers\" does not go with this shape"},
        {"{shape: tcf, answers: {yes: 1, no: 0}}", "\"answers\" does not go with this shape"},
        {"{categories: [usage]}", "6:24: error: \"categories\" must be a mapping of category ids"},
        {"{categories: {usage: ''}}", "6:32: error: \"categories\" must not be empty"},
        {"{categories: {usage: 'a;b'}}", "\"categories\" must not have a \";\" in it"},
        {"{shape: list, categories: {usage: 'a:b'}}", "has a separator in the word \"a:b\""},
        {"{encoding: single-quotes, categories: {usage: \"a'b\"}}", "\"categories\" has a quote"},
        {"{categories: {usages: [a]}}",
         "6:25: error: words for a category \"usages\" that does "
         "not exist (did you mean \"usage\"?)"},
        {"{vocabulary: shut}", "6:24: error: \"vocabulary\" must be open or closed"},
        {"{version: 7}", "6:21: error: \"version\" must be a mapping"},
        {"{version: {at_least: 7}}", "6:21: error: \"version\" has no \"field\""},
        {"{version: {field: v}}", "6:21: error: \"version\" must have one of \"at_least\" and"},
        {"{version: {field: v, at_least: 1, equals: 1}}", "\"version\" must have one of"},
        {"{version: {field: v, at_least: x}}", "\"at_least\" must be a whole number"},
        {"{acted: {field: a, equals: [1]}}", "\"equals\" must be text, a whole number"},
        {"{shape: word, acted: {field: a, equals: 1}}", "\"acted\" does not go with this shape"},
        {"{shape: array, version: {field: v, equals: 1}}", "\"version\" does not go with this"},
        {"{shape: tcf, version: {field: v, equals: 1}}", "can only be of the field policy_version"},
        {"{shape: tcf, acted: {field: a, equals: 1}}", "\"acted\" does not go with a TC string"},
        {"{overall: {field: o, yes: 1, no: 1}}", "\"overall\" must have different words"},
        {"{shape: list, time: t}", "6:31: error: \"time\" is for JSON objects"},
        {"{writes: all}", "6:20: error: \"writes\" must be defaults, choices or nothing"},
        {"{shape: form, path: g, writes: choices}", "6:42: error: \"writes\" must be nothing"},
        {"{acted: {field: a, equals: 1}, writes: defaults}", "\"writes\" must be nothing"},
        {"{same_site: lax}", "\"same_site\" must be Lax, Strict or None"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.format);
        CHECK_THAT(read_format(one.format).faults, Catch::Contains(std::string(one.fault)));
    }
    std::string many = "{categories: {usage: [w0";
    for (int word = 1; word < 193; ++word) {
        many += fmt::format(", w{}", word);
    }
    CHECK_THAT(read_format(many + "]}}").faults, Catch::Contains("has more than 192 words"));
}

TEST_CASE("keys of consent that the format contradicts are refused") {
    const std::vector<Case> cases{
        {"  format: onetrust\n  inject: true",
         "7:11: error: \"inject\" cannot be true: the format "
         "\"onetrust\" is read-only"},
        {"  format: onetrust\n  unusable: replace", "7:13: error: \"unusable\" cannot be replace"},
        {"  format: nhs\n  write: raw", "7:10: error: \"write\" does not go with the format"},
        {"  format: {encoding: raw}\n  write: percent",
         "\"write\" does not go with the format "
         "\"custom\""},
    };
    for (const Case& one : cases) {
        CAPTURE(one.format);
        CHECK_THAT(read("  cookie: c\n" + std::string(one.format)).faults,
                   Catch::Contains(std::string(one.fault)));
    }
}

TEST_CASE("a pattern of consent cookies needs a format for it") {
    const std::string word = "\n  format: {shape: word, answers: {yes: allow, no: deny}}";
    CHECK_THAT(read("  cookie: c_*").faults,
               Catch::Contains("5:11: error: \"cookie\" must be one cookie's name, not a pattern"));
    CHECK_THAT(read("  cookie: '*_c'" + word).faults, Catch::Contains("not a pattern"));
    CHECK_THAT(read("  cookie: c_*_*" + word).faults, Catch::Contains("not a pattern"));
    CHECK_THAT(read("  cookie: c_*\n  decided: c__revision" + word).faults,
               Catch::Contains("\"decided\" must differ"));
    CHECK_THAT(read("  cookie: c_*\n  format: {shape: word, answers: {yes: a, no: b, undecided: "
                    "c}}")
                   .faults,
               Catch::Contains("\"undecided\" does not go with a cookie for each"));
    const auto good = read("  cookie: c_*" + word);
    REQUIRE(good.registry);
    CHECK_THAT(good.faults, Catch::Contains("6:11: warning: the format \"custom\" is read-only"));
    CHECK(good.registry->has_cookie_each());
    CHECK(good.registry->companion() == "c__revision");
    CHECK_FALSE(good.registry->consent().inject);
    CHECK(good.registry->consent().unusable == consent::UnusableCookie::keep);
}

TEST_CASE("check says what a format cannot do") {
    const auto read_only = read_format("cookiebot");
    CHECK_THAT(read_only.faults, Catch::Contains("6:11: warning: the format \"cookiebot\" is "
                                                 "read-only: on a first visit no default"));
    REQUIRE(read_only.registry);
    CHECK_FALSE(read_only.registry->consent().inject);
    CHECK(read_only.registry->consent().unusable == consent::UnusableCookie::keep);

    const auto silent = read_format("hmrc");
    CHECK_THAT(silent.faults, Catch::Contains("6:11: warning: to the site's own script a cookie in "
                                              "the format \"hmrc\" says that the visitor has"));
    CHECK_FALSE(silent.registry->consent().inject);
    const auto injected = read_format("hmrc\n  inject: true");
    CHECK_THAT(injected.faults, Catch::Contains("7:11: warning: "));
    CHECK(injected.registry->consent().inject);
    CHECK(read_format("hmrc\n  inject: false").faults.empty());
    for (const std::string_view quiet : {"govuk", "nhs", "ons", "tna", "tarteaucitron",
                                         "{base: govuk, categories: {usage: [a]}}", "{}"}) {
        CAPTURE(quiet);
        const auto good = read_format(quiet);
        CHECK(good.faults.empty());
        CHECK(good.registry->consent().inject);
    }
}

TEST_CASE("a category that the format has no word for is told") {
    CHECK_THAT(read_format("{base: nhs, categories: {usage: []}}").faults, Catch::Equals(""));
    CHECK_THAT(read_format("{vocabulary: closed}").faults,
               Catch::Contains("9:24: warning: the format \"custom\" has no word for the category "
                               "\"usage\": it is never granted"));
    CHECK_THAT(read("  cookie: c\n  format: {vocabulary: closed}", "exempt").faults,
               Catch::Contains("9:24: error: the format \"custom\" has no word for the category "
                               "\"usage\": it could not be refused"));
}

TEST_CASE("a mapping extends its base") {
    const auto data = [](std::string_view format) {
        const auto made = read_format(format);
        INFO(made.faults);
        REQUIRE(made.registry);
        return made.registry->format().data();
    };
    const auto onetrust = data("{base: onetrust, categories: {usage: [C0002, C0007]}}");
    CHECK(onetrust.name == "onetrust");
    CHECK(onetrust.shape == consent::Shape::form);
    CHECK(onetrust.writes == consent::Writes::nothing);
    REQUIRE(onetrust.categories.size() == 4);
    CHECK(onetrust.categories[1].words == std::vector<std::string>{"C0002", "C0007"});
    CHECK(onetrust.categories[2].words == std::vector<std::string>{"C0003"});

    const auto later = data("{acted: {field: x, equals: true}, base: nhs}");
    CHECK(later.acted->field == "x");
    CHECK(later.version->at_least == 7U);

    const auto custom = data(
        "{encoding: [base64, percent], answers: {yes: \"1\", no: 0}, path: [a, b], categories: "
        "{usage: analytics}, version: {field: v, equals: \"2\"}, overall: {field: o, yes: y, no: "
        "n}, "
        "time: t, writes: choices, same_site: None}");
    CHECK(custom.name == "custom");
    using consent::Encoding;
    CHECK(custom.encoding == std::vector{Encoding::base64, Encoding::percent});
    CHECK(custom.answers.yes == consent::Scalar{consent::ScalarKind::text, "1"});
    CHECK(custom.answers.no == consent::Scalar{consent::ScalarKind::number, "0"});
    CHECK(custom.path == std::vector<std::string>{"a", "b"});
    CHECK(custom.version->equals == consent::Scalar{consent::ScalarKind::text, "2"});
    CHECK(custom.overall->no.text == "n");
    CHECK(custom.time == "t");
    CHECK(custom.writes == consent::Writes::choices);
    CHECK(data("{shape: literal}").writes == consent::Writes::nothing);
}

TEST_CASE("a format may say the cookie's SameSite, and the registry says it better") {
    CHECK(read_format("hmrc").registry->consent().same_site == consent::SameSite::strict);
    CHECK(read_format("hmrc\n  same_site: Lax").registry->consent().same_site ==
          consent::SameSite::lax);
    CHECK(read_format("nhs").registry->consent().same_site == consent::SameSite::lax);
}
