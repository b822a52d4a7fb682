#include "http/field.hpp"

#include "bytes/ascii.hpp"
#include "http/octets.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace http {
namespace {

struct Row {
    std::string_view name;
    FieldId id;
};

const std::vector<Row> rows{
    {"Accept", FieldId::accept},
    {"Authorization", FieldId::authorization},
    {"Cache-Control", FieldId::cache_control},
    {"CDN-Cache-Control", FieldId::cdn_cache_control},
    {"Cloudflare-CDN-Cache-Control", FieldId::cdn_cache_control},
    {"A-Vendor-With-Quite-A-Long-Name-CDN-Cache-Control", FieldId::cdn_cache_control},
    {"Connection", FieldId::connection},
    {"Content-Disposition", FieldId::content_disposition},
    {"Content-Length", FieldId::content_length},
    {"Content-Type", FieldId::content_type},
    {"Cookie", FieldId::cookie},
    {"Date", FieldId::date},
    {"Edge-Control", FieldId::edge_control},
    {"Expect", FieldId::expect},
    {"Forwarded", FieldId::forwarded},
    {"Host", FieldId::host},
    {"HTTP2-Settings", FieldId::http2_settings},
    {"Keep-Alive", FieldId::keep_alive},
    {"Location", FieldId::location},
    {"Origin", FieldId::origin},
    {"Proxy-Connection", FieldId::proxy_connection},
    {"Referer", FieldId::referer},
    {"Sec-Fetch-Dest", FieldId::sec_fetch_dest},
    {"Sec-Fetch-Mode", FieldId::sec_fetch_mode},
    {"Sec-Fetch-Site", FieldId::sec_fetch_site},
    {"Sec-GPC", FieldId::sec_gpc},
    {"Sec-Purpose", FieldId::sec_purpose},
    {"Set-Cookie", FieldId::set_cookie},
    {"Set-Cookie2", FieldId::set_cookie2},
    {"Surrogate-Control", FieldId::surrogate_control},
    {"TE", FieldId::te},
    {"Trailer", FieldId::trailer},
    {"Transfer-Encoding", FieldId::transfer_encoding},
    {"Upgrade", FieldId::upgrade},
    {"Via", FieldId::via},
    {"WWW-Authenticate", FieldId::www_authenticate},
    {"X-Accel-Expires", FieldId::x_accel_expires},
    {"X-Forwarded-For", FieldId::x_forwarded_for},
    {"X-Forwarded-Host", FieldId::x_forwarded_host},
    {"X-Forwarded-Proto", FieldId::x_forwarded_proto},
    {"X-LiteSpeed-Cache-Control", FieldId::x_litespeed_cache_control},
    {"X-Request-Id", FieldId::x_request_id},
    {"X-Requested-With", FieldId::x_requested_with},
    // near to a known name, but none
    {"", FieldId::other},
    {"T", FieldId::other},
    {"Hostt", FieldId::other},
    {"Hos", FieldId::other},
    {"Content-Lengt", FieldId::other},
    {"Content-Length2", FieldId::other},
    {"ContentLength", FieldId::other},
    {"Set-Cookie3", FieldId::other},
    {"X-Forwarded-Port", FieldId::other},
    {"-CDN-Cache-Control", FieldId::other},
    {"XCDN-Cache-Control", FieldId::other},
    {"X-LiteSpeed-Cache-Controls", FieldId::other},
};

const std::vector<std::string_view> impostors{
    "Content_Length",  "content_length",  "CONTENT_LENGTH",   "Transfer_Encoding",
    "HTTP2_Settings",  "Keep_Alive",      "Proxy_Connection", "X_Forwarded_For",
    "X-Forwarded_For", "X_Forwarded-For", "x_forwarded_host", "X_Forwarded_Proto",
    "X_Request_Id",    "Accept_Encoding", "If-None_Match",    "Set_Cookie",
};

const std::vector<std::string_view> no_impostors{
    "_",
    "Content_Type",
    "X_Custom",
    "_Content_Length",
    "Sec_GPC",
    "Content__Length",
    "ContentLength_",
    "X_A_Name_Of_More_Than_25_Bytes",
    "Cache_Control",
};

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
    return out;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return out;
}

}   // namespace

TEST_CASE("a field is told by its name in any case") {
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(field_id(row.name) == row.id);
        CHECK(field_id(upper(row.name)) == row.id);
        CHECK(field_id(lower(row.name)) == row.id);
    }
}

TEST_CASE("names that a CGI program takes for a field of framing or of the proxy's are impostors") {
    for (const std::string_view name : impostors) {
        CAPTURE(name);
        CHECK(field_id(name) == FieldId::impostor);
    }
    for (const std::string_view name : no_impostors) {
        CAPTURE(name);
        CHECK(field_id(name) == FieldId::other);
    }
}

TEST_CASE("with one byte of a token changed a known name is another, unless it was its case") {
    for (const Row& row : rows) {
        for (std::size_t at = 0; at < row.name.size(); ++at) {
            for (unsigned byte = 0; byte < 256; ++byte) {
                const char c = static_cast<char>(byte);
                if (!is(tchar, c) || c == '_') {
                    continue;
                }
                std::string name(row.name);
                name[at] = c;
                CAPTURE(name);
                FieldId expected = FieldId::other;
                for (const Row& known : rows) {
                    expected = bytes::iequals(known.name, name) ? known.id : expected;
                }
                const bool vendor =
                    expected == FieldId::other && name.size() > 18 &&
                    bytes::iequals(name.substr(name.size() - 18), "-cdn-cache-control");
                REQUIRE(field_id(name) == (vendor ? FieldId::cdn_cache_control : expected));
            }
        }
    }
}

}   // namespace http
