#include "config/known_cookies.hpp"

#include "config/profile_reader.hpp"

namespace config {
namespace {

constexpr std::string_view trackers[] = {
    // Google: Analytics, Ads, DoubleClick
    "_ga", "_ga_*", "_gid", "_gat*", "_gac_*", "_gcl_*", "_dc_gtm_*", "__utm*", "_gaexp*", "IDE",
    "NID", "DSID", "__gads", "__gpi",
    // Meta, Microsoft, LinkedIn, X, TikTok, Pinterest, Snap, Reddit
    "_fbp", "_fbc", "_clck", "_clsk", "CLID", "MUID", "_uetsid*", "_uetvid*", "li_sugr", "bcookie",
    "UserMatchHistory", "AnalyticsSyncHistory", "li_fat_id", "personalization_id", "_twclid",
    "_ttp", "_tt_enable_cookie", "ttclid", "_pin_unauth", "_pinterest_ct_*", "_scid*", "_sctr",
    "_rdt_uuid",
    // YouTube, Vimeo
    "VISITOR_INFO1_LIVE", "YSC", "vuid",
    // Session recorders and other analytics
    "_hj*", "_pk_*", "mp_*_mixpanel", "amplitude_id*", "AMP_*", "ajs_*", "s_vi", "s_fid", "AMCV_*",
    "AMCVS_*", "optimizelyEndUserId", "_vwo_*", "_vis_opt_*", "_ce.*", "__cf_ga*", "_parsely_*",
    "_chartbeat*", "_cb", "_cb_ls", "_cb_svref", "nmstat", "_ym_*", "_lfa", "lux_uid", "_sp_id.*",
    "_sp_ses.*", "fs_uid", "__qca",
    // Marketing suites
    "hubspotutk", "__hs*", "_mkto_trk", "visitor_id*", "pardot", "_kla_id", "_omappvp", "_omappvs",
    "_evidon*", "cto_bundle", "_ttd*", "__adroll*", "muc_ads", "guest_id*"};

constexpr std::string_view sessions[] = {"SESSIONID",
                                         "session",
                                         "session_id",
                                         "sid",
                                         "connect.sid",
                                         "koa.sess*",
                                         "_csrf",
                                         "_csrf_token",
                                         "csrf_token",
                                         "csrf-token",
                                         "XSRF-TOKEN",
                                         "csrftoken",
                                         "CFID",
                                         "CFTOKEN",
                                         "CFGLOBALS",
                                         "PLAY_SESSION",
                                         "PLAY_FLASH",
                                         "MoodleSession*",
                                         "wordpress_logged_in_*",
                                         "wordpress_sec_*",
                                         "atlassian.xsrf.token",
                                         "SimpleSAML*",
                                         "PYSESSION*"};

}   // namespace

std::span<const std::string_view> tracker_names() {
    return trackers;
}

const std::vector<std::string>& session_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> found(std::begin(sessions), std::end(sessions));
        for (const Profile& profile : profiles()) {
            for (const consent::CookieEntry& entry : read_profile(profile)) {
                found.push_back(entry.name);
            }
        }
        return found;
    }();
    return names;
}

}   // namespace config
