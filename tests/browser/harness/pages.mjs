// The pages that the origin serves. What writes cookies here does so as scripts in the field do.

// As GOV.UK's own scripts write a cookie: raw, `path=/`, a year. They do not say SameSite; but then
// Chromium sends a cookie younger than two minutes with a cross-site POST, and an older one not.
const GOVUK_SCRIPT = `
    function setCookie(name, value, days) {
        document.cookie = name + '=' + value + '; path=/; expires=' +
            new Date(Date.now() + days * 86400000).toGMTString() + '; samesite=lax';
    }
    function choose(all) {
        setCookie('cookies_policy', JSON.stringify(
            {essential: true, settings: all, usage: all, campaigns: all}), 365);
        setCookie('cookies_preferences_set', 'true', 365);
    }`;

// Google Analytics and Hotjar write for the parent domain, others host-only, some for the folder
// that the page stands in.
const TRACKERS = `
    const parent = location.hostname.split('.').slice(-2).join('.');
    const folder = location.pathname.replace(/[^/]*$/, '').replace(/(.)\\/$/, '$1');
    for (const name of ['_ga', '_hjSession_1']) {
        document.cookie = name + '=host; path=/; max-age=63072000';
        document.cookie = name + '=parent; path=/; domain=' + parent + '; max-age=63072000';
        if (folder !== '/') {
            document.cookie = name + '=folder; path=' + folder + '; max-age=63072000';
        }
    }
    document.cookie = 'basket=3; path=/; max-age=63072000';`;

function page(title, content, script = '') {
    return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title>
<script>${GOVUK_SCRIPT}${script}</script></head><body><h1>${title}</h1>${content}</body></html>`;
}

/** A page that does nothing. */
export function plainPage(path) {
    return page(path, '<p>Nothing here.</p>');
}

/** A page whose scripts write `_ga` and `_hjSession_1` wherever a cookie may lie, and `basket`. */
export function trackedPage(path) {
    return page(path, '<p>Counted.</p>', TRACKERS);
}

/** Another site's page that sends a login back by a form, as OpenID Connect's form_post does. */
export function loginPage(action) {
    return page('Log in', `<form method="post" action="${action}">
<input type="hidden" name="id_token" value="secret"><button>Continue</button></form>`);
}

/** A page that loads everything but a document of its own from `base`. */
export function embeddingPage(base, frame) {
    return page('Embedding', `<link rel="prefetch" href="${base}/prefetched">
<img src="${base}/image" alt="">${frame ? `<iframe src="${base}/framed"></iframe>` : ''}
<script>fetch('${base}/fetched', {mode: 'no-cors', credentials: 'include'});</script>`);
}

/** A page with a link. */
export function linkingPage(target) {
    return page('Linking', `<p><a href="${target}">Visit</a></p>`);
}
