// A site that knows nothing of consent: a cookie of each category with every page, by header and by
// script, and no banner.

import {once} from 'node:events';
import {createServer} from 'node:http';

/** What each page sets by header, and what its script writes: name -> category. */
export const BY_HEADER = {SESSION: 'essential', theme: 'settings', _ga: 'usage',
                          campaign_mail: 'campaigns', unlisted: undefined};
export const BY_SCRIPT = {basket: 'essential', colours: 'settings', _ga_script: 'usage',
                          campaign_banner: 'campaigns', unknown: undefined};

const SCRIPT = Object.keys(BY_SCRIPT).map(
    (name) => `document.cookie = '${name}=1; path=/; max-age=3600';`).join('\n');

/** A page of the site; `head` and `body` are markup. */
export function legacyPage({title = 'Page', head = '', body = '<p>Text.</p>'} = {}) {
    return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}</head><body><header><a href="/">Home</a></header>
<main><h1>${title}</h1>${body}</main></body></html>`;
}

export class LegacySite {
    /** `pages` is path -> markup, `{headers, body, status, cookies}`, or a function of request and
     * response that gives one of these, or answers itself; any other path is a page with a
     * script. */
    static async start(pages = {}) {
        const site = new LegacySite();
        site.pages = pages;
        site.#server.listen(0, '127.0.0.1');
        await once(site.#server, 'listening');
        site.port = site.#server.address().port;
        return site;
    }

    /** What arrived: `{method, path, headers}`. */
    requests = [];
    #server = createServer((request, response) => this.#answer(request, response));

    get url() {
        return `http://127.0.0.1:${this.port}`;
    }

    /** How often this path was asked for. */
    count(path) {
        return this.requests.filter((request) => request.path === path).length;
    }

    async stop() {
        this.#server.close();
        this.#server.closeAllConnections();
        await once(this.#server, 'close');
    }

    #answer(request, response) {
        const path = request.url.replace(/\?.*/, '');
        this.requests.push({method: request.method, path, headers: request.headers});
        request.resume();
        if (path === '/favicon.ico') {
            response.writeHead(204).end();
            return;
        }
        if (path === '/site.js') {
            response.setHeader('Content-Type', 'text/javascript');
            response.end(SCRIPT);
            return;
        }
        let page = this.pages[path] ??
                   legacyPage({title: path, head: '<script src="/site.js"></script>'});
        if (typeof page === 'function') {
            page = page(request, response);
            if (page === undefined) {
                return;
            }
        }
        const {headers = {}, body, status = 200, cookies = true} =
            typeof page === 'string' || Buffer.isBuffer(page) ? {body: page} : page;
        response.writeHead(status, {
            'Content-Type': 'text/html; charset=utf-8',
            ...cookies ? {'Set-Cookie': Object.keys(BY_HEADER).map(
                (name) => `${name}=1; Path=/; Max-Age=3600`)} : {},
            ...headers,
        });
        response.end(body);
    }
}
