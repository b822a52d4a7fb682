#include "config/format_fields.hpp"

#include "config/format_reader.hpp"

#include <algorithm>

namespace config {
namespace {

using consent::Encoding;
using consent::FormatData;
using consent::Scalar;
using consent::ScalarKind;
using consent::Shape;
using consent::Writes;

constexpr Word<Encoding> encoding_words[] = {{"layers", Encoding::layers},
                                             {"raw", Encoding::raw},
                                             {"percent", Encoding::percent},
                                             {"uri", Encoding::uri},
                                             {"js-cookie", Encoding::js_cookie},
                                             {"form", Encoding::form},
                                             {"base64", Encoding::base64},
                                             {"base64url", Encoding::base64url},
                                             {"single-quotes", Encoding::single_quotes},
                                             {"quoted", Encoding::quoted}};
constexpr Word<Shape> shape_words[] = {{"object", Shape::object}, {"literal", Shape::literal},
                                       {"array", Shape::array},   {"list", Shape::list},
                                       {"form", Shape::form},     {"word", Shape::word},
                                       {"tcf", Shape::tcf}};
constexpr Word<bool> vocabulary_words[] = {{"open", false}, {"closed", true}};
constexpr Word<Writes> writes_words[] = {
    {"defaults", Writes::defaults}, {"choices", Writes::choices}, {"nothing", Writes::nothing}};
constexpr Word<consent::SameSite> same_site_words[] = {{"Lax", consent::SameSite::lax},
                                                       {"Strict", consent::SameSite::strict},
                                                       {"None", consent::SameSite::none}};

/// A text that can stand in a cookie.
std::optional<std::string> read_word_text(const Value& value, Report& report) {
    auto text = read_name(value, report);
    if (text && text->find(';') != std::string::npos) {
        refuse(value, report, "must not have a \";\" in it: no cookie value has");
        return std::nullopt;
    }
    return text;
}

/// One value, or a list of at least one.
template <class T>
std::optional<std::vector<T>> read_one_or_more(const Value& value, Report& report,
                                               std::optional<T> (*read)(const Value&, Report&)) {
    const bool is_list = value.node.kind == Kind::sequence;
    const std::span<const Node> items =
        is_list ? std::span<const Node>(value.node.items) : std::span(&value.node, 1);
    if (items.empty()) {
        refuse(value, report, "must not be empty");
        return std::nullopt;
    }
    std::vector<T> found;
    for (const Node& item : items) {
        if (auto one = read({value.key, item}, report)) {
            found.push_back(*std::move(one));
        }
    }
    return found.size() == items.size() ? std::optional(std::move(found)) : std::nullopt;
}

std::optional<Encoding> read_encoding(const Value& value, Report& report) {
    return read_word<Encoding>(value, report, encoding_words);
}

std::optional<std::vector<Encoding>> read_encodings(const Value& value, Report& report) {
    return read_one_or_more<Encoding>(value, report, read_encoding);
}

std::optional<std::vector<std::string>> read_path(const Value& value, Report& report) {
    return read_one_or_more<std::string>(value, report, read_name);
}

bool is_whole(std::string_view text) {
    return parse_number(text).has_value();
}

/// Typed as YAML and JSON type it: `true`, `1`, anything else is text; in quotes always.
std::optional<Scalar> read_scalar(const Value& value, Report& report) {
    const Node& node = value.node;
    const bool typed = node.kind != Kind::string;
    if (node.kind == Kind::boolean || (typed && (node.text == "true" || node.text == "false"))) {
        return Scalar{ScalarKind::boolean, node.text};
    }
    if (typed && is_whole(node.text)) {
        return Scalar{ScalarKind::number, node.text};
    }
    if (node.kind == Kind::plain || node.kind == Kind::string) {
        if (node.text.empty()) {
            return Scalar{ScalarKind::text, ""};
        }
        const auto text = read_word_text(value, report);
        return text ? std::optional(Scalar{ScalarKind::text, *text}) : std::nullopt;
    }
    refuse(value, report, "must be text, a whole number, true or false");
    return std::nullopt;
}

std::optional<char> read_separator(const Value& value, Report& report) {
    const auto text = read_text(value, report);
    if (!text) {
        return std::nullopt;
    }
    if (text->size() != 1 || text->front() <= ' ' || text->front() >= 0x7F ||
        text->front() == ';' || text->front() == '%') {
        refuse(value, report, "must be one visible ASCII character, neither \";\" nor \"%\"");
        return std::nullopt;
    }
    return text->front();
}

void read_base(const Value& value, FormatData& /*out*/, Report& report) {
    const auto name = read_text(value, report);
    if (name && !find_format(*name)) {
        const auto names = format_names();
        refuse(value, report,
               fmt::format("must be {}, not \"{}\"{}", one_of(names), *name,
                           suggestion(*name, names)));
    }
}

/// A member that is a mapping of its own.
template <class M>
Field<FormatData> mapping_field(std::string_view name, M FormatData::*member,
                                const Fields<M>& fields) {
    return custom_field<FormatData>(
        name, [member, &fields](const Value& value, FormatData& out, Report& report) {
            read_mapping(value.node, fmt::format("\"{}\"", value.key), fields, out.*member, report);
        });
}

Field<FormatData> rule_field(std::string_view name,
                             std::optional<consent::FieldRule> FormatData::*member) {
    return custom_field<FormatData>(
        name, [member](const Value& value, FormatData& out, Report& report) {
            RuleDraft draft;
            if (!read_mapping(value.node, fmt::format("\"{}\"", value.key), rule_fields(), draft,
                              report)) {
                return;
            }
            const bool says_least = value_of(value.node, "at_least") != nullptr;
            if (says_least == (value_of(value.node, "equals") != nullptr)) {
                refuse(value, report, "must have one of \"at_least\" and \"equals\"");
            }
            out.*member = {draft.field, draft.at_least, draft.equals.value_or(Scalar{})};
        });
}

void read_overall(const Value& value, FormatData& out, Report& report) {
    consent::Overall overall;
    if (read_mapping(value.node, "\"overall\"", overall_fields(), overall, report)) {
        out.overall = std::move(overall);
    }
}

void read_categories(const Value& value, FormatData& out, Report& report) {
    if (value.node.kind != Kind::mapping) {
        refuse(value, report, "must be a mapping of category ids to words");
        return;
    }
    for (const Member& member : value.node.members) {
        const Value words{"categories", member.value};
        const bool none = member.value.kind == Kind::sequence && member.value.items.empty();
        auto read = none ? std::optional(std::vector<std::string>())
                         : read_one_or_more<std::string>(words, report, read_word_text);
        const auto known =
            std::ranges::find(out.categories, member.key, &consent::CategoryWords::category);
        if (read && known != out.categories.end()) {
            known->words = *std::move(read);
        } else if (read) {
            out.categories.push_back({member.key, *std::move(read)});
        }
    }
}

}   // namespace

const Fields<FormatData>& format_fields() {
    static const Fields<FormatData> fields{
        custom_field<FormatData>("base", read_base),
        field("encoding", &FormatData::encoding, read_encodings),
        word_field("shape", &FormatData::shape, shape_words),
        field("path", &FormatData::path, read_path),
        mapping_field("separators", &FormatData::separators, separator_fields()),
        mapping_field("answers", &FormatData::answers, answer_fields()),
        custom_field<FormatData>("categories", read_categories),
        word_field("vocabulary", &FormatData::closed, vocabulary_words),
        rule_field("version", &FormatData::version),
        rule_field("acted", &FormatData::acted),
        custom_field<FormatData>("overall", read_overall),
        field("time", &FormatData::time, read_name),
        word_field("writes", &FormatData::writes, writes_words),
        field("same_site", &FormatData::same_site,
              [](const Value& value, Report& report) {
                  return read_word<consent::SameSite>(value, report, same_site_words);
              }),
    };
    return fields;
}

const Fields<consent::Separators>& separator_fields() {
    using consent::Separators;
    static const Fields<Separators> fields{
        field("item", &Separators::item, read_separator),
        field("pair", &Separators::pair, read_separator),
        field("leading", &Separators::leading, read_flag),
    };
    return fields;
}

const Fields<consent::Answers>& answer_fields() {
    using consent::Answers;
    static const Fields<Answers> fields{
        required(field("yes", &Answers::yes, read_scalar)),
        required(field("no", &Answers::no, read_scalar)),
        field("undecided", &Answers::undecided, read_scalar),
    };
    return fields;
}

const Fields<RuleDraft>& rule_fields() {
    static const Fields<RuleDraft> fields{
        required(field("field", &RuleDraft::field, read_name)),
        field("at_least", &RuleDraft::at_least,
              [](const Value& value, Report& report) {
                  return read_number<std::uint64_t>(value, report, 0, 1'000'000'000'000);
              }),
        field("equals", &RuleDraft::equals, read_scalar),
    };
    return fields;
}

const Fields<consent::Overall>& overall_fields() {
    using consent::Overall;
    static const Fields<Overall> fields{
        required(field("field", &Overall::field, read_name)),
        required(field("yes", &Overall::yes, read_scalar)),
        required(field("no", &Overall::no, read_scalar)),
    };
    return fields;
}

}   // namespace config
