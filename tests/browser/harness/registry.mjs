// The registry that the tests serve with.

function category(id, basis, ...names) {
    const cookies = names.map((name) => ({name, purpose: 'For the test', expires: '2 years'}));
    return {id, basis, cookies};
}

/** GOV.UK's categories, with these keys of `consent` set, this revision and mode, and but for the
 * cookies of these names. */
export function registry({revision = 0, mode = 'enforce', consent = {}, without = []} = {}) {
    const full = {
        registry: 1,
        site: 'GOV.UK',
        revision,
        consent: {
            cookie: 'cookies_policy',
            decided: 'cookies_preferences_set',
            settings_url: '/help/cookies',
            ...consent,
        },
        enforcement: {mode},
        categories: [
            category('essential', 'essential', 'SESSION', 'basket'),
            category('settings', 'consent', 'global_banner_seen'),
            category('usage', 'consent', '_ga', '_hjSession_*'),
            category('campaigns', 'consent', 'campaign_*'),
        ],
    };
    for (const {cookies} of full.categories) {
        const kept = cookies.filter(({name}) => !without.includes(name));
        cookies.splice(0, cookies.length, ...kept);
    }
    return full;
}

/** The consent cookie that grants all of it or nothing, as GOV.UK writes it. */
export function policy(granted) {
    return JSON.stringify({essential: true, settings: granted, usage: granted, campaigns: granted});
}
