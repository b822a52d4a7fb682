// The built-in formats, byte for byte: the values are those that the sites' own scripts write.
#include "config/formats.hpp"

#include "config/format_reader.hpp"
#include "consent/format.hpp"
#include "tests/consent/fixture.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

namespace {

using consent::Category;
using consent::Choice;
using consent::Format;
using consent::Writes;
using consent::test::category;
using consent::test::set_of;

constexpr consent::CategoryIndex essential = 0;
constexpr consent::CategoryIndex settings = 1;
constexpr consent::CategoryIndex usage = 2;
constexpr consent::CategoryIndex campaigns = 3;

using Ids = std::initializer_list<consent::CategoryIndex>;

Format format(std::string_view name,
              const std::vector<Category>& categories = consent::test::govuk().categories) {
    auto data = config::find_format(name);
    REQUIRE(data);
    return {*std::move(data), categories};
}

Choice choice(Ids granted, Ids refused) {
    return {.granted = set_of(granted), .refused = set_of(refused)};
}

const Choice undecided{.granted = {}, .refused = {}, .undecided = true};

struct Row {
    std::string_view format;
    std::string value;
    std::optional<Choice> choice;
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    return text.replace(text.find(from), from.size(), to);   // throws where it is not there
}

const std::string nhs =
    "%7B%22necessary%22:true,%22preferences%22:false,%22statistics%22:false,%22marketing%22:false,"
    "%22consented%22:true,%22version%22:7%7D";
const std::string hmrc =
    "{%22version%22:%222021.1%22%2C%22datetimeSet%22:%222021-03-10T13:48:19.321Z%22%2C"
    "%22preferences%22:{%22measurement%22:false%2C%22settings%22:false}}";
const std::string ons = "{'essential':true,'settings':false,'usage':false,'campaigns':false}";
const std::string companies_house =
    "eyJ1c2VySGFzQWxsb3dlZENvb2tpZXMiOiJubyIsImNvb2tpZXNBbGxvd2VkIjpbXX0=";
const std::string tna =
    "%7B%22usage%22%3Atrue%2C%22settings%22%3Atrue%2C%22marketing%22%3Afalse%2C%22essential%22%3A"
    "true%7D";
const std::string civic =
    R"({"necessaryCookies":["UMB*","ARRAffinity"],"optionalCookies":{"analytics":"accepted",)"
    R"("Marketing":"accepted"},"statement":{},"consentDate":1676407618702,"consentExpiry":90,)"
    R"("interactedWith":true,"user":"00000000-0000-0000-0000-000000000000"})";
const std::string onetrust =
    "isGpcEnabled=0&datestamp=Wed+Feb+01+2023+12%3A35%3A32+GMT%2B0100+(Central+European+Standard+"
    "Time)&version=202209.1.0&isIABGlobal=false&hosts=&consentId=0&interactionCount=1&landingPath="
    "NotLandingPage&groups=C0001%3A1%2CC0002%3A0%2CC0003%3A1%2CC0004%3A1%2CC0005%3A1&geolocation="
    "AT%3B9&AwaitingReconsent=false";
const std::string cookiebot =
    "{stamp:%27aGVsbG8+/=%27%2Cnecessary:true%2Cpreferences:false%2Cstatistics:false%2Cmarketing:"
    "false%2Cmethod:%27explicit%27%2Cver:1%2Cutc:1705162226478%2Cregion:%27gb%27}";
const std::string cookieyes =
    "consentid:aGVsbG8,consent:no,action:yes,necessary:yes,functional:no,analytics:no,performance:"
    "no,advertisement:no,other:no";
const std::string orestbida =
    "%7B%22categories%22%3A%5B%22necessary%22%2C%22analytics%22%5D%2C%22revision%22%3A0%2C%22data"
    "%22%3Anull%2C%22consentTimestamp%22%3A%222024-05-28T06%3A43%3A23.433Z%22%2C%22consentId%22%3A"
    "%22x%22%2C%22services%22%3A%7B%22necessary%22%3A%5B%5D%7D%2C%22languageCode%22%3A%22en%22%2C"
    "%22expirationTime%22%3A1747854156824%7D";
const std::string tc_none = "CP5jqEAP5jqEACGABBENAmEgAAAAAAAAAAAAAAAAAAAA.YAAAAAAAAAAA";
// The same with the bits of purposes set: all ten; 1, 8, 9 and 10; 8, 9 and 10.
const std::string tc_all = "CP5jqEAP5jqEACGABBENAmEgAP_AAAAAAAAAAAAAAAAA.YAAAAAAAAAAA";
const std::string tc_usage = "CP5jqEAP5jqEACGABBENAmEgAIHAAAAAAAAAAAAAAAAA";
const std::string tc_no_storage = "CP5jqEAP5jqEACGABBENAmEgAAHAAAAAAAAAAAAAAAAA";

const std::vector<Row> rows{
    {"govuk", R"({"essential":true,"settings":false,"usage":true,"campaigns":false})",
     choice({essential, usage}, {settings, campaigns})},

    {"nhs", nhs, choice({essential}, {settings, usage, campaigns})},
    {"nhs", replaced(nhs, "statistics%22:false", "statistics%22:true"),
     choice({essential, usage}, {settings, campaigns})},
    {"nhs", R"({"necessary":true,"statistics":true,"consented":true,"version":8})",
     choice({essential, usage}, {})},
    {"nhs", "%7B%22statistics%22%3Atrue%2C%22consented%22%3Atrue%2C%22version%22%3A7%7D",
     choice({usage}, {})},
    {"nhs", "%257B%2522statistics%2522:true,%2522consented%2522:true,%2522version%2522:7%257D",
     choice({usage}, {})},
    {"nhs", replaced(nhs, "consented%22:true", "consented%22:false"), undecided},
    {"nhs", replaced(nhs, "consented%22:true", "consented%22:%22true%22"), undecided},
    {"nhs", replaced(nhs, "version%22:7", "version%22:6"), std::nullopt},
    {"nhs", replaced(nhs, "version%22:7", "version%22:%227%22"), std::nullopt},
    {"nhs", replaced(nhs, "version%22:7", "version%22:7.5"), std::nullopt},
    {"nhs", replaced(nhs, "version%22:7", "version%22:-7"), std::nullopt},
    {"nhs", replaced(nhs, ",%22version%22:7", ""), std::nullopt},
    {"nhs", replaced(nhs, "%22version%22:7", "%22version%22:7,%22version%22:6"), std::nullopt},
    {"nhs", replaced(nhs, "%7D", ""), std::nullopt},
    {"nhs", replaced(nhs, "statistics%22:false", "statistics%22:%22true%22"),
     choice({essential}, {settings, usage, campaigns})},

    {"hmrc", hmrc, choice({}, {settings, usage})},
    {"hmrc", replaced(hmrc, "measurement%22:false", "measurement%22:true"),
     choice({usage}, {settings})},
    {"hmrc", replaced(hmrc, "measurement%22:false", "measurement%22:1"),
     choice({}, {settings, usage})},
    {"hmrc", replaced(hmrc, "measurement%22:false", "measurement%22:%22true%22"),
     choice({}, {settings, usage})},
    {"hmrc", replaced(hmrc, "2021.1", "2021.2"), std::nullopt},
    {"hmrc", replaced(hmrc, "%222021.1%22", "2021.1"), std::nullopt},
    {"hmrc", replaced(hmrc, "preferences", "preference"), std::nullopt},
    {"hmrc", hmrc.substr(0, hmrc.size() - 1), std::nullopt},
    {"hmrc", R"({"version":"2021.1","measurement":true,"preferences":{"x":{"measurement":true}}})",
     choice({}, {})},
    {"hmrc", R"({"version":"2021.1","preferences":{"measurement":true,"settings":true}})",
     choice({usage, settings}, {})},
    {"hmrc",
     R"({"version":"2021.1","preferences":{"measurement":true},"preferences":)"
     R"({"measurement":false}})",
     choice({}, {usage})},

    {"ons", ons, choice({essential}, {settings, usage, campaigns})},
    {"ons", replaced(ons, "'usage':false", "'usage':true"),
     choice({essential, usage}, {settings, campaigns})},
    {"ons", replaced(ons, "'usage':false", "'usage':'true'"),
     choice({essential}, {settings, usage, campaigns})},
    {"ons", "{%27essential%27:true%2C%27usage%27:true}", choice({essential, usage}, {})},
    {"ons", R"({"essential":true,"usage":true})", std::nullopt},
    {"ons", ons.substr(0, 40), std::nullopt},

    {"companies-house", companies_house, choice({}, {settings, usage, campaigns})},
    // {"userHasAllowedCookies":"yes","cookiesAllowed":["piwik","google"]}
    {"companies-house",
     "eyJ1c2VySGFzQWxsb3dlZENvb2tpZXMiOiJ5ZXMiLCJjb29raWVzQWxsb3dlZCI6WyJwaXdpayIsImdvb2dsZSJdfQ==",
     choice({usage}, {settings, campaigns})},
    {"companies-house",
     "eyJ1c2VySGFzQWxsb3dlZENvb2tpZXMiOiJ5ZXMiLCJjb29raWVzQWxsb3dlZCI6WyJwaXdpayIsImdvb2dsZSJdfQ"
     "%3D%3D",
     choice({usage}, {settings, campaigns})},
    // {"userHasAllowedCookies":"yes","cookiesAllowed":["piwik"]}
    {"companies-house",
     "eyJ1c2VySGFzQWxsb3dlZENvb2tpZXMiOiJ5ZXMiLCJjb29raWVzQWxsb3dlZCI6WyJwaXdpayJdfQ==",
     choice({}, {settings, usage, campaigns})},
    // {"userHasAllowedCookies":"no","cookiesAllowed":["piwik","google"]}
    {"companies-house",
     "eyJ1c2VySGFzQWxsb3dlZENvb2tpZXMiOiJubyIsImNvb2tpZXNBbGxvd2VkIjpbInBpd2lrIiwiZ29vZ2xlIl19",
     choice({}, {settings, usage, campaigns})},
    {"companies-house", companies_house.substr(0, 40), std::nullopt},
    {"companies-house", "!" + companies_house.substr(1), std::nullopt},

    {"hmcts", R"({"analytics":"on","apm":"off"})", choice({}, {usage})},
    {"hmcts", R"({"analytics":"on","apm":"on"})", choice({usage}, {})},
    {"hmcts", R"({"analytics":"on"})", choice({usage}, {})},
    {"hmcts", R"({"analytics":true})", choice({}, {usage})},
    {"hmcts", R"({"analytics":"ON"})", choice({}, {usage})},
    {"hmcts", R"({"analytics":"on")", std::nullopt},
    {"hmcts", "%7B%22analytics%22%3A%22on%22%7D", choice({usage}, {})},

    {"one-login", "%7B%22analytics%22%3Atrue%7D", choice({usage}, {})},
    {"one-login", "%7B%22analytics%22%3Afalse%7D", choice({}, {usage})},
    {"one-login", "%7B%22analytics%22%3A%22true%22%7D", choice({}, {usage})},
    {"one-login", "true", std::nullopt},

    {"tna", tna, choice({usage, settings, essential}, {campaigns})},
    {"tna", replaced(tna, "marketing%22%3Afalse", "marketing%22%3Atrue"),
     choice({usage, settings, essential, campaigns}, {})},
    {"tna", R"({"usage":true,"settings":false,"campaigns":true})", choice({usage}, {settings})},
    {"tna", tna.substr(0, tna.size() - 3), std::nullopt},

    {"civic-cookie-control", civic, choice({usage, campaigns}, {})},
    {"civic-cookie-control", replaced(civic, "\"accepted\"", "\"revoked\""),
     choice({campaigns}, {usage})},
    {"civic-cookie-control", replaced(civic, "\"accepted\"", "\"legitimate interest\""),
     choice({campaigns}, {usage})},
    {"civic-cookie-control", replaced(civic, "With\":true", "With\":false"), undecided},
    {"civic-cookie-control", R"({"optionalCookies":{},"interactedWith":true})", choice({}, {})},
    {"civic-cookie-control", R"({"analytics":"accepted","interactedWith":true})", std::nullopt},

    {"onetrust", onetrust, choice({essential, settings, campaigns}, {usage})},
    {"onetrust", replaced(onetrust, "C0002%3A0", "C0002%3A1"),
     choice({essential, settings, usage, campaigns}, {})},
    {"onetrust", replaced(onetrust, "C0005%3A1", "C0005%3A0"),
     choice({essential, settings}, {usage, campaigns})},
    {"onetrust", replaced(onetrust, "C0002%3A0", "C0002%3A2"),
     choice({essential, settings, campaigns}, {usage})},
    {"onetrust", replaced(onetrust, "interactionCount=1", "interactionCount=0"), undecided},
    {"onetrust", replaced(onetrust, "interactionCount=1", "x=1"), std::nullopt},
    {"onetrust", onetrust.substr(0, onetrust.find("&groups")), std::nullopt},
    {"onetrust", "groups=C0002:1&interactionCount=3", choice({usage}, {})},
    {"onetrust", "groups%3DC0002%253A1%26interactionCount%3D3", choice({usage}, {})},
    {"onetrust", "groups=&interactionCount=3", choice({}, {})},
    {"onetrust", "groups=C0002%3A1%2CC000&interactionCount=3", std::nullopt},
    {"onetrust", "groups=C0002%3A1&groups=C0002%3A0&interactionCount=3", choice({}, {usage})},

    {"cookiebot", cookiebot, choice({essential}, {settings, usage, campaigns})},
    {"cookiebot", replaced(cookiebot, "statistics:false", "statistics:true"),
     choice({essential, usage}, {settings, campaigns})},
    {"cookiebot", replaced(cookiebot, "statistics:false", "statistics:%27true%27"),
     choice({essential}, {settings, usage, campaigns})},
    {"cookiebot", replaced(cookiebot, "statistics:false", "statistics:1"),
     choice({essential}, {settings, usage, campaigns})},
    {"cookiebot", replaced(cookiebot, "explicit", "implied"), undecided},
    {"cookiebot", cookiebot.substr(0, cookiebot.size() - 1), std::nullopt},
    {"cookiebot", "{}", std::nullopt},
    {"cookiebot", R"({"statistics":true,"method":"explicit"})", std::nullopt},
    {"cookiebot", "{stamp:'it\\'s',statistics:true,method:'explicit'}", std::nullopt},
    {"cookiebot", "{method:'explicit',x:{statistics:true}}", std::nullopt},
    {"cookiebot", "{method:'explicit',x:'statistics:true'}", choice({}, {})},
    {"cookiebot", "{method:'explicit',statistics:true,}", std::nullopt},

    {"cookieyes", cookieyes, choice({essential}, {settings, usage, campaigns})},
    {"cookieyes", replaced(cookieyes, "functional:no", "functional:yes"),
     choice({essential, settings}, {usage, campaigns})},
    {"cookieyes", replaced(cookieyes, "analytics:no", "analytics:yes"),
     choice({essential}, {settings, usage, campaigns})},
    {"cookieyes",
     replaced(replaced(cookieyes, "analytics:no", "analytics:yes"), "ance:no", "ance:yes"),
     choice({essential, usage}, {settings, campaigns})},
    {"cookieyes", replaced(cookieyes, "action:yes", "action:"), undecided},
    {"cookieyes", replaced(cookieyes, "action:yes", "action:no"), undecided},
    {"cookieyes", replaced(cookieyes, "functional:no", "functional:"),
     Choice{
         .granted = set_of({essential}), .refused = set_of({usage, campaigns}), .undecided = true}},
    {"cookieyes", cookieyes.substr(0, cookieyes.size() - 4), std::nullopt},
    {"cookieyes", "", std::nullopt},
    {"cookieyes", "consentid%3Ax%2Caction%3Ayes%2Cfunctional%3Ayes", choice({settings}, {})},

    {"orestbida", orestbida, choice({essential, usage}, {settings, campaigns})},
    {"orestbida", R"({"categories":["usage","campaigns"]})",
     choice({campaigns}, {essential, settings, usage})},
    {"orestbida", R"({"categories":[]})", choice({}, {essential, settings, usage, campaigns})},
    {"orestbida", R"({"categories":["analytics"],"categories":[]})",
     choice({}, {essential, settings, usage, campaigns})},
    {"orestbida", R"({"categories":{"analytics":true}})", std::nullopt},
    {"orestbida", R"({"categories":"analytics"})", std::nullopt},
    {"orestbida", R"({"categories":[["analytics"],true]})",
     choice({}, {essential, settings, usage, campaigns})},
    {"orestbida", R"({"services":["analytics"]})", std::nullopt},
    {"orestbida", orestbida.substr(0, 60), std::nullopt},

    {"iab-tcf2", tc_none, choice({}, {settings, usage, campaigns})},
    {"iab-tcf2", tc_all, choice({settings, usage, campaigns}, {})},
    {"iab-tcf2", tc_usage, choice({usage}, {settings, campaigns})},
    {"iab-tcf2", tc_no_storage, choice({}, {settings, usage, campaigns})},
    {"iab-tcf2", "B" + tc_all.substr(1), std::nullopt},
    {"iab-tcf2", "D" + tc_all.substr(1), std::nullopt},
    {"iab-tcf2", tc_all.substr(0, 30), std::nullopt},
    {"iab-tcf2", "C" + std::string(43, '+'), std::nullopt},
    {"iab-tcf2", "", std::nullopt},
};

}   // namespace

TEST_CASE("all formats are compiled in, by name") {
    const std::vector<std::string_view> expected{"civic-cookie-control",
                                                 "companies-house",
                                                 "cookiebot",
                                                 "cookieyes",
                                                 "govuk",
                                                 "hmcts",
                                                 "hmrc",
                                                 "iab-tcf2",
                                                 "klaro",
                                                 "nhs",
                                                 "one-login",
                                                 "onetrust",
                                                 "ons",
                                                 "orestbida",
                                                 "tarteaucitron",
                                                 "tna"};
    CHECK(config::format_names() == expected);
    for (const config::FormatText& text : config::format_texts()) {
        CAPTURE(text.name);
        CHECK(text.yaml.starts_with(
            "# yaml-language-server: $schema=../schema/format.schema.json\n"));
        CHECK(text.yaml.find("\n# Source: ") != std::string_view::npos);
        CHECK(config::find_format(text.name)->name == text.name);
    }
    CHECK_FALSE(config::find_format("Govuk"));
    std::size_t files = 0;
    for (const auto& file : std::filesystem::directory_iterator(SOURCE_DIR "/config/formats")) {
        files += file.path().extension() == ".yaml" ? 1 : 0;
    }
    CHECK(files == expected.size());
}

TEST_CASE("without a format in the registry it is GOV.UK's") {
    CHECK(config::find_format("govuk") == consent::FormatData{});
}

TEST_CASE("each built-in reads what its site writes, and nothing near it") {
    for (const Row& row : rows) {
        CAPTURE(row.format, row.value);
        CHECK(format(row.format).read(row.value) == row.choice);
    }
}

TEST_CASE("formats of services are read by the services that a registry maps") {
    const std::vector<Category> services{category("matomo"), category("youtube")};
    CHECK(format("klaro", services).read("%7B%22matomo%22%3Afalse%2C%22youtube%22%3Atrue%7D") ==
          choice({1}, {0}));
    const Format tarteaucitron =
        format("tarteaucitron", {category("gtag"), category("youtube"), category("facebook")});
    CHECK(tarteaucitron.read("!gtag=true!youtube=false!facebook=wait") ==
          Choice{.granted = set_of({0}), .refused = set_of({1}), .undecided = true});
    CHECK(tarteaucitron.read("!id=a=b!gtag=true") == choice({0}, {}));
    CHECK(tarteaucitron.read("!gtag=TRUE!youtube=1") == choice({}, {0, 1}));
    CHECK(tarteaucitron.read("!gtag=true!gtag=wait") ==
          Choice{.granted = {}, .refused = {}, .undecided = true});
    CHECK_FALSE(tarteaucitron.read("gtag=true"));
    CHECK_FALSE(tarteaucitron.read("!gtag=true!you"));
    CHECK_FALSE(tarteaucitron.read("!gtag=true!"));
    CHECK_FALSE(tarteaucitron.read(""));
}

TEST_CASE("each writable format writes its site's bytes") {
    using namespace std::chrono;
    const auto now = sys_days{year{2021} / 3 / 10} + 13h + 48min + 19s + 321ms;
    const auto first = [&](std::string_view name) {
        return format(name).write_default(set_of({essential}), now);
    };
    const auto chosen = [&](std::string_view name, Ids granted) {
        return format(name).write(set_of(granted), now);
    };
    CHECK(first("govuk") ==
          R"({"essential":true,"settings":false,"usage":false,"campaigns":false})");
    CHECK(first("nhs") == replaced(nhs, "consented%22:true", "consented%22:false"));
    CHECK(chosen("nhs", {}) == nhs);
    CHECK(first("hmrc") == hmrc);
    CHECK(chosen("hmrc", {usage}) == replaced(hmrc, "measurement%22:false", "measurement%22:true"));
    CHECK(first("ons") == ons);
    CHECK(first("companies-house") == companies_house);
    CHECK(chosen("companies-house", {usage}) ==
          "eyJ1c2VySGFzQWxsb3dlZENvb2tpZXMiOiJ5ZXMiLCJjb29raWVzQWxsb3dlZCI6WyJwaXdpayIsImdvb2dsZSJd"
          "fQ==");
    CHECK(chosen("one-login", {usage}) == "%7B%22analytics%22%3Atrue%7D");
    CHECK(chosen("tna", {usage, settings}) == tna);
    const std::vector<Category> hmcts{category("essential"), category("analytics"),
                                      category("apm")};
    auto data = *config::find_format("hmcts");
    data.categories = {{"essential", {}}};
    CHECK(Format(data, hmcts).write(set_of({1}), now) == R"({"analytics":"on","apm":"off"})");
    const std::vector<Category> services{category("essential"), category("matomo"),
                                         category("youtube")};
    CHECK(format("klaro", services).write(set_of({2}), now) ==
          "%7B%22matomo%22%3Afalse%2C%22youtube%22%3Atrue%7D");
    CHECK(format("tarteaucitron", services).write_default(set_of({0, 1}), now) ==
          "!matomo=wait!youtube=wait");
    CHECK(format("tarteaucitron", services).write(set_of({1}), now) ==
          "!matomo=true!youtube=false");
}

TEST_CASE("the time is written to the millisecond in UTC") {
    using namespace std::chrono;
    const Format hmrc_format = format("hmrc");
    CHECK(hmrc_format.is_dated());
    const auto at = [&](auto time) {
        const std::string value = hmrc_format.write({}, system_clock::time_point(time));
        return value.substr(value.find("Set%22:%22") + 10, 24);
    };
    CHECK(at(seconds{0}) == "1970-01-01T00:00:00.000Z");
    CHECK(at(sys_days{year{2024} / 2 / 29}.time_since_epoch() + 23h + 59min + 59s + 7ms + 900us) ==
          "2024-02-29T23:59:59.007Z");
}

TEST_CASE("what a built-in writes of any choice it reads back") {
    for (const std::string_view name : config::format_names()) {
        const Format one = format(name);
        CAPTURE(name);
        if (!one.writes()) {
            CHECK(one.data().writes == Writes::nothing);
            continue;
        }
        CHECK(consent::can_write(one.data()));
        const auto all = one.read(one.write(set_of({0, 1, 2, 3}), {}));
        REQUIRE(all);
        for (unsigned bits = 0; bits < 16; ++bits) {
            consent::CategorySet granted = set_of({essential});
            for (consent::CategoryIndex index = 0; index < 4; ++index) {
                if ((bits >> index & 1U) != 0) {
                    granted.insert(index);
                }
            }
            const auto again = one.read(one.write(granted, {}));
            REQUIRE(again);
            CHECK(again->granted == (granted & all->granted));
            CHECK_FALSE(again->undecided);
        }
        const auto first = one.read(one.write_default(set_of({essential}), {}));
        REQUIRE(first);
        CHECK((first->granted - set_of({essential})).empty());
    }
}

TEST_CASE("what may be written is what the registry's page says") {
    const auto with = [](Writes writes) {
        std::vector<std::string_view> names;
        for (const std::string_view name : config::format_names()) {
            if (config::find_format(name)->writes == writes) {
                names.push_back(name);
            }
        }
        return names;
    };
    using Names = std::vector<std::string_view>;
    CHECK(with(Writes::defaults) == Names{"govuk", "nhs", "ons", "tarteaucitron", "tna"});
    CHECK(with(Writes::choices) == Names{"companies-house", "hmcts", "hmrc", "klaro", "one-login"});
    CHECK(with(Writes::nothing) == Names{"civic-cookie-control", "cookiebot", "cookieyes",
                                         "iab-tcf2", "onetrust", "orestbida"});
}
