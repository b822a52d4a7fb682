#include "config/category_fields.hpp"

#include "config/cookie_fields.hpp"
#include "config/host_name.hpp"
#include "config/page_languages.hpp"

#include <algorithm>

namespace config {
namespace {

using consent::Category;
using consent::CategoryTranslation;

constexpr Word<consent::Basis> basis_words[] = {{"essential", consent::Basis::essential},
                                                {"consent", consent::Basis::consent},
                                                {"exempt", consent::Basis::exempt}};
constexpr std::size_t longest_id = 64;
constexpr std::string_view always_on_id = "essential";

bool is_id(std::string_view text) {
    return text.size() <= longest_id && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-' || c == '.';
           });
}

void read_id(const Value& value, CategoryDraft& out, Report& report) {
    auto id = read_name(value, report);
    if (id && !is_id(*id)) {
        refuse(value, report,
               fmt::format("must be at most {} letters, digits, \"_\", \"-\" and \".\", not \"{}\"",
                           longest_id, *id));
    } else if (id) {
        out.category.id = *std::move(id);
    }
}

void read_basis(const Value& value, CategoryDraft& out, Report& report) {
    if (const auto basis = read_word<consent::Basis>(value, report, basis_words)) {
        out.category.basis = *basis;
        out.has_basis = true;
    }
}

void read_cookies(const Value& value, CategoryDraft& out, Report& report) {
    if (!expect_list(value, report)) {
        return;
    }
    for (const Node& item : value.node.items) {
        consent::CookieEntry entry;
        read_mapping(item, "a cookie", cookie_fields(), entry, report);
        if (!entry.name.empty()) {
            out.cookies.entries.push_back(std::move(entry));
            out.cookies.places.push_back(place_of(item, "name"));
        }
    }
}

Field<CategoryDraft> text_of(std::string_view name, std::string Category::*member) {
    return custom_field<CategoryDraft>(
        name, [member](const Value& value, CategoryDraft& out, Report& report) {
            out.category.*member = read_text(value, report).value_or("");
        });
}

bool speaks(const Category& category, std::string_view tag) {
    return std::ranges::any_of(category.translations, [&](const CategoryTranslation& one) {
        return lower_case(one.language) == lower_case(tag);
    });
}

void read_translations(const Value& value, CategoryDraft& out, Report& report) {
    if (value.node.kind != Kind::mapping) {
        refuse(value, report, "must be a mapping of languages");
        return;
    }
    for (const Member& member : value.node.members) {
        CategoryTranslation translation{.language = member.key, .title = {}, .description = {}};
        if (!is_language_tag(member.key)) {
            report.error(member.place,
                         fmt::format("\"{}\" is no language tag, as en or cy", member.key));
        } else if (speaks(out.category, member.key)) {
            report.error(member.place, fmt::format("duplicate language \"{}\"", member.key));
        }
        read_mapping(member.value, "a translation", translation_fields(), translation, report);
        out.category.translations.push_back(std::move(translation));
    }
}

void settle_basis(const Node& node, CategoryDraft& category, Report& report) {
    if (category.category.id != always_on_id) {
        return;
    }
    if (category.has_basis && category.category.basis != consent::Basis::essential) {
        report.warning(place_of(node, "basis"),
                       "the category \"essential\" is always on, whatever its basis says");
    }
    category.category.basis = consent::Basis::essential;
}

}   // namespace

const Fields<CategoryTranslation>& translation_fields() {
    static const Fields<CategoryTranslation> fields{
        field("title", &CategoryTranslation::title, read_text),
        field("description", &CategoryTranslation::description, read_text),
    };
    return fields;
}

const Fields<CategoryDraft>& category_fields() {
    static const Fields<CategoryDraft> fields{[] {
        Field<CategoryDraft> basis = custom_field<CategoryDraft>("basis", read_basis);
        basis.shape.words = texts<consent::Basis>(basis_words);
        return Fields<CategoryDraft>{
            required(custom_field<CategoryDraft>("id", read_id)),
            std::move(basis),
            text_of("title", &Category::title),
            text_of("description", &Category::description),
            custom_field<CategoryDraft>("translations", read_translations),
            custom_field<CategoryDraft>("cookies", read_cookies),
        };
    }()};
    return fields;
}

void read_category(const Node& node, RegistryDraft& draft, Report& report) {
    CategoryDraft category;
    read_mapping(node, "a category", category_fields(), category, report);
    settle_basis(node, category, report);
    // One past the most is refused anyway; its cookies may not wrap around to the first.
    const std::size_t index = std::min(draft.data.categories.size(), consent::max_categories);
    for (consent::CookieEntry& entry : category.cookies.entries) {
        entry.category = static_cast<consent::CategoryIndex>(index);
        draft.data.cookies.push_back(std::move(entry));
    }
    draft.cookie_places.insert(draft.cookie_places.end(), category.cookies.places.begin(),
                               category.cookies.places.end());
    draft.data.categories.push_back(std::move(category.category));
    draft.category_places.push_back(place_of(node, "basis"));
}

}   // namespace config
