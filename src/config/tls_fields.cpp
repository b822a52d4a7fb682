#include "config/settings_fields.hpp"

namespace config {
namespace {

constexpr Word<TlsVersion> version_words[] = {{"1.2", TlsVersion::tls_1_2},
                                              {"1.3", TlsVersion::tls_1_3}};

/// In quotes or not: YAML and JSON see a number in it.
void read_min_version(const Value& value, TlsDraft& out, Report& report) {
    const auto text = read_measure(value, report);
    if (!text) {
        return;
    }
    const auto version = parse_word<TlsVersion>(*text, version_words);
    if (!version) {
        refuse(value, report, version.error());
        return;
    }
    out.min_version = *version;
}

template <class T>
Field<T> file_field(std::string_view name, FileDraft& (*member)(T&)) {
    return custom_field<T>(name, [member](const Value& value, T& out, Report& report) {
        if (auto file = read_file_name(value, report)) {
            member(out) = *std::move(file);
        }
    });
}

void read_certificates(const Value& value, TlsDraft& out, Report& report) {
    if (!expect_list(value, report)) {
        return;
    }
    for (const Node& item : value.node.items) {
        CertificateDraft certificate;
        read_mapping(item, "a certificate", certificate_fields(), certificate, report);
        out.certificates.push_back(std::move(certificate));
    }
}

}   // namespace

std::optional<FileDraft> read_file_name(const Value& value, Report& report) {
    const auto path = read_text(value, report);
    if (!path) {
        return std::nullopt;
    }
    if (path->empty() || path->find('\0') != std::string::npos) {
        refuse(value, report, "must be the path of a file");
        return std::nullopt;
    }
    return FileDraft{*path, value.node.place};
}

const Fields<CertificateDraft>& certificate_fields() {
    static const Fields<CertificateDraft> fields{
        required(file_field<CertificateDraft>(
            "certificate", [](CertificateDraft& out) -> FileDraft& { return out.certificate; })),
        required(file_field<CertificateDraft>(
            "key", [](CertificateDraft& out) -> FileDraft& { return out.key; })),
    };
    return fields;
}

const Fields<TlsDraft>& tls_fields() {
    static const Fields<TlsDraft> fields{
        file_field<TlsDraft>("certificate",
                             [](TlsDraft& out) -> FileDraft& { return out.first.certificate; }),
        file_field<TlsDraft>("key", [](TlsDraft& out) -> FileDraft& { return out.first.key; }),
        custom_field<TlsDraft>("certificates", read_certificates),
        custom_field<TlsDraft>("min_version", read_min_version),
    };
    return fields;
}

TlsDraft read_tls_draft(const Value& value, Report& report) {
    TlsDraft draft;
    if (value.node.kind == Kind::sequence) {
        read_certificates(value, draft, report);
    } else if (!read_mapping(value.node, "\"tls\"", tls_fields(), draft, report)) {
        return draft;
    }
    const bool has_certificate = !draft.first.certificate.path.empty();
    const bool has_key = !draft.first.key.path.empty();
    if (has_certificate != has_key) {
        refuse(value, report, "must have \"certificate\" and \"key\" together");
    } else if (has_certificate) {
        draft.certificates.insert(draft.certificates.begin(), draft.first);
    } else if (draft.certificates.empty()) {
        refuse(value, report, "must have a certificate");
    }
    return draft;
}

}   // namespace config
