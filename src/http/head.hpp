#pragma once

#include "http/fault.hpp"
#include "http/field.hpp"
#include "http/field_set.hpp"

#include <boost/system/result.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace http {

/// The fields of one head, as slices of the text that they were read from. The owner of the text
/// keeps it in place for as long as views are asked for, or says with `rebase` where it went.
class Fields {
public:
    using const_iterator = std::vector<Field>::const_iterator;

    /// Forgets all fields, keeps the memory.
    void reset(std::string_view text) {
        text_ = text;
        fields_.clear();
        present_ = {};
    }
    void rebase(std::string_view text) { text_ = text; }
    void add(const Field& field) {
        fields_.push_back(field);
        present_.insert(field.id);
    }

    [[nodiscard]] const_iterator begin() const { return fields_.begin(); }
    [[nodiscard]] const_iterator end() const { return fields_.end(); }
    [[nodiscard]] std::size_t size() const { return fields_.size(); }

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] std::string_view name(const Field& field) const {
        return text_.substr(field.begin, field.name_end - field.begin);
    }
    [[nodiscard]] std::string_view value(const Field& field) const {
        return text_.substr(field.value_begin, field.value_end - field.value_begin);
    }

    /// Is there a field of this kind? Costs nothing to ask: most heads lack most of them.
    [[nodiscard]] bool contains(FieldId id) const { return present_.contains(id); }
    [[nodiscard]] bool contain_any(FieldSet ids) const { return present_.meets(ids); }

    /// The value of the first field of this kind.
    [[nodiscard]] std::optional<std::string_view> find(FieldId id) const {
        if (!contains(id)) {
            return std::nullopt;
        }
        for (const Field& field : fields_) {
            if (field.id == id) {
                return value(field);
            }
        }
        return std::nullopt;
    }

private:
    std::string_view text_;
    std::vector<Field> fields_;
    FieldSet present_;
};

/// A request head, parsed in place.
struct RequestHead {
    std::string_view method;
    std::string_view target;   ///< as it came
    unsigned minor = 1;        ///< HTTP/1.minor: 0 or 1
    Fields fields;
};

/// A response head, parsed in place.
struct ResponseHead {
    unsigned minor = 1;
    unsigned status = 0;                  ///< 100 to 999
    std::string_view status_and_reason;   ///< from the first digit to the end of the line
    Fields fields;
};

/// Finds the end of a head as its bytes arrive, each looked at once.
class HeadEnd {
public:
    /// Reads on in the bytes from the start of the head. The size of the head with its empty
    /// line; nothing while it is incomplete. A line that ends in a bare LF is `malformed`.
    [[nodiscard]] boost::system::result<std::optional<std::size_t>, Fault> find(
        std::string_view text);

private:
    std::size_t line_ = 0;   ///< where the current line begins
    std::size_t scanned_ = 0;
};

/// Parses a request head, from its first byte to the end of its empty line. Strict, so that no
/// second reader can see another message in the same bytes:
///
///     head         = request-line *( field-line CRLF ) CRLF
///     request-line = method SP target SP "HTTP/1." ( "0" / "1" ) CRLF
///     method       = 1*tchar
///     target       = 1*( visible byte but "#" / %x80-FF )
///     field-line   = 1*tchar ":" OWS *( HTAB / SP / VCHAR / obs-text ) OWS
///
/// No obs-fold, no blank before the colon, no bare CR or LF, no control byte (RFC 9112 sections
/// 2.2, 3 and 5). `head` keeps views into `text`. Faults: malformed, version, too_many_fields.
[[nodiscard]] boost::system::result<void, Fault> parse_request_head(std::string_view text,
                                                                    std::size_t max_fields,
                                                                    RequestHead& head);

/// The same of bytes that only begin with the head: its size. One that is not all there is
/// `malformed` too; HeadEnd tells the one from the other.
[[nodiscard]] boost::system::result<std::size_t, Fault> read_request_head(std::string_view bytes,
                                                                          std::size_t max_fields,
                                                                          RequestHead& head);

/// Parses a response head as strictly; a missing reason, with its SP or without, is fine.
///
///     status-line = "HTTP/1." DIGIT SP 3DIGIT [ SP *( HTAB / SP / VCHAR / obs-text ) ] CRLF
///
/// A head that this refuses may still be mended by repair_response_head.
[[nodiscard]] boost::system::result<void, Fault> parse_response_head(std::string_view text,
                                                                     std::size_t max_fields,
                                                                     ResponseHead& head);

/// The same of bytes that only begin with the head: its size. One that is not all there is
/// `malformed` too.
[[nodiscard]] boost::system::result<std::size_t, Fault> read_response_head(std::string_view bytes,
                                                                           std::size_t max_fields,
                                                                           ResponseHead& head);

}   // namespace http
