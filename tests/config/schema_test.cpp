#include "config/format_reader.hpp"
#include "config/load.hpp"
#include "config/profile_reader.hpp"
#include "config/shapes.hpp"
#include "tests/config/folder.hpp"
#include "tests/config/texts.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

using config::KeyShape;
using config::MappingShape;
using nlohmann::json;
using Names = std::set<std::string>;

namespace {

json read_schema(std::string_view name) {
    std::ifstream file(std::string(SOURCE_DIR "/config/schema/") + std::string(name) +
                       ".schema.json");
    return json::parse(file);
}

Names names_of(const std::vector<KeyShape>& keys, bool only_required) {
    Names names;
    for (const KeyShape& key : keys) {
        if (key.required || !only_required) {
            names.emplace(key.name);
        }
    }
    return names;
}

Names keys_of(const json& object) {
    Names names;
    for (const auto& [key, value] : object.items()) {
        names.insert(key);
    }
    return names;
}

/// The value of a keyword of a property, its $ref followed.
json keyword(const json& schema, const json& property, const std::string& word) {
    if (property.contains(word)) {
        return property.at(word);
    }
    if (property.contains("$ref")) {
        const std::string reference = property.at("$ref");
        return keyword(schema, schema.at(json::json_pointer(reference.substr(1))), word);
    }
    return nullptr;
}

void check_property(const json& schema, const json& property, const KeyShape& key) {
    CAPTURE(key.name);
    CHECK(keyword(schema, property, "description").is_string());
    if (key.words.empty()) {
        return;
    }
    Names words(key.words.begin(), key.words.end());
    CHECK(property.at("enum").get<Names>() == words);
    CHECK(words.contains(property.at("default").get<std::string>()));
}

}   // namespace

TEST_CASE("the schemas know the keys and words of the readers, and no others") {
    std::map<std::string, Names> described;
    for (const MappingShape& shape : config::mapping_shapes()) {
        CAPTURE(shape.schema, shape.pointer);
        const json schema = read_schema(shape.schema);
        const json object = schema.at(json::json_pointer(std::string(shape.pointer)));
        described[std::string(shape.schema)].emplace(shape.pointer);
        CHECK(object.at("additionalProperties") == false);
        CHECK(keys_of(object.at("properties")) == names_of(shape.keys, false));
        CHECK(object.value("required", Names{}) == names_of(shape.keys, true));
        for (const KeyShape& key : shape.keys) {
            if (object.at("properties").contains(key.name)) {
                check_property(schema, object.at("properties").at(std::string(key.name)), key);
            }
        }
    }
    for (const auto& [name, pointers] : described) {
        CAPTURE(name);
        const json schema = read_schema(name);
        CHECK(schema.at("$schema") == "https://json-schema.org/draft/2020-12/schema");
        for (const auto& [key, definition] : schema.at("$defs").items()) {
            CAPTURE(key);
            CHECK(definition.contains("properties") == pointers.contains("/$defs/" + key));
        }
    }
}

TEST_CASE("the registry's schema knows the built-in profiles") {
    const auto names = config::profile_names();
    const json schema = read_schema("registry");
    CHECK(schema.at("/properties/profiles/items/enum"_json_pointer).get<Names>() ==
          Names(names.begin(), names.end()));
}

TEST_CASE("the registry's schema knows the built-in formats") {
    const auto names = config::format_names();
    const json schema = read_schema("registry");
    CHECK(schema.at("/$defs/format_name/enum"_json_pointer).get<Names>() ==
          Names(names.begin(), names.end()));
    CHECK(read_schema("format").at("$ref") == "registry.schema.json#/$defs/format");
}

namespace {

/// All defaults that a schema gives to the keys of one of its mappings.
json defaults(const json& schema, const std::string& pointer) {
    json found = json::object();
    for (const auto& [key, property] :
         schema.at(json::json_pointer(pointer + "/properties")).items()) {
        if (property.contains("default")) {
            found[key] = property.at("default");
        }
    }
    return found;
}

template <class... More>
json merged(json base, const More&... more) {
    (base.update(more), ...);
    return base;
}

}   // namespace

TEST_CASE("the defaults of the registry's schema are those of the reader") {
    const json schema = read_schema("registry");
    const json plain = {{"registry", 1},
                        {"site", "s"},
                        {"consent", {{"cookie", "c"}}},
                        {"categories", {{{"id", "u"}, {"cookies", {{{"name", "n"}}}}}}}};
    json full = merged(plain, defaults(schema, ""));
    full["consent"].update(defaults(schema, "/$defs/consent"));
    full["enforcement"] = defaults(schema, "/$defs/enforcement");
    full["categories"][0] = merged(defaults(schema, "/$defs/category"), full["categories"][0]);
    full["categories"][0]["cookies"][0].update(defaults(schema, "/$defs/cookie"));
    REQUIRE(full["categories"][0].size() == 4);
    REQUIRE(full["third_parties"].is_array());
    REQUIRE(full["consent"].size() == 10);
    REQUIRE(full["enforcement"].size() == 9);
    std::vector<config::Fault> faults;
    const auto one = config::parse_registry(plain.dump(), "plain.json", faults);
    const auto two = config::parse_registry(full.dump(), "full.json", faults);
    INFO(config_test::lines_of(faults));
    REQUIRE(one);
    REQUIRE(two);
    CHECK(one->revision() == two->revision());
    const consent::ConsentSettings& a = one->consent();
    const consent::ConsentSettings& b = two->consent();
    CHECK(std::tie(a.format, a.lifetime, a.write, a.same_site, a.secure, a.domain, a.inject,
                   a.unusable, a.upstream) == std::tie(b.format, b.lifetime, b.write, b.same_site,
                                                       b.secure, b.domain, b.inject, b.unusable,
                                                       b.upstream));
    const consent::EnforcementSettings& c = one->enforcement();
    const consent::EnforcementSettings& d = two->enforcement();
    CHECK(std::tie(c.mode, c.unregistered, c.requests, c.expire, c.expire_when, c.lifetimes,
                   c.shared_caches, c.gpc, c.bypass) ==
          std::tie(d.mode, d.unregistered, d.requests, d.expire, d.expire_when, d.lifetimes,
                   d.shared_caches, d.gpc, d.bypass));
    CHECK(one->categories()[0].basis == two->categories()[0].basis);
    CHECK(one->cookies()[0].partitioned == two->cookies()[0].partitioned);
}

TEST_CASE("the defaults of the schema of pages and receipts are those of the reader") {
    const json schema = read_schema("registry");
    const json plain = {{"registry", 1},
                        {"site", "s"},
                        {"consent", {{"cookie", "c"}, {"decided", "d"}}},
                        {"pages", json::object()},
                        {"receipts", {{"file", "f"}}},
                        {"categories", {{{"id", "essential"}}}}};
    json full = plain;
    full["pages"] = defaults(schema, "/$defs/pages");
    full["receipts"].update(defaults(schema, "/$defs/receipts"));
    REQUIRE(full["pages"].size() == 8);
    REQUIRE(full["receipts"].size() == 3);
    std::vector<config::Fault> faults;
    const auto one = config::parse_registry(plain.dump(), "plain.json", faults);
    const auto two = config::parse_registry(full.dump(), "full.json", faults);
    INFO(config_test::lines_of(faults));
    REQUIRE(one);
    REQUIRE(two);
    const auto pages = [](const consent::PageSettings& p) {
        return std::tie(p.base, p.style, p.stylesheet, p.banner, p.guard, p.max_document);
    };
    CHECK(pages(*one->pages()) == pages(*two->pages()));
    CHECK(two->pages()->links.empty());
    CHECK(one->pages()->languages.size() == two->pages()->languages.size());
    CHECK(one->receipts()->rotate == two->receipts()->rotate);
    CHECK(one->receipts()->keep == two->receipts()->keep);
}

TEST_CASE("the schema of texts is that of the registry") {
    CHECK(read_schema("texts").at("$ref") == "registry.schema.json#/$defs/texts");
}

TEST_CASE("the defaults of the proxy's schema are those of the reader") {
    const json schema = read_schema("proxy");
    const config_test::Folder folder;
    folder.write("r.yaml",
                 "registry: 1\nsite: s\nconsent: {cookie: c}\ncategories: [{id: essential}]\n");
    const json plain = {{"sites",
                         {{{"name", "a"},
                           {"hosts", {"*"}},
                           {"registry", "r.yaml"},
                           {"upstream", {{"url", "http://a"}}}}}}};
    json full = merged(plain, defaults(schema, ""));
    for (const std::string name : {"admin", "timeouts", "limits", "http", "log"}) {
        full[name] = defaults(schema, "/$defs/" + name);
        REQUIRE(full[name].size() == schema["$defs"][name]["properties"].size());
    }
    full["listeners"][0].update(defaults(schema, "/$defs/listener"));
    json& upstream = full["sites"][0]["upstream"];
    upstream.update(defaults(schema, "/$defs/upstream"));
    upstream["queue"] = defaults(schema, "/$defs/queue");
    upstream["health"] = defaults(schema, "/$defs/health");
    std::vector<config::Fault> faults;
    const auto one = config::load_settings(folder.write("plain.json", plain.dump()), faults);
    const auto two = config::load_settings(folder.write("full.json", full.dump()), faults);
    INFO(config_test::lines_of(faults));
    REQUIRE(one);
    REQUIRE(two);
    CHECK(one->listeners.at(0).endpoint == two->listeners.at(0).endpoint);
    CHECK(two->listeners.at(0).trusted_proxies.empty());
    CHECK(one->admin == two->admin);
    CHECK(one->admin_hosts == two->admin_hosts);
    CHECK(one->workers == two->workers);
    CHECK(one->watch == two->watch);
    const auto times = [](const config::Timeouts& t) {
        return std::tie(t.header, t.body, t.idle, t.connect, t.response, t.tunnel, t.drain_delay,
                        t.drain);
    };
    CHECK(times(one->timeouts) == times(two->timeouts));
    const auto limits = [](const config::Limits& l) {
        return std::tie(l.header_bytes, l.headers, l.body_bytes, l.connections, l.buffered_bytes);
    };
    CHECK(limits(one->limits) == limits(two->limits));
    const auto http = [](const config::HttpSettings& h) {
        return std::tie(h.via, h.request_id, h.underscores, h.early_hints);
    };
    CHECK(http(one->http) == http(two->http));
    const auto log = [](const config::LogSettings& l) {
        return std::tie(l.level, l.format, l.access, l.access_format, l.client);
    };
    CHECK(log(one->log) == log(two->log));
    CHECK(one->sites[0].upstream.keepalive == two->sites[0].upstream.keepalive);
    CHECK(one->sites[0].upstream.idle == two->sites[0].upstream.idle);
    CHECK(two->sites[0].upstream.max_connections == 0);
    const auto queue = [](const config::UpstreamQueue& q) { return std::tie(q.length, q.timeout); };
    CHECK(queue(two->sites[0].upstream.queue) == queue(one->sites[0].upstream.queue));
    const auto health = [](const config::UpstreamHealth& h) {
        return std::tie(h.path, h.host, h.interval, h.timeout, h.healthy, h.unhealthy,
                        h.least_status, h.most_status);
    };
    CHECK_FALSE(one->sites[0].upstream.health);
    REQUIRE(two->sites[0].upstream.health);
    const config::UpstreamHealth usual;
    CHECK(health(*two->sites[0].upstream.health) == health(usual));
}
