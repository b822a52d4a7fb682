#include "config/shapes.hpp"

#include "config/category_fields.hpp"
#include "config/consent_fields.hpp"
#include "config/cookie_fields.hpp"
#include "config/format_fields.hpp"
#include "config/page_text_fields.hpp"
#include "config/pages_fields.hpp"
#include "config/preview.hpp"
#include "config/profile_reader.hpp"
#include "config/receipt_fields.hpp"
#include "config/registry_fields.hpp"
#include "config/settings_fields.hpp"
#include "config/third_party_fields.hpp"

namespace config {

std::vector<MappingShape> mapping_shapes() {
    return {
        {"registry", "", shapes_of(registry_fields())},
        {"registry", "/$defs/consent", shapes_of(consent_fields())},
        {"registry", "/$defs/format", shapes_of(format_fields())},
        {"registry", "/$defs/separators", shapes_of(separator_fields())},
        {"registry", "/$defs/answers", shapes_of(answer_fields())},
        {"registry", "/$defs/rule", shapes_of(rule_fields())},
        {"registry", "/$defs/overall", shapes_of(overall_fields())},
        {"registry", "/$defs/enforcement", shapes_of(enforcement_fields())},
        {"registry", "/$defs/pages", shapes_of(pages_fields())},
        {"registry", "/$defs/texts", shapes_of(page_text_fields())},
        {"registry", "/$defs/link", shapes_of(page_link_fields())},
        {"registry", "/$defs/third_party", shapes_of(third_party_fields())},
        {"registry", "/$defs/receipts", shapes_of(receipt_fields())},
        {"registry", "/$defs/category", shapes_of(category_fields())},
        {"registry", "/$defs/translation", shapes_of(translation_fields())},
        {"registry", "/$defs/cookie", shapes_of(cookie_fields())},
        {"proxy", "", shapes_of(settings_fields())},
        {"proxy", "/$defs/listener", shapes_of(listener_fields())},
        {"proxy", "/$defs/tls", shapes_of(tls_fields())},
        {"proxy", "/$defs/certificate", shapes_of(certificate_fields())},
        {"proxy", "/$defs/admin", shapes_of(admin_fields())},
        {"proxy", "/$defs/metrics", shapes_of(metrics_fields())},
        {"proxy", "/$defs/timeouts", shapes_of(timeouts_fields())},
        {"proxy", "/$defs/limits", shapes_of(limits_fields())},
        {"proxy", "/$defs/http", shapes_of(http_fields())},
        {"proxy", "/$defs/log", shapes_of(log_fields())},
        {"proxy", "/$defs/site", shapes_of(site_fields())},
        {"proxy", "/$defs/upstream", shapes_of(upstream_fields())},
        {"proxy", "/$defs/preview", shapes_of(preview_fields())},
        {"proxy", "/$defs/queue", shapes_of(upstream_queue_fields())},
        {"proxy", "/$defs/health", shapes_of(upstream_health_fields())},
        {"profile", "/$defs/cookie", shapes_of(profile_fields())},
    };
}

}   // namespace config
