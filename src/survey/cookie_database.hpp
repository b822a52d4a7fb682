#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <istream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// What a knowledge base means by its categories.
enum class Purpose : std::uint8_t { essential, settings, usage, campaigns, unclear };

/// One row of a knowledge base, as it says it.
struct KnownCookie {
    std::string platform;
    std::string category;
    std::string name;   ///< without the `*` at its end
    std::string domain;
    std::string description;
    std::string retention;
    bool prefix = false;   ///< for all names that begin with it

    /// Analytics: usage; Marketing: campaigns; Personalization: settings; Security and Necessary:
    /// essential; Functional, which may be either, and others: unclear.
    [[nodiscard]] Purpose purpose() const;
};

/// What is known of one name.
struct KnownMatch {
    const KnownCookie* cookie = nullptr;   ///< lives as long as the database; null: nothing
    std::string doubt;   ///< why it may well be another cookie; empty: it hardly is
};

/// A knowledge base of cookies in the form of the Open Cookie Database: CSV whose first row names
/// the columns, of which `Cookie / Data Key name` and `Category` are required and `Platform`,
/// `Domain`, `Description`, `Retention period`, `Wildcard match` (`1`: a prefix) are read.
class CookieDatabase {
public:
    CookieDatabase() = default;

    /// The error is the end of a sentence.
    [[nodiscard]] static boost::system::result<CookieDatabase, std::string> read(std::istream& in);

    /// The row for a name, in which `*` may stand for any run: an exact one first, else that of
    /// the longest prefix. In doubt are a prefix without a separator at its end or below 4 bytes,
    /// a name below 3, a cookie of third parties only, and rows that differ in their purpose.
    [[nodiscard]] KnownMatch find(std::string_view name) const;

    [[nodiscard]] std::size_t size() const { return size_; }

private:
    using Rows = std::map<std::string, std::vector<KnownCookie>, std::less<>>;

    void add(KnownCookie cookie);

    Rows exact_;
    Rows prefixes_;
    std::size_t size_ = 0;
};

}   // namespace survey
