#include "config/binder.hpp"

#include <algorithm>

namespace config {
namespace {

void report_unknown(const Member& member, const std::vector<KeyShape>& shapes,
                    std::span<const RefusedKey> refused, Report& report) {
    for (const RefusedKey& key : refused) {
        if (key.name == member.key) {
            report.error(member.place, std::string(key.message));
            return;
        }
    }
    std::vector<std::string_view> names;
    for (const KeyShape& shape : shapes) {
        names.push_back(shape.name);
    }
    report.error(member.place,
                 fmt::format("unknown key \"{}\"{}", member.key, suggestion(member.key, names)));
}

}   // namespace

bool check_keys(const Node& node, std::string_view what, const std::vector<KeyShape>& shapes,
                std::span<const RefusedKey> refused, Report& report) {
    if (node.kind != Kind::mapping) {
        report.error(node.place, fmt::format("{} must be a mapping", what));
        return false;
    }
    for (const KeyShape& shape : shapes) {
        const bool found =
            std::any_of(node.members.begin(), node.members.end(),
                        [&](const Member& member) { return member.key == shape.name; });
        if (shape.required && !found) {
            report.error(node.place,
                         fmt::format("{} has no \"{}\", which is required", what, shape.name));
        }
    }
    for (const Member& member : node.members) {
        if (std::none_of(shapes.begin(), shapes.end(),
                         [&](const KeyShape& shape) { return shape.name == member.key; })) {
            report_unknown(member, shapes, refused, report);
        }
    }
    return true;
}

const Node* value_of(const Node& mapping, std::string_view key) {
    for (const Member& member : mapping.members) {
        if (member.key == key) {
            return &member.value;
        }
    }
    return nullptr;
}

Place place_of(const Node& mapping, std::string_view key) {
    const Node* const value = value_of(mapping, key);
    return value != nullptr ? value->place : mapping.place;
}

}   // namespace config
