#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace consent {

/// Why a category may be on: `essential` always is, `consent` only once granted,
/// `exempt` until refused (PECR Schedule A1 paragraphs 5 and 6).
enum class Basis : std::uint8_t { essential, consent, exempt };

/// What a category is called in another language of the proxy's own pages.
struct CategoryTranslation {
    std::string language;   ///< its tag
    std::string title;
    std::string description;
};

/// A group of cookies that a visitor decides about. The id is its key in the consent cookie.
struct Category {
    std::string id;
    Basis basis = Basis::consent;
    std::string title;
    std::string description;
    std::vector<CategoryTranslation> translations{};
};

/// The index of a category in its registry, in the order of the file.
using CategoryIndex = std::uint8_t;

/// "In no category": an unregistered cookie, or an essential one of a registry without an
/// essential category.
inline constexpr CategoryIndex no_category = 0xff;

/// The most categories a registry may have: a CategorySet is one machine word.
inline constexpr std::size_t max_categories = 64;

/// A set of the categories of one registry.
class CategorySet {
public:
    constexpr CategorySet() = default;

    constexpr void insert(CategoryIndex index) { bits_ |= std::uint64_t{1} << index; }
    constexpr void erase(CategoryIndex index) { bits_ &= ~(std::uint64_t{1} << index); }

    /// False for `no_category`.
    [[nodiscard]] constexpr bool contains(CategoryIndex index) const {
        return index < max_categories && ((bits_ >> index) & 1U) != 0;
    }
    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

    /// Union, intersection and difference.
    friend constexpr CategorySet operator|(CategorySet a, CategorySet b) {
        return CategorySet{a.bits_ | b.bits_};
    }
    friend constexpr CategorySet operator&(CategorySet a, CategorySet b) {
        return CategorySet{a.bits_ & b.bits_};
    }
    friend constexpr CategorySet operator-(CategorySet a, CategorySet b) {
        return CategorySet{a.bits_ & ~b.bits_};
    }
    friend constexpr bool operator==(CategorySet, CategorySet) = default;

private:
    constexpr explicit CategorySet(std::uint64_t bits) : bits_(bits) {}

    std::uint64_t bits_ = 0;
};

/// Those that are on whatever the visitor says: by their basis, and the one called `essential`.
[[nodiscard]] inline CategorySet always_on(const std::vector<Category>& categories) {
    CategorySet found;
    CategoryIndex index = 0;
    for (const Category& category : categories) {
        if (category.basis == Basis::essential || category.id == "essential") {
            found.insert(index);
        }
        ++index;
    }
    return found;
}

}   // namespace consent
