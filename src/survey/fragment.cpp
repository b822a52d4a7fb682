#include "survey/fragment.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <yaml-cpp/yaml.h>

namespace survey {
namespace {

void emit_text(YAML::Emitter& out, const char* key, const std::string& text) {
    if (!text.empty()) {
        out << YAML::Key << key << YAML::Value << YAML::DoubleQuoted << text;
    }
}

void emit_entry(YAML::Emitter& out, const Suggestion& suggestion) {
    out << YAML::BeginMap;
    emit_text(out, "name", suggestion.name);
    if (!suggestion.comments.empty()) {
        out << YAML::Comment(fmt::format("{}", fmt::join(suggestion.comments, "; ")));
    }
    emit_text(out, "group", suggestion.group);
    emit_text(out, "purpose", suggestion.purpose);
    emit_text(out, "expires", suggestion.expires);
    out << YAML::EndMap;
}

void emit_category(YAML::Emitter& out, const std::string& id, std::string_view basis,
                   const std::vector<Suggestion>& suggestions) {
    if (std::ranges::find(suggestions, id, &Suggestion::category) == suggestions.end()) {
        return;
    }
    out << YAML::BeginMap;
    out << YAML::Key << "id" << YAML::Value << id;
    out << YAML::Key << "basis" << YAML::Value << std::string(basis);
    out << YAML::Key << "cookies" << YAML::Value << YAML::BeginSeq;
    for (const Suggestion& suggestion : suggestions) {
        if (suggestion.category == id) {
            emit_entry(out, suggestion);
        }
    }
    out << YAML::EndSeq << YAML::EndMap;
}

std::string_view word(consent::Basis basis) {
    switch (basis) {
        case consent::Basis::essential:
            return "essential";
        case consent::Basis::consent:
            return "consent";
        case consent::Basis::exempt:
            return "exempt";
    }
    return {};
}

}   // namespace

std::string to_yaml(const consent::Registry& registry, const std::vector<Suggestion>& suggestions) {
    if (suggestions.empty()) {
        return "categories: []\n";
    }
    YAML::Emitter out;
    out << YAML::BeginMap << YAML::Key << "categories" << YAML::Value << YAML::BeginSeq;
    for (const consent::Category& category : registry.categories()) {
        emit_category(out, category.id, word(category.basis), suggestions);
    }
    if (registry.category(unsorted_category) == consent::no_category) {
        emit_category(out, std::string(unsorted_category), "consent", suggestions);
    }
    out << YAML::EndSeq << YAML::EndMap;
    return std::string(out.c_str()) + '\n';
}

}   // namespace survey
