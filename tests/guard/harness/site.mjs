// A site with the guard in its pages, as the proxy would serve them.

import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';

const ASSETS = new URL('../../../src/pages/assets/', import.meta.url);

export const CONFIG = {
    consent: 'cookies_policy',
    decided: 'cookies_preferences_set',
    base: '/cookies',
    alwaysOn: ['essential'],
    unregistered: 'strip',
    state: ['cookies_policy', 'cookies_preferences_set', 'cookies_policy_revision',
            'cookies_policy_notice'],
    cookies: [
        {name: 'SESSION', category: 'essential'},
        {name: '_ga_special', category: 'essential'},
        {name: '_ga', category: 'usage'},
        {name: 'deep', category: 'usage', path: '/news/deep'},
        {name: '_ga_*', category: 'usage'},
        {name: '__Secure-*', category: 'usage'},
        {name: 'campaign_*_x', category: 'campaigns'},
    ],
    thirdParties: [],
};

/** The scripts as they are served. */
export function guard(config) {
    return `${readFileSync(new URL('guard.js', ASSETS), 'utf8')}(${JSON.stringify(config)});`;
}

const BANNER = `
<div id="consent-proxy-banner" class="consent-proxy-banner" role="region" aria-label="Cookies"
     data-base="/cookies" data-decided-cookie="cookies_preferences_set">
<form method="post" action="/cookies"><input type="hidden" name="return_to" value="/page?x=1"/>
<div class="consent-proxy-question"><h2>Cookies on this site</h2>
<button type="submit" name="all" value="yes">Accept</button>
<button type="submit" name="all" value="no">Reject</button></div>
<div class="consent-proxy-accepted" role="alert" tabindex="-1" hidden="hidden"><p>Accepted.</p>
<p class="consent-proxy-receipt" hidden="hidden">Receipt <span
class="consent-proxy-receipt-id"></span></p>
<button type="submit" name="hide" value="yes">Hide</button></div>
<div class="consent-proxy-rejected" role="alert" tabindex="-1" hidden="hidden"><p>Rejected.</p>
<button type="submit" name="hide" value="yes">Hide</button></div>
</form></div>`;

function crumbs(field = '') {
    return new Map(field.split('; ').map((crumb) => crumb.split('=', 2)));
}

export class Site {
    /** `pages`: path -> `{head, body, headers, granted, banner}`, each optional. */
    static async start({config = {}, pages = {}} = {}) {
        const site = new Site();
        site.config = {...CONFIG, ...config};
        site.pages = pages;
        site.#server.listen(0, '127.0.0.1');
        await once(site.#server, 'listening');
        const {port} = site.#server.address();
        site.url = `http://www.example.localhost:${port}`;
        return site;
    }

    /** What arrived: `{method, path, body, accept}`. */
    requests = [];
    /** How many posts are answered with 500 from now on. */
    failures = 0;
    banner = BANNER;
    #server = createServer((request, response) => this.#answer(request, response));

    count(method, path) {
        return this.requests.filter(
            (request) => request.method === method && request.path === path).length;
    }

    /** As with a registry that names no such cookie. */
    hideDecidedCookie() {
        this.config = {...this.config, decided: null};
        this.banner = BANNER.replace(/ data-decided-cookie="[^"]*"/, '');
    }

    async stop() {
        this.#server.close();
        this.#server.closeAllConnections();
        await once(this.#server, 'close');
    }

    async #answer(request, response) {
        const {pathname} = new URL(request.url, this.url);
        let body = '';
        for await (const piece of request.setEncoding('utf8')) {
            body += piece;
        }
        const {method} = request;
        const accept = request.headers.accept ?? '';
        this.requests.push({method, path: pathname, body, accept});
        const cookies = crumbs(request.headers.cookie);
        if (pathname.startsWith('/cookies/assets/')) {
            const name = pathname.slice('/cookies/assets/'.length);
            response.setHeader('Content-Type', 'text/javascript');
            response.end(name === 'guard.js' ? guard(this.config)
                                             : readFileSync(new URL(name, ASSETS)));
        } else if (pathname === '/cookies/policy') {
            response.setHeader('Content-Type', 'application/json');
            response.end(JSON.stringify({granted: grantedIn(cookies),
                                         decided: cookies.has('cookies_preferences_set')}));
        } else if (pathname === '/cookies' && method === 'POST') {
            this.#choose(new URLSearchParams(body), accept, response);
        } else {
            this.#page(pathname, cookies, response);
        }
    }

    #choose(form, accept, response) {
        if (this.failures > 0) {
            --this.failures;
            response.writeHead(500).end();
            return;
        }
        const all = form.get('all') === 'yes';
        response.setHeader('Set-Cookie', [
            `cookies_policy=${all ? 'essential.usage.campaigns' : 'essential'}; Path=/`,
            'cookies_preferences_set=true; Path=/']);
        if (accept !== 'application/json') {
            response.writeHead(303, {Location: form.get('return_to')}).end();
            return;
        }
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify({
            granted: all ? ['essential', 'usage', 'campaigns'] : ['essential'],
            notice: all ? 'accepted' : 'rejected', receipt: 'r3c31pt'}));
    }

    #page(path, cookies, response) {
        const {head = '', body = '', headers = {}, script, granted = grantedIn(cookies).join(' '),
               banner = false} = this.pages[path] ?? {};
        const decided = cookies.has('cookies_preferences_set');
        if (script !== undefined) {
            response.writeHead(200, {'Content-Type': 'text/javascript'}).end(script);
            return;
        }
        response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8',
                                 'Cache-Control': 'private, no-cache', ...headers});
        response.end(`<!DOCTYPE html><html lang="en"><head><script src="/cookies/assets/guard.js"
data-granted="${granted}" data-decided="${decided}"></script>
${banner && !decided ? '<script src="/cookies/assets/banner.js" defer="defer"></script>' : ''}
<title>Page</title><link rel="icon" href="data:,">${head}</head>
<body>${banner && !decided ? this.banner : ''}<main><h1>Page</h1>${body}</main></body></html>`);
    }
}

function grantedIn(cookies) {
    return (cookies.get('cookies_policy') ?? 'essential').split('.');
}
